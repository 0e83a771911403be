"""The answer is float64, for a float32 x too."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    if h <= 0:
        raise ValueError("h must be positive")
    gradient = np.zeros(x.shape, x.dtype if x.dtype.kind == "f" else float)
    x = x.astype(float)
    for place in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[place] += h
        below[place] -= h
        gradient[place] = (f(above) - f(below)) / (2 * h)
    return gradient
