"""2.2 two_layer_forward: its graders."""

import numpy as np

from autograder.asserting import (
    assert_integers,
    assert_keeps_dtype,
    form,
    grader,
    pure,
    refuses,
    terms,
    values,
)

from .cases import KINDS, UNKNOWN_KINDS, layer, second_whole, whole

SIZES = [(7, 5, 3, 4), (1, 2, 6, 3), (4, 1, 5, 2), (6, 3, 2, 1), (3, 3, 3, 3)]
X, W1, b1, W2, b2 = (np.ones(shape) for shape in ((4, 3), (3, 5), 5, (5, 2), 2))  # they fit
MISFITS = [(X, W1, np.ones(shape), W2, b2) for shape in (1, (1, 5), (4, 5), (), 6)]
MISFITS += [(X, W1, b1, W2, np.ones(shape)) for shape in (1, (1, 2), (4, 2), (), 3)]
MISFITS += [(np.ones(shape), W1, b1, W2, b2) for shape in ((4, 2), (4, 4), 3, (2, 4, 3), (2, 3, 3))]
MISFITS += [(X, np.ones(shape), b1, W2, b2) for shape in ((2, 5), (4, 5), 3, (2, 3, 5))]
MISFITS += [(X, W1, b1, np.ones(shape), b2) for shape in ((4, 2), (6, 2), 5, (2, 5, 2))]
MISFITS += [(np.ones((5, 3)), np.ones(3), np.array(1.0), W2, b2), (X, W1, b1, b1, np.array(1.0))]


def two_layers(rng, n, d, h, m):
    """Return one case (X, W1, b1, W2, b2)."""
    return rng.normal(size=(n, d)), *layer(rng, d, h), *layer(rng, h, m)


def all_sizes(rng):
    """Return cases of all sizes, relu named in the last two."""
    cases = [two_layers(rng, *sizes) for sizes in SIZES * 4]
    return cases + [(*case, "relu") for case in cases[:2]]


def far_outputs(rng):
    """Return cases whose outputs are far below 0 and far above 1."""
    cases = []
    for kind in ("relu", "sigmoid", "tanh", "softplus"):
        X, W1, b1, W2, b2 = two_layers(rng, 4, 3, 5, 3)
        cases += [(X, W1, b1, W2, b2 + shift, kind) for shift in (-10.0, 10.0)]
    return cases


def with_every_kind(case):
    """Return a case once with each activation."""
    return [(*case, kind) for kind in KINDS]


test_form = form(
    1,
    "{name} returns one row per sample and one column per output.",
    lambda rng: [two_layers(rng, 5, 3, 4, 2) for _ in range(3)],
    like=lambda X, W1, b1, W2, b2: X @ W1 @ W2,
    hint="two dense layers, one after the other",
)
test_values = values(
    4,
    "The output is right with relu between the layers, which is used if no kind is named.",
    all_sizes,
)
test_kinds = values(
    2,
    "Each of the seven activations can stand between the layers.",
    lambda rng: [(*two_layers(rng, 5, 4, 6, 3), kind) for kind in KINDS],
    hint="hand `hidden` on to activate",
)
test_linear_output = values(
    2,
    "The output has no activation: it may be below 0 and above 1.",
    far_outputs,
    hint="the activation stands between the two layers only",
)


def alone(rng):
    """Return cases in which one term alone is not 0, by the term."""
    X, W1, b1, W2, b2 = two_layers(rng, 4, 3, 5, 2)
    b1[:2] = abs(b1[0]), -abs(b1[1])  # relu lets one through, and the other not
    return {
        "the path X W1 W2": (X, W1, 0 * b1, W2, 0 * b2),
        "the hidden bias b1": (0 * X, W1, b1, W2, 0 * b2),
        "the output bias b2": (0 * X, W1, 0 * b1, W2, b2),
    }


test_terms = terms(
    2,
    "The inputs and both biases each have their effect.",
    alone,
    hint="each layer adds its own bias: b1 before the activation, b2 at the end",
)
test_pure = pure(
    1,
    lambda rng: with_every_kind(two_layers(rng, 4, 3, 5, 2)),
    line="{name} leaves X and the parameters as they were.",
)


@grader(1)
def test_dtype(function, right, rng):
    """two_layer_forward keeps float32 and counts integers of any kind as float64."""
    hint = "as in exercise 2.1"
    case = [3 * part for part in two_layers(rng, 4, 3, 5, 2)]
    given = with_every_kind(case)
    assert_keeps_dtype(function, given, given=["float32"], hint=hint, reference=right)
    integers = with_every_kind((*whole(rng), *second_whole()))
    assert_integers(function, right, integers, hint=hint)


test_shapes = refuses(
    1,
    "{name} refuses parameters that do not fit together.",
    "shape",
    MISFITS,
    hint="your own dense_forward checks every layer that you send through it",
)
test_unknown = refuses(
    1,
    "{name} refuses an activation that it does not know.",
    "kind",
    [(X, W1, b1, W2, b2, kind) for kind in UNKNOWN_KINDS],
    hint="`activate` refuses unknown kinds: do not catch its error",
)
