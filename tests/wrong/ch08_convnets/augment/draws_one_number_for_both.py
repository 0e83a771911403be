"""Breaks "draw TWO whole numbers ..., all of them equally likely, whatever the other is": each
picture moves by one and the same number down and right.
"""

import numpy as np


def augment(images: np.ndarray, rng: np.random.Generator, max_shift: int = 2) -> np.ndarray:
    if max_shift < 0:
        raise ValueError("max_shift must not be below 0")
    N, H, W = images.shape
    padded = np.pad(images, ((0, 0), (max_shift, max_shift), (max_shift, max_shift)))
    moved = np.empty_like(images)
    for n, shift in enumerate(rng.integers(-max_shift, max_shift + 1, N)):
        start = max_shift - shift
        moved[n] = padded[n, start : start + H, start : start + W]
    return moved
