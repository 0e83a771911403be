"""3.5 dense_backward: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_varies,
    grader,
    gradients,
    misconception,
    pure,
    refuses,
    require,
    values,
    vectorised,
)

from .cases import parts

NAMES = ("dX", "dW", "db")
MISFITS = [  # shapes of dY, X and W: (4, 3), (4, 2) and (2, 3) would fit together
    ((4, 3), (4, 2), (5, 3)),
    ((4, 3), (4, 2), (1, 3)),
    ((1, 3), (4, 2), (2, 3)),
    ((3,), (2,), (2, 3)),
    ((4, 3), (4, 2), (2, 1)),
    ((4, 3), (4,), (2, 3)),
    *((dY, (4, 2), (2, 3)) for dY in ((5, 3), (3, 3), (4, 2), (4, 4), (3,), (), (4, 3, 1))),
    *(((4, 3), X, (2, 3)) for X in ((5, 2), (3, 2), (4, 3), (4, 1), (), (4, 2, 1))),
    *(((4, 3), (4, 2), W) for W in ((2, 4), (2, 2), (3, 2), (3, 3), (3,), (), (2, 3, 1))),
    *(((4,), (4, 2), (2, 1)), ((4, 1), (4, 2), (2,)), ((4, 3), (4,), (1, 3))),
    *(((3,), (3,), (3, 3)), ((4, 4, 3), (4, 4, 2), (2, 3)), ((1, 4, 3), (1, 4, 2), (1, 2, 3))),
    *(((3,), (3, 3), (3, 3)), ((3, 3), (3,), (3, 3)), ((3, 3), (3, 3), (3,)), ((3,), (3,), (3,))),
    *(((3, 3, 3), (3, 3), (3, 3)), ((3, 3), (3, 3, 3), (3, 3)), ((3, 3), (3, 3), (3, 3, 3))),
]


def layer(rng, n, d, m):
    """Return one case (dY, X, W)."""
    return rng.normal(size=(n, m)), rng.normal(size=(n, d)), rng.normal(size=(d, m))


def layers(rng):
    """Return cases (dY, X, W): all sizes different, one row, one output, one input."""
    return [layer(rng, *sizes) for sizes in ((7, 5, 3), (1, 4, 2), (6, 2, 1), (3, 1, 4))]


def forward(X, W, b):
    """Return Y, whose gradients are asked for."""
    return X @ W + b


def backward(function, cases):
    """Return (dX, dW, db) of each case, once there are three arrays."""
    calls = function.map(cases)
    return [parts(call.value, (np.ndarray,) * 3, "return dX, dW, db") for call in calls]


@grader(1, gate=True)
def test_form(function, rng):
    """dense_backward returns dX, dW and db in the shapes of X, W and b."""
    cases = [layer(rng, 7, 5, 3), layer(rng, 2, 4, 1)]
    for answer, (dY, X, W) in zip(backward(function, cases), cases, strict=True):
        for name, one, like in zip(NAMES, answer, (X, W, dY[0]), strict=True):
            hint = f"{name} has the shape of {name[1:]}"
            assert_close(one, like, atol=np.inf, hint=hint)
    dY, X, W = cases[0]
    assert_varies(function, [(dY, k * X, k * W) for k in (1.0, 3.0)])


test_gradients = gradients(
    2,
    "{part} agrees with the gradient measured by small steps.",
    layers,
    forward,
    {
        "dX": "an input reaches every output through its row of W: dY @ W.T",
        "dW": "a weight meets one column of X and one of dY, in all rows: X.T @ dY",
        "db": "the bias reaches every row: add dY over its rows",
    },
)
test_square = values(
    1,
    "{name} is right where all sizes are equal and no shape warns.",
    lambda rng: [layer(rng, n, n, n) for n in (2, 3, 4)],
)


@grader(1)
def test_linear(function, rng):
    """Twice the dY gives twice the gradients."""
    dY, X, W = layer(rng, 5, 4, 3)
    once, twice = backward(function, [(dY, X, W), (2 * dY, X, W)])
    hint = "multiply by the gradient that comes in"
    for name, one, two in zip(NAMES, once, twice, strict=True):
        for seen in (one, two):
            assert_close(seen, one if seen.dtype.kind == "f" else np.ones(1), atol=np.inf)
        require(np.any(one), f"{name} is all zero.", hint=hint)
        require(one.shape == two.shape, f"{name} changes its shape with dY.", hint=hint)
        message = f"Doubling dY does not double {name}."
        require(np.allclose(two, 2 * one, rtol=1e-9), message, hint=hint)


test_vectorised = vectorised(
    1,
    lambda rng, n: layer(rng, n, 4, 3),
    hint="two matrix products and one sum do all rows at once",
)
test_pure = pure(1, lambda rng: layers(rng)[:3])

test_shapes = refuses(
    1,
    "{name} refuses dY, X and W that do not fit together.",
    "shape",
    [tuple(map(np.ones, shapes)) for shapes in MISFITS],
    hint="dY is (rows of X, columns of W), and W has a row per column of X",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def takes_the_mean_for_db(right, dY, X, W):
    """dX and dW are right, db is N times too small: the loss already holds the 1/N. Add the rows
    up.
    """
    dX, dW, db = right(dY, X, W)
    return dX, dW, db / len(X)


@misconception
def divides_by_n_once_more(right, dY, X, W):
    """dW and db are N times too small. The 1/N belongs to the loss and is in dY already."""
    dX, dW, db = right(dY, X, W)
    return dX, dW / len(X), db / len(X)


@misconception
def ignores_what_comes_in(right, dY, X, W):
    """Doubling dY changed nothing: multiply by the gradient coming in."""
    right(dY, X, W)
    return right(np.ones(np.shape(dY)), X, W)


@misconception
def forgets_to_transpose_w(right, dY, X, W):
    """dX uses W where W.T belongs. With a square W the shapes hide it; the values do not."""
    _, dW, db = right(dY, X, W)
    return dY @ W, dW, db


@misconception
def transposes_dw(right, dY, X, W):
    """dW is transposed: it has the shape of W, (inputs, outputs), from X.T @ dY."""
    dX, dW, db = right(dY, X, W)
    return dX, dW.T.copy(), db


@misconception
def returns_another_order(right, dY, X, W):
    """The order of the three is dX, dW, db."""
    dX, dW, db = right(dY, X, W)
    return dW, db, dX


@misconception
def keeps_an_axis_in_db(right, dY, X, W):
    """db is a row (1, M). b has the shape (M,): leave out keepdims=True."""
    dX, dW, db = right(dY, X, W)
    return dX, dW, db[None, :]


@misconception
def sums_db_over_the_outputs(right, dY, X, W):
    """db has one entry per row of the batch. It needs one per output: sum over axis 0."""
    dX, dW, _ = right(dY, X, W)
    return dX, dW, np.sum(dY, axis=1)


@misconception
def does_not_sum_db(right, dY, X, W):
    """db is dY itself, one row per sample. All rows share the one b: add them up, axis 0."""
    dX, dW, _ = right(dY, X, W)
    return dX, dW, np.array(dY)


@misconception
def does_not_compare_x_with_w(right, dY, X, W):
    """A W that does not fit X went through, because X.T @ dY never meets W. Compare the shapes of
    all three.
    """
    if np.ndim(dY) == np.ndim(X) == np.ndim(W) == 2 and np.shape(W)[1] == np.shape(dY)[1]:
        _, dW, db = right(dY, X, np.zeros((np.shape(X)[1], np.shape(dY)[1])))
        return dY @ W.T, dW, db
    return right(dY, X, W)


@misconception(grader="test_vectorised")
def adds_row_by_row(right, dY, X, W):
    """Right gradients, but the work grows with N in Python. X.T @ dY adds the products of all rows
    in one step.
    """
    right(dY, X, W)
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for n in range(len(X)):
        dX[n] = W @ dY[n]
        dW += np.outer(X[n], dY[n])
        db += dY[n]
    return dX, dW, db
