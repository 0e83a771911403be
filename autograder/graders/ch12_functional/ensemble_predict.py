"""12.5 ensemble_predict: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    dtype,
    dtype_of,
    form,
    grader,
    integers,
    misconception,
    pure,
    refuses,
    require,
    values,
)

# (K, N, C): all different, then one of them 1, or equal.
SIZES = [(3, 5, 4), (2, 7, 3), (4, 1, 2), (1, 3, 5), (3, 3, 3), (5, 4, 1)]


def shares(rng, n, c):
    """Return rows of probabilities."""
    return rng.dirichlet(np.full(c, 0.7), n)


def case(rng, k, n, c):
    """Return what k networks say, and their weights."""
    return [shares(rng, n, c) for _ in range(k)], rng.uniform(0.2, 3, k).tolist()


test_form = form(
    0.5,
    "{name} returns one table.",
    lambda rng: [case(rng, 3, 5, 4) for _ in range(3)],
    like=lambda probs, weights: np.zeros((5, 4)),
    hint="the mean over the networks, (N, C)",
)
test_plain = values(
    1.5,
    "Without weights, {name} takes the mean.",
    lambda rng: [(case(rng, *sizes)[0],) for sizes in SIZES],
    hint="None stands for equal weights",
)
test_weighted = values(
    2,
    "{name} takes the mean with weights that are made to sum to 1.",
    lambda rng: [case(rng, *sizes) for sizes in SIZES],
    hint="each weight divided by the sum of all",
)


@grader(1)
def test_zeros(function, right, rng):
    """A weight of 0 leaves a network out; zero, whole and large weights are legal."""
    probs, _ = case(rng, 3, 4, 3)
    for weights in ([0, 2, 0], [0.0, 1.0, 3.0], [1, 0, 0], [1, 1, 1], [1000, 1, 10], [1e-9, 0, 0]):
        seen, wanted = function(probs, weights), right(probs, weights)
        assert_close(seen, wanted, hint=f"with the weights {weights}")


test_dtype = dtype(0.5, lambda rng: [([4 * each for each in case(rng, 3, 4, 2)[0]],)])
test_weighted_dtype = dtype(
    0.5,
    lambda rng: [([4 * each for each in case(rng, 3, 4, 2)[0]], [3.0, 1.0, 0.5])],
    line="With weights, too, {name} keeps float32 and turns integers into float64.",
    hint="a weight that is a Python float leaves the dtype alone, an array of float64 does not",
)


@grader(0.25)
def test_mixed(function, right, rng):
    """Where one array holds integers or float64 and the others float32, it counts as float64."""
    for kind in ("int8", "uint8", "float64"):
        probs = [(4 * each).astype(np.float32) for each in case(rng, 3, 4, 2)[0]]
        for place in range(3):
            given = [each.astype(kind) if k == place else each for k, each in enumerate(probs)]
            seen, wanted = function(given), right(given)
            found = dtype_of(seen)
            message = f"{kind} beside float32 gives {found}; expected {wanted.dtype}."
            require(found == wanted.dtype, message, hint="float32 stays where all are float32")
            assert_close(seen, wanted, rtol=1e-5)


test_integers = integers(
    0.25,
    lambda rng: [([np.array([[100.0, 27.0]]), np.array([[90.0, 120.0]])], None)],
    hint="make floats first: in int8, 100 + 90 is -66",
)
test_pure = pure(
    0.5, lambda rng: [case(rng, 3, 4, 2), case(rng, 1, 4, 2), (case(rng, 1, 3, 2)[0],)]
)


def of_other_shapes(rng):
    """Return lists without arrays, and with arrays of different shapes."""
    one, other, third = case(rng, 3, 4, 3)[0]
    for probs in ([], [one, other[:1]], [one, other[:, :1]], [one, other, third.T]):
        yield probs, None
        yield probs, [1.0] * len(probs)
    yield [one, other[:3]], None
    yield [one[:, :1], other[:1, [0, 1, 2, 0]]], None  # as many entries, and NumPy would stretch
    yield [one[:1], other, third], None


test_shape = refuses(
    0.5,
    "{name} refuses an empty list, and arrays of different shapes.",
    "shape",
    lambda rng: list(of_other_shapes(rng)),
    hint="compare each.shape with probs[0].shape: NumPy would stretch a row",
)
test_weight = refuses(
    0.5,
    "{name} refuses too few or too many weights, one below 0, and zeros alone.",
    "weight",
    lambda rng: [
        (case(rng, 3, 4, 2)[0], weights)
        for weights in ([1], [1, 2], [1, 2, 3, 4], [], [2, -1, 2], [-1, -1, -1], [0, 0, 0.0])
    ],
    hint="as many as arrays, none below 0, and a sum above 0",
)


@misconception
def forgets_the_weights(right, probs, weights=None):
    """The weights have no effect: a network with weight 3 counts three times as much as one with
    1.
    """
    right(probs, weights)
    return right(probs)


@misconception
def does_not_rescale(right, probs, weights=None):
    """The weights were not made to sum to 1: divide them by their sum."""
    total = 1.0 if weights is None else float(sum(weights))
    return total * right(probs, weights)


@misconception
def divides_by_the_number(right, probs, weights=None):
    """The weighted sum was divided by the number of networks. Divide by the sum of the weights."""
    total = 1.0 if weights is None else float(sum(weights)) / len(probs)
    return total * right(probs, weights)


@misconception
def adds_them_up(right, probs, weights=None):
    """Without weights the arrays were added up: divide by their number."""
    return right(probs, weights) * (len(probs) if weights is None else 1)


@misconception
def takes_the_median(right, probs, weights=None):
    """Without weights the median was taken. Asked is the mean."""
    found = right(probs, weights)
    return np.median(probs, axis=0) if weights is None else found


@misconception
def multiplies_them(right, probs, weights=None):
    """The probabilities were multiplied (the geometric mean). Asked is the arithmetic one."""
    right(probs, weights)
    weights = [1.0] * len(probs) if weights is None else weights
    total = sum(weights)
    with np.errstate(divide="ignore", over="warn"):
        logs = sum(w / total * np.log(1.0 * p) for w, p in zip(weights, probs, strict=True) if w)
    return np.exp(logs)


@misconception
def weights_with_softmax(right, probs, weights=None):
    """The weights went through a softmax. Divide them by their sum."""
    found = right(probs, weights)
    if weights is None:
        return found
    return right(probs, np.exp(np.array(weights) - max(weights)).tolist())


@misconception
def counts_votes(right, probs, weights=None):
    """What was averaged are votes: 1 for a network's best class, 0 for the others. Average the
    probabilities themselves.
    """
    right(probs, weights)
    votes = [(p == p.max(axis=-1, keepdims=True)).astype(np.float64) for p in probs]
    return right(votes, weights)


@misconception
def normalises_the_rows(right, probs, weights=None):
    """The rows of the answer were divided by their sums. The weights alone are to be rescaled: the
    mean of rows that sum to 1 does so by itself, and other arrays stay what they are.
    """
    found = right(probs, weights)
    return found / found.sum(axis=-1, keepdims=True)


@misconception
def takes_the_last_alone(right, probs, weights=None):
    """Only one network's array came back: all of them are to be averaged."""
    right(probs, weights)
    return 1.0 * probs[-1]
