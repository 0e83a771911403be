"""3.4 delta_rule_step: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _step(right, w, X, t, lr, change):
    """Return w + lr · change(w, X, t) in floats; bad input is refused."""
    right(w, X, t, lr)
    w, X, t = (np.asarray(a, float) for a in (w, X, t))
    return w + lr * change(w, X, t)


@misconception
def climbs(right, w, X, t, lr):
    """The step goes uphill: the error is t - Xw, and its direction is added. Minus the gradient is
    plus Xᵀ(t - Xw).
    """
    return right(w, X, t, -lr)


@misconception
def takes_the_mean_gradient(right, w, X, t, lr):
    """N times too small: «half_sum» is a sum. Do not divide by the rows."""
    return _step(right, w, X, t, lr, lambda w, X, t: X.T @ (t - X @ w) / len(t))


@misconception
def keeps_the_factor_two(right, w, X, t, lr):
    """The step is twice too large: with the half in the cost, the 2 of the square cancels."""
    return right(w, X, t, 2 * lr)


@misconception
def leaves_out_lr(right, w, X, t, lr):
    """`lr` had no effect. Multiply the step by it."""
    return right(w, X, t, 1.0)


@misconception
def returns_the_change(right, w, X, t, lr):
    """This is the change alone. Return the new weights: w plus the change."""
    return right(w, X, t, lr) - np.asarray(w, float)


@misconception
def updates_row_by_row(right, w, X, t, lr):
    """You changed w after every row. Here all rows answer with the old w, then there is one
    step.
    """
    right(w, X, t, lr)
    w = np.array(w, float)
    for row, target in zip(X, t, strict=True):
        w = w + lr * row * (target - row @ w)
    return w


@misconception
def answers_with_a_threshold(right, w, X, t, lr):
    """You compared with 0 first, as the perceptron does. This unit is linear: the error is
    t - Xw.
    """
    return _step(right, w, X, t, lr, lambda w, X, t: X.T @ (t - (X @ w > 0)))


@misconception
def changes_w_in_place(right, w, X, t, lr):
    """w changed for the one who called you: `w += …` works in place. Write `w = w + …`."""
    new = right(w, X, t, lr)
    if np.asarray(w).dtype != np.float64:
        return new
    w += new - w
    return w


@misconception
def lets_columns_through(right, w, X, t, lr):
    """A column of targets (N, 1) went through. (N, 1) minus (N,) is a whole table, and the sum of
    its rows no longer the gradient. Refuse it.
    """
    if np.ndim(X) == 2 and np.shape(t) in ((len(X), 1), (1,)):
        return np.asarray(w, float) + lr * np.sum(X.T @ (t - X @ w), axis=-1)
    return right(w, X, t, lr)


@misconception
def takes_the_gradient_of_the_mean(right, w, X, t, lr):
    """This is the step of the mean of the squares, 2/N times the wanted one. «half_sum» is half of
    their sum: neither the 2 nor the N is left.
    """
    return right(w, X, t, lr * 2 / max(len(np.atleast_1d(t)), 1))


@misconception
def changes_weight_after_weight(right, w, X, t, lr):
    """Each weight moved with errors that the weights before it had already changed. Work out all
    errors first, then change all weights.
    """

    def change(w, X, t):
        new = w.copy()
        for j in range(len(w)):
            new[j] += lr * X[:, j] @ (t - X @ new)
        return (new - w) / lr if lr else 0 * w

    return _step(right, w, X, t, lr, change)
