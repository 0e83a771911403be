"""Any number of axes: two numbers without an axis have no len."""

import numpy as np


def squared_error(target, output, reduction="half_sum"):
    target, output = np.asarray(target, dtype=float), np.asarray(output, dtype=float)
    if len(target) != len(output) or target.shape != output.shape:
        raise ValueError("shape")
    squares = (target - output) ** 2
    if reduction == "half_sum":
        return float(np.sum(squares) / 2)
    if reduction == "sum":
        return float(np.sum(squares))
    if reduction == "mean":
        return float(np.mean(squares))
    raise ValueError("reduction")
