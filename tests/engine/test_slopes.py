"""Gradients against central differences: right and wrong ones, and what the failures say."""

import numpy as np
import pytest

from autograder.asserting import assert_gradient, assert_gradients
from autograder.asserting.slopes import measured_gradient, relative_error
from autograder.errors import GradingError
from autograder.grading.failure import Failure

X = np.array([[1.0, -2.0, 0.5], [0.3, 0.7, -1.1]])
W = np.array([[0.4, -1.2], [0.9, 0.1], [-0.6, 2.0]])
UPSTREAM = np.array([[1.0, -0.5], [2.0, 0.25]])


def dense(X, W):
    return X @ W


def right():
    return {"X": UPSTREAM @ W.T, "W": X.T @ UPSTREAM}


def said(seen, **settings):
    with pytest.raises(Failure) as caught:
        assert_gradients(seen, dense, {"X": X, "W": W}, upstream=UPSTREAM, **settings)
    return caught.value


def test_right_gradients_pass():
    assert_gradients(right(), dense, {"X": X, "W": W}, upstream=UPSTREAM)
    assert_gradients({"x": 2 * X}, lambda x: np.sum(x**2), {"x": X})


def test_only_the_tensors_named_are_judged():
    assert_gradients({"W": right()["W"]}, dense, {"X": X, "W": W}, upstream=UPSTREAM)


def test_every_tensor_is_named_and_judged_without_a_number():
    seen = right() | {"W": right()["W"] * 1.001}
    assert "X exact, W near" in said(seen).text(public=False)
    seen = right() | {"X": right()["X"] / len(X)}
    failure = said(seen, hint="a hint")
    assert "X wrong, W exact" in failure.message
    assert failure.text(public=False).endswith("Hint: a hint")
    assert not any(letter.isdigit() for letter in failure.message)
    assert "X 0.33" in failure.detail


def test_all_zero_gradients_are_wrong_unless_the_loss_is_flat():
    assert "X wrong" in said(right() | {"X": np.zeros_like(X)}).message
    assert_gradients({"x": np.zeros(3)}, lambda x: 1.0, {"x": np.ones(3)})


@pytest.mark.parametrize(
    ("odd", "says"),
    [
        (None, "The gradient of W has the wrong type."),
        (X, "The gradient of W has the wrong shape."),
        (np.full((3, 2), np.nan), "The gradient of W holds NaN or infinity."),
        (np.ones((3, 2), int), "The gradient of W has the wrong dtype."),
        (np.full((3, 2), "a"), "The gradient of W has the wrong dtype."),
    ],
)
def test_what_is_no_gradient_is_told_by_its_form(odd, says):
    assert says in said(right() | {"W": odd}).message


def test_an_even_upstream_gradient_is_the_graders_fault():
    with pytest.raises(GradingError, match="hides mistakes"):
        assert_gradients(right(), dense, {"X": X, "W": W}, upstream=np.ones((2, 2)))


def test_the_graders_own_arrays_stay_as_they_were():
    whole = np.array([1, 2, 3])
    seen = measured_gradient(lambda x: np.sum(x**2), {"x": whole}, "x")
    assert np.allclose(seen, [2, 4, 6])
    assert whole.tolist() == [1, 2, 3]


def test_relative_error_of_nothing_is_nothing_and_of_nan_infinite():
    assert relative_error(np.zeros(2), np.zeros(2)) == 0.0
    assert relative_error(np.full(2, np.nan), np.ones(2)) == np.inf


@pytest.mark.parametrize("wrong", [X, None, "text", 4 * X, np.full(X.shape, "a"), (2 * X)[:1]])
def test_a_wrong_slope_fails(wrong):
    assert_gradient(2 * X, lambda x: x**2, X)
    with pytest.raises(Failure):
        assert_gradient(wrong, lambda x: x**2, X)


def test_gradients_with_zeros_are_compared_without_a_warning():
    X = np.array([[1.0, 0.0], [0.0, -2.0]])
    assert_gradients({"x": 2 * X}, lambda x: np.sum(x**2), {"x": X})
