"""7.2 train_val_test_split: the mistakes that its graders know."""

import math

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _sizes(X, val, test):
    """Return how many rows are to validate and to test with."""
    return int(val * len(X)), int(test * len(X))


def _cut(X, y, order, n_val, n_test):
    """Return the six parts that pieces of an order make: validation first, then test."""
    va, te, tr = np.split(order, [n_val, n_val + n_test])
    return X[tr], y[tr], X[va], y[va], X[te], y[te]


def _checked(right, X, y, val, test):
    """Refuse what is refused, without touching the generator of the call."""
    right(X, y, val, test, np.random.default_rng(0))


@misconception
def permutes_rows_and_labels_apart(right, X, y, val, test, rng):
    """The rows have lost their labels: X and y were permuted one after the other, each in its own
    order. Draw one permutation, and index both with it.
    """
    _checked(right, X, y, val, test)
    tables = _cut(X, y, rng.permutation(len(X)), *_sizes(X, val, test))[::2]
    labels = _cut(X, y, rng.permutation(len(X)), *_sizes(X, val, test))[1::2]
    return tuple(part for pair in zip(tables, labels, strict=True) for part in pair)


@misconception
def shuffles_the_rows_alone(right, X, y, val, test, rng):
    """The rows were shuffled, the labels stayed in the old order: none fits any more. Index both
    with one permutation.
    """
    parts = list(right(X, y, val, test, rng))
    parts[1::2] = _cut(X, y, np.arange(len(X)), *_sizes(X, val, test))[1::2]
    return tuple(parts)


@misconception
def does_not_shuffle(right, X, y, val, test, rng):
    """The rows were divided in the order in which they came. Where data are sorted, by day or by
    class, a test set then holds one kind alone: draw a permutation first.
    """
    _checked(right, X, y, val, test)
    return _cut(X, y, np.arange(len(X)), *_sizes(X, val, test))


@misconception
def sorts_the_parts(right, X, y, val, test, rng):
    """Chance decides which part a row comes to, but within a part the rows stand in their old
    order: masks or sorted indices were used. Take the pieces of the permutation as they are.
    """
    _checked(right, X, y, val, test)
    n_val, n_test = _sizes(X, val, test)
    pieces = np.split(rng.permutation(len(X)), [n_val, n_val + n_test])
    return _cut(X, y, np.concatenate([np.sort(piece) for piece in pieces]), n_val, n_test)


@misconception
def draws_each_part_by_itself(right, X, y, val, test, rng):
    """Some rows sit in two parts, others in none: each part was drawn from all rows. Draw one
    permutation, and cut it into three pieces.
    """
    _checked(right, X, y, val, test)
    n_val, n_test = _sizes(X, val, test)
    sizes = (len(X) - n_val - n_test, n_val, n_test)
    picked = [rng.permutation(len(X))[:size] for size in sizes]
    return tuple(part for some in picked for part in (X[some], y[some]))


@misconception
def draws_rows_with_repetition(right, X, y, val, test, rng):
    """A row was drawn several times: rng.integers and rng.choice put each number back. A
    permutation holds every row once.
    """
    _checked(right, X, y, val, test)
    return _cut(X, y, rng.integers(0, len(X), len(X)), *_sizes(X, val, test))


@misconception
def slices_from_minus_0(right, X, y, val, test, rng):
    """Where a part is to be empty, rows sit in two parts: order[-n:] takes the last n rows, but
    with n = 0 it takes all of them. Count from the front: order[len(order) - n :].
    """
    _checked(right, X, y, val, test)
    (n_val, n_test), order = _sizes(X, val, test), rng.permutation(len(X))
    va, te, tr = order[:n_val], order[-n_test:], order[n_val : len(X) - n_test]
    return X[tr], y[tr], X[va], y[va], X[te], y[te]


@misconception
def rounds_to_the_nearest(right, X, y, val, test, rng):
    """The sizes were rounded to the nearest whole number. They are rounded down, int(…), so that
    no part gets more than its share.
    """
    _checked(right, X, y, val, test)
    order = rng.permutation(len(X))
    return _cut(X, y, order, math.floor(val * len(X) + 0.5), math.floor(test * len(X) + 0.5))


@misconception
def rounds_as_python_does(right, X, y, val, test, rng):
    """The sizes were rounded to the nearest number, by round(…). They are rounded down: int(…)."""
    _checked(right, X, y, val, test)
    order = rng.permutation(len(X))
    return _cut(X, y, order, round(val * len(X)), round(test * len(X)))


