"""What lessons and notebooks import: figures and data sets."""
