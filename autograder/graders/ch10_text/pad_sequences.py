"""10.5 pad_sequences: its graders, and the mistakes that they know."""

import itertools

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_varies,
    dtype_of,
    grader,
    misconception,
    refuses,
    require,
    shape_of,
)


def lists(rng, *lengths):
    """Return lists of ids of these lengths; no two ids are equal, none is 0."""
    ids = [int(each) for each in 1 + rng.permutation(sum(lengths) + 20)]
    ends = np.cumsum([0, *lengths])
    return [ids[a:b] for a, b in itertools.pairwise(ends)]


def kind_in(value):
    """Return the kind of an array's dtype; that of objects, where it is no array."""
    return getattr(dtype_of(value), "kind", "O")


def whole(value):
    """Return an array of numbers as int64: what dtype it has is another grader's question."""
    return value.astype(np.int64) if kind_in(value) in "fiu" else value


def assert_rows(function, right, cases, hint=""):
    """Ask for the reference's rows, whatever their dtype."""
    for call, case in zip(function.map(cases), cases, strict=True):
        assert_close(whole(call.value), right(*case), hint=hint)


@grader(1, gate=True)
def test_form(function, rng):
    """pad_sequences returns an array with a row for each list, and maxlen columns."""
    value = whole(function(lists(rng, 3, 7, 2), 5))
    as_long = shape_of(value) in ((3, 7), (3, 3), (3, 2))
    mistake = "looks_for_the_longest_itself" if shape_of(value) == (3, 7) else ""
    require(not as_long, "The array has not maxlen columns.", mistake=mistake)
    assert_close(value, np.zeros((3, 5), np.int64), atol=np.inf, hint="(len(sequences), maxlen)")
    assert_varies(function, [(lists(rng, 2, 4), 3) for _ in range(3)])


@grader(3)
def test_shorter(function, right, rng):
    """A list that is shorter gets zeros in front."""
    cases = [(lists(rng, 1, 3, 2, 4), most) for most in (5, 6, 9)]
    assert_rows(function, right, cases, hint="row[-len(sequence):] = sequence")


@grader(3)
def test_longer(function, right, rng):
    """Of a list that is longer, the last maxlen ids stay, in their order."""
    cases = [(lists(rng, 5, 7, 9, 6), most) for most in (4, 3, 1)]
    assert_rows(function, right, cases, hint="sequence[-maxlen:]")


@grader(2)
def test_mixed(function, right, rng):
    """Shorter lists, longer ones and some of exactly maxlen stand beside one another."""
    cases = [(lists(rng, 4, 1, 6, 3, 5, 2), most) for most in (2, 3, 4, 5)]
    cases += [(lists(rng, 3), 3), (lists(rng, 1, 1), 1)]
    assert_rows(function, right, cases, hint="each list by itself")


@grader(2)
def test_empty(function, right, rng):
    """An empty list is a row of zeros; no lists give no rows, and maxlen columns."""
    cases = [([[]], 3), ([[], *lists(rng, 2, 6), []], 4), ([], 5), ([], 1), ([[], []], 1)]
    assert_rows(function, right, cases, hint="begin with np.zeros((len(sequences), maxlen))")


@grader(1)
def test_integers(function, right, rng):
    """The array has an integer dtype that holds the ids."""
    value = function(lists(rng, 2, 5), 3)
    kind = kind_in(value)
    message = f"Seen: an array of {dtype_of(value)}. Expected: integers."
    mistake = "makes_floats" if kind == "f" else ""
    require(kind in "iu", message, hint="np.zeros(…, dtype=np.int64)", mistake=mistake)
    message = "Of no lists, an array of floats came." if kind in "iu" else message
    hint = "np.zeros((len(sequences), maxlen), dtype=np.int64)"
    require(kind_in(function([], 3)) in "iu", message, hint=hint)
    cases = [([[70_000, 300], [1_000_000]], 3), ([[40_000, 5, 130]], 2)]
    for call, case in zip(function.map(cases), cases, strict=True):
        wanted, narrow = right(*case), call.raised is not None and call.raised.is_a("OverflowError")
        seen = wanted if narrow else call.value
        fits = kind_in(seen) in "fiu" and np.array_equal(seen % 256, wanted % 256)
        wraps = narrow or (fits and not np.array_equal(seen, wanted))
        message, mistake = "Large ids do not fit into the array.", "takes_a_narrow_dtype"
        require(not wraps, message, hint="dtype=np.int64", mistake=mistake if wraps else "")


@grader(1)
def test_pure(function, right, rng):
    """pad_sequences leaves the lists as they were."""
    cases = [(lists(rng, 2, 6, 4), 4), (lists(rng, 1, 2), 3)]
    for call, case in zip(function.map(cases), cases, strict=True):
        mistake = "changes_the_lists" if call.changed else ""
        message = "A list that was given holds other numbers now."
        require(not call.changed, message, hint="work on a copy", mistake=mistake)
        assert_close(whole(call.value), right(*case))


