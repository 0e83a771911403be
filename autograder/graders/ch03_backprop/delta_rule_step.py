"""3.4 delta_rule_step: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_gradients,
    assert_integers,
    form,
    grader,
    pure,
    refuses,
    require,
    values,
)


def tasks(rng):
    """Return cases (w, X, t, lr) of several sizes, one row and one column among them."""
    sizes = [(7, 5), (3, 3), (1, 4), (6, 1), (20, 2)] * 2
    return [
        (rng.normal(size=d), rng.normal(size=(n, d)), rng.normal(size=n), rng.uniform(0.01, 0.5))
        for n, d in sizes
    ]


def in_single(case):
    """Return a case (w, X, t, lr) in float32."""
    *arrays, lr = case
    return (*(array.astype(np.float32) for array in arrays), lr)


def resting(rng):
    """Return a case (w, X, t, lr) in which no error is left."""
    w, X = rng.integers(-5, 6, 3).astype(float), rng.integers(-5, 6, (4, 3)).astype(float)
    return w, X, X @ w, 0.25


# X @ w fits neither in int8 nor in uint8, and errors have both signs.
WHOLE_X = np.array([[30, 2, 5], [1, 20, 7], [9, 9, 9], [0, 3, 1]])
WHOLE = (np.array([10, 20, 3]), WHOLE_X, np.array([5, 100, 0, 77]), 0.125)
SMALL = (np.array([1, 0]), np.array([[1, 2], [3, 0], [2, 2]]), np.array([0, 4, 1]), 0.5)
w, X, t = np.ones(3), np.ones((4, 3)), np.ones(4)  # they fit together
number = np.array(1.0)
MISFITS = [
    *((each, X, t) for each in (w[:1], np.ones(4), w[None], number)),
    *((w, each, t) for each in (X[0], X[:, :2], X[:3], np.ones((4, 4)), X[:, :, None], number)),
    *((w, X, each) for each in (t[:1], t[:3], np.ones(5), t[None], number)),
    *((number, X[:, :1], t), (w, X[:1], number), (w, np.ones((3, 3, 3)), w), (number, X[:, 0], t)),
    (np.ones((2, 2)), np.ones((2, 2, 2)), np.ones(2)),
]

test_form = form(
    1,
    "{name} returns one float weight per column of X.",
    lambda rng: tasks(rng)[:3],
    lambda w, X, t, lr: w,
    varies=lambda rng: [(k * w, X, t, lr) for w, X, t, lr in tasks(rng)[:1] for k in (0.0, 1.0)],
    hint="the new weights, shaped like w",
)
test_values = values(2, "{name} moves the weights by lr·Xᵀ(t - Xw).", tasks)


@grader(1)
def test_types(function, right, rng):
    """The new weights are float64, and integers of any kind count as floats, unsigned ones too."""
    assert_integers(function, right, [WHOLE, SMALL])
    cases = [in_single(case) for case in tasks(rng)[:2]]
    expected = [right(*case) for case in cases]
    for call, wanted in zip(function.map(cases), expected, strict=True):
        assert_close(call.value, wanted, rtol=1e-4, atol=1e-5)
        message = f"The new weights have dtype {call.value.dtype}, not float64."
        require(call.value.dtype == np.float64, message, hint="make all three float64 first")


@grader(1)
def test_descends(function, rng):
    """The step is -lr times the gradient of half the sum of squares."""
    hint = "downhill: the sign, the sum over rows and the factor must all be right"
    cases = tasks(rng)[:3]
    for call, (w, X, t, lr) in zip(function.map(cases), cases, strict=True):
        assert_close(call.value, w, atol=np.inf)

        def cost(w, X=X, t=t):
            return 0.5 * np.sum((t - X @ w) ** 2)

        assert_gradients({"w": (w - call.value) / lr}, cost, {"w": w}, hint=hint)


test_pure = pure(
    1,
    lambda rng: [*tasks(rng)[:3], resting(rng)],
    line="{name} leaves w, X and t as they were.",
    hint="w += … writes into the w that was given: return w + …",
)
test_shapes = refuses(
    1,
    "{name} refuses lengths that do not fit.",
    "shape",
    [(*arrays, 0.1) for arrays in MISFITS],
)
test_columns = refuses(
    1,
    "{name} refuses columns (D, 1) and (N, 1).",
    "shape",
    [
        *((w, X, t[:, None], 0.1), (w[:, None], X, t, 0.1)),
        *((w, X[:3], w[:, None], 0.1), (w[:, None], X[:3], w, 0.1)),  # NumPy makes a table of it
    ],
    hint="(N,) minus (N, 1) is a whole table in NumPy: ask for exactly (N,)",
)
