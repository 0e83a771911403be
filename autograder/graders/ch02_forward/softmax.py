"""2.3 softmax: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_integers,
    assert_keeps_dtype,
    assert_vectorised,
    form,
    grader,
    pure,
    refuses,
    require,
    stable,
    values,
)

MIXED = np.array([[1000.0, 998.0, -1000.0], [-1000.0, -999.0, -997.0], [0.0, 1.0, 2.0]])
EXTREMES = np.array([[1000.0, -1000.0, -1000.0, -1000.0], [0.0, 0.0, 0.0, 0.0], [-0.5, 0, 0.5, 1]])


def tables(rng, *shapes):
    """Return scores of these shapes, as cases."""
    return [(rng.uniform(-4, 4, shape),) for shape in shapes]


def some(rng):
    """Return scores of several shapes, no two of their sides equal."""
    return tables(rng, (5,), (7, 3), (2, 6), (1, 4), (5, 1), (2, 3, 4))


def along(cases, axes=None):
    """Return each case once along each of its axes, or along those named."""
    return [(Z, axis) for (Z,) in cases for axis in axes or range(-Z.ndim, Z.ndim)]


def whole(rng):
    """Return tables of integers, as cases."""
    rows = [[1, 2, 3], [-128, 100, 127], [0, 0, 3], rng.integers(0, 9, 3).tolist()]
    columns = [[1, 4], [3, 3], rng.integers(0, 9, 2).tolist()]
    return [(rng.permutation(rows),), (rng.permutation(columns), 0)]


def far_apart(rng):
    """Return tables whose rows, and entries, are as far from each other as they may be."""
    factor = rng.uniform(0.96, 1.0)
    mixed, extremes = factor * MIXED, factor * EXTREMES
    equal = np.full((2, 3), factor * 1000)
    return [
        *((mixed,), (mixed[:1],), (equal,), (-equal,), (mixed[1],), (mixed.T.copy(), 0)),
        *((extremes,), (-extremes[:2],), (np.stack([mixed, -mixed], axis=-1), 1)),
    ]


test_form = form(
    1,
    "{name} keeps the shape, from one axis to three.",
    lambda rng: tables(rng, (5,), (4, 4), (3, 3, 3)),
    like=lambda Z: Z,
    varies=lambda rng: tables(rng, (5,), (5,), (5,)),
    hint="one probability per score",
)
test_values = values(
    3,
    "{name} computes e^z / sum of e^z along the last axis.",
    lambda rng: some(rng) + some(rng) + along(some(rng), [-1]),
)
test_axes = values(
    3,
    "{name} works along whichever axis is named.",
    lambda rng: along(some(rng)),
    hint="hand `axis` on to max and to sum, both with keepdims=True",
)


@grader(2)
def test_sums(function, right, rng):
    """Each row holds numbers from 0 to 1 that sum to 1, in square tables too."""
    hint = "divide each row by its own sum: the sum along `axis`, with keepdims=True"
    for call in function.map(tables(rng, (5, 3), (4, 4), (1, 6))):
        assert_close(call.value, *call.args, atol=np.inf, hint=hint)  # like Z, before its sums
        P = call.value
        require(np.all((P >= 0) & (P <= 1)), "There are numbers outside 0 to 1.", hint=hint)
        sums = P.sum(axis=-1, keepdims=True)
        rows = np.allclose(sums, 1, rtol=0, atol=1e-9)
        nearly = np.all((sums > 0.999) & (sums < 1)) and np.allclose(P / sums, right(*call.args))
        mistake = "adds_a_small_number_to_the_sum" if nearly else ""
        require(rows, "The rows do not sum to 1.", hint=hint, mistake=mistake)


@grader(2)
def test_shift_and_order(function, rng):
    """Adding the same number to a whole row changes nothing; larger scores get larger shares."""
    Z = rng.permutation(24).reshape(4, 6) / 4
    shift = rng.permutation([-100.0, -100.0, 100.0, 100.0])[:, None]
    plain, shifted = (call.value for call in function.map([(Z,), (Z + shift,)]))
    for value in (plain, shifted):
        assert_close(value, Z, atol=np.inf)  # arrays like Z, before anything is computed with them
    hint = "e^(z + c) = e^z e^c: the factor e^c cancels"
    assert_close(shifted, plain, rtol=1e-9, atol=1e-12, hint=hint)
    same_order = np.array_equal(np.argsort(plain, axis=1), np.argsort(Z, axis=1))
    require(same_order, "The largest score of a row has not the largest share.")


test_stable = stable(
    3,
    "{name} stays finite for scores of ±1000, large and small rows side by side.",
    far_apart,
    rtol=1e-4,  # of float32: the sum of a row may be taken as a logarithm near 1000
    hint="subtract each row's own maximum before you exponentiate",
)


@grader(2)
def test_vectorised(function, right, rng):
    """softmax has no Python loop over rows, nor over columns along axis 0."""
    hint = "np.exp takes the whole table; max and sum take axis=…, keepdims=True"
    few = int(rng.integers(7, 12))
    rows = few, 8 * few + int(rng.integers(8))
    words = {"hint": hint, "reference": right, "rows": rows}
    assert_vectorised(function, lambda n: tables(rng, (n, 5))[0], **words)
    assert_vectorised(function, lambda n: (*tables(rng, (5, n))[0], 0), **words, of="columns")


test_pure = pure(
    1,
    lambda rng: along(some(rng)[:3], (0, -1)),
    line="{name} leaves Z as it was.",
    hint="Z -= … writes into Z; Z = Z - … makes a new array",
)


@grader(1)
def test_dtype(function, right, rng):
    """softmax keeps float32 and counts integers of any kind as float64."""
    hint = "1.0 * Z makes floats of integers and leaves float32 alone"
    given = along(tables(rng, (4, 3)), (0, -1))
    assert_keeps_dtype(function, given, given=["float32"], hint=hint, reference=right)
    assert_integers(function, right, whole(rng), hint=hint)


test_no_axes = refuses(
    1,
    "{name} refuses a single number.",
    "1-D",
    [(np.array(2.0),), (np.array(-1),), (np.array(2.0), 0)],
    hint="look at np.ndim(Z) first",
)
test_empty = refuses(
    1,
    "{name} refuses an empty axis; a table without rows is legal.",
    "empty",
    [(np.zeros(0),), (np.zeros((4, 0)),), (np.zeros((0, 3)), 0), (np.zeros((2, 0, 3)), 1)],
    accepts=[(np.zeros((0, 3)),), (np.zeros((0, 3)), 1), (np.zeros((4, 0)), 0)],
    hint="look at the length of `axis` only: Z.shape[axis]",
)
