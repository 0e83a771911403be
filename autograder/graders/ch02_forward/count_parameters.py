"""2.6 count_parameters: its graders, and the mistakes that they know."""

from itertools import pairwise
from math import prod

from autograder.asserting import form, misconception, pure, refuses, values


def several(rng):
    """Return three networks of two layers, and two of one layer."""
    return [(rng.integers(2, 50, 3).tolist(),) for _ in range(3)] + [([7, 3],), ([3, 9],)]


def with_one_neuron(rng):
    """Return single layers, and layers of one neuron."""
    n = int(rng.integers(2, 100))
    return [([n, 1],), ([1, n],), ([1, 1],), ([n, n + 3],), ([n, 1, n],)]


def deeper(rng):
    """Return networks of two to five layers, among them some with layers of equal size."""
    n, m = rng.integers(2, 60, 2).tolist()
    drawn = [(rng.integers(1, 400, count).tolist(),) for count in (3, 4, 5, 6) * 5]
    return [*drawn, ([n, n, n],), ([n, m, n, m],), ([m, n, m, n + 1, m],)]


test_form = form(
    1,
    "{name} returns an int, no NumPy number and no float.",
    several,
    like=int,
    hint="add up Python ints from 0",
)
test_values = values(
    4,
    "The count is right for networks of two to five layers.",
    deeper,
    hint="for each pair of neighbours: weights between them, and a bias for each on the right",
)
test_pure = pure(1, several)
test_small = values(
    2, "The count is right for a single layer, and where a layer has one neuron.", with_one_neuron
)
test_too_few = refuses(
    1,
    "{name} refuses fewer than two sizes.",
    "sizes",
    [([],), ([5],)],
    hint="look at len(sizes) first",
)
test_not_positive = refuses(
    1,
    "{name} refuses a layer of 0 or fewer neurons.",
    "sizes",
    [([0, 3],), ([3, 0],), ([4, 0, 3],), ([4, -2, 3],), ([4, 2, -3],), ([-4, -2],)],
    hint="look at every size, the first and the last too",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def leaves_out_the_biases(right, sizes):
    """Exactly the biases are missing. The network 784-256-256-10 has 268,800 weights, but 269,322
    parameters: each neuron behind the inputs has a bias.
    """
    return right(sizes) - sum(sizes[1:])


@misconception
def gives_the_inputs_biases(right, sizes):
    """You gave the inputs biases too. An input is only a number that is handed in: count biases
    from the second size on.
    """
    return right(sizes) + sizes[0]


@misconception
def counts_biases_on_the_left(right, sizes):
    """You counted a bias for each neuron on the left of a pair: n * m + n. The m neurons on the
    right have them: n * m + m.
    """
    right(sizes)
    return sum(n * m + n for n, m in pairwise(sizes))


@misconception
def counts_one_bias_per_layer(right, sizes):
    """You counted one bias per layer. Every neuron has its own."""
    return leaves_out_the_biases(right, sizes) + len(sizes) - 1


@misconception
def multiplies_all_sizes(right, sizes):
    """You multiplied all sizes together. Only neighbours are connected: multiply pair by pair,
    then add.
    """
    right(sizes)
    return prod(sizes) + sum(sizes[1:])


@misconception
def leaves_out_the_last_layer(right, sizes):
    """The last layer is missing: the loop ends one pair too early. There are len(sizes) - 1
    pairs.
    """
    right(sizes)
    return sum(n * m + m for n, m in pairwise(sizes[:-1]))


@misconception
def connects_bias_units(right, sizes):
    """You connected the bias unit of one layer with a bias unit in the next. A bias leads to the
    real neurons only: (n + 1) m, not (n + 1) (m + 1).
    """
    right(sizes)
    return sum((n + 1) * (m + 1) for n, m in pairwise(sizes))


@misconception
def counts_the_neurons(right, sizes):
    """You counted the neurons. Each connection between two of them is a number, and so is each
    bias.
    """
    right(sizes)
    return sum(sizes)
