"""Houses and their prices: 2,930 of Ames in Iowa; or Keras's districts of California."""

import csv
from pathlib import Path

import numpy as np

from course.datasets.bundle import BUNDLE
from course.datasets.keras_set import KerasSet, say

Houses = tuple[np.ndarray, np.ndarray, list[str]]

OTHERS = ("neighbourhood", "price")  # columns of the file that are none of X
BUNDLED = {  # source -> what is said when the bundled houses come
    "bundle": 'Houses: the bundled 2,930 of Ames. California\'s, once: load_houses("keras").',
    "keras": "Houses: the bundled 2,930 of Ames instead.",
}
CALIFORNIA = [  # its columns, in Keras's order
    "median_income",
    "house_age",
    "rooms",
    "bedrooms",
    "population",
    "household_members",
    "latitude",
    "longitude",
]


def load_houses(source: str = "bundle") -> Houses:
    """Return houses and what they cost, `X, y, names`, in a fixed random order.

    X (N, M) float64, one row per house; y (N,) float64, the price in hundreds of thousands of
    dollars; names, what the columns of X are, in order. There are no gaps. Prints, once, which
    houses they are. Where the numbers come from: data/SOURCES.md.

    Args:
        source: Where the houses come from.
            "bundle": 2,930 houses of Ames, Iowa, sold from 2006 to 2010, which the course brings
            along; M = 18: areas are in square feet, overall_condition runs from 1 to 10,
            central_air is 0 or 1.
            "keras": 20,640 districts of California in 1990, with the median price of each, which
            Keras's own loader fetches (1 MB, once; `keras.datasets.california_housing`); M = 8:
            rooms, bedrooms and members are a household's mean. Where the network is away or too
            slow, the houses of Ames come instead.

    >>> X, y, names = load_houses()
    Houses: the bundled 2,930 of Ames. California's, once: load_houses("keras").
    >>> X.shape, float(y.mean().round(3)), names[5]
    ((2930, 18), 1.808, 'living_area')

    ValueError (says "source") if `source` is neither of the two.
    """
    if source not in BUNDLED:
        raise ValueError(f"load_houses: source: must be one of {', '.join(BUNDLED)} ({source!r})")
    districts = KERAS_CALIFORNIA.found(source) if source == "keras" else None
    if districts is None:
        say(BUNDLED[source])
        return bundled_houses()
    say("Houses: 20,640 districts of California, from Keras.")
    table, dollars = districts
    order = np.random.default_rng(0).permutation(len(table))  # the file goes from place to place
    return table[order], dollars[order] / 100_000, list(CALIFORNIA)


def bundled_houses() -> Houses:
    """Return the houses of Ames in the form of `load_houses`.

    Graders use this one: it looks at no cache and no network, and prints nothing.
    """
    with (BUNDLE / "ames.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name not in OTHERS]
    X = np.array([[float(row[name]) for name in names] for row in rows])
    thousands = np.array([float(row["price"]) for row in rows]) / 1000
    return X, thousands / 100, names


def _read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Read the districts from the file that Keras caches; raise if it is another one."""
    with np.load(path, allow_pickle=False) as archive:
        table, dollars = archive["x"].astype(np.float64), archive["y"].astype(np.float64)
    if table.shape != (len(dollars), len(CALIFORNIA)) or not len(table):
        raise ValueError(f"{path} holds no districts of California")
    return table, dollars


KERAS_CALIFORNIA = KerasSet(
    "California", "20,640 districts (1 MB)", "california_housing", "california_housing.npz", _read
)
