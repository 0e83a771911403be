"""10.5 pad_sequences: its graders."""

import itertools

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_varies,
    dtype_of,
    grader,
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
