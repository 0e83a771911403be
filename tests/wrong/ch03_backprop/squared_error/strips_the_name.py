"""A reduction that is none of the three names is refused: ' sum ' too."""

import numpy as np


def squared_error(target, output, reduction="half_sum"):
    target, output = np.asarray(target, dtype=float), np.asarray(output, dtype=float)
    if target.shape != output.shape:
        raise ValueError("shape")
    squares = (target - output) ** 2
    reduction = reduction.strip()
    if reduction == "half_sum":
        return float(np.sum(squares) / 2)
    if reduction == "sum":
        return float(np.sum(squares))
    if reduction == "mean":
        return float(np.mean(squares))
    raise ValueError("reduction")
