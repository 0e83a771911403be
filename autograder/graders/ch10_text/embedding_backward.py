"""10.6 embedding_backward: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    dtype_of,
    form,
    grader,
    is_near,
    pure,
    refuses,
    require,
    shape_of,
    values,
    vectorised,
)


def case(rng, n, length, d, size, *, repeats=True):
    """Return one case (ids, dE, vocab_size): the largest id twice in a text, or no id twice."""
    ids = rng.integers(0, size, (n, length)) if repeats else rng.permutation(size)[: n * length]
    ids = ids.reshape(n, length)
    if repeats:
        ids[rng.integers(n), rng.permutation(length)[:2]] = size - 1
    return ids, rng.normal(size=(n, length, d)), size


def alone(rng):
    """Return cases in which no id occurs twice, and some not at all."""
    sizes = ((3, 4, 2, 15), (1, 5, 3, 9), (4, 1, 2, 7), (2, 2, 5, 4), (2, 3, 1, 8))
    return [case(rng, *each, repeats=False) for each in sizes]


def within(rng):
    """Return cases in which ids repeat, in a text and from text to text."""
    cases = [case(rng, *each) for each in ((3, 7, 2, 4), (5, 4, 3, 3), (1, 9, 2, 3), (6, 6, 4, 2))]
    ids = np.array([[2, 2, 2, 5], [5, 2, 0, 0]])
    return [*cases, (ids, rng.normal(size=(2, 4, 3)), 7)]


def between(rng):
    """Return cases in which an id comes once in each text, and again in the next."""
    rows = [np.stack([rng.permutation(5)[:4] for _ in range(n)]) for n in (2, 3, 6)]
    return [(ids, rng.normal(size=(*ids.shape, 3)), 6) for ids in rows]


test_form = form(
    1,
    "{name} returns an array with a row for each id.",
    lambda rng: [case(rng, 3, 4, 2, 9) for _ in range(3)],
    like=lambda ids, dE, size: np.zeros((size, dE.shape[2])),
    hint="np.zeros((vocab_size, D)), and the gradients are added to its rows",
)
test_alone = values(
    3,
    "Where no id occurs twice, each has its own gradient in its row, and the others 0.",
    alone,
    hint="row ids[n, l] gets dE[n, l]",
)
test_between = values(
    2,
    "An id that comes in several texts collects the gradients of all.",
    between,
    hint="add, and do so for every text",
)
test_within = values(
    3,
    "An id that comes several times in one text collects all of its gradients.",
    within,
    hint="table[ids] += dE counts an id once; np.add.at(table, ids, dE) as often as it comes",
)


@grader(1)
def test_padding(function, right, rng):
    """Row 0, the padding's, collects gradients as any other."""
    ids = np.array([[0, 0, 3], [0, 1, 2]])
    dE = rng.normal(size=(2, 3, 2))
    value = function(ids, dE, 5)
    wanted = right(ids, dE, 5)
    near = {"rtol": 1e-5, "atol": 1e-8}
    fits = shape_of(value) == wanted.shape and is_near(value[0], wanted[0], **near)
    require(fits, "Row 0 does not hold the sum of its gradients.")


@grader(2)
def test_dtype(function, right, rng):
    """A dE of float32 gives float32, and one of integers float64."""
    ids, dE, size = case(rng, 3, 4, 2, 5)
    for given in (dE.astype(np.float32), (9 * dE).astype(np.int64), (9 * abs(dE)).astype(np.uint8)):
        value, wanted = function(ids, given, size), right(ids, given, size)
        kind = dtype_of(value)
        message = f"dE of {given.dtype} gives {kind}; expected {wanted.dtype}."
        mistake = "makes_float64" if kind == np.float64 else "keeps_integers"
        fits, hint = kind == wanted.dtype, "1.0 * dE, and a table of its dtype"
        known = kind in (np.float64, given.dtype) and not fits
        require(fits, message, hint=hint, mistake=mistake if known else "")
        assert_close(value, wanted, rtol=1e-3, atol=1e-5)


test_vectorised = vectorised(
    2,
    lambda rng, n: case(rng, n, 5, 3, 6),
    of="texts",
    hint="np.add.at takes all ids at once",
)
test_places = vectorised(
    1,
    lambda rng, n: case(rng, 3, n, 2, 6),
    of="places",
    hint="np.add.at takes all ids at once",
)
test_pure = pure(1, lambda rng: [case(rng, 3, 5, 2, 4), case(rng, 2, 2, 1, 3)])


@grader(1)
def test_kinds(function, right, rng):
    """ids may have any integer dtype, and vocab_size may be more than that dtype holds."""
    hint = "in uint8, 100 * 9 is 132: ids.astype(np.int64) before you compute with them"
    for kind in ("int8", "uint8", "int32", "uint16", "uint64"):
        ids, dE, size = case(rng, 6, 4, 9, 120)
        ids[0, :2] = 0
        cases = [(ids.astype(kind), dE, size), (ids.astype(kind), dE, 300)]
        for call, given in zip(function.map(cases), cases, strict=True):
            answers = call.raised is None
            require(answers, f"With ids of {kind} there is no answer.", hint=hint)
            value, wanted = call.value, right(*given)
            same = is_near(value, wanted, rtol=1e-5, atol=1e-8)
            require(same, f"With ids of {kind} the gradients are others.", hint=hint)


test_id = refuses(
    2,
    "{name} refuses an id below 0, and one of vocab_size or more, wherever it stands.",
    "id",
    lambda rng: [
        (np.array(ids), rng.normal(size=(2, 3, 2)), 4)
        for ids in (
            [[0, 1, -1], [2, 3, 0]],
            [[0, 1, 2], [4, 3, 0]],
            [[-4, 1, 2], [0, 3, 0]],
            [[0, 1, 2], [2, 3, 90]],
        )
    ],
    hint="look at both ends: NumPy would count -1 from the end",
)
test_shape = refuses(
    1,
    "{name} refuses a dE whose first two axes are not those of ids.",
    "shape",
    lambda rng: [
        (np.zeros((3, 4), int), rng.normal(size=shape), 5)
        for shape in ((1, 4, 2), (3, 1, 2), (1, 1, 2), (4, 3, 2), (3, 5, 2), (2, 4, 2), (4, 4, 2))
    ],
    hint="compare dE.shape[:2] with ids.shape: NumPy would stretch an axis of 1",
)
