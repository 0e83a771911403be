"""Breaks "from -max_shift to max_shift, both ends included": the upper end of rng.integers is left
out, so no picture moves by max_shift down or right.
"""

import numpy as np


def augment(images: np.ndarray, rng: np.random.Generator, max_shift: int = 2) -> np.ndarray:
    if max_shift < 0:
        raise ValueError("max_shift must not be below 0")
    N, H, W = images.shape
    if max_shift == 0:
        return images.copy()
    padded = np.pad(images, ((0, 0), (max_shift, max_shift), (max_shift, max_shift)))
    shifts = rng.integers(-max_shift, max_shift, (N, 2))
    moved = np.empty_like(images)
    for n, (down, right) in enumerate(shifts):
        top, left = max_shift - down, max_shift - right
        moved[n] = padded[n, top : top + H, left : left + W]
    return moved
