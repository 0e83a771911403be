"""What runs beside a submission: the standard library and NumPy; the whole folder is staged."""
