"""2.6 count_parameters: its graders, and the mistakes that they know."""

from itertools import pairwise

import numpy as np

from autograder.asserting import (
    assert_matches,
    assert_rejects_all,
    assert_type,
    assert_varies,
    grader,
    misconception,
)


@grader(1, gate=True)
def test_form(function, rng):
    """count_parameters returns an int, no NumPy number and no float."""
    sizes = [[int(n) for n in rng.integers(2, 50, 3)] for _ in range(3)]
    assert_type(function(sizes[0]), int, hint="add up Python ints from 0")
    assert_varies(function, [(entry,) for entry in (*sizes, [7, 3], [3, 9])])


@grader(5)
def test_values(function, right, rng):
    """The count is right for networks of two to five layers."""
    cases = [([int(n) for n in rng.integers(1, 400, count)],) for count in (3, 4, 5, 6) * 5]
    hint = "for each pair of neighbours: weights between them, and a bias for each on the right"
    assert_matches(function, right, cases, hint=hint)


@grader(2)
def test_small(function, right, rng):
    """The count is right for a single layer, and where a layer has one neuron."""
    n = int(rng.integers(2, 100))
    cases = [([n, 1],), ([1, n],), ([1, 1],), ([n, n + 3],), ([n, 1, n],)]
    assert_matches(function, right, cases)


@grader(1)
def test_too_few(function):
    """count_parameters refuses fewer than two sizes."""
    hint = "look at len(sizes) first"
    assert_rejects_all(function, [([],), ([5],)], says="sizes", hint=hint)


@grader(1)
def test_not_positive(function):
    """count_parameters refuses a layer of 0 or fewer neurons."""
    cases = [([0, 3],), ([3, 0],), ([4, -2, 3],), ([4, 2, -3],), ([-4, -2],)]
    hint = "look at every size, the first and the last too"
    assert_rejects_all(function, cases, says="sizes", hint=hint)


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


@misconception
def leaves_out_the_biases(right, sizes):
    """Exactly the biases are missing.

    The network 784-256-256-10 has 268,800 weights, but 269,322 parameters: each neuron behind the
    inputs has a bias.
    """
    return right(sizes) - sum(sizes[1:])


@misconception
def gives_the_inputs_biases(right, sizes):
    """You gave the inputs biases too.

    An input is only a number that is handed in: count biases from the second size on.
    """
    return right(sizes) + sizes[0]


@misconception
def counts_one_bias_per_layer(right, sizes):
    """You counted one bias per layer. Every neuron has its own."""
    return leaves_out_the_biases(sizes) + len(sizes) - 1


@misconception
def multiplies_all_sizes(right, sizes):
    """You multiplied all sizes together.

    Only neighbours are connected: multiply pair by pair, then add.
    """
    right(sizes)
    return int(np.prod(np.array(sizes, dtype=object))) + sum(sizes[1:])


@misconception
def leaves_out_the_last_layer(right, sizes):
    """The last layer is missing: the loop ends one pair too early.

    There are len(sizes) - 1 pairs.
    """
    right(sizes)
    return sum(n * m + m for n, m in pairwise(sizes[:-1]))


@misconception
def connects_bias_units(right, sizes):
    """You connected the bias unit of one layer with a bias unit in the next.

    A bias leads to the real neurons only: (n + 1) m, not (n + 1) (m + 1).
    """
    right(sizes)
    return sum((n + 1) * (m + 1) for n, m in pairwise(sizes))


@misconception
def counts_the_neurons(right, sizes):
    """You counted the neurons.

    Each connection between two of them is a number, and so is each bias.
    """
    right(sizes)
    return sum(sizes)
