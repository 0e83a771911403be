"""2.7 init_params: its graders."""

from itertools import pairwise
from math import erf, sqrt

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_pure,
    assert_repeatable,
    assert_varies,
    generator,
    grader,
    refuses,
    require,
)

WIDE = [512, 128, 512]  # sides that differ, so that inputs and outputs cannot be confused
FORMULAS = {"he": "2 / inputs", "glorot": "2 / (inputs + outputs)", "normal": "1"}
VARIANCES = {
    "he": lambda inputs, outputs: 2 / inputs,
    "glorot": lambda inputs, outputs: 2 / (inputs + outputs),
    "normal": lambda inputs, outputs: 1.0,
}


# The standard deviations of known mistakes, by the sides of a W and the network's inputs.
SLIPS = {
    "he": {
        "takes_the_variance_for_the_deviation": lambda n, m, first: 2 / n,
        "divides_by_the_outputs": lambda n, m, first: sqrt(2 / m),
        "takes_the_inputs_of_the_network": lambda n, m, first: sqrt(2 / first),
        "leaves_out_the_two_of_he": lambda n, m, first: sqrt(1 / n),
        "takes_the_root_of_the_two_only": lambda n, m, first: sqrt(2) / n,
    },
    "glorot": {
        "takes_the_variance_for_the_deviation": lambda n, m, first: 2 / (n + m),
        "forgets_the_brackets_of_glorot": lambda n, m, first: sqrt(2 / n + m),
        "takes_the_uniform_limit": lambda n, m, first: sqrt(6 / (n + m)),
        "takes_the_inputs_alone_for_glorot": lambda n, m, first: sqrt(1 / n),
        "leaves_out_the_two_of_glorot": lambda n, m, first: sqrt(1 / (n + m)),
    },
    "normal": {},
}


def fresh(rng):
    """Return an argument that becomes a generator, with a seed that nobody knows."""
    return generator(int(rng.integers(2**32)))


def like(sizes):
    """Return parameters for these sizes, all of them 0."""
    return [(np.zeros(sides), np.zeros(sides[1])) for sides in pairwise(sizes)]


def started(function, rng, sizes, scheme):
    """Return the parameters of a submission, once they have the right form."""
    params = function(sizes, fresh(rng), scheme)
    hint = "a list of tuples (W, b): W (inputs, outputs), b (outputs,)"
    assert_close(params, like(sizes), atol=np.inf, hint=hint)
    return params


def assert_spread(function, rng, scheme):
    """Ask that every W has the variance within 10 %: the standard deviation within 5 %."""
    params = started(function, rng, WIDE, scheme)
    with np.errstate(all="ignore"):  # whatever numbers a submission may answer
        seen = [float(W.std()) for W, _ in params]
    sides = list(pairwise(WIDE))
    slips = {name: [slip(*pair, WIDE[0]) for pair in sides] for name, slip in SLIPS[scheme].items()}
    named = [name for name, spreads in slips.items() if _are_near(seen, spreads)]
    for spread, pair in zip(seen, sides, strict=True):
        ratio = spread / sqrt(VARIANCES[scheme](*pair))
        size = "large" if ratio > 1 else "small"
        message = f"The spread of the weights under «{scheme}» is too {size}."
        hint = f"the standard deviation under «{scheme}» is sqrt({FORMULAS[scheme]}), for each W"
        right, detail = 0.95 < ratio < 1.05, f"By the factor {ratio:.3g}."
        mistake = named[0] if named and not right else ""
        require(right, message, detail=detail, hint=hint, mistake=mistake)


def _are_near(seen, spreads):
    """Return whether all standard deviations are those of a mistake."""
    return all(0.95 < one / other < 1.05 for one, other in zip(seen, spreads, strict=True))


@grader(1, gate=True)
def test_form(function, rng):
    """init_params returns one tuple (W, b) of float arrays per layer."""
    for scheme in VARIANCES:
        started(function, rng, [4, 4, 4], scheme)
    one, other = fresh(rng), fresh(rng)
    assert_varies(function, [([3, 3], one, "he"), ([3, 3], other, "he"), ([3, 3], one, "normal")])


@grader(1)
def test_shapes_and_biases(function, rng):
    """Every W is (inputs, outputs), every b has one 0 per neuron; all of it is float64."""
    for sizes, scheme in (([5, 3], "he"), ([2, 7, 4], "glorot"), ([6, 1, 5, 3], "normal")):
        params = started(function, rng, sizes, scheme)
        dtypes = {str(array.dtype) for entry in params for array in entry}
        message = f"The arrays have dtype {', '.join(sorted(dtypes))}, not float64."
        require(dtypes == {"float64"}, message, hint="leave the dtype as NumPy gives it")
        zero = all(not b.any() for _, b in params)
        message, mistake = "A bias is not 0 at the start.", "draws_the_biases_too"
        require(zero, message, hint="np.zeros(outputs)", mistake=mistake)
    assert_pure(function, [([3, 2, 4], fresh(rng), scheme) for scheme in VARIANCES])


