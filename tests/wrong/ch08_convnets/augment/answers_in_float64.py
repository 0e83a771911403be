"""Breaks "a new array of this shape and DTYPE": np.zeros without a dtype makes float64 of uint8 and
float32 pictures.
"""

import numpy as np


def augment(images: np.ndarray, rng: np.random.Generator, max_shift: int = 2) -> np.ndarray:
    if max_shift < 0:
        raise ValueError("max_shift must not be below 0")
    N, H, W = images.shape
    padded = np.zeros((N, H + 2 * max_shift, W + 2 * max_shift))
    padded[:, max_shift : max_shift + H, max_shift : max_shift + W] = images
    downs = rng.integers(-max_shift, max_shift + 1, N)
    rights = rng.integers(-max_shift, max_shift + 1, N)
    moved = np.zeros((N, H, W))
    for n in range(N):
        top, left = max_shift - downs[n], max_shift - rights[n]
        moved[n] = padded[n, top : top + H, left : left + W]
    return moved
