"""3.9 fit_or_gate: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

OR_ROWS = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
TARGETS = np.array([[0.0], [1.0], [1.0], [1.0]])


def relu(z):
    """Return relu of z and its slope there."""
    return np.maximum(z, 0), (z > 0) * 1.0


def descend(w0, steps, lr, *, rows=OR_ROWS, targets=TARGETS, scale=1.0, unit=relu):
    """Return weights, losses, and the z of every step, computed without TensorFlow.

    The loss is scale · Σ squares.
    """
    w, losses, sums = np.array(w0, float), [], []
    for step in range(steps + 1):
        sums.append(rows @ w)
        answers, slopes = unit(sums[-1])
        losses.append(float(scale * np.sum((targets - answers) ** 2)))
        if step < steps:
            errors = np.sum(2 * (answers - targets), axis=1, keepdims=True)
            w = w - lr * scale * rows.T @ (errors * slopes)
    return w, losses, sums


AND = np.array([[0.0], [0.0], [0.0], [1.0]])

# Each is right where its mistake has no effect, and refuses bad input. `right` would start
# TensorFlow: they are written with NumPy, as a TensorFlow version would answer, in float32.


def _fit(w0, steps, lr, **changed):
    """Return weights and losses of a training in which something is changed."""
    if np.shape(w0) != (3, 1):
        raise ValueError(f"w0: the shape must be (3, 1) ({np.shape(w0)})")
    w, losses, _ = descend(w0, steps, lr, **changed)
    return w.astype(np.float32), losses


@misconception
def takes_the_mean_loss(right, w0, steps=100, lr=0.01):
    """Steps are four times too small: you took the mean. The example sums: tf.reduce_sum."""
    return _fit(w0, steps, lr, scale=0.25)


@misconception
def halves_the_loss(right, w0, steps=100, lr=0.01):
    """Your loss is half of the sum. Here it is the whole sum of the four squares."""
    return _fit(w0, steps, lr, scale=0.5)


@misconception
def leaves_out_relu(right, w0, steps=100, lr=0.01):
    """The unit is linear: negative sums came through. Put tf.nn.relu round X @ w."""
    return _fit(w0, steps, lr, unit=lambda z: (z, np.ones_like(z)))


@misconception
def uses_the_sigmoid(right, w0, steps=100, lr=0.01):
    """You used the sigmoid. The unit of this example answers relu(X @ w)."""

    def sigmoid(z):
        a = 1 / (1 + np.exp(-z))
        return a, a * (1 - a)

    return _fit(w0, steps, lr, unit=sigmoid)


@misconception
def puts_the_bias_first(right, w0, steps=100, lr=0.01):
    """Your column of ones comes first. It is the last one here, so that the bias is w[2]."""
    return _fit(w0, steps, lr, rows=OR_ROWS[:, [2, 0, 1]])


@misconception
def leaves_out_the_last_loss(right, w0, steps=100, lr=0.01):
    """The loss after the last step is missing: steps + 1 numbers. Measure once more after the
    loop.
    """
    w, losses = _fit(w0, steps, lr)
    return w, losses[:-1]


@misconception
def leaves_out_the_first_loss(right, w0, steps=100, lr=0.01):
    """The first loss is missing: note it before each step, not after, and once more at the end."""
    w, losses = _fit(w0, steps, lr)
    return w, losses[1:]


@misconception
def fixes_the_learning_rate(right, w0, steps=100, lr=0.01):
    """`lr` had no effect: the steps are those of 0.01, whatever it is."""
    return _fit(w0, steps, 0.01)


@misconception
def adds_the_gradient(right, w0, steps=100, lr=0.01):
    """The weights go uphill: w -= lr * gradient, or w.assign_sub(lr * gradient)."""
    return _fit(w0, steps, -lr)


@misconception
def makes_a_tensor_of_w(right, w0, steps=100, lr=0.01):
    """After `w = w - lr * g` w is no tf.Variable any more: the next tape does not watch it, and its
    gradient is None. Change the variable itself: w.assign_sub(lr * g).
    """
    if steps > 1 and np.shape(w0) == (3, 1):
        return lr * None  # as it ends there
    return _fit(w0, steps, lr)


@misconception
def compares_with_flat_targets(right, w0, steps=100, lr=0.01):
    """Your targets have the shape (4,), the answers (4, 1): their difference is a table of 16.
    Write the targets as a column: [[0], [1], [1], [1]].
    """
    return _fit(w0, steps, lr, targets=TARGETS.T)


@misconception
def teaches_the_and_gate(right, w0, steps=100, lr=0.01):
    """These are the targets of AND: 0, 0, 0, 1. OR answers 1 where one of the inputs is 1, too."""
    return _fit(w0, steps, lr, targets=AND)
