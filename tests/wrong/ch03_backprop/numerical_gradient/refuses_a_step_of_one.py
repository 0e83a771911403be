"""Only an h of 0 or below is refused: 1 is legal."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    if not 0 < h < 1:
        raise ValueError("h must be positive")
    x = x.astype(float)
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[place] += h
        below[place] -= h
        gradient[place] = (f(above) - f(below)) / (2 * h)
    return gradient
