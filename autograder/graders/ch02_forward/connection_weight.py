"""2.5 connection_weight: its graders, and the mistakes that they know."""

from itertools import pairwise

import numpy as np

from autograder.asserting import (
    assert_matches,
    assert_rejects_all,
    assert_type,
    assert_varies,
    grader,
    misconception,
    observation,
)

from .cases import layer


@observation
def wires(rng):
    """Return parameters with sides of 3 to 6, every weight another number."""
    sizes = [int(size) for size in rng.permutation([3, 4, 5, 6])]
    return [layer(rng, *sides) for sides in pairwise(sizes)]


@grader(1, gate=True)
def test_form(function, wires):
    """connection_weight returns one float."""
    value = function(wires, 1, 1, 1)
    assert_type(value, float, hint="float(W[…, …])")
    assert_varies(function, [(wires, 1, 1, 1), (wires, 1, 2, 2)])


@grader(2)
def test_values(function, right, wires):
    """Every connection is found, counting layers and neurons from 1."""
    cases = []
    for number, (W, _) in enumerate(wires, 1):
        cases += [(wires, number, i + 1, j + 1) for i, j in np.ndindex(W.shape)]
    hint = "subtract 1 from each of the three numbers; W is (inputs, outputs)"
    assert_matches(function, right, cases, hint=hint)


@grader(1)
def test_too_low(function, wires):
    """connection_weight refuses 0 and negative numbers."""
    cases = [(wires, *ends) for ends in ((0, 1, 1), (1, 0, 1), (1, 1, 0))]
    cases += [(wires, *ends) for ends in ((-1, 1, 1), (1, -1, 1), (1, 1, -2))]
    hint = "in Python index -1 is the last entry: ask for «at least 1» yourself"
    assert_rejects_all(function, cases, says="index", hint=hint)


@grader(1)
def test_too_high(function, wires):
    """connection_weight refuses numbers beyond the last layer and the last neuron."""
    inputs, outputs = wires[1][0].shape
    cases = [(wires, 4, 1, 1), (wires, 2, inputs + 1, 1), (wires, 2, 1, outputs + 1)]
    hint = "raise a ValueError yourself: NumPy's own IndexError is not one"
    assert_rejects_all(function, cases, says="index", hint=hint)


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


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
    """You took the weights that lead into the layer.

    Those that leave layer 1, the inputs, are the first W in params.
    """
    right(params, layer, source, target)
    return float(params[layer - 2][0][source - 1, target - 1])


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
    """For a number that is too large an IndexError came out.

    The task asks for a ValueError: compare with len(params) and W.shape yourself.
    """
    if min(layer, source, target) < 1:
        raise ValueError("connection_weight: index")
    return float(params[layer - 1][0][source - 1, target - 1])
