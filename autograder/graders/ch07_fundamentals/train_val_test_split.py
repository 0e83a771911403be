"""7.2 train_val_test_split: its graders."""

import numpy as np

from autograder.asserting import (
    assert_repeatable,
    drawn_generator,
    generator,
    grader,
    pure,
    refuses,
    require,
    shape_of,
)

from .cases_split import NAMES, assert_paired, few, parts_of, rows_of, sizes_of, some, wrong_sizes

HINT = "one permutation of all rows, drawn from rng; its pieces stay as they are"


@grader(1, gate=True)
def test_form(function, rng):
    """train_val_test_split returns six arrays, tables and labels in turn."""
    cases = some(rng)
    for call in function.map(cases):
        value = call.value
        first = isinstance(value, tuple) and [shape_of(part) for part in value]
        axes = [len(shape) for shape in first or [] if shape is not None]
        message, hint = "The parts are not tables and labels in turn.", f"return {', '.join(NAMES)}"
        tables_first = axes == [2, 2, 2, 1, 1, 1]
        require(not tables_first, message, hint=hint, mistake="returns_the_tables_first")
        parts_of(call)
    message = "The answer is the same whatever is given."
    lengths = {tuple(map(len, parts_of(call))) for call in function.map(cases)}
    require(len(lengths) > 1, message, hint="use the arguments")


@grader(3)
def test_sizes(function, rng):
    """int(val * N) rows are to validate with, int(test * N) to test with, the rest to train on."""
    cases = some(rng)
    seen = [[len(part) for part in parts_of(call)[::2]] for call in function.map(cases)]
    asked = [(len(X), val, test) for X, _, val, test, _ in cases]
    wanted = [sizes_of(int(val * n), int(test * n), n) for n, val, test in asked]
    known = [wrong_sizes(*each) for each in asked]
    named = [name for name in known[0] if seen == [each[name] for each in known]]
    message = "The parts have other sizes than the shares say."
    hint = "int(val * N) and int(test * N), both of all N rows; the rest is to train on"
    mistake = named[0] if named and seen != wanted else ""
    require(seen == wanted, message, hint=hint, mistake=mistake)


@grader(4)
def test_pairs(function, rng):
    """Every row keeps its label."""
    cases = some(rng)
    for call, (X, y, *_) in zip(function.map(cases), cases, strict=True):
        assert_paired(X, y, parts_of(call))


@grader(3)
def test_partition(function, rng):
    """Every row is in exactly one part, also where a part is empty."""
    cases = [*some(rng), *few(rng)]
    for call, (X, *_) in zip(function.map(cases), cases, strict=True):
        parts = [rows for rows in parts_of(call)[::2] if len(rows)]
        alone = all(len(np.unique(rows[:, 0])) == len(rows) for rows in parts)
        found, times = np.unique(np.concatenate(parts)[:, 0], return_counts=True)
        twice = times.max(initial=0) > 1
        message = "A row came back twice." if twice else "A row is in no part."
        mistake = "draws_each_part_by_itself" if alone else "draws_rows_with_repetition"
        mistake = "slices_from_minus_0" if len(X) == 5 else mistake  # the others were right
        is_partition = not twice and np.array_equal(found, np.sort(X[:, 0]))
        hint = "cut one permutation into three pieces"
        require(is_partition, message, hint=hint, mistake=mistake if twice else "")


def assert_even(counts, share, draws, what):
    """Ask that each of many counts is what chance makes of a share, six deviations at most off."""
    off = np.abs(np.asarray(counts) / draws - share).max()
    limit = 6 * np.sqrt(share * (1 - share) / draws)
    require(off < limit, f"{what} is not left to chance alone.", hint=HINT)


