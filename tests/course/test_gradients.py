"""What lesson 11B says of slopes that go back through many steps."""

import numpy as np
import pytest

from course.plots.ch11_sequences.gradients import drawn_layer, rnn_slopes

STEP = 1e-6


def last_state(layer, back, change):
    """Return the last state where the one so many steps before is changed."""
    Wh, Wx, inputs = layer
    h = np.zeros(len(Wx))
    for place, x in enumerate(inputs):
        h = np.tanh(x * Wx + h @ Wh) + change * (place == len(inputs) - 1 - back)
    return h


@pytest.mark.parametrize("back", [0, 1, 30])
def test_slopes_are_those_of_finite_differences(back):
    layer = drawn_layer(np.random.default_rng(0))
    columns = [
        (last_state(layer, back, STEP * unit) - last_state(layer, back, -STEP * unit)) / (2 * STEP)
        for unit in np.eye(len(layer[1]))
    ]
    wanted = np.linalg.norm(np.array(columns).T, 2)
    assert rnn_slopes(*layer)[back] == pytest.approx(wanted, rel=1e-5)


def test_twenty_draws_leave_what_the_lesson_says():
    left = [rnn_slopes(*drawn_layer(np.random.default_rng(seed)))[-1] for seed in range(20)]
    assert 1e-5 < min(left) < 2e-5
    assert 3.5e-3 < max(left) < 4.5e-3
