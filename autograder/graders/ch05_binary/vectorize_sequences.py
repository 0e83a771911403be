"""5.6 vectorize_sequences: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_numbers,
    assert_type,
    assert_varies,
    grader,
    in_dtype,
    misconception,
    require,
    shape_of,
)
from autograder.asserting import assert_rejects_all as refused


def texts(rng, dimension, rows, beyond=0):
    """Return lists of numbers, none twice in a list; `beyond` numbers are too large in each.

    The smallest and the largest number that is known occur, in the last list.
    """
    lengths = rng.integers(1, max(2, dimension // 2), rows)
    known = [rng.permutation(dimension)[:length].tolist() for length in lengths]
    known[-1] = [0, *rng.permutation(np.arange(1, dimension - 1))[:2].tolist(), dimension - 1]
    rare = [(dimension + rng.permutation(30)[:beyond]).tolist() for _ in range(rows)]
    return [rng.permutation(a + b).astype(int).tolist() for a, b in zip(known, rare, strict=True)]


def some(rng):
    """Return cases without repetitions and rare numbers."""
    sizes = ((5, 8), (3, 20), (1, 4), (4, 3))
    return [(texts(rng, dimension, rows), dimension) for rows, dimension in sizes]


@grader(1, gate=True)
def test_form(function, rng):
    """vectorize_sequences returns a table with a row per sequence and a column per number."""
    rows = in_dtype(function([[0, 2], [1], [3, 0]], 5), np.float32)
    on_its_side = shape_of(rows) == (5, 3)
    message = "The table has a row per number and a column per sequence."
    require(not on_its_side, message, mistake="lies_on_its_side" if on_its_side else "")
    short = shape_of(rows) == (3, 4)
    message = "The table has fewer columns than `dimension`."
    require(not short, message, mistake="counts_the_columns_itself")
    assert_close(
        rows, np.zeros((3, 5), np.float32), atol=np.inf, hint="(len(sequences), dimension)"
    )
    assert_varies(function, [(texts(rng, 9, 4), 9) for _ in range(4)])


@grader(4)
def test_values(function, right, rng):
    """vectorize_sequences puts a 1 where a number occurs, and 0 elsewhere."""
    assert_numbers(function, right, some(rng), hint="X[n, i] = 1 for every i of sequence n")


@grader(2)
def test_repeats(function, right, rng):
    """A number that occurs several times counts once."""
    cases = [([s + s[:2] + s[:1] for s in texts(rng, 7, 4)], 7), ([[2, 2, 2]], 4)]
    assert_numbers(function, right, cases, hint="= 1, not += 1: is the word there, or not?")


@grader(3)
def test_rare(function, right, rng):
    """Numbers of `dimension` and above are skipped, and the others of their sequence stay."""
    cases = [(texts(rng, 6, 4, beyond), 6) for beyond in (1, 3)]
    cases += [([[5, 1], [6], [1, 7, 2]], 5), ([[900, 901]], 3)]
    assert_numbers(function, right, cases, hint="i < dimension, for each number by itself")


@grader(2)
def test_empty(function, right, rng):
    """An empty sequence is a row of zeros; no sequences at all are no rows."""
    cases = [([[], *texts(rng, 5, 2), []], 5), ([[]], 3), ([], 6)]
    assert_numbers(function, right, cases, hint="begin with np.zeros((len(sequences), dimension))")


@grader(1)
def test_single(function, rng):
    """The table is float32."""
    rows = function(texts(rng, 6, 3), 6)
    assert_type(rows, np.ndarray)
    kind = rows.dtype.kind
    known = {"f": "makes_float64_rows", "i": "makes_integer_rows", "b": "makes_integer_rows"}
    message = f"Seen: a table of {rows.dtype}. Expected: float32."
    right = rows.dtype == np.float32
    require(right, message, hint="dtype=np.float32", mistake="" if right else known.get(kind, ""))


@grader(1)
def test_pure(function, right, rng):
    """vectorize_sequences leaves the sequences as they were."""
    cases = [(texts(rng, 6, 4, 1), 6)]
    for call, case in zip(function.map(cases), cases, strict=True):
        assert_close(in_dtype(call.value, np.float32), right(*case))
        require(not call.changed, "A sequence holds other numbers now.", hint="work on a copy")


@grader(1)
def test_negative(function, rng):
    """Numbers below 0 are refused, wherever they stand."""
    lists = ([[-1]], [[0, 1], [2, -1]], [[3, -2, 1], [0]], [[9, 1, -40]], [[], [4], [-5, 2]])
    hint = "look at every number: NumPy counts -1 from the end, so it would be the last column"
    refused(function, [(each, 5) for each in lists], says="id", hint=hint)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def counts_the_numbers(right, sequences, dimension):
    """A number that occurs twice counts 2. Multi-hot only says whether it is there: set the entry
    to 1, do not add.
    """
    rows = right(sequences, dimension)
    for n, ids in enumerate(sequences):
        for i in ids:
            if i < dimension:
                rows[n, i] = ids.count(i)
    return rows


@misconception
def divides_by_the_length(right, sequences, dimension):
    """The rows were divided by the length of their sequence. Each entry is 0 or 1."""
    rows = right(sequences, dimension)
    return rows / np.array([max(len(ids), 1) for ids in sequences], np.float32).reshape(-1, 1)


@misconception
def writes_the_numbers(right, sequences, dimension):
    """The entries hold the numbers themselves. Each entry says «it occurs»: 1."""
    return right(sequences, dimension) * np.arange(dimension, dtype=np.float32)


@misconception
def counts_from_one(right, sequences, dimension):
    """The columns are off by one: number 0 belongs to column 0."""
    return np.roll(right(sequences, dimension), -1, axis=1)


@misconception
def takes_0_for_padding(right, sequences, dimension):
    """Number 0 was left out, as if it stood for padding. It is a number like the others here."""
    rows = right(sequences, dimension)
    rows[:, :1] = 0
    return rows


@misconception
def leaves_the_last_column_out(right, sequences, dimension):
    """The largest number that is legal, dimension - 1, was skipped: skip what is of `dimension` and
    above.
    """
    rows = right(sequences, dimension)
    rows[:, dimension - 1 :] = 0
    return rows


@misconception
def puts_rare_numbers_into_the_last_column(right, sequences, dimension):
    """A number of `dimension` and above was put into the last column. It is skipped: the last
    column belongs to a word of its own.
    """
    right(sequences, dimension)
    return right([[min(i, dimension - 1) for i in ids] for ids in sequences], dimension)


@misconception
def stops_at_a_rare_number(right, sequences, dimension):
    """Where a sequence has a number of `dimension` or above, what comes behind it is lost. Skip
    that number alone: `continue`, not `break`.
    """
    right(sequences, dimension)
    cut = []
    for ids in sequences:
        rare = next((n for n, i in enumerate(ids) if i >= dimension), len(ids))
        cut.append(ids[:rare])
    return right(cut, dimension)


@misconception
def leaves_out_sequences_with_rare_numbers(right, sequences, dimension):
    """A sequence with a number of `dimension` or above became a row of zeros. Skip that number
    alone.
    """
    right(sequences, dimension)
    return right([ids if max(ids, default=0) < dimension else [] for ids in sequences], dimension)


@misconception
def lies_on_its_side(right, sequences, dimension):
    """The table lies on its side: one row per sequence, one column per number is asked."""
    return np.ascontiguousarray(right(sequences, dimension).T)


@misconception
def counts_the_columns_itself(right, sequences, dimension):
    """The table has as many columns as the largest number asks for. It is always `dimension`, or
    training and test rows do not fit together.
    """
    rows = right(sequences, dimension)
    top = max((i for ids in sequences for i in ids), default=dimension - 1)
    return rows[:, : top + 1]


@misconception
def makes_float64_rows(right, sequences, dimension):
    """The answer is float64. Say dtype=np.float32 where the table is made: half the memory."""
    return right(sequences, dimension).astype(np.float64)


@misconception
def makes_integer_rows(right, sequences, dimension):
    """The answer is a table of integers. Say dtype=np.float32 where the table is made."""
    return right(sequences, dimension).astype(np.int64)


@misconception
def takes_negative_numbers(right, sequences, dimension):
    """A number below 0 was taken: NumPy counts it from the end. Refuse it, wherever it stands."""
    turned = [[i % dimension if -dimension <= i < 0 else i for i in ids] for ids in sequences]
    return right(turned, dimension)


@misconception
def skips_negative_numbers(right, sequences, dimension):
    """Numbers below 0 are skipped. They are no rare words, but a mistake of somebody: raise a
    ValueError that says "id".
    """
    return right([[i for i in ids if i >= 0] for ids in sequences], dimension)
