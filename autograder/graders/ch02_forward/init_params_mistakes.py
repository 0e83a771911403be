"""2.7 init_params: the mistakes that its graders know."""

from itertools import pairwise

import numpy as np

from autograder.asserting import (
    misconception,
)

from .init_params import VARIANCES

# Each is right where its mistake has no effect; `right` refuses bad input.


def _drawn(right, sizes, rng, scheme, draw):
    """Return parameters whose W is `draw(std, shape)`; unknown schemes are refused."""
    right([1, 1], np.random.default_rng(0), scheme)
    params = []
    for shape in pairwise(sizes):
        std = np.sqrt(VARIANCES[scheme](*shape))
        params.append((draw(std, shape), np.zeros(shape[1])))
    return params


def _spread(right, sizes, rng, scheme, **deviations):
    """Return parameters where the schemes named have the standard deviation given for them."""

    def draw(std, shape):
        std = deviations[scheme](*shape) if scheme in deviations else std
        return rng.normal(0.0, std, shape)

    return _drawn(right, sizes, rng, scheme, draw)


@misconception
def takes_the_variance_for_the_deviation(right, sizes, rng, scheme="he"):
    """The spread is too small: 2 / inputs is the variance. A normal method wants the standard
    deviation, its square root.
    """
    return _spread(right, sizes, rng, scheme, **VARIANCES)


@misconception
def leaves_out_the_two_of_he(right, sizes, rng, scheme="he"):
    """Under «he» the 2 is missing: relu throws half of the signal away, so the variance is 2 /
    inputs.
    """
    return _spread(right, sizes, rng, scheme, he=lambda inputs, outputs: np.sqrt(1 / inputs))


@misconception
def divides_by_the_outputs(right, sizes, rng, scheme="he"):
    """Under «he» you divide by the outputs. The sum in a neuron has one term per input: 2 /
    inputs.
    """
    return _spread(right, sizes, rng, scheme, he=lambda inputs, outputs: np.sqrt(2 / outputs))


@misconception
def takes_the_uniform_limit(right, sizes, rng, scheme="he"):
    """sqrt(6 / (inputs + outputs)) is the limit of the uniform Glorot start. The normal one has
    the standard deviation sqrt(2 / (inputs + outputs)).
    """
    return _spread(right, sizes, rng, scheme, glorot=lambda *sides: np.sqrt(6 / sum(sides)))


@misconception
def takes_the_inputs_alone_for_glorot(right, sizes, rng, scheme="he"):
    """Under «glorot» you used sqrt(1 / inputs), another start of the same family. Here it is
    sqrt(2 / (inputs + outputs)): both sides count.
    """
    return _spread(right, sizes, rng, scheme, glorot=lambda inputs, outputs: np.sqrt(1 / inputs))


@misconception
def takes_he_for_glorot(right, sizes, rng, scheme="he"):
    """Under «glorot» you used the spread of «he». It is sqrt(2 / (inputs + outputs)): both sides
    count.
    """
    return _spread(right, sizes, rng, scheme, glorot=lambda inputs, outputs: np.sqrt(2 / inputs))


@misconception
def leaves_out_the_two_of_glorot(right, sizes, rng, scheme="he"):
    """Under «glorot» the 2 is missing: sqrt(2 / (inputs + outputs))."""
    return _spread(right, sizes, rng, scheme, glorot=lambda *sides: np.sqrt(1 / sum(sides)))


@misconception
def forgets_the_brackets_of_glorot(right, sizes, rng, scheme="he"):
    """Under «glorot» the weights are far too large: 2 / inputs + outputs is not 2 / (inputs +
    outputs). Put brackets round the sum.
    """
    return _spread(right, sizes, rng, scheme, glorot=lambda n, m: np.sqrt(2 / n + m))


@misconception
def takes_the_inputs_of_the_network(right, sizes, rng, scheme="he"):
    """Under «he» every layer was started with the number of the network's own inputs. It is the
    inputs of each W that count: its first side.
    """
    return _spread(right, sizes, rng, scheme, he=lambda n, m: np.sqrt(2 / sizes[0]))


@misconception
def makes_all_weights_small(right, sizes, rng, scheme="he"):
    """Your weights have the spread 0.01 under every scheme: the names have no effect. Each has its
    own standard deviation.
    """
    return _spread(right, sizes, rng, scheme, **dict.fromkeys(VARIANCES, lambda n, m: 0.01))


@misconception
def always_starts_with_he(right, sizes, rng, scheme="he"):
    """`scheme` had no effect: you always use the spread of «he». Ask for each name."""
    right([1, 1], np.random.default_rng(0), scheme)
    return right(sizes, rng, "he")


@misconception
def makes_normal_small(right, sizes, rng, scheme="he"):
    """Under «normal» your weights are small. Here it means standard deviation 1, so that you can
    see what goes wrong with it.
    """
    return _spread(right, sizes, rng, scheme, normal=lambda inputs, outputs: 0.01)


@misconception
def draws_between_zero_and_one(right, sizes, rng, scheme="he"):
    """All your weights are positive: rng.random gives numbers from 0 to 1. Use a normal method."""
    return _drawn(right, sizes, rng, scheme, lambda std, shape: std * rng.random(shape))


@misconception
def draws_uniform_numbers(right, sizes, rng, scheme="he"):
    """These weights are uniform numbers: they stop at a sharp limit. Use rng.normal or
    rng.standard_normal.
    """

    def draw(std, shape):
        return rng.uniform(-np.sqrt(3) * std, np.sqrt(3) * std, shape)

    return _drawn(right, sizes, rng, scheme, draw)


@misconception
def makes_w_outputs_by_inputs(right, sizes, rng, scheme="he"):
    """W stands on its side: yours is (outputs, inputs), the course's is (inputs, outputs)."""
    return _drawn(right, sizes, rng, scheme, lambda std, shape: rng.normal(0.0, std, shape[::-1]))


@misconception
def draws_the_biases_too(right, sizes, rng, scheme="he"):
    """The biases start at 0. Nothing is drawn for them."""
    return [(W, rng.normal(size=b.shape)) for W, b in right(sizes, rng, scheme)]


@misconception
def makes_the_bias_a_row(right, sizes, rng, scheme="he"):
    """Your biases have two axes, (1, M). A bias is one number per neuron: (M,)."""
    return [(W, b[None, :]) for W, b in right(sizes, rng, scheme)]


@misconception(grader="test_layers_differ")
def seeds_every_layer_alike(right, sizes, rng, scheme="he"):
    """Two layers start equal. Draw all from the one generator passed in, without seeding anew."""
    seed = int(rng.integers(2**31))

    def draw(std, shape):
        return np.random.default_rng(seed).normal(0.0, std, shape)

    return _drawn(right, sizes, rng, scheme, draw)


@misconception(grader="test_repeatable")
def draws_from_another_source(right, sizes, rng, scheme="he"):
    """The numbers do not come from `rng`. Draw with its own methods, rng.normal(…), and not from
    np.random or from a generator that you make yourself.
    """
    return right(sizes, np.random.default_rng(), scheme)


@misconception
def takes_the_root_of_the_two_only(right, sizes, rng, scheme="he"):
    """Under «he» the root is taken of the 2 alone: sqrt(2) / inputs. It is sqrt(2 / inputs)."""
    return _spread(right, sizes, rng, scheme, he=lambda inputs, outputs: np.sqrt(2) / inputs)
