"""Breaks "the answer shares no memory with images, for max_shift 0 too": for 0 the very array that
came in is handed back.
"""

import numpy as np


def augment(images: np.ndarray, rng: np.random.Generator, max_shift: int = 2) -> np.ndarray:
    if max_shift < 0:
        raise ValueError("max_shift must not be below 0")
    if max_shift == 0:
        return images
    N, H, W = images.shape
    moved = np.zeros_like(images)
    for n in range(N):
        down, right = (int(s) for s in rng.integers(-max_shift, max_shift + 1, size=2))
        part = images[n, max(0, -down) : H - max(0, down), max(0, -right) : W - max(0, right)]
        top, left = max(0, down), max(0, right)
        moved[n, top : top + part.shape[0], left : left + part.shape[1]] = part
    return moved
