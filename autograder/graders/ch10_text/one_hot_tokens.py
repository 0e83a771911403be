"""10.3 one_hot_tokens: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_numbers,
    assert_varies,
    dtype_of,
    grader,
    in_dtype,
    misconception,
    refuses,
    require,
    shape_of,
    vectorised,
)


def case(rng, length, size):
    """Return ids of which some are equal, the smallest and the largest among them, and the size."""
    ids = rng.integers(0, size, length)
    ids[:2] = size - 1, 0
    return rng.permutation(ids), size


def some(rng):
    """Return cases with more tokens than ids, and fewer."""
    return [case(rng, *sizes) for sizes in ((9, 4), (4, 9), (5, 5), (2, 12), (30, 3))]


@grader(1, gate=True)
def test_form(function, rng):
    """one_hot_tokens returns an array with a row for each token and a column for each id."""
    value = in_dtype(function(*case(rng, 7, 4)), np.float32)
    on_its_side = shape_of(value) == (4, 7)
    mistake = "lies_on_its_side" if on_its_side else ""
    require(not on_its_side, "The array has a row for each id.", mistake=mistake)
    one_row = shape_of(value) in ((4,), (1, 4))
    mistake = "makes_one_row" if one_row else ""
    require(not one_row, "All tokens are in one row.", mistake=mistake)
    assert_close(value, np.zeros((7, 4), np.float32), atol=np.inf, hint="(L, vocab_size)")
    assert_varies(function, [case(rng, 7, 5) for _ in range(4)])


@grader(2)
def test_values(function, right, rng):
    """Each row has a 1 in the column of its token's id, and zeros."""
    assert_numbers(function, right, some(rng), hint="rows[np.arange(len(ids)), ids] = 1")


@grader(1)
def test_size(function, right, rng):
    """There are vocab_size columns, though the largest ids do not occur; no ids give no rows."""
    cases = [(rng.permutation(6) % 3, size) for size in (4, 7)] + [(np.zeros(4, np.int64), 3)]
    cases += [(np.zeros(0, np.int64), size) for size in (1, 6)]
    assert_numbers(function, right, cases, hint="begin with np.zeros((len(ids), vocab_size))")


@grader(1)
def test_single(function, rng):
    """The array is float32."""
    value = function(*case(rng, 5, 6))
    kind = dtype_of(value)
    mistake = {"f": "makes_float64", "i": "makes_integers", "b": "makes_integers"}
    message = f"Seen: an array of {kind}. Expected: float32."
    right = kind == np.float32
    named = "" if right else mistake.get(getattr(kind, "kind", ""), "")
    require(right, message, hint="dtype=np.float32", mistake=named)


@grader(1)
def test_kinds(function, right, rng):
    """ids may have any integer dtype, and vocab_size may be more than that dtype holds."""
    kinds = ("int8", "uint8", "int32", "uint16", "uint64")
    cases = [(case(rng, length, 9)[0].astype(kind), 9) for kind in kinds for length in (6, 300)]
    cases += [(np.array([255, 0, 200], np.uint8), 256), (np.array([127, 3], np.int8), 200)]
    assert_numbers(
        function, right, cases, hint="ids are used as they are: compute nothing with them"
    )


test_vectorised = vectorised(
    1,
    lambda rng, n: (rng.permutation(np.arange(n) % 6), 6),
    of="tokens",
    hint="two arrays as an index reach one entry of each row: rows[np.arange(L), ids]",
)


@grader(1)
def test_pure(function, right, rng):
    """one_hot_tokens leaves the ids as they were."""
    for call, given in zip(function.map([case(rng, 6, 5)] * 2, locked=True), range(2), strict=True):
        written = call.raised is not None and "read-only" in call.raised.message
        fine = not written and not call.changed
        require(fine, f"ids holds other numbers after call {given + 1}.", hint="work on a copy")
        is_table = len(shape_of(call.value) or ()) == 2
        require(is_table, "The answer is no array of rows.")


