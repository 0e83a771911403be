"""The public checks of chapter 2."""

import numpy as np
import pytest

from autograder.asserting import assert_close, assert_rejects, networks, require

X = np.linspace(-1.7, 1.7, 12, dtype=np.float32)[:, np.newaxis]


@pytest.mark.exercise("build_line")
class TestBuildLine:
    """Exercise 2.1."""

    def test_parameters(self, function):
        """Three units have three weights and three biases."""
        found = networks.architecture(function(3)).parameters
        require(found == 6, "There are not 6 parameters.", hint="one Dense layer")

    def test_a_line(self, function):
        """With weight 2 and bias 1, the answer to 3 is 7."""
        model = function(1)
        weights = [np.array([[2.0]], np.float32), np.array([1.0], np.float32)]
        networks.set_weights(model, weights)
        answer = networks.predict(model, np.array([[3.0], [-3.0]], np.float32))
        assert_close(answer, np.array([[7.0], [-5.0]], np.float32), hint="no activation")

    def test_units(self, function):
        """No unit at all is refused."""
        assert_rejects(function, 0, says="units", hint="compare with 1")


@pytest.mark.exercise("train_line")
class TestTrainLine:
    """Exercise 2.2."""

    def test_learns(self, function):
        """After 8 epochs on y = 2 x + 1 the answer to 0 is nearly 1."""
        model = function(X, 2 * X + 1, 8)
        answer = networks.predict(model, np.zeros((1, 1), np.float32))
        assert_close(answer, np.ones((1, 1), np.float32), atol=0.05, hint="SGD(0.3), and mse")

    def test_no_epoch(self, function):
        """With 0 epochs nothing is learned: the bias is still 0."""
        bias = networks.get_weights(function(X, 2 * X + 1, 0))[-1]
        assert_close(bias, np.zeros(1, np.float32), hint="epochs=epochs")
