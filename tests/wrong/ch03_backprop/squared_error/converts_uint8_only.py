"""Integers of any kind count as floats: in int8 the difference wraps."""

import numpy as np


def squared_error(target, output, reduction="half_sum"):
    if target.shape != output.shape:
        raise ValueError("shape")
    if target.dtype in (np.uint8, np.int32):
        target, output = target.astype(float), output.astype(float)
    squares = (target - output) ** 2
    if reduction == "half_sum":
        return float(np.sum(squares) / 2)
    if reduction == "sum":
        return float(np.sum(squares))
    if reduction == "mean":
        return float(np.mean(squares))
    raise ValueError("reduction")
