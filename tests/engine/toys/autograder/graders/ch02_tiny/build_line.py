"""2.1 build_line: its graders, and the mistakes that they know."""

import keras
import numpy as np

from autograder.asserting import assert_close, grader, misconception, networks, refuses, require


@grader(5, gate=True)
def test_form(function, rng):
    """The model makes `units` numbers out of one."""
    model = function(4)
    networks.architecture(model)
    answer = networks.predict(model, rng.normal(size=(5, 1)).astype(np.float32))
    assert_close(answer, np.zeros((5, 4), np.float32), atol=np.inf, hint="Dense(units)")
    require(np.any(answer), "The answer is 0 whatever comes in.", hint="is the input used?")


@grader(10)
def test_parameters(function):
    """Every unit has a weight and a bias."""
    found = networks.architecture(function(4)).parameters
    mistake = "leaves_out_the_bias" if found == 4 else ""
    require(found == 8, "There are not two parameters for each unit.", mistake=mistake)


@grader(15)
def test_line(function, rng):
    """The model computes weight times input plus bias."""
    model = function(2)
    # Each line goes through 0 within x: else one that is bent there is not seen.
    weights = [rng.uniform(1, 2, (1, 2)), rng.uniform(-1, 1, 2)]
    weights = [each.astype(np.float32) for each in weights]
    networks.set_weights(model, weights)
    x = np.linspace(-3, 3, 20, dtype=np.float32)[:, np.newaxis]
    seen, line = networks.predict(model, x), x @ weights[0] + weights[1]
    message = "The model does not compute a line."
    bent = np.allclose(seen, np.maximum(line, 0), atol=1e-4)
    require(not bent, message, mistake="bends_the_line")
    require(np.allclose(seen, line, atol=1e-4), message, hint="one Dense layer, no activation")


test_units = refuses(
    10, "{name} refuses units below 1.", "units", [(0,), (-2,)], hint="compare with 1"
)


def _line(right, units, **settings):
    right(units)
    return keras.Sequential([keras.Input((1,)), keras.layers.Dense(units, **settings)])


@misconception
def leaves_out_the_bias(right, units=1):
    """Your layer has no bias: its line goes through 0."""
    return _line(right, units, use_bias=False)


@misconception
def bends_the_line(right, units=1):
    """Your layer has an activation: ReLU bends the line at 0."""
    return _line(right, units, activation="relu")
