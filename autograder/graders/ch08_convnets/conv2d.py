"""8.1 conv2d: its graders."""

import numpy as np

from autograder.asserting import (
    assert_matches,
    describe,
    dtype,
    dtype_of,
    form,
    grader,
    integers,
    pure,
    refuses,
    require,
    terms,
    values,
    vectorised,
)

# (N, H, W, C, k, F): all different, then one and another of them 1, or equal.
SIZES = [(2, 7, 6, 3, 2, 4), (3, 5, 8, 2, 3, 5), (1, 6, 9, 4, 2, 3), (2, 9, 5, 1, 3, 2)]
SQUARE = [(2, 5, 5, 3, 3, 3), (1, 4, 4, 2, 2, 2), (3, 6, 6, 1, 1, 1)]


def case(rng, n, h, w, c, k, f, *more):
    """Return one case (X, K, b), and more arguments."""
    X, K = rng.normal(size=(n, h, w, c)), rng.normal(size=(k, k, c, f))
    return X, K, rng.normal(size=f), *more


def plain(rng):
    """Return cases without stride and padding, of many sizes."""
    return [case(rng, *sizes) for sizes in (*SIZES, *SQUARE)]


def fits(rng):
    """Return cases in which the kernel covers a picture exactly, in height, width or both."""
    sizes = ((2, 3, 5, 2, 3, 4), (2, 6, 2, 3, 2, 4), (3, 4, 4, 2, 4, 3))
    return [case(rng, *each) for each in sizes]


test_form = form(
    1,
    "{name} returns pictures (N, H', W', F) of floats.",
    lambda rng: [case(rng, 2, 5, 6, 3, 2, 4) for _ in range(3)],
    like=lambda X, K, b: np.zeros((2, 4, 5, 4)),
    hint="a place for every window, and a number for every kernel at each",
)
test_values = values(
    6,
    "{name} adds up windows times kernels, over all channels of every picture.",
    plain,
    hint="X[n, i + u, j + v, c] * K[u, v, c, f], added up over u, v and c",
)
test_fits = values(
    1,
    "A kernel as large as the picture has one place.",
    fits,
    hint="H - k + 1 rows of places, W - k + 1 columns",
)


def alone(rng):
    """Return cases in which one term alone is not 0, by the term."""
    X, K, b = case(rng, 2, 5, 5, 3, 2, 3)
    return {"windows times kernels": (X, K, 0 * b), "the bias b": (0 * X, K, b)}


test_terms = terms(
    2,
    "The kernels and the bias each have their effect.",
    alone,
    hint="add b once, at every place: with X = 0 every number of kernel f is b[f]",
)
test_stride = values(
    4,
    "With a stride, windows begin at every stride-th row and column.",
    lambda rng: (
        [case(rng, *sizes, step) for sizes in SIZES for step in (2, 3)]
        + [case(rng, 2, 9, 12, 2, 3, 3, 4), case(rng, 1, 4, 4, 2, 3, 2, 7)]
    ),
    hint="the window of place (i, j) begins at row i * stride, column j * stride",
)
test_padding = values(
    3,
    "Padding puts zeros on all four sides.",
    lambda rng: (
        [case(rng, *sizes, 1, pad) for sizes in SIZES for pad in (1, 2)]
        + [case(rng, 2, 2, 3, 2, 4, 3, 1, 1)]
    ),
    hint="np.pad(X, ((0, 0), (padding, padding), (padding, padding), (0, 0)))",
)
test_both = values(
    2,
    "Stride and padding together are right, too.",
    lambda rng: [case(rng, *sizes, 2, 1) for sizes in SIZES] + [case(rng, 2, 7, 10, 2, 3, 3, 3, 2)],
    hint="the places are counted in the padded picture",
)
test_pictures = vectorised(
    1,
    lambda rng, n: case(rng, n, 5, 4, 2, 2, 3),
    of="pictures",
    hint="take the window of all pictures at once: P[:, top:bottom, left:right, :]",
)
test_kernels = vectorised(
    1,
    lambda rng, n: case(rng, 2, 5, 4, 2, 2, n),
    of="kernels",
    hint="np.tensordot or @ meets all kernels at once",
)
test_dtype = dtype(0.5, lambda rng: [case(rng, 2, 5, 4, 2, 2, 3), case(rng, 2, 5, 4, 2, 3, 3, 2)])
test_pure = pure(0.5, lambda rng: [case(rng, 2, 5, 4, 2, 2, 3), case(rng, 2, 5, 4, 2, 2, 3, 1, 1)])


def whole(rng):
    """Return a case of whole numbers whose products and sums fit into no byte."""
    X, K = rng.integers(0, 120, (2, 4, 5, 2)), rng.integers(0, 9, (2, 2, 2, 3))
    return [(1.0 * X, 1.0 * K, 1.0 * rng.integers(0, 9, 3))]


test_integers = integers(0.5, whole, hint="make floats first: in uint8, 200 + 100 is 44")


@grader(0.5)
def test_images(function, right, rng):
    """Where one of the three holds integers and the others floats, it counts as float64."""
    given = [case(rng, 2, 5, 4, 3, 2, 2, 1, pad) for pad in (0, 1)]
    mixed = [(rng.integers(0, 256, X.shape).astype(np.uint8), *rest) for X, *rest in given]
    for place in range(3):
        *parts, stride, padding = case(rng, 2, 5, 4, 3, 2, 2, 1, 1)
        kinds = [np.int8 if part == place else np.float32 for part in range(3)]
        parts = [9 * part for part in parts]
        if place == 2:  # X and K are float32, which adds up whole numbers alike in any order
            parts = [np.rint(part) for part in parts]
        cast = [part.astype(kind) for part, kind in zip(parts, kinds, strict=True)]
        mixed.append((*cast, stride, padding))
    hint = "1.0 * part makes floats of integers, in each of the three"
    last = function.map(mixed[-1:])[0].value
    message = f"float32 with biases of int8 gives {describe(last)}; expected float64."
    require(dtype_of(last) == np.float64, message, hint=hint)
    assert_matches(function, right, mixed, hint=hint)


test_channel = refuses(
    1,
    "{name} refuses pictures and kernels with different numbers of channels.",
    "channel",
    lambda rng: [
        (rng.normal(size=(2, 5, 5, c)), rng.normal(size=(2, 2, d, 3)), np.zeros(3))
        for c, d in ((3, 2), (2, 3), (3, 1), (1, 3), (2, 5))
    ],
    hint="compare X.shape[3] with K.shape[2]: NumPy would stretch a single channel",
)
test_kernel = refuses(
    0.5,
    "{name} refuses a kernel that is larger than the padded picture, in height or in width.",
    "kernel",
    lambda rng: [
        case(rng, 2, 3, 6, 2, 4, 3),
        case(rng, 2, 6, 3, 2, 4, 3),
        case(rng, 1, 2, 2, 2, 5, 3, 1, 1),
        case(rng, 1, 2, 9, 2, 7, 3, 3, 2),
    ],
    accepts=lambda rng: [case(rng, 1, 3, 4, 2, 5, 3, 1, 1)],
    hint="compare k with H + 2 * padding and with W + 2 * padding",
)
test_least_stride = refuses(
    0.5,
    "{name} refuses a stride below 1.",
    "stride",
    lambda rng: [case(rng, 2, 5, 6, 3, 2, 4, step) for step in (0, -1, -2)],
    hint="check stride >= 1 before anything is divided by it",
)
