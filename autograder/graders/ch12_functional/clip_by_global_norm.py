"""12.8 clip_by_global_norm: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_type,
    dtype_of,
    grader,
    integers,
    misconception,
    pure,
    refuses,
    require,
    shape_of,
    values,
)

SHAPES = [(3, 4), (4,), (4, 2, 5), (1,), ()]


def grads(rng, size=1.0, shapes=SHAPES):
    """Return gradients whose common norm is `size`; each has another length."""
    drawn = [np.asarray(rng.normal(size=shape) * (k + 1)) for k, shape in enumerate(shapes)]
    norm = np.sqrt(sum(np.sum(each**2) for each in drawn))
    return [np.asarray(size / norm * each) for each in drawn]


@grader(0.5, gate=True)
def test_form(function, rng):
    """clip_by_global_norm returns a list of arrays of the same shapes."""
    given = grads(rng, 5.0)
    for limit in (1.0, 50.0):
        seen = function(given, limit)
        assert_type(seen, list, hint="a list, of one array for each")
        require(len(seen) == len(given), f"{len(seen)} arrays came back, not {len(given)}.")
        for each, wanted in zip(seen, given, strict=True):
            fits = shape_of(each) == wanted.shape
            require(fits, "An array came back in another shape.", hint="each entry times a factor")


test_values = values(
    3,
    "Where they are longer than the limit, {name} makes all of them shorter by one factor.",
    lambda rng: [
        (grads(rng, size, shapes), limit)
        for size, limit in ((5.0, 1.0), (1.0 + 1e-3, 1.0), (300.0, 7.5), (0.02, 0.01))
        for shapes in (SHAPES, [(2, 3), (3,)], [(6,)])
    ],
    hint="limit / norm, with one norm over all entries of all arrays",
)
test_below = values(
    2,
    "Where they are no longer than the limit, {name} leaves the values as they are.",
    lambda rng: [
        *((grads(rng, size), limit) for size, limit in ((0.5, 1.0), (0.999, 1.0), (3.0, 40.0))),
        ([np.array([3.0]), np.array([4.0])], 5.0),
        ([np.zeros((2, 3)), np.zeros(3)], 0.5),
    ],
    hint="only if norm > limit",
)


@grader(0.5)
def test_empty(function):
    """An empty list gives an empty list."""
    seen = function([], 1.0)
    fits = isinstance(seen, list) and not seen
    require(fits, "An empty list is not answered with one.", hint="there is nothing to shorten")


@grader(0.5)
def test_dtype(function, right, rng):
    """Each float32 array stays float32, integers become float64, beside one another too."""
    for size, limit in ((20.0, 1.0), (20.0, 100.0)):
        given = [np.asarray(4 * each) for each in grads(rng, size, [(3, 2), (4,), (2,)])]
        for kinds in (("float32",) * 3, ("int64",) * 3, ("float32", "uint8", "float64")):
            cast = [np.abs(each).astype(kind) for each, kind in zip(given, kinds, strict=True)]
            wanted, answer = right(cast, limit), function(cast, limit)
            message = "Of arrays of different dtypes not all came back."
            as_many = isinstance(answer, list | tuple) and len(answer) == len(cast)
            require(as_many, message, hint="one array for each")
            for seen, value, kind in zip(answer, wanted, kinds, strict=True):
                found = dtype_of(seen)
                message = f"{kind} in gives {found} out; expected {value.dtype}."
                hint = "a factor that is a Python float leaves float32 alone; np.float64 does not"
                require(found == value.dtype, message, hint=hint)
                assert_close(seen, value, rtol=1e-3, atol=1e-4)


test_integers = integers(
    0.5,
    lambda rng: [([np.array([100.0, 120.0]), np.array([[90.0]])], limit) for limit in (50.0, 1e4)],
    hint="make floats first: in int8, 100 ** 2 is 16",
)
test_pure = pure(0.5, lambda rng: [(grads(rng, 3.0), 1.0), (grads(rng, 0.3), 1.0)])
test_limit = refuses(
    0.5,
    "{name} refuses a limit of 0 and below.",
    "limit",
    lambda rng: [*((grads(rng), limit) for limit in (0.0, 0, -1.0, -0.001)), ([], 0.0), ([], -1)],
    hint="limit <= 0",
)


@misconception
def clips_each_by_itself(right, grads, limit):
    """Each array was shortened by itself, so that the direction has turned: one norm over all
    arrays, and one factor.
    """
    right(grads, limit)
    return [right([each], limit)[0] for each in grads]


@misconception
def scales_always(right, grads, limit):
    """Small gradients were blown up to the limit: only where the norm is more than limit is there
    anything to do.
    """
    right(grads, limit)
    norm = np.sqrt(sum(np.sum((1.0 * each) ** 2) for each in grads))
    return [float(limit / norm) * each if norm else 1.0 * each for each in grads]


@misconception
def clips_the_entries(right, grads, limit):
    """Each entry was cut off at ±limit. That is np.clip: here all become shorter by one factor, so
    that the direction stays.
    """
    right(grads, limit)
    return [np.clip(1.0 * each, -limit, limit) for each in grads]


@misconception
def compares_the_square(right, grads, limit):
    """The root is missing: the sum of the squares was taken for the norm."""
    right(grads, limit)
    norm = float(sum(np.sum((1.0 * each) ** 2) for each in grads))
    return [(limit / norm if norm > limit else 1.0) * each for each in grads]


@misconception
def adds_up_the_norms(right, grads, limit):
    """The norms of the arrays were added up. The common norm is the root of the sum of *all*
    squares.
    """
    right(grads, limit)
    norm = float(sum(np.sqrt(np.sum((1.0 * each) ** 2)) for each in grads))
    return [(limit / norm if norm > limit else 1.0) * each for each in grads]


@misconception
def takes_the_longest(right, grads, limit):
    """The length of the longest array was taken for the norm. It is that of all entries of all
    arrays together.
    """
    right(grads, limit)
    norm = max((float(np.sqrt(np.sum((1.0 * each) ** 2))) for each in grads), default=0.0)
    return [(limit / norm if norm > limit else 1.0) * each for each in grads]


@misconception
def takes_the_mean_of_squares(right, grads, limit):
    """The norm was divided by the number of entries: it is the root of the *sum* of the squares."""
    right(grads, limit)
    count = sum(each.size for each in grads) or 1
    norm = float(np.sqrt(sum(np.sum((1.0 * each) ** 2) for each in grads) / count))
    return [(limit / norm if norm > limit else 1.0) * each for each in grads]


@misconception
def adds_absolute_values(right, grads, limit):
    """The absolute values were added up. The norm is the root of the sum of the squares."""
    right(grads, limit)
    norm = float(sum(np.sum(np.abs(1.0 * each)) for each in grads))
    return [(limit / norm if norm > limit else 1.0) * each for each in grads]


@misconception
def divides_by_the_norm(right, grads, limit):
    """They have length 1 now, not limit: the factor is limit / norm."""
    right(grads, limit)
    norm = float(np.sqrt(sum(np.sum((1.0 * each) ** 2) for each in grads)))
    return [(1 / norm if norm > limit else 1.0) * each for each in grads]


@misconception
def drops_what_is_too_long(right, grads, limit):
    """Gradients that are too long became zeros. They are to be made shorter, by limit / norm."""
    shorter = right(grads, limit)
    norm = float(np.sqrt(sum(np.sum((1.0 * each) ** 2) for each in grads)))
    return [0.0 * each if norm > limit else each for each in shorter]
