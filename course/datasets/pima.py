"""Pima Indians Diabetes: 768 women, eight measurements, and who fell ill."""

import numpy as np

from course.datasets.bundle import BUNDLE


def load_pima() -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return the Pima Indians Diabetes data, `X, y, names`, in a fixed random order.

    X (768, 8) float64, one row per woman; y (768,) int64, 1 if she got diabetes (268 rows) else 0;
    names, what the columns of X measure, in order: pregnant (times), glucose (mg/dl),
    pressure (diastolic, mm Hg), triceps (skin fold, mm), insulin (μU/ml), mass (index, kg/m²),
    pedigree (0.078 to 2.42), age (years).
    A 0 in glucose, pressure, triceps, insulin or mass means «not measured». Where the numbers
    come from: data/SOURCES.md.

    >>> X, y, names = load_pima()
    >>> X.shape, int(y.sum()), names[1]
    ((768, 8), 268, 'glucose')
    """
    with (BUNDLE / "pima.csv").open(encoding="utf-8") as file:
        names = file.readline().strip().split(",")
        table = np.loadtxt(file, delimiter=",")
    table = table[np.random.default_rng(0).permutation(len(table))]
    return table[:, :-1].copy(), table[:, -1].astype(np.int64), names[:-1]
