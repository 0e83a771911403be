"""The simplest true sentence about wrong values, where no known mistake explains them."""
