"""2.5 connection_weight: its graders, and the mistakes that they know."""

from itertools import pairwise

import numpy as np

from autograder.asserting import form, misconception, refuses, values

from .cases import layer


def wires(rng):
    """Return parameters of three layers with sides of 3 to 6, every weight another number.

    The widest layer is the second: who looks into the W behind meets too few columns there.
    """
    first, *others = (int(size) for size in rng.permutation([3, 4, 5]))
    sizes = [first, 6, *others]
    return [layer(rng, *sides) for sides in pairwise(sizes)]


def asked(*connections):
    """Return a function that draws a network and asks it for these (layer, source, target)."""

    def cases(rng):
        params = wires(rng)
        return [(params, *connection) for connection in connections]

    return cases


def every_connection(rng):
    """Return a case for every weight of a network."""
    params = wires(rng)
    return [
        (params, number, source + 1, target + 1)
        for number, (W, _) in enumerate(params, 1)
        for source, target in np.ndindex(W.shape)
    ]


def other_types(rng):
    """Return connections of one layer alone, whose weights are float32 or integers."""
    W, b = layer(rng, 3, 5)
    return [([((9 * W).astype(kind), b)], 1, 3, 4) for kind in ("float32", "int64", "int8")]


def beyond(rng):
    """Return one number too large, each of the three in turn, in every layer."""
    params = wires(rng)
    cases = [(params, 4, 1, 1), (params, 5, 1, 1)]
    for number, (W, _) in enumerate(params, 1):
        cases += [(params, number, len(W) + 1, 1), (params, number, 1, W.shape[1] + 1)]
    return cases


test_form = form(
    1,
    "{name} returns one float.",
    asked((1, 1, 1), (1, 2, 2)),
    like=float,
    hint="float(W[…, …])",
)
test_values = values(
    2,
    "Every connection is found, counting layers and neurons from 1.",
    lambda rng: every_connection(rng) + other_types(rng),
    hint="subtract 1 from each of the three numbers; W is (inputs, outputs)",
)
test_too_low = refuses(
    1,
    "{name} refuses 0 and negative numbers.",
    "index",
    asked((0, 1, 1), (1, 0, 1), (1, 1, 0), (-1, 1, 1), (1, -1, 1), (1, 1, -1), (3, 1, -2)),
    hint="in Python index -1 is the last entry: ask for «at least 1» yourself",
)
test_too_high = refuses(
    1,
    "{name} refuses numbers beyond the last layer and the last neuron.",
    "index",
    beyond,
    hint="raise a ValueError yourself: NumPy's own IndexError is not one",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def counts_from_zero(right, params, layer, source, target):
    """Python counts from 0, people count from 1. Subtract 1 from layer, source and target."""
    right(params, layer, source, target)
    return float(params[layer][0][source, target])


@misconception
def counts_neurons_from_zero(right, params, layer, source, target):
    """The layer is right, the neurons are counted from 0. Subtract 1 from source and target too."""
    right(params, layer, source, target)
    return float(params[layer - 1][0][source, target])


@misconception
def swaps_source_and_target(right, params, layer, source, target):
    """Source and target are the wrong way round: W is (inputs, outputs), so W[source, target]."""
    right(params, layer, source, target)
    return float(params[layer - 1][0][target - 1, source - 1])


@misconception
def takes_the_layer_for_that_of_the_target(right, params, layer, source, target):
    """You took the weights that lead into the layer. Those that leave layer 1, the inputs, are
    the first W in params.
    """
    right(params, layer, source, target)
    return float(params[layer - 2][0][source - 1, target - 1])


@misconception
def numbers_layers_by_their_target(right, params, layer, source, target):
    """You counted the layer by its target, and refuse layer 1. The connections that leave layer 1,
    the inputs, are the first W in params.
    """
    if layer < 2:
        raise ValueError("connection_weight: index")
    return right(params, layer - 1, source, target)


@misconception
def checks_the_weights_that_lead_in(right, params, layer, source, target):
    """You took the weights that lead into the layer, and your check compares with them. Those that
    leave layer 1, the inputs, are the first W in params.
    """
    if not 1 <= layer <= len(params):
        raise ValueError("connection_weight: index")
    return right([params[layer - 2]], 1, source, target)


@misconception
def counts_layers_from_zero(right, params, layer, source, target):
    """Source and target are right, the layer is counted from 0. Subtract 1 from it too."""
    right(params, layer, source, target)
    return float(params[layer][0][source - 1, target - 1])


@misconception
def checks_the_layer_behind(right, params, layer, source, target):
    """The layer is counted from 0, and your check compares with that W. Layer 1 is the first W in
    params.
    """
    if not 1 <= layer <= len(params):
        raise ValueError("connection_weight: index")
    return right([params[layer]], 1, source, target)


@misconception
def lets_zero_mean_the_last(right, params, layer, source, target):
    """0 or a negative number got through: 0 - 1 is -1, and Python takes that for the last entry.
    Ask for «at least 1».
    """
    try:
        return float(params[layer - 1][0][source - 1, target - 1])
    except IndexError:
        raise ValueError("connection_weight: index") from None


@misconception
def leaves_it_to_numpy_to_refuse(right, params, layer, source, target):
    """For a number that is too large an IndexError came out. The task asks for a ValueError:
    compare with len(params) and W.shape yourself.
    """
    if min(layer, source, target) < 1:
        raise ValueError("connection_weight: index")
    return float(params[layer - 1][0][source - 1, target - 1])
