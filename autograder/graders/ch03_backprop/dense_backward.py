"""3.5 dense_backward: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_varies,
    grader,
    gradients,
    in_form_of,
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


def backward(function, right, cases):
    """Return (dX, dW, db) of each case, once there are three arrays; a row will do for db."""
    hint = "return dX, dW, db"
    wanted = [right(*case) for case in cases]
    calls = zip(function.map(cases), wanted, strict=True)
    return [parts(in_form_of(call.value, each), (np.ndarray,) * 3, hint) for call, each in calls]


def assert_shapes(answers, cases):
    """Ask for the shapes of X, W and b."""
    for answer, (dY, X, W) in zip(answers, cases, strict=True):
        for name, one, like in zip(NAMES, answer, (X, W, dY[0]), strict=True):
            assert_close(one, like, atol=np.inf, hint=f"{name} has the shape of {name[1:]}")


@grader(gate=True)
def test_parts(function, right, rng):
    """dense_backward returns three arrays as large as X, W and b."""
    cases = [layer(rng, 7, 5, 3), layer(rng, 2, 4, 1)]
    assert_shapes(backward(function, right, cases), cases)
    dY, X, W = cases[0]
    assert_varies(function, [(dY, k * X, k * W) for k in (1.0, 3.0)])


@grader(1)
def test_form(function, rng):
    """They are a tuple of dX, dW and db, in the shapes of X, W and b exactly."""
    cases = [layer(rng, 7, 5, 3), layer(rng, 2, 4, 1)]
    answers = [call.value for call in function.map(cases)]
    three = [parts(answer, (np.ndarray,) * 3, "return dX, dW, db") for answer in answers]
    assert_shapes(three, cases)


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
    loose=True,
)


@grader(1)
def test_linear(function, right, rng):
    """Twice the dY gives twice the gradients."""
    dY, X, W = layer(rng, 5, 4, 3)
    once, twice = backward(function, right, [(dY, X, W), (2 * dY, X, W)])
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
