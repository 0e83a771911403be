"""Breaks "all of them equally likely": a uniform number from -max_shift to max_shift is rounded,
which makes the two ends half as likely as the others.
"""

import numpy as np


def augment(images: np.ndarray, rng: np.random.Generator, max_shift: int = 2) -> np.ndarray:
    if max_shift < 0:
        raise ValueError("max_shift must not be below 0")
    N, H, W = images.shape
    shifts = np.rint(rng.uniform(-max_shift, max_shift, size=(N, 2))).astype(int)
    padded = np.pad(images, ((0, 0), (max_shift, max_shift), (max_shift, max_shift)))
    moved = np.empty_like(images)
    for n in range(N):
        top, left = max_shift - shifts[n]
        moved[n] = padded[n, top : top + H, left : left + W]
    return moved
