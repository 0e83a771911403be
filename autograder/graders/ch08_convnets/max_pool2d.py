"""8.3 max_pool2d: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    form,
    grader,
    pure,
    refuses,
    require,
    values,
)

EVEN = [(2, 6, 4, 3), (1, 4, 8, 2), (3, 6, 6, 1)]  # both sides are multiples of 2
ODD = [(2, 7, 5, 3), (1, 5, 8, 2), (3, 4, 9, 1), (2, 3, 3, 4)]


def pictures(rng, shape):
    """Return pictures whose numbers are all different, above and below 0."""
    return rng.permutation(np.prod(shape)).reshape(shape) - np.prod(shape) / 2 + 0.25


def below_zero(rng, shape):
    """Return pictures in which every number is below 0."""
    return -1.0 - rng.random(shape)


test_form = form(
    1,
    "{name} returns smaller pictures, with as many channels.",
    lambda rng: [(pictures(rng, (2, 6, 4, 3)),) for _ in range(3)],
    hint="H // 2 rows and W // 2 columns, for every channel",
)
test_values = values(
    4,
    "{name} takes the largest entry of every window, channel by channel.",
    lambda rng: [(pictures(rng, shape),) for shape in EVEN],
    hint="axis by axis: pictures and channels stay apart",
)
test_negative = values(
    2,
    "Windows of negative numbers keep their largest, too.",
    lambda rng: [(below_zero(rng, shape), *more) for shape in EVEN for more in ((), (3, 1))],
    hint="begin with an entry of the window, or with -np.inf, not with 0",
)
test_odd = values(
    2,
    "A window that would reach over the edge is left out.",
    lambda rng: [(pictures(rng, shape), *more) for shape in ODD for more in ((), (3,))],
    hint="(H - size) // stride + 1 rows, (W - size) // stride + 1 columns",
)
test_stride = values(
    3,
    "Windows begin at every stride-th row and column; they may overlap, or leave gaps.",
    lambda rng: [
        (pictures(rng, shape), size, step)
        for shape in ((2, 7, 6, 3), (1, 8, 9, 2))
        for size, step in ((3, 1), (3, 2), (2, 3), (2, 1), (1, 2), (4, 3))
    ],
    hint="X[:, i * stride : i * stride + size, …]",
)


@grader(1)
def test_dtype(function, right, rng):
    """The answer has the dtype of X, whatever it is."""
    for kind in ("float32", "float64", "uint8", "int64"):
        X = np.abs(pictures(rng, (2, 4, 6, 2))).astype(kind)
        seen = function(X)
        assert_close(seen, right(X), hint="the largest entry is one of X's own")
        message = f"{kind} in gives {seen.dtype} out; expected {kind}."
        hint = "an array of zeros or -inf is float64: begin with entries of X"
        require(seen.dtype == X.dtype, message, hint=hint, mistake="answers_float64")


test_pure = pure(
    1,
    lambda rng: [
        (pictures(rng, (2, 4, 6, 2)),),
        (pictures(rng, (2, 5, 5, 2)), 3, 1),
        (pictures(rng, (2, 4, 4, 2)), 1),
    ],
)
test_size = refuses(
    1,
    "{name} refuses windows below 1, and above height or width; one as large is legal.",
    "size",
    lambda rng: [
        (pictures(rng, (2, h, w, 2)), *more)
        for h, w, *more in (
            (4, 4, 0),
            (4, 4, -1),
            (4, 6, 5),
            (6, 4, 5),
            (1, 4),
            (4, 1),
            (4, 6, 5, 1),
        )
    ],
    accepts=lambda rng: [(pictures(rng, (2, 4, 4, 2)), 4), (pictures(rng, (2, 4, 5, 2)), 1)],
    hint="1 <= size <= H, and the same with W",
)
