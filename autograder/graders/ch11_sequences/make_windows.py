"""11.3 make_windows: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    dtype_of,
    form,
    grader,
    named_parts,
    pure,
    refuses,
    require,
    shape_of,
    values,
)

PARTS = ("X", "y")


def series(rng, rows, columns=3):
    """Return a table of whole numbers, no two of them equal."""
    return rng.permutation(rows * columns).astype(np.float64).reshape(rows, columns)


def plain(rng):
    """Return cases over a whole series, of many lookbacks and delays, with a step of 1."""
    sizes = ((12, 3, 1), (15, 4, 3), (9, 1, 2), (20, 5, 6), (8, 6, 1), (6, 1, 1))
    return [(series(rng, n), back, 1, delay, 0, n) for n, back, delay in sizes]


def stepped(rng):
    """Return cases with steps that divide the lookback, and others."""
    sizes = ((20, 6, 2, 1), (20, 7, 2, 2), (25, 9, 4, 3), (14, 5, 5, 1), (14, 3, 7, 2))
    return [(series(rng, n), back, step, delay, 0, n) for n, back, step, delay in sizes]


def parts(rng):
    """Return cases that look at a part of the series."""
    sizes = ((4, 20), (0, 13), (11, 25), (5, 12), (9, 16))
    return [(series(rng, 25), 4, 1, 2, *ends) for ends in sizes] + [
        (series(rng, 25, 1), 5, 3, 1, 3, 22)
    ]


def single(rng):
    """Return cases with room for exactly one window."""
    return [
        (series(rng, 8), 5, 2, 3, 0, 8),
        (series(rng, 9), 1, 1, 1, 4, 6),
        (series(rng, 12), 4, 3, 2, 6, 12),
    ]


test_form = form(
    1,
    "{name} returns windows (count, rows, columns) and a number for each.",
    lambda rng: [(series(rng, 12), 4, 2, 1, 0, 12) for _ in range(3)],
    like=lambda table, *rest: {"X": np.zeros((8, 2, 3)), "y": np.zeros(8)},
    hint="return X, y; i goes up by 1, so there are end - delay - start - lookback + 1 windows",
)
test_values = values(
    5,
    "{name} cuts every window, and takes what comes `delay` rows behind its end.",
    plain,
    hint="rows i - lookback to i - 1, and column 0 of row i + delay - 1",
)
test_step = values(
    3,
    "With a step, windows hold every step-th row, counted from their first.",
    stepped,
    hint="np.arange(0, lookback, step): the first row of the window is always in it",
)
test_parts = values(
    3,
    "Windows and targets lie between start and end.",
    parts,
    hint="the first i is start + lookback, the last one end - delay",
)
test_single = values(
    1,
    "Where there is room for one window, there is one.",
    single,
    hint="end - delay - start - lookback + 1 windows",
)


@grader(3)
def test_future(function, right, rng):
    """No window holds anything of its own future, and no part looks beyond its end."""
    table, back, delay, start, end = series(rng, 24), 4, 3, 3, 19
    X, y = right(table, back, 1, delay, start, end)
    for place in range(len(X)):
        after = start + back + place
        changed = table.copy()
        changed[after:] = 1e6
        seen = named_parts(function(changed, back, 1, delay, start, end), PARTS)["X"]
        count = f"Between start and end there is room for {len(X)} windows, {back} rows each."
        require(shape_of(seen) == X.shape, count, hint="the last i is end - delay")
        message = "A window holds a row of its own future: the window ends before row i."
        require(np.array_equal(seen[place], X[place]), message, hint="i - lookback to i - 1")
    outside = table.copy()
    outside[:start] = outside[end:] = 1e6
    seen = named_parts(function(outside, back, 1, delay, start, end), PARTS)
    message = "Rows before start, or from end on, were looked at."
    fits = all(np.array_equal(seen[name], part) for name, part in zip(PARTS, (X, y), strict=True))
    require(fits, message, hint="a test set that begins where the training ends shares no row")


@grader(1)
def test_dtype(function, right, rng):
    """Windows and targets have the dtype of the series."""
    for kind in ("float32", "int64", "uint8"):
        table = (series(rng, 12) % 200).astype(kind)
        parts = named_parts(function(table, 3, 1, 1, 0, 12), PARTS)
        for (name, part), wanted in zip(parts.items(), right(table, 3, 1, 1, 0, 12), strict=True):
            found = dtype_of(part)
            mistake = "makes_float64" if found == np.float64 else ""
            message = f"A series of {kind} gives {name} of {found}."
            require(found == wanted.dtype, message, hint="np.array(list) keeps it", mistake=mistake)
            assert_close(part, wanted)


test_pure = pure(1, lambda rng: [(series(rng, 12), 4, 1, 2, 0, 12), *single(rng)[:1]])
test_least = refuses(
    1,
    "{name} refuses a step below 1.",
    "step",
    lambda rng: [(series(rng, 12), 4, step, 1, 0, 12) for step in (0, -1)],
    hint="step < 1",
)
test_range = refuses(
    1,
    "{name} refuses a start below 0, an end beyond the rows, and no room for a window.",
    "range",
    lambda rng: [
        *((series(rng, 12), 4, 1, 2, start, 12) for start in (-1, -6)),
        *((series(rng, 12), 4, 1, 2, 0, end) for end in (13, 40)),
        *((series(rng, 12), 4, 1, 2, start, start + 5) for start in (0, 3, 7)),
        *((series(rng, 12), back, 1, delay, 0, 12) for back, delay in ((12, 1), (1, 12), (9, 8))),
        (series(rng, 12), 4, 1, 2, 9, 5),
    ],
    accepts=single,
    hint="count the windows before you make them: less than 1 is no range",
)
