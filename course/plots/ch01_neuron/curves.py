"""The seven activations as a table of points, to be drawn before they are written.

Between its points a curve is a cubic that has the right height and slope at both ends.
"""

import numpy as np

KINDS = ["linear", "step", "sigmoid", "tanh", "relu", "softplus", "elu"]

# fmt: off
TABLE = np.array([  # z, then value and slope of each kind, in the order of KINDS
    [  -4,   -4, 1, 0, 0, 0.02, 0.02,    -1,    0,   0, 0, 0.02, 0.02, -0.98, 0.02],
    [-3.5, -3.5, 1, 0, 0, 0.03, 0.03,    -1,    0,   0, 0, 0.03, 0.03, -0.97, 0.03],
    [  -3,   -3, 1, 0, 0, 0.05, 0.05,    -1, 0.01,   0, 0, 0.05, 0.05, -0.95, 0.05],
    [-2.5, -2.5, 1, 0, 0, 0.08, 0.07, -0.99, 0.03,   0, 0, 0.08, 0.08, -0.92, 0.08],
    [  -2,   -2, 1, 0, 0, 0.12,  0.1, -0.96, 0.07,   0, 0, 0.13, 0.12, -0.86, 0.14],
    [-1.5, -1.5, 1, 0, 0, 0.18, 0.15, -0.91, 0.18,   0, 0,  0.2, 0.18, -0.78, 0.22],
    [  -1,   -1, 1, 0, 0, 0.27,  0.2, -0.76, 0.42,   0, 0, 0.31, 0.27, -0.63, 0.37],
    [-0.5, -0.5, 1, 0, 0, 0.38, 0.24, -0.46, 0.79,   0, 0, 0.47, 0.38, -0.39, 0.61],
    [   0,    0, 1, 0, 0,  0.5, 0.25,     0,    1,   0, 0, 0.69,  0.5,     0,    1],
    [ 0.5,  0.5, 1, 1, 0, 0.62, 0.24,  0.46, 0.79, 0.5, 1, 0.97, 0.62,   0.5,    1],
    [   1,    1, 1, 1, 0, 0.73,  0.2,  0.76, 0.42,   1, 1, 1.31, 0.73,     1,    1],
    [ 1.5,  1.5, 1, 1, 0, 0.82, 0.15,  0.91, 0.18, 1.5, 1,  1.7, 0.82,   1.5,    1],
    [   2,    2, 1, 1, 0, 0.88,  0.1,  0.96, 0.07,   2, 1, 2.13, 0.88,     2,    1],
    [ 2.5,  2.5, 1, 1, 0, 0.92, 0.07,  0.99, 0.03, 2.5, 1, 2.58, 0.92,   2.5,    1],
    [   3,    3, 1, 1, 0, 0.95, 0.05,     1, 0.01,   3, 1, 3.05, 0.95,     3,    1],
    [ 3.5,  3.5, 1, 1, 0, 0.97, 0.03,     1,    0, 3.5, 1, 3.53, 0.97,   3.5,    1],
    [   4,    4, 1, 1, 0, 0.98, 0.02,     1,    0,   4, 1, 4.02, 0.98,     4,    1],
])
# fmt: on

JUMPS = {("step", "value"), ("relu", "slope")}  # drawn as a jump at z = 0
CORNERS = {("relu", "value"), ("elu", "slope")}  # two pieces that meet at z = 0


def curve(kind: str, what: str) -> tuple[np.ndarray, np.ndarray]:
    """Return z and the heights of a kind's "value" or "slope" there, many points of each."""
    z, heights = TABLE[:, 0], TABLE[:, 1 + 2 * KINDS.index(kind) + (what == "slope")]
    if (kind, what) in JUMPS:
        return z, heights
    if (kind, what) not in CORNERS:
        return _smooth(z, heights)
    left, right = _smooth(z[z <= 0], heights[z <= 0]), _smooth(z[z >= 0], heights[z >= 0])
    return np.concatenate([left[0], right[0]]), np.concatenate([left[1], right[1]])


def _smooth(z: np.ndarray, heights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the curve through the points (Catmull and Rom's), ten steps from each to the next."""
    step = z[1] - z[0]
    rise = np.gradient(heights)
    t = np.linspace(0, 1, 11)[:, None]
    start = (1 + 2 * t) * (1 - t) ** 2 * heights[:-1] + t * (1 - t) ** 2 * rise[:-1]
    end = t**2 * (3 - 2 * t) * heights[1:] - t**2 * (1 - t) * rise[1:]
    return (z[:-1] + step * t).T.ravel(), (start + end).T.ravel()
