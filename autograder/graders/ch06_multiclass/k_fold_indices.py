"""6.4 k_fold_indices: its graders."""

import numpy as np

from autograder.asserting import assert_rejects_all as refused
from autograder.asserting import (
    assert_repeatable,
    assert_type,
    generator,
    grader,
    remote,
    require,
)

SIZES = ((7, 3), (10, 5), (11, 4), (14, 4), (6, 5), (9, 2), (23, 5), (3, 2))
SINGLE = ((6, 6), (9, 9), (2, 2))  # as many folds as rows: some refuse them


def drawn(rng, sizes=SIZES):
    """Return (n, k, seed) for every pair of sizes."""
    return [(n, k, int(rng.integers(2**32))) for n, k in sizes]


def folds_of(function, cases):
    """Return the folds of each case, once they have the right form."""
    calls = function.map([(n, k, generator(seed)) for n, k, seed in cases])
    return [_formed(call.value, k) for call, (_, k, _) in zip(calls, cases, strict=True)]


def _formed(folds, k):
    assert_type(folds, list, hint="a list of k pairs")
    message = "There is not one pair for each fold."
    require(len(folds) == k, message, hint="k pairs (train, validation)")
    for pair in folds:
        assert_type(pair, tuple, hint="each fold is a pair (train, validation)")
        message = "A fold is no pair (train, validation)."
        is_pair = len(pair) == 2
        only = len(pair) != 2 or any(not isinstance(rows, np.ndarray) for rows in pair)
        require(is_pair and not only, message, hint="two arrays of row numbers")
        for rows in pair:
            is_list = rows.ndim == 1 and rows.dtype.kind in "iu"
            mistake = "answers_masks" if rows.dtype.kind == "b" else ""
            message = "The row numbers are no 1-D array of integers."
            require(is_list, message, hint="the numbers of the rows", mistake=mistake)
    return folds


def sorted_parts(folds):
    """Return the rows that validate in each fold, each part sorted."""
    return [sorted(validation.tolist()) for _, validation in folds]


def parts_of(n, k, seed):
    """Return the rows that should validate in each fold, each part sorted."""
    order = np.random.default_rng(seed).permutation(n)
    return [sorted(part.tolist()) for part in np.array_split(order, k)]