test_refused = refuses(
    2,
    "{name} refuses a maxlen below 1, for no lists too.",
    "maxlen",
    lambda rng: [(lists(rng, 2, 3), most) for most in (0, -1, -4)] + [([], 0), ([[]], -1)],
    hint="maxlen < 1: sequence[-0:] would be all of it",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def pads_at_the_end(right, sequences, maxlen):
    """The zeros stand at the end. They go in front, so that the last word is always in the last
    place.
    """
    right(sequences, maxlen)
    kept = [each[-maxlen:] for each in sequences]
    return np.array([each + [0] * (maxlen - len(each)) for each in kept], int).reshape(-1, maxlen)


@misconception
def keeps_the_start(right, sequences, maxlen):
    """Of a longer list the first ids stayed. Keep the last ones: sequence[-maxlen:]."""
    right(sequences, maxlen)
    return right([each[:maxlen] for each in sequences], maxlen)


@misconception
def pads_and_cuts_at_the_end(right, sequences, maxlen):
    """Both ends are exchanged: zeros go in front of a short list, and of a long one the last ids
    stay.
    """
    right(sequences, maxlen)
    kept = [each[:maxlen] for each in sequences]
    return np.array([each + [0] * (maxlen - len(each)) for each in kept], int).reshape(-1, maxlen)


@misconception
def turns_the_lists_around(right, sequences, maxlen):
    """The ids stand from the last to the first. Keep their order."""
    right(sequences, maxlen)
    return right([each[-maxlen:][::-1] for each in sequences], maxlen)


@misconception
def pads_with_ones(right, sequences, maxlen):
    """The places in front hold 1. Padding is 0; 1 is the unknown word."""
    rows = right(sequences, maxlen)
    for row, each in zip(rows, sequences, strict=True):
        row[: max(maxlen - len(each), 0)] = 1
    return rows


@misconception
def leaves_out_long_lists(right, sequences, maxlen):
    """A list that is longer than maxlen became a row of zeros. Keep its last maxlen ids."""
    right(sequences, maxlen)
    return right([each if len(each) <= maxlen else [] for each in sequences], maxlen)


@misconception
def loses_one_of_long_lists(right, sequences, maxlen):
    """Of a longer list one id too few stayed. sequence[-maxlen:] has maxlen of them."""
    right(sequences, maxlen)
    return right([e if len(e) <= maxlen else e[len(e) - maxlen + 1 :] for e in sequences], maxlen)


@misconception
def counts_below_the_front(right, sequences, maxlen):
    """Short lists lost ids: sequence[len(sequence) - maxlen:] begins at a number below 0, and so
    counts from the end. sequence[-maxlen:] is all of a short list.
    """
    right(sequences, maxlen)
    return right([each[len(each) - maxlen :] for each in sequences], maxlen)


@misconception
def looks_for_the_longest_itself(right, sequences, maxlen):
    """The array is as wide as the longest list. It is always maxlen wide, or two batches do not fit
    together.
    """
    right(sequences, maxlen)
    longest = max(map(len, sequences), default=maxlen)
    return right(sequences, max(longest, 1))


@misconception
def leaves_out_empty_lists(right, sequences, maxlen):
    """An empty list has no row. It has one, of zeros: the rows belong to labels."""
    right(sequences, maxlen)
    return right([each for each in sequences if each], maxlen)


@misconception
def answers_no_columns(right, sequences, maxlen):
    """No lists gave an array without maxlen columns: np.array([]) has one axis. Begin with
    np.zeros((len(sequences), maxlen), …).
    """
    return right(sequences, maxlen) if len(sequences) else np.zeros(0, np.int64)


@misconception
def makes_floats(right, sequences, maxlen):
    """The array holds floats: np.zeros makes them unless you say otherwise. Ids are integers, and
    an index has to be one: dtype=np.int64.
    """
    return right(sequences, maxlen).astype(np.float64)


@misconception
def takes_a_narrow_dtype(right, sequences, maxlen):
    """Ids of some ten thousand came out as other numbers, or were refused: the array's dtype is too
    narrow. int64 holds all.
    """
    return right(sequences, maxlen).astype(np.uint16)


@misconception
def changes_the_lists(right, sequences, maxlen):
    """A list that was given is longer or shorter afterwards: insert, append and del change it. Make
    a new one, or write into the array.
    """
    rows = right(sequences, maxlen)
    for each in sequences:
        each[:0] = [0] * (maxlen - len(each))
        del each[: len(each) - maxlen]
    return rows


@misconception
def takes_a_maxlen_of_0(right, sequences, maxlen):
    """A maxlen below 1 was taken. sequence[-0:] is the whole list, not nothing: refuse it with a
    ValueError that says "maxlen".
    """
    return right(sequences, maxlen) if maxlen > 0 else np.zeros((len(sequences), 0), np.int64)
