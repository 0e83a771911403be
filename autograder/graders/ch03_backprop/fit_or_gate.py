"""3.9 fit_or_gate: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_type,
    assert_varies,
    grader,
    misconception,
    pure,
    refuses,
    require,
)

from .cases import parts

OR_ROWS = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
TARGETS = np.array([[0.0], [1.0], [1.0], [1.0]])
OTHER_SHAPES = [(3,), (1, 3), (2, 1), (1, 1), (4, 1), (3, 2), (3, 3), (3, 1, 1), ()]
WEIGHTS_AND_LOSSES = "two things: the array w.numpy() of shape (3, 1), and the list of floats"


def relu(z):
    """Return relu of z and its slope there."""
    return np.maximum(z, 0), (z > 0) * 1.0


def descend(w0, steps, lr, *, rows=OR_ROWS, scale=1.0, unit=relu):
    """Return weights, losses, and the z of every step, computed without TensorFlow.

    The loss is scale · Σ squares.
    """
    w, losses, sums = np.array(w0, float), [], []
    for step in range(steps + 1):
        sums.append(rows @ w)
        answers, slopes = unit(sums[-1])
        losses.append(float(scale * np.sum((TARGETS - answers) ** 2)))
        if step < steps:
            w = w - lr * scale * rows.T @ (2 * (answers - TARGETS) * slopes)
    return w, losses, sums


def or_case(rng):
    """Return one case (w0, steps, lr) whose way comes near relu's corner nowhere."""
    while True:
        w0 = rng.uniform(0.05, 0.9, (3, 1))
        steps, lr = int(rng.integers(3, 30)), float(rng.uniform(0.005, 0.05))
        if np.abs(descend(w0, steps, lr)[2]).min() > 1e-3:
            return w0, steps, lr


def fitted(value, steps):
    """Ask for weights (3, 1) and steps + 1 floats, and return both."""
    w, losses = parts(value, (np.ndarray, list), WEIGHTS_AND_LOSSES)
    assert_close(w, np.zeros((3, 1)), atol=np.inf, hint=WEIGHTS_AND_LOSSES)
    message = f"The weights have dtype {w.dtype}, neither float32 nor float64."
    require(w.dtype in (np.float32, np.float64), message, hint=WEIGHTS_AND_LOSSES)
    message = f"There are {len(losses)} losses for {steps} steps."
    require(len(losses) == steps + 1, message, hint="one before each step, and one after the last")
    for loss in losses:
        assert_type(loss, float, hint="a tensor is no float: float(loss)")
    return w, losses


def assert_fits(function, cases, hint):
    """Ask for the losses and weights of the second computation, to 4 digits."""
    for call, (w0, steps, lr) in zip(function.map(cases), cases, strict=True):
        wanted_w, wanted_losses, _ = descend(w0, steps, lr)
        w, losses = fitted(call.value, steps)
        assert_close(losses, wanted_losses, rtol=1e-4, atol=1e-6, hint=hint)
        assert_close(w, wanted_w, rtol=1e-4, atol=1e-5, hint=hint)


@grader(gate=True)
def test_form(function):
    """fit_or_gate returns weights of shape (3, 1) and steps + 1 losses."""
    fitted(function(np.full((3, 1), 0.2), 2, 0.01), 2)
    assert_varies(function, [(np.full((3, 1), k), 1, 0.01) for k in (0.2, 0.6)])


@grader(2)
def test_first_step(function, rng):
    """The first two losses are sums of four squares, one step of plain descent apart."""
    cases = [(w0, 1, lr) for w0, _, lr in (or_case(rng) for _ in range(3))]
    hint = "tf.reduce_sum of the squares; w.assign_sub(lr * gradient)"
    assert_fits(function, cases, hint)


@grader(2)
def test_many_steps(function, rng):
    """After any number of steps, none included, losses and weights are right."""
    w0, _, lr = or_case(rng)
    cases = [*(or_case(rng) for _ in range(3)), (w0, 0, lr)]
    hint = "a new GradientTape for every step, round the forward pass"
    assert_fits(function, cases, hint)


@grader(1)
def test_answers_or(function):
    """After 100 steps from 0.1 the answers, rounded, are OR, and no loss is below 1/4."""
    w0 = np.full((3, 1), 0.1)
    w, losses = fitted(function(w0), 100)
    wanted_w, wanted_losses, _ = descend(w0, 100, 0.01)
    hint = "steps is 100 and lr 0.01 if left out"
    assert_close(losses[-1], wanted_losses[-1], rtol=1e-4, hint=hint)
    assert_close(w, wanted_w, rtol=1e-4, hint="weights of the two inputs first, the bias last")
    answers = np.rint(np.maximum(OR_ROWS @ w, 0))
    require(np.array_equal(answers, TARGETS), "The rounded answers are not 0, 1, 1, 1.")
    require(min(losses) > 0.249, "A loss is below 1/4: one relu unit cannot do that.")


@grader(1)
def test_dead_start(function, rng):
    """From negative weights nothing moves: the relu is dead, the loss stays 3."""
    cases = [(-rng.uniform(0.1, 0.9, (3, 1)), 5, 0.05) for _ in range(2)]
    assert_fits(function, cases, "tf.nn.relu of the sum; its slope is 0 on the left")


test_pure = pure(
    1,
    lambda rng: [(rng.uniform(0.2, 0.8, (3, 1)), steps, 0.01) for steps in (2, 0)],
    line="{name} leaves w0 as it was.",
    by_value=False,
)
test_start = refuses(
    1,
    "{name} refuses a w0 that has not the shape (3, 1).",
    "w0",
    [(np.ones(shape), 1, 0.01) for shape in OTHER_SHAPES],
    hint="look at w0.shape before TensorFlow does",
)


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
