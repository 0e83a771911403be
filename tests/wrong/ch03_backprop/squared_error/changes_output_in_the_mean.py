"""target and output are not changed, whatever the reduction."""

import numpy as np


def squared_error(target, output, reduction="half_sum"):
    target = np.asarray(target, dtype=float)
    output = np.asarray(output, dtype=float)
    if target.shape != output.shape:
        raise ValueError("shape")
    if reduction == "half_sum":
        return float(np.sum((target - output) ** 2) / 2)
    if reduction == "sum":
        return float(np.sum((target - output) ** 2))
    if reduction == "mean":
        output -= target
        output **= 2
        return float(output.mean())
    raise ValueError("reduction")
