"""What several exercises of this chapter are graded with."""

import numpy as np

from autograder.asserting import assert_close, assert_type, require


def parts(value, kinds, hint):
    """Ask for a tuple whose parts have the types of `kinds`, and return its parts."""
    assert_type(value, tuple, hint=hint)
    message = f"The answer has {len(value)} parts, not {len(kinds)}."
    require(len(value) == len(kinds), message, hint=hint)
    for part, kind in zip(value, kinds, strict=True):
        assert_type(part, kind, hint=hint)
    return value


def named(pairs_of_layers):
    """Return {"W1": …, "b1": …, "W2": …} for a list of pairs."""
    return {
        f"{letter}{number}": tensor
        for number, layer_pair in enumerate(pairs_of_layers, 1)
        for letter, tensor in zip("Wb", layer_pair, strict=True)
    }


def layer_pairs(value, params, what, hint):
    """Ask for a list with a pair of arrays per layer, shaped like `params`, and return it."""
    assert_type(value, list, hint=hint)
    message = f"{what} has {len(value)} entries; there are {len(params)} layers."
    require(len(value) == len(params), message, hint=hint)
    for number, (pair, wanted) in enumerate(zip(value, params, strict=True), 1):
        is_pair = isinstance(pair, (tuple, list)) and len(pair) == 2
        require(is_pair, f"Layer {number} of {what} is no pair.", hint=hint)
        for one, like in zip(pair, wanted, strict=True):
            assert_close(one, like, atol=np.inf, hint=f"layer {number}: {hint}")
    return value
