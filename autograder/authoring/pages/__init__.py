"""A lesson as a page to read: self-contained HTML with its figures and formulas."""
