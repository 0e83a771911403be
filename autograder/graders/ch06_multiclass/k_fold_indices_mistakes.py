"""6.4 k_fold_indices: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _pairs(right, n, k, rng, parts):
    """Return folds with other parts; k that does not fit is refused."""
    right(n, k, np.random.default_rng(0))
    rows = np.arange(n)
    return [(np.setdiff1d(rows, part), np.asarray(part)) for part in parts]


@misconception
def does_not_shuffle(right, n, k, rng):
    """The rows were cut in the order in which they lie. If a table is sorted by price, the last
    fold has nothing but villas: draw a permutation first.
    """
    return _pairs(right, n, k, rng, np.array_split(np.arange(n), k))


@misconception
def makes_a_generator_of_its_own(right, n, k, rng):
    """The folds are always the same: the permutation comes from a generator made inside. Draw it
    from the rng that is given.
    """
    return right(n, k, np.random.default_rng(0))


@misconception
def draws_anew_for_each_fold(right, n, k, rng):
    """Some rows validate twice and others never: each fold drew a permutation of its own. Draw one,
    and cut it.
    """
    sizes = [len(part) for part in np.array_split(np.arange(n), k)] if k > 0 else []
    return _pairs(right, n, k, rng, [rng.permutation(n)[:size] for size in sizes])


@misconception
def drops_the_last_rows(right, n, k, rng):
    """Where n is not divisible by k, the last rows validate nowhere. Spread the rest over the first
    n % k folds: np.array_split.
    """
    size = n // k if k > 0 else 0
    order = rng.permutation(n)
    return _pairs(right, n, k, rng, [order[i * size : (i + 1) * size] for i in range(k)])


@misconception
def gives_the_rest_to_the_last_fold(right, n, k, rng):
    """The last fold takes all rows that are left over. The sizes may differ by 1 at most: one row
    more for each of the first n % k folds.
    """
    right(n, k, np.random.default_rng(0))
    size, order = n // k, rng.permutation(n)
    cuts = [i * size for i in range(1, k)]
    return _pairs(right, n, k, rng, np.split(order, cuts))


@misconception
def makes_the_last_folds_larger(right, n, k, rng):
    """The last folds have a row more, not the first ones: part i goes from i * n // k on. Give the
    first n % k folds one row more, as np.array_split does.
    """
    right(n, k, np.random.default_rng(0))
    sizes = [n // k + (i < n % k) for i in reversed(range(k))]
    cuts = np.cumsum(sizes)[:-1]
    return _pairs(right, n, k, rng, np.split(rng.permutation(n), cuts))


@misconception
def rounds_the_sizes_up(right, n, k, rng):
    """All parts have n / k rows, rounded up, until no row is left: the last part is short or empty.
    The sizes may differ by 1 at most: np.array_split.
    """
    right(n, k, np.random.default_rng(0))
    size, order = -(-n // k), rng.permutation(n)
    return _pairs(right, n, k, rng, [order[i * size : (i + 1) * size] for i in range(k)])


@misconception(unseen="whether rng is drawn from again")
def draws_once_more(right, n, k, rng):
    """The folds are right, but rng was drawn from again, as for a shuffle of the training rows:
    whoever uses it afterwards gets other numbers. One permutation, nothing else.
    """
    return [(rng.permutation(train), validation) for train, validation in right(n, k, rng)]


@misconception
def takes_places_for_rows(right, n, k, rng):
    """The training rows are places in the permutation, not the rows that stand there, so that some
    of them validate too: order[places].
    """
    folds, start = [], 0
    for _, part in right(n, k, rng):
        places = np.arange(n)
        folds.append((np.delete(places, np.s_[start : start + len(part)]), part))
        start += len(part)
    return folds


@misconception
def exchanges_the_two(right, n, k, rng):
    """The two arrays of each pair are exchanged: training rows come first, and are many."""
    return [(validation, train) for train, validation in right(n, k, rng)]


@misconception
def trains_on_all_rows(right, n, k, rng):
    """The training rows are all rows, those that validate too: the network would have seen what it
    is examined on. Leave the fold's own part out.
    """
    return [(np.arange(n), validation) for _, validation in right(n, k, rng)]


@misconception
def trains_on_one_part(right, n, k, rng):
    """The training rows of a fold are one other part alone. All other parts train:
    np.concatenate(parts[:i] + parts[i + 1:]).
    """
    parts = [validation for _, validation in right(n, k, rng)]
    return [(parts[i - 1], part) for i, part in enumerate(parts)]


@misconception
def deals_the_rows_out(right, n, k, rng):
    """The permutation was dealt out like cards, every k-th row to a fold: order[i::k]. Asked are
    parts of neighbours.
    """
    order = rng.permutation(n)
    return _pairs(right, n, k, rng, [order[i::k] for i in range(k)] if k > 0 else [])


@misconception
def counts_the_folds_back(right, n, k, rng):
    """The folds come from last to first. Fold i is part i."""
    return right(n, k, rng)[::-1]


@misconception
def draws_twice(right, n, k, rng):
    """A second permutation was drawn, and the first thrown away. Draw once: whoever uses the same
    seed gets the same folds.
    """
    rng.permutation(n)
    return right(n, k, rng)


@misconception
def refuses_single_rows(right, n, k, rng):
    """Your own check refused k = n. It is legal: each row validates alone. Refuse k above n."""
    if k == n:
        raise ValueError("k_fold_indices: k must be below n")
    return right(n, k, rng)


@misconception
def answers_masks(right, n, k, rng):
    """The arrays are masks of True and False. Asked are the numbers of the rows."""
    rows = np.arange(n)
    return [tuple(np.isin(rows, part) for part in pair) for pair in right(n, k, rng)]
