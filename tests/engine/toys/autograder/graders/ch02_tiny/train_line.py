"""2.2 train_line: its graders, and the mistakes that they know."""

import keras
import numpy as np

from autograder.asserting import (
    Threshold,
    assert_close,
    assert_reaches,
    grader,
    misconception,
    networks,
    require,
)

# The mean distance of 24 points after 5 epochs, measured by `autograder calibrate`. The baseline is
# the best constant, of a line with slope 2.
DISTANCE = Threshold(
    0.2519, mean=0.0175, deviation=0.0056, seeds=20, baseline=1.774, higher_is_better=False
)


def points(rng):
    """Return 24 points x, y of a line, each (24, 1) float32."""
    x = rng.permutation(np.linspace(-1.7, 1.7, 24)).astype(np.float32)[:, np.newaxis]
    slope, height = rng.uniform(1.5, 2.5), rng.uniform(0.5, 1.5)
    return x, (slope * x + height).astype(np.float32)


@grader(10, gate=True)
def test_form(function, rng):
    """train_line returns a model with two parameters."""
    found = networks.architecture(function(*points(rng), 1)).parameters
    require(found == 2, "The model has not two parameters.", hint="build_line(1)")


@grader(20)
def test_epochs(function, rng):
    """Every epoch is one step, and no epoch is none."""
    x, y = points(rng)
    bias = networks.get_weights(function(x, y, 0))[-1]
    fixed = "ignores_the_epochs" if np.any(bias) else ""
    hint = "epochs=epochs"
    require(not np.any(bias), "Without an epoch something is learned.", mistake=fixed, hint=hint)
    bias = networks.get_weights(function(x, y, 1))[-1]
    assert_close(bias, 0.6 * y.mean(axis=0), atol=1e-3, hint="SGD(0.3), mse, one batch")


@grader(30, seconds=20)
def test_learns(function, rng):
    """Within 5 epochs the answers come near the line."""
    x, y = points(rng)

    def measure(seed):
        (call,) = function.map([(x, y, 5)], seed=seed)
        return float(np.mean(np.abs(networks.predict(call.value, x) - y)))

    assert_reaches(measure, DISTANCE, what="mean distance from the line", hint="SGD(0.3)")


def _trained(right, x, y, epochs, rate=0.3):
    model = right(x, y, 0)
    model.compile(keras.optimizers.SGD(rate), "mse", run_eagerly=True)
    model.fit(x, y, batch_size=len(x), epochs=epochs, verbose=0)
    return model


@misconception
def ignores_the_epochs(right, x, y, epochs=6):
    """You train for a number of epochs of your own, not for `epochs`."""
    return _trained(right, x, y, 6)


@misconception(grader="test_learns")
def learns_nothing(right, x, y, epochs=6):
    """Nothing was learned in more than one epoch."""
    return _trained(right, x, y, epochs, rate=0.3 if epochs < 2 else 0.0)
