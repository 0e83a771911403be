"""1.1 weighted_sum: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    form,
    grader,
    integers,
    misconception,
    pure,
    refuses,
    values,
)

from .cases import LENGTHS, NO_VECTORS, vectors, whole_vectors


def in_float32(cases):
    """Return cases whose inputs and weights are float32."""
    return [(x.astype("f4"), w.astype("f4"), b) for x, w, b in cases]


test_form = form(
    1,
    "{name} returns one float.",
    lambda rng: [*vectors(rng, 3), *in_float32(vectors(rng, 2))],
    like=float,
    hint="wrap the sum in float(…)",
)
test_values = values(
    3,
    "{name} adds up every input times its weight.",
    lambda rng: [*vectors(rng, 12), (rng.permutation(4), np.array([2, -1, 3, 1]), 2)],
    atol=1e-12,
)
test_integers = integers(1, whole_vectors)


@grader(2)
def test_bias(function, rng):
    """With all inputs 0 the score is the bias; left out, the bias is 0."""
    b = float(rng.uniform(0.5, 2))
    zeros, w = np.zeros(5), rng.normal(size=5)
    assert_close(function(zeros, w, b), b, hint="add b once, after the sum")
    assert_close(function(zeros, w), 0.0, hint="the default of b is 0")


test_pure = pure(1, lambda rng: vectors(rng, 3), line="{name} leaves its inputs as they were.")
test_lengths = refuses(
    1,
    "{name} refuses x and w of different lengths.",
    "shape",
    [(np.ones(d), np.ones(other)) for d, other in LENGTHS],
    hint="compare their lengths",
)
test_axes = refuses(
    1,
    "{name} refuses what is not 1-D.",
    "1-D",
    NO_VECTORS,
    hint="look at x.ndim",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def leaves_out_the_bias(right, x, w, b=0.0):
    """The bias had no effect: with x = 0 the answer is not b. Add b once, after the sum."""
    return right(x, w)


@misconception
def divides_by_the_sum_of_weights(right, x, w, b=0.0):
    """This is a weighted average. A neuron adds; it does not divide by the weights."""
    return float(right(x, w) / np.sum(w, dtype=np.float64) + b)


@misconception
def takes_the_mean(right, x, w, b=0.0):
    """You took the mean of the products. A neuron adds them up: sum, not mean."""
    return float(right(x, w) / len(x) + b)


@misconception
def adds_the_bias_to_every_product(right, x, w, b=0.0):
    """You added b to every product, so it counts once per input. Add it once, after the sum."""
    return float(right(x, w) + len(x) * b)


@misconception
def keeps_only_the_last_product(right, x, w, b=0.0):
    """Only the last product counts: `total = …` in a loop begins anew, `total += …` adds to it."""
    right(x, w)
    return float(1.0 * x[-1] * w[-1] + b) if len(x) else right(x, w, b)


@misconception
def keeps_only_the_first_product(right, x, w, b=0.0):
    """Only the first product counts. Does `return` stand inside the loop? It ends the function:
    move it to the left, below the loop.
    """
    right(x, w)
    return float(1.0 * x[0] * w[0] + b) if len(x) else right(x, w, b)


@misconception
def leaves_out_the_first_input(right, x, w, b=0.0):
    """The first input had no effect. Python counts from 0: `range(1, …)` leaves x[0] out."""
    right(x, w)
    return float(sum(1.0 * x[j] * w[j] for j in range(1, len(x))) + b)


@misconception
def leaves_out_the_last_input(right, x, w, b=0.0):
    """The last input had no effect. `range(len(x))` already stops before len(x)."""
    right(x, w)
    return float(sum(1.0 * x[j] * w[j] for j in range(len(x) - 1)) + b)


@misconception
def subtracts_the_bias(right, x, w, b=0.0):
    """You subtracted b. The bias is added; a high bar is a negative bias."""
    return right(x, w, -b)


@misconception
def sums_before_multiplying(right, x, w, b=0.0):
    """You added first and multiplied afterwards. Each input meets its own weight before the sum."""
    right(x, w)
    return float(np.sum(x, dtype=np.float64) * np.sum(w, dtype=np.float64) + b)
