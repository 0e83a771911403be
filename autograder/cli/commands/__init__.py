"""The commands, one in a file: the catalogue lists them, and imports the one that is typed."""
