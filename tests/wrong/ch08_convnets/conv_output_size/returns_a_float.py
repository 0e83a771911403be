"""Breaks "as an `int`": np.floor rounds down but answers a float, 26.0 instead of 26."""

import numpy as np


def conv_output_size(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    if stride < 1:
        raise ValueError("the stride must not be below 1")
    if k > n + 2 * padding:
        raise ValueError("the kernel is larger than the padded side")
    return np.floor((n + 2 * padding - k) / stride) + 1
