"""Strange bytes for all that reads what strangers have written. `make fuzz` runs a million."""