@grader(2)
def test_he(function, rng):
    """Under «he», the default too, the weights have standard deviation sqrt(2 / inputs)."""
    assert_spread(function, rng, "he")
    seed = fresh(rng)
    named, default = function.map([([4, 3], seed, "he"), ([4, 3], seed)])
    assert_close(named.value, like([4, 3]), atol=np.inf)
    assert_close(default.value, named.value, hint="«he» is what is used if no scheme is named")


@grader(2)
def test_glorot(function, rng):
    """Under «glorot» the weights have standard deviation sqrt(2 / (inputs + outputs))."""
    assert_spread(function, rng, "glorot")


@grader(1)
def test_normal(function, rng):
    """Under «normal» the weights have standard deviation 1."""
    assert_spread(function, rng, "normal")


@grader(1)
def test_distribution(function, rng):
    """The weights are normal numbers: mean 0, and a few of them far out on both sides."""
    for scheme in VARIANCES:
        ((W, _),) = started(function, rng, [256, 128], scheme)
        _assert_normal(W, scheme)


def _assert_normal(W, scheme):
    """Ask for mean 0, as many numbers below 1 and 1/2 as normal ones, and few far out."""
    with np.errstate(all="ignore"):
        scaled = W / np.sqrt(np.mean(W**2))
        mean, far = abs(scaled.mean()), np.mean(np.abs(scaled) > 2)
    message = f"The mean of the weights under «{scheme}» is not 0."
    require(mean < 0.05, message, hint="rng.normal is centred at 0")
    fits = 0.04 < far < 0.051 and mean > 1e-12  # a mean of exactly 0 is no draw
    for edge in (-1.0, -0.5, 0.5, 1.0):  # six standard deviations are less than 0.017
        fits &= abs(np.mean(scaled < edge) - (1 + erf(edge / sqrt(2))) / 2) < 0.017
    message = f"The weights under «{scheme}» do not follow a normal distribution."
    is_even = abs(np.mean(scaled < -np.sqrt(0.75)) - 0.25) < 0.017 and far == 0
    mistake = "draws_uniform_numbers" if is_even and mean < 0.05 else ""
    require(fits, message, hint="draw with a normal method of rng", mistake=mistake)


@grader(3)
def test_repeatable(function, rng):
    """All numbers come from the generator that is passed in, under every scheme."""
    sizes, seed = [4, 3, 2], int(rng.integers(2**31))
    for scheme in VARIANCES:

        def case(chance, scheme=scheme):
            return sizes, chance, scheme

        assert_repeatable(function, case, seed=seed)
    calls = function.map([(sizes, generator(seed)), (sizes, generator(seed + 1))])
    one, other = (call.value for call in calls)
    for value in (one, other):
        assert_close(value, like(sizes), atol=np.inf)
    for (W, _), (V, _) in zip(one, other, strict=True):
        message = "One of the layers is the same for every generator."
        require(not np.any(W == V), message, hint="draw every layer from rng")


@grader(1)
def test_layers_differ(function, rng):
    """Layers of the same shape start with different weights, under every scheme."""
    hint = "go on drawing from the one generator; do not make a new one per layer"
    for scheme in VARIANCES:
        for (W, _), (V, _) in pairwise(started(function, rng, [4, 4, 4, 4], scheme)):
            require(not np.any(W == V), "Two layers start with the same weights.", hint=hint)


@grader(2)
def test_depth(function, reference, rng):
    """Ten relu layers keep their activations alive under «he» and blow them up under «normal»."""
    spreads = {}
    for scheme, width in (("he", 192), ("normal", 64)):
        params = started(function, rng, [width] * 11, scheme)
        X = rng.normal(size=(40, width))
        with np.errstate(all="ignore"):
            spreads[scheme] = reference.mlp_forward(X, params, ["relu"] * 10)[0].std()
    hint = "relu halves the variance: under «he» a layer must double it, with 2 / inputs"
    fits = 0.1 < spreads["he"] < 10  # half the variance in each layer would leave 0.03
    require(fits, "Under «he» the signal fades or grows from layer to layer.", hint=hint)
    require(spreads["normal"] > 1e3, "Under «normal» the signal should explode.", hint=hint)


test_unknown = refuses(
    1,
    "{name} refuses a scheme that it does not know.",
    "scheme",
    [
        ([3, 2], generator(1), scheme)
        for scheme in ("xavier", "", "He", " he", "glorot_normal", "norm")
    ],
    hint="raise before or after the three known names, not for them",
)
