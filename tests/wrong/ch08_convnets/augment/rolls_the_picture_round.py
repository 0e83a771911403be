"""Breaks "zeros come in at the edge that it leaves; what is moved over an edge is gone": np.roll
brings it in again on the other side.
"""

import numpy as np


def augment(images: np.ndarray, rng: np.random.Generator, max_shift: int = 2) -> np.ndarray:
    if max_shift < 0:
        raise ValueError("max_shift must not be below 0")
    moved = np.empty_like(images)
    for n, image in enumerate(images):
        down, right = rng.integers(-max_shift, max_shift + 1, size=2)
        moved[n] = np.roll(image, (down, right), axis=(0, 1))
    return moved