def counted(folds, n):
    """Return the mistake that shows in how often each row validates; "" for none that is known."""
    k, rows = len(folds), np.concatenate([validation for _, validation in folds])
    counts = np.bincount(rows[(rows >= 0) & (rows < n)], minlength=n)
    if n % k > 0 and len(rows) == k * (n // k) and counts.max() == 1:
        return "drops_the_last_rows"
    if len(rows) == (k - 1) * n and np.all(counts == k - 1) and k > 2:
        return "exchanges_the_two"
    return "draws_anew_for_each_fold" if counts.max() > 1 and len(rows) == n else ""


def rounded_up(n, k):
    """Return the sizes of parts of n / k rows, rounded up, as long as there are rows."""
    size = -(-n // k)
    return [max(0, min(size, n - i * size)) for i in range(k)]


@grader(1, gate=True)
def test_form(function, rng):
    """k_fold_indices returns a list of k pairs of 1-D integer arrays."""
    folds_of(function, drawn(rng))
    (one, other) = folds_of(function, [(40, 2, 1), (40, 2, 2)])
    message = "The folds are the same whatever generator is given."
    mistake = ""
    if sorted_parts(one)[0] == list(range(20)):
        mistake = "does_not_shuffle"
    elif sorted_parts(one)[0] == sorted(np.random.default_rng(0).permutation(40)[:20].tolist()):
        mistake = "makes_a_generator_of_its_own"
    different = sorted_parts(one) != sorted_parts(other)
    require(different, message, hint="rng.permutation(n)", mistake=mistake)


@grader(4)
def test_once(function, rng):
    """Every row validates once."""
    cases = drawn(rng)
    for folds, (n, _, _) in zip(folds_of(function, cases), cases, strict=True):
        rows = np.concatenate([validation for _, validation in folds])
        message, mistake = "Not every row validates exactly once.", counted(folds, n)
        right = sorted(rows.tolist()) == list(range(n))
        require(right, message, hint="cut one permutation into k parts", mistake=mistake)


@grader(3)
def test_train(function, rng):
    """The training rows of a fold are all rows that do not validate in it."""
    cases = drawn(rng)
    for folds, (n, k, _) in zip(folds_of(function, cases), cases, strict=True):
        parts = np.array_split(np.arange(n), k)
        for places, (train, validation) in zip(parts, folds, strict=True):
            seen = sorted(train.tolist())
            others = sorted(set(range(n)) - set(validation.tolist()))
            known = {
                tuple(sorted(set(range(n)) - set(places.tolist()))): "takes_places_for_rows",
                tuple(range(n)): "trains_on_all_rows",
            }
            later = [row for row in others if row in set(seen)]
            mistake = known.get(tuple(seen), "")
            few = not mistake and seen == later and len(seen) < len(others)
            mistake = "trains_on_one_part" if few else mistake
            message = "The training rows are not all rows but those that validate."
            right = seen == others
            require(right, message, hint="every other part", mistake="" if right else mistake)


@grader(2)
def test_sizes(function, rng):
    """The first n % k folds validate one row more than the others."""
    cases = drawn(rng)
    for folds, (n, k, seed) in zip(folds_of(function, cases), cases, strict=True):
        sizes = [len(validation) for _, validation in folds]
        wanted = [n // k + (i < n % k) for i in range(k)]
        rest = [n // k] * (k - 1) + [n // k + n % k]
        known = {
            tuple(rest): "gives_the_rest_to_the_last_fold",
            tuple(reversed(wanted)): "makes_the_last_folds_larger",
            tuple(rounded_up(n, k)): "rounds_the_sizes_up",
        }
        if sorted_parts(folds)[::-1] == parts_of(n, k, seed):
            known = dict.fromkeys(known, "counts_the_folds_back")
        if n % k == 1:  # the two look alike
            continue
        mistake = known.get(tuple(sizes), "") or counted(folds, n) if sizes != wanted else ""
        message = "The sizes of the folds are not n // k, and one more in the first n % k."
        require(sizes == wanted, message, hint="np.array_split", mistake=mistake)


@grader(2)
def test_order(function, rng):
    """The parts are neighbours in rng.permutation(n), in their order."""
    cases = [(n, k, seed) for n, k, seed in drawn(rng, (*SIZES, *SINGLE)) if n > 5]
    for folds, (n, k, seed) in zip(folds_of(function, cases), cases, strict=True):
        order = np.random.default_rng(seed).permutation(n)
        wanted, seen = parts_of(n, k, seed), sorted_parts(folds)
        dealt = [sorted(order[i::k].tolist()) for i in range(k)]
        known = {"deals_the_rows_out": dealt, "counts_the_folds_back": wanted[::-1]}
        other = np.random.default_rng(seed)
        other.permutation(n)
        twice = [sorted(part.tolist()) for part in np.array_split(other.permutation(n), k)]
        known["draws_twice"] = twice
        named = [name for name, parts in known.items() if parts == seen and seen != wanted]
        message = "The folds are not the parts of rng.permutation(n), from first to last."
        hint = "order = rng.permutation(n), once; then cut"
        mistake = named[0] if named else "" if seen == wanted else counted(folds, n)
        require(seen == wanted, message, hint=hint, mistake=mistake)


@grader(1)
def test_generator(function, submission):
    """The same seed gives the same folds, another seed other ones; a call draws once."""
    assert_repeatable(function, lambda rng: (30, 4, rng), seed=5)
    used = remote(submission, generator(5))
    folds, others = (_formed(function(30, 4, used), 4) for _ in range(2))
    own = np.random.default_rng(5)
    first, second = own.permutation(30), own.permutation(30)
    later = dict(zip(first.tolist(), second.tolist(), strict=True))  # however a part was cut
    wanted = [sorted(later.get(row, -1) for row in part) for part in sorted_parts(folds)]
    message = "A second call with the same generator does not cut its second permutation."
    hint = "rng.permutation(n), once; nothing else is drawn"
    right = sorted_parts(others) == wanted
    mistake = "draws_once_more" if sorted_parts(folds) == parts_of(30, 4, 5) else counted(folds, 30)
    require(right, message, hint=hint, mistake="" if right else mistake)


@grader(2)
def test_k(function, rng):
    """Fewer than 2 folds, and more folds than rows, are refused; as many folds as rows are not."""
    folds_of(function, drawn(rng, SINGLE))
    cases = [(n, k, generator(1)) for n, k in ((6, 1), (6, 0), (6, -2), (6, 7), (3, 9), (1, 2))]
    refused(function, cases, says="k must be", hint="2 <= k <= n")
