"""3.4 delta_rule_step: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_gradients,
    assert_matches,
    assert_pure,
    assert_rejects_all,
    assert_varies,
    grader,
    misconception,
    reference_for,
)

reference = reference_for(__file__)


def linear_tasks(rng):
    """Return cases (w, X, t, lr) of several sizes, one row and one column among them."""
    sizes = [(7, 5), (3, 3), (1, 4), (6, 1), (20, 2)] * 2
    return [
        (rng.normal(size=d), rng.normal(size=(n, d)), rng.normal(size=n), rng.uniform(0.01, 0.5))
        for n, d in sizes
    ]


@grader(1, gate=True)
def test_form(function):
    """delta_rule_step returns one float weight per column of X."""
    X, t = np.array([[1.0, 0.5], [2.0, -1.0], [0.0, 1.0]]), np.array([1.0, 0.0, 2.0])
    value = function(np.array([0.5, -0.5]), X, t, 0.1)
    assert_close(value, np.zeros(2), atol=np.inf, hint="the new weights, shaped like w")
    assert_varies(function, [(np.full(2, k), X, t, 0.1) for k in (0.0, 1.0)])


@grader(3)
def test_values(function, right, rng):
    """delta_rule_step moves the weights by lr·Xᵀ(t - Xw)."""
    X, w, t = rng.integers(-5, 6, (4, 3)), rng.integers(-5, 6, 3), rng.integers(-5, 6, 4)
    cases = [*linear_tasks(rng), (w, X, t, 0.125)]
    assert_matches(function, right, cases)


@grader(1)
def test_descends(function, rng):
    """The step is -lr times the gradient of half the sum of squares."""
    cases = linear_tasks(rng)[:3]
    for call, (w, X, t, lr) in zip(function.map(cases), cases, strict=True):
        assert_close(call.value, w, atol=np.inf)
        assert_gradients(
            {"w": (w - call.value) / lr},
            lambda w, X=X, t=t: 0.5 * np.sum((t - X @ w) ** 2),
            {"w": w},
            hint="downhill: the sign, the sum over rows and the factor must all be right",
        )


@grader(1)
def test_pure(function, rng):
    """delta_rule_step leaves w, X and t as they were."""
    hint = "w += … writes into the w that was given: return w + …"
    assert_pure(function, linear_tasks(rng)[:3], hint=hint)


@grader(1)
def test_shapes(function):
    """delta_rule_step refuses lengths that do not fit."""
    w, X, t = np.ones(3), np.ones((4, 3)), np.ones(4)
    cases = [(w, X, t[:1], 0.1), (w[:1], X, t, 0.1), (w, X[0], t, 0.1), (w, X, t[:3], 0.1)]
    assert_rejects_all(function, cases, says="shape")


@grader(1)
def test_columns(function):
    """delta_rule_step refuses columns (D, 1) and (N, 1)."""
    w, X, t = np.ones(3), np.ones((4, 3)), np.ones(4)
    cases = [(w, X, t[:, None], 0.1), (w[:, None], X, t, 0.1)]
    hint = "(N,) minus (N, 1) is a whole table in NumPy: ask for exactly (N,)"
    assert_rejects_all(function, cases, says="shape", hint=hint)


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


def _step(w, X, t, lr, change):
    """Return w + lr · change(w, X, t) in floats; bad input is refused."""
    reference.delta_rule_step(w, X, t, lr)
    w, X, t = (np.asarray(a, float) for a in (w, X, t))
    return w + lr * change(w, X, t)


@misconception
def climbs(right, w, X, t, lr):
    """The step goes uphill: the error is t - Xw, and its direction is added.

    (Minus the gradient is plus Xᵀ(t - Xw).)
    """
    return _step(w, X, t, lr, lambda w, X, t: -X.T @ (t - X @ w))


@misconception
def takes_the_mean_gradient(right, w, X, t, lr):
    """N times too small: «half_sum» is a sum. Do not divide by the rows."""
    return _step(w, X, t, lr, lambda w, X, t: X.T @ (t - X @ w) / len(t))


@misconception
def keeps_the_factor_two(right, w, X, t, lr):
    """The step is twice too large: with the half in the cost, the 2 of the square cancels."""
    return _step(w, X, t, lr, lambda w, X, t: 2 * X.T @ (t - X @ w))


@misconception
def leaves_out_lr(right, w, X, t, lr):
    """`lr` had no effect. Multiply the step by it."""
    return _step(w, X, t, 1.0, lambda w, X, t: X.T @ (t - X @ w))


@misconception
def returns_the_change(right, w, X, t, lr):
    """This is the change alone. Return the new weights: w plus the change."""
    return right(w, X, t, lr) - np.asarray(w, float)


@misconception
def updates_row_by_row(right, w, X, t, lr):
    """You changed w after every row.

    Here all rows answer with the old w, then there is one step.
    """
    right(w, X, t, lr)
    w = np.array(w, float)
    for row, target in zip(X, t, strict=True):
        w = w + lr * row * (target - row @ w)
    return w


@misconception
def answers_with_a_threshold(right, w, X, t, lr):
    """You compared with 0 first, as the perceptron does.

    This unit is linear: the error is t - Xw.
    """
    return _step(w, X, t, lr, lambda w, X, t: X.T @ (t - (X @ w > 0)))


@misconception
def changes_w_in_place(right, w, X, t, lr):
    """w changed for the one who called you: `w += …` works in place. w = w + …"""
    new = right(w, X, t, lr)
    if np.asarray(w).dtype != np.float64:
        return new
    w += new - w
    return w


@misconception
def lets_columns_through(right, w, X, t, lr):
    """A column of targets (N, 1) went through.

    (N, 1) minus (N,) is a whole table, and the sum of its rows no longer the gradient. Refuse it.
    """
    if np.ndim(X) == 2 and np.shape(t) in ((len(X), 1), (1,)):
        return np.asarray(w, float) + lr * np.sum(X.T @ (t - X @ w), axis=-1)
    return right(w, X, t, lr)
