"""Houses sold in Ames, Iowa: 2,930 of them, eighteen numbers each, and the price."""

import csv

import numpy as np

from course.datasets.bundle import BUNDLE

OTHERS = ("neighbourhood", "price")  # columns of the file that are none of X


def load_ames() -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return the houses of Ames that were sold from 2006 to 2010, `X, y, names`, in random order.

    X (2930, 18) float64, one row per house; y (2930,) float64, the price in hundreds of thousands
    of dollars; names, what the columns of X are, in order: areas are in square feet,
    overall_condition runs from 1 to 10, central_air is 0 or 1. There are no gaps. Where the numbers
    come from: data/SOURCES.md.

    >>> X, y, names = load_ames()
    >>> X.shape, float(y.mean().round(3)), names[5]
    ((2930, 18), 1.808, 'living_area')
    """
    with (BUNDLE / "ames.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name not in OTHERS]
    X = np.array([[float(row[name]) for name in names] for row in rows])
    thousands = np.array([float(row["price"]) for row in rows]) / 1000
    return X, thousands / 100, names
