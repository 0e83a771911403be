"""13.7 style_transfer_loss: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_type,
    grader,
    integers,
    pure,
    refuses,
    require,
    values,
)

from .cases import maps

SIZES = [((4, 5, 3), (6, 3)), ((3, 2, 2), (3, 2)), ((2, 6, 4), (5, 5)), ((5, 3, 1), (2, 4))]


def case(rng, sizes=(4, 5, 3), other=(6, 3), weights=None):
    """Return content, style and image, and weights."""
    some = tuple(rng.uniform(0.2, 3, 3).tolist()) if weights is None else weights
    return maps(rng, *sizes), maps(rng, *other, sizes[-1]), maps(rng, *sizes), some


@grader(1, gate=True)
def test_form(function, rng):
    """style_transfer_loss returns a float, and it hangs on the image."""
    found = []
    for _ in range(2):
        seen = function(*case(rng, weights=(1.0, 1.0, 1.0)))
        assert_type(seen, float, hint="float(…)")
        found.append(seen)
    require(found[0] != found[1], "The answer is the same whatever is given.")


test_content = values(
    3,
    "The content term is the mean of the squared differences of the maps.",
    lambda rng: [case(rng, *sizes, weights=(1.5, 0.0, 0.0)) for sizes in SIZES],
    hint="np.mean((image - content) ** 2)",
)
test_style = values(
    3,
    "The style term is the mean of the squared differences of the grams.",
    lambda rng: [case(rng, *sizes, weights=(0.0, 2.0, 0.0)) for sizes in SIZES],
    hint="np.mean((gram of image - gram of style) ** 2), each divided by its own H·W",
)
test_variation = values(
    3,
    "The variation is the mean |difference| of neighbours, above each other and beside each other.",
    lambda rng: [case(rng, *sizes, weights=(0.0, 0.0, 0.5)) for sizes in SIZES],
    hint="np.abs(np.diff(image, axis=0)).mean(), plus the same along axis 1",
)
test_sum = values(
    1,
    "The three terms are added up, each with its weight.",
    lambda rng: [case(rng, *sizes) for sizes in SIZES],
    hint="weights[0] for content, weights[1] for style, weights[2] for variation",
)


@grader(1)
def test_nothing(function, rng):
    """Where image, content and style are the same and flat, it is 0."""
    flat = np.tile(rng.normal(size=3), (4, 5, 1))
    seen = function(flat, flat[:3, :2], flat, (1.0, 2.0, 3.0))
    assert_close(seen, 0.0, atol=1e-12, hint="nothing differs, and no neighbour from its neighbour")


@grader(0.5)
def test_kinds(function, rng):
    """It is a float for maps of float32, too."""
    given = [each.astype(np.float32) for each in case(rng)[:3]]
    seen = function(*given, (1.0, 1.0, 1.0))
    message = "Of maps of float32 the answer is no float."
    single = isinstance(seen, np.float32)
    require(
        isinstance(seen, float),
        message,
        hint="float(…)",
        mistake="answers_single_precision" if single else "",
    )


test_integers = integers(
    0.5,
    lambda rng: [
        (
            np.array([[[100.0], [-3.0]], [[90.0], [5.0]]]),
            np.array([[[-100.0], [120.0]], [[9.0], [50.0]], [[1.0], [2.0]]]),
            np.array([[[-120.0], [7.0]], [[11.0], [125.0]]]),
            (1.0, 0.001, 1.0),
        )
    ],
    hint="make floats first: in int8, 100 - (-120) is -36",
)
test_pure = pure(1, lambda rng: [case(rng), case(rng, (3, 2, 2), (3, 2))])
test_weights = refuses(
    1,
    "{name} refuses what are not three weights, and one below 0; 0 is legal.",
    "weights",
    lambda rng: (
        [
            (*case(rng)[:3], weights)
            for weights in ((1.0, 2.0), (1.0,), (1.0, 2.0, 3.0, 4.0), (), (-1.0, 1.0, 1.0))
        ]
        + [(*case(rng)[:3], weights) for weights in ((1.0, -0.1, 1.0), (1.0, 1.0, -2.0))]
    ),
    hint="len(weights) != 3, or min(weights) < 0",
)
