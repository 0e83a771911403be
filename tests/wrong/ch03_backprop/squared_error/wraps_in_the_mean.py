"""Integers count as floats under every reduction: under mean unsigned ones wrap."""

import numpy as np


def squared_error(target, output, reduction="half_sum"):
    if target.shape != output.shape:
        raise ValueError("shape")
    if reduction == "mean":
        return float(np.mean((target - output) ** 2))
    difference = target.astype(float) - output.astype(float)
    if reduction == "half_sum":
        return float(0.5 * np.sum(difference**2))
    if reduction == "sum":
        return float(np.sum(difference**2))
    raise ValueError("reduction")