@grader(3)
def test_chance(function, rng):
    """Every row is as likely as another in every part, and at every place of it."""
    n, draws = 8, 240
    X, y = rows_of(n)
    seeds = rng.permutation(10 * draws)[:draws].tolist()
    calls = function.map([(X, y, 0.25, 0.25, generator(seed)) for seed in seeds])
    rows = [np.concatenate(parts_of(call)[::2])[:, 0] for call in calls]
    orders = np.round(np.array(rows) / 10).astype(int)
    still = bool(np.all(orders == orders[0]))
    mistake = "draws_from_another_source" if np.any(np.diff(orders[0, :4]) < 0) else ""
    message = "The rows come in the same order, whatever the seed of rng is."
    hint = "order = rng.permutation(N), then pieces of it"
    require(not still, message, hint=hint, mistake=mistake or "does_not_shuffle" if still else "")
    sorted_again = bool(np.all(np.diff(orders[:, :4], axis=1) > 0))
    message = "In the part to train on, the rows are in their old order again."
    require(not sorted_again, message, hint=hint, mistake="sorts_the_parts")
    places = np.stack([np.sum(orders == row, axis=0) for row in range(n)])
    assert_even(places, 1 / n, draws, "The place of a row")
    neighbours = np.mean(orders[:, 1:] == orders[:, :-1] + 1, axis=0) * draws
    assert_even(neighbours, 1 / n, draws, "What follows a row")
    X, y = rows_of(3)
    calls = function.map([(X, y, 0.4, 0.4, generator(seed)) for seed in seeds])
    rows = [np.concatenate(parts_of(call)[::2])[:, 0] for call in calls]
    found = {tuple(each.tolist()) for each in rows}
    if all(sorted(each) == sorted(X[:, 0]) for each in found):  # else that is the fault
        message = f"Of the six orders of three rows {len(found)} occur."
        require(len(found) == 6, message, hint=HINT, mistake="leaves_orders_out")


@grader(2)
def test_repeatable(function, rng):
    """The same seed of rng gives the same parts, another seed others, and chance is rng's alone."""
    (call,) = function.map([(*rows_of(40), 0.25, 0.25, drawn_generator(rng))])
    runs = [np.diff(rows[:, 0]) for rows in parts_of(call)[::2]]
    still = all(np.all(steps == 10) for steps in runs)
    message = "The rows come in the same order, whatever the seed of rng is."
    hint = "order = rng.permutation(N), then pieces of it"
    require(not still, message, hint=hint, mistake="does_not_shuffle")
    seed = int(rng.integers(2**31))
    assert_repeatable(function, lambda chance: (*rows_of(40), 0.25, 0.25, chance), seed=seed)


@grader(1)
def test_kept(function, rng):
    """Rows and labels of any dtype and with more axes come back as they are."""
    n = int(rng.integers(9, 15))
    pictures = rng.integers(0, 256, (n, 4, 3)).astype(np.uint8)
    single = rows_of(n)[0].astype(np.float32)
    tables = (single, pictures, rows_of(n)[0], single)
    kinds = (np.uint8, np.int32, np.float32, np.int64)
    cases = [
        (X, np.arange(n).astype(kind), 0.25, 0.25, drawn_generator(rng))
        for X, kind in zip(tables, kinds, strict=True)
    ]
    for call, (X, y, *_) in zip(function.map(cases), cases, strict=True):
        parts = parts_of(call)
        for rows, labels in zip(parts[::2], parts[1::2], strict=True):
            message = f"Labels of {y.dtype} came back as {labels.dtype}."
            require(labels.dtype == y.dtype, message, hint="y[some rows] keeps the dtype")
            message = f"Rows of {X.dtype} came back as {rows.dtype}."
            require(rows.dtype == X.dtype, message, hint="X[some rows] keeps the dtype")
            message, fits = "The rows have other axes.", rows.shape == (len(labels), *X.shape[1:])
            require(fits, message, hint="X[some rows] keeps all axes")
        assert_paired(X, y, parts)


test_pure = pure(
    1,
    some,
    line="{name} leaves X and y as they were.",
    hint="draw a permutation of the row numbers: rng.shuffle(X) changes what was given",
)


def unfit(rng):
    """Return shares that are 0 or below, each alone, and such as are 1 and more together."""
    X, y = rows_of(12)
    pairs = [(0.0, 0.25), (0.25, 0.0), (0, 0), (-0.25, 0.25), (0.25, -0.125), (-0.5, -0.5)]
    pairs += [(0.5, 0.5), (0.75, 0.25), (0.875, 0.5), (1.0, 0.125), (0.125, 1.0), (1.5, -0.75)]
    return [(X, y, *pair, drawn_generator(rng)) for pair in pairs]


test_fractions = refuses(
    1,
    "Shares of 0 and below are refused, and such as leave no rows to train on.",
    "fraction",
    unfit,
    hint="val <= 0, test <= 0, or val + test >= 1",
)


def of_other_lengths(rng):
    """Return rows and labels of different numbers."""
    X, y = rows_of(12)
    return [
        (rows, labels, 0.25, 0.25, drawn_generator(rng))
        for rows, labels in ((X, y[:11]), (X[:11], y), (X, y[:1]), (X, np.arange(24)))
    ]


test_lengths = refuses(
    1,
    "Labels for another number of rows are refused.",
    "shape",
    of_other_lengths,
    hint="compare len(X) with len(y)",
)