@misconception(unseen="whether every order can occur")
def leaves_orders_out(right, X, y, val, test, rng):
    """Some orders of the rows never occur: in a shuffle by hand, each place is exchanged with one
    from 0 up to and *with* itself. rng.permutation does it.
    """
    right(X, y, val, test, np.random.default_rng(0))
    order = np.arange(len(X))
    for i in range(len(X) - 1, 0, -1):
        j = int(rng.integers(0, i))
        order[[i, j]] = order[[j, i]]
    return _cut(X, y, order, *_sizes(X, val, test))


@misconception
def rounds_up(right, X, y, val, test, rng):
    """The sizes were rounded up. They are rounded down: int(…)."""
    _checked(right, X, y, val, test)
    order = rng.permutation(len(X))
    return _cut(X, y, order, math.ceil(val * len(X)), math.ceil(test * len(X)))


@misconception
def gives_the_rest_to_the_test(right, X, y, val, test, rng):
    """What rounding leaves over went to the test rows: int(…) is for val and for test, and the
    training rows are what is left.
    """
    _checked(right, X, y, val, test)
    n_val, _ = _sizes(X, val, test)
    n_train = int((1 - val - test) * len(X))
    return _cut(X, y, rng.permutation(len(X)), n_val, len(X) - n_val - n_train)


@misconception
def takes_the_share_of_what_is_left(right, X, y, val, test, rng):
    """The second share was taken of the rows that the first had left over. Both are shares of all
    N rows.
    """
    _checked(right, X, y, val, test)
    n_val, _ = _sizes(X, val, test)
    return _cut(X, y, rng.permutation(len(X)), n_val, int(test * (len(X) - n_val)))


@misconception
def exchanges_validation_and_test(right, X, y, val, test, rng):
    """The parts to validate and to test with are exchanged. The order is Xtr, ytr, Xva, yva, Xte,
    yte.
    """
    Xtr, ytr, Xva, yva, Xte, yte = right(X, y, val, test, rng)
    return Xtr, ytr, Xte, yte, Xva, yva


@misconception
def returns_the_tables_first(right, X, y, val, test, rng):
    """The six parts come in another order: first the tables, then the labels. Each table is
    followed by its labels: Xtr, ytr, Xva, yva, Xte, yte.
    """
    parts = right(X, y, val, test, rng)
    return (*parts[::2], *parts[1::2])


@misconception(grader="test_repeatable")
def draws_from_another_source(right, X, y, val, test, rng):
    """Chance does not come from the generator that was given: draw with `rng` itself,
    rng.permutation(N), not from np.random or a generator that is made and seeded inside.
    """
    return right(X, y, val, test, np.random.default_rng())


@misconception(grader="test_kept")
def makes_floats(right, X, y, val, test, rng):
    """Rows or labels came back in another dtype. They are only moved: X[some rows], y[some rows],
    without any arithmetic.
    """
    return tuple(part.astype(np.float64) for part in right(X, y, val, test, rng))


@misconception
def takes_a_share_of_0(right, X, y, val, test, rng):
    """A share of 0 was taken. Without rows to validate or to test with, nothing can be said: refuse
    0, and what is below.
    """
    if (val == 0 or test == 0) and min(val, test) >= 0 and val + test < 1 and len(X) == len(y):
        return _cut(X, y, rng.permutation(len(X)), *_sizes(X, val, test))
    return right(X, y, val, test, rng)


@misconception
def leaves_nothing_to_train_on(right, X, y, val, test, rng):
    """Shares that are exactly 1 together were taken, and nothing is left to train on: refuse
    val + test >= 1.
    """
    if val > 0 and test > 0 and val + test == 1 and len(X) == len(y):
        return _cut(X, y, rng.permutation(len(X)), *_sizes(X, val, test))
    return right(X, y, val, test, rng)


@misconception
def looks_at_the_sum_alone(right, X, y, val, test, rng):
    """A negative share was taken: the sum of both looks fine. Look at each share by itself, too."""
    if len(X) == len(y) and 0 < val + test < 1 and min(val, test) < 0:
        return _cut(X, y, rng.permutation(len(X)), max(int(val * len(X)), 0), 1)
    return right(X, y, val, test, rng)


@misconception
def takes_labels_of_other_rows(right, X, y, val, test, rng):
    """Rows and labels of different numbers were taken, and what does not fit was left out. Compare
    len(X) with len(y): probably something went wrong before.
    """
    n = min(len(X), len(y))
    return right(X[:n], y[:n], val, test, rng)
