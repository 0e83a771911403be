"""3.9 fit_or_gate: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_type,
    assert_varies,
    grader,
    pure,
    refuses,
    require,
)

from .cases import parts
from .fit_or_gate_mistakes import OR_ROWS, TARGETS, descend

OTHER_SHAPES = [(3,), (1, 3), (2, 1), (1, 1), (4, 1), (3, 2), (3, 3), (3, 1, 1), ()]
WEIGHTS_AND_LOSSES = "two things: the array w.numpy() of shape (3, 1), and the list of floats"


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
        assert_close(losses, wanted_losses, rtol=1e-4, atol=1e-6, hint=hint, part="`losses`")
        assert_close(w, wanted_w, rtol=1e-4, atol=1e-5, hint=hint, part="`w`")


@grader(gate=True)
def test_form(function, rng):
    """fit_or_gate returns weights of shape (3, 1) and steps + 1 losses."""
    starts = rng.uniform(0.1, 0.4, (3, 1)), rng.uniform(0.5, 0.9, (3, 1))
    fitted(function(starts[0], 1, 0.01), 1)
    assert_varies(function, [(w0, 1, 0.01) for w0 in starts])


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
    assert_close(losses[-1], wanted_losses[-1], rtol=1e-4, hint=hint, part="the last loss")
    hint = "weights of the two inputs first, the bias last"
    assert_close(w, wanted_w, rtol=1e-4, hint=hint, part="`w`")
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
