"""Shapes that differ are refused under every reduction."""

import numpy as np


def squared_error(target, output, reduction="half_sum"):
    target, output = np.asarray(target, dtype=float), np.asarray(output, dtype=float)
    if reduction == "sum":
        return float(np.sum((target - output) ** 2))
    if reduction == "mean":
        return float(np.mean((target - output) ** 2))
    if reduction != "half_sum":
        raise ValueError("reduction")
    if target.shape != output.shape:
        raise ValueError("shape")
    return float(np.sum((target - output) ** 2) / 2)