test_refused = refuses(
    2,
    "{name} refuses an id below 0, and one of vocab_size or more, wherever it stands.",
    "id",
    lambda rng: [
        (np.array(ids), 4)
        for ids in ([-1], [0, 1, -1, 2], [4], [1, 4, 0], [0, 9], [-4, 3], [3, 2, 1, -7])
    ],
    accepts=lambda rng: [(rng.permutation(8) % 4, 4)],
    hint="NumPy counts -1 from the end: look at both ends before you use ids as an index",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def lies_on_its_side(right, ids, vocab_size):
    """The array lies on its side: a row for each token, a column for each id."""
    return np.ascontiguousarray(right(ids, vocab_size).T)


@misconception
def makes_one_row(right, ids, vocab_size):
    """All tokens are in one row: that is multi-hot, a bag of words. One-hot has a row for each
    token, and so keeps their order.
    """
    return right(ids, vocab_size).max(axis=0, initial=0)


@misconception
def counts_the_columns_itself(right, ids, vocab_size):
    """There are as many columns as the largest id asks for. It is always vocab_size, or two texts
    do not fit together.
    """
    return right(ids, vocab_size)[:, : int(ids.max(initial=-1)) + 1]


@misconception
def fails_without_ids(right, ids, vocab_size):
    """Without ids there is no answer: of nothing, NumPy knows no smallest. An empty text is legal:
    np.any(ids < 0) is False there.
    """
    rows = right(ids, vocab_size)
    ids.min()  # raises where there are none
    return rows


@misconception
def leaves_padding_empty(right, ids, vocab_size):
    """The rows of id 0 have no 1. Padding has a column like every other id."""
    rows = right(ids, vocab_size)
    rows[ids == 0] = 0
    return rows


@misconception
def counts_from_one(right, ids, vocab_size):
    """Every 1 is in the column to the left of its own: id 0 has the first column, the one with
    number 0.
    """
    return np.roll(right(ids, vocab_size), -1, axis=1)


@misconception
def writes_the_ids(right, ids, vocab_size):
    """The rows hold the ids themselves. One-hot says «this one»: 1."""
    return right(ids, vocab_size) * np.arange(vocab_size, dtype=np.float32)


@misconception
def sets_whole_columns(right, ids, vocab_size):
    """Every row has the 1s of all tokens: rows[:, ids] sets whole columns. Two arrays reach one
    entry of each row: rows[np.arange(L), ids].
    """
    rows = right(ids, vocab_size)
    rows[:, ids] = 1
    return rows


@misconception
def ranks_the_ids(right, ids, vocab_size):
    """The ids that occur were numbered anew. An id has the column of its own number, whichever
    others occur.
    """
    right(ids, vocab_size)
    return right(np.unique(ids, return_inverse=True)[1].reshape(ids.shape), vocab_size)


@misconception
def has_each_token_once(right, ids, vocab_size):
    """A token that came before has an empty row. Each token has a 1, as often as it comes."""
    rows = right(ids, vocab_size)
    seen = np.unique(ids, return_index=True)[1]
    return rows * np.isin(np.arange(len(ids)), seen)[:, np.newaxis].astype(np.float32)


@misconception
def makes_float64(right, ids, vocab_size):
    """The answer is float64. Say dtype=np.float32 where the array is made: half the memory."""
    return right(ids, vocab_size).astype(np.float64)


@misconception
def makes_integers(right, ids, vocab_size):
    """The answer holds integers or bools. Say dtype=np.float32 where the array is made."""
    return right(ids, vocab_size).astype(np.int64)


@misconception
def takes_negative_ids(right, ids, vocab_size):
    """An id below 0 was taken: NumPy counts it from the end. Refuse it."""
    low = (ids < 0) & (ids >= -vocab_size)
    return right(np.where(low, ids % vocab_size, ids), vocab_size)


@misconception
def leaves_unknown_ids_empty(right, ids, vocab_size):
    """An id that has no column got an empty row. It is a mistake of somebody: raise a ValueError
    that says "id".
    """
    known = (ids >= 0) & (ids < vocab_size)
    rows = right(np.where(known, ids, 0), vocab_size)
    return rows * known[:, np.newaxis].astype(np.float32)


@misconception
def refuses_the_last_id(right, ids, vocab_size):
    """The id vocab_size - 1 was refused. Ids begin at 0, so it is the last one that is legal."""
    return right(np.where(ids == vocab_size - 1, vocab_size, ids), vocab_size)
