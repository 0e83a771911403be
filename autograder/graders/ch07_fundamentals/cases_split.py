"""What exercise 7.2 is graded with: rows that know their number, shares, and the six parts."""

import math

import numpy as np

from autograder.asserting import assert_type, drawn_generator, require

NAMES = ("Xtr", "ytr", "Xva", "yva", "Xte", "yte")
FRACTIONS = [(0.25, 0.125), (0.5, 0.25), (0.125, 0.5), (0.75, 0.125)]  # exact in binary


def rows_of(n, d=3):
    """Return rows that know their number, and labels that are the numbers: 0 to n - 1."""
    y = np.arange(n)
    return 10.0 * y[:, np.newaxis] + np.arange(d) / d, y


def some(rng):
    """Return cases of several sizes; shares of 2.5 and 2.25 rows tell ways of rounding apart."""
    sizes = rng.permutation(np.arange(17, 60))[:7].tolist()
    pairs = [*FRACTIONS, *FRACTIONS[:3]]
    drawn = [
        (*rows_of(n), *pair, drawn_generator(rng)) for n, pair in zip(sizes, pairs, strict=True)
    ]
    even = [
        (*rows_of(n), share, share, drawn_generator(rng)) for n, share in ((10, 0.25), (18, 0.125))
    ]
    return [*drawn, *even]


def parts_of(call):
    """Return the six parts of an answer, once they are tables and labels in turn, of numbers."""
    value = call.value
    hint = f"return {', '.join(NAMES)}"
    assert_type(value, tuple, hint=hint)
    require(len(value) == 6, f"{len(value)} parts came back, not six.", hint=hint)
    for part in value:
        assert_type(part, np.ndarray, hint="every part is an array")
        numbers = part.dtype.kind in "fiub"
        require(numbers, "A part holds something else than numbers.", hint="X[some], y[some]")
    message = "The parts are not tables and labels in turn."
    require([part.ndim for part in value[1::2]] == [1] * 3, message, hint=hint)
    for rows, labels in zip(value[::2], value[1::2], strict=True):
        message = "A part has not as many labels as rows, or rows of another length."
        like = len(labels), *call.args[0].shape[1:]
        require(rows.shape == like, message, hint="X[some], y[some]")
    return value


def sizes_of(n_val, n_test, n):
    """Return the sizes of the three parts, the one to train on first."""
    return [n - n_val - n_test, n_val, n_test]


def wrong_sizes(n, val, test):
    """Return the sizes that known mistakes give, by their names."""
    left = n - int(val * n)
    rest = n - int((1 - val - test) * n)
    return {
        "exchanges_validation_and_test": sizes_of(int(test * n), int(val * n), n),
        "rounds_to_the_nearest": sizes_of(int(val * n + 0.5), int(test * n + 0.5), n),
        "rounds_as_python_does": sizes_of(round(val * n), round(test * n), n),
        "rounds_up": sizes_of(math.ceil(val * n), math.ceil(test * n), n),
        "takes_the_share_of_what_is_left": sizes_of(int(val * n), int(test * left), n),
        "gives_the_rest_to_the_test": sizes_of(int(val * n), rest - int(val * n), n),
    }


def few(rng):
    """Return cases in which a part is empty, the one to test or the one to validate with."""
    pairs = [(0.5, 0.125), (0.125, 0.5), (0.125, 0.125)]
    return [(*rows_of(5), *pair, drawn_generator(rng)) for pair in pairs]


def assert_paired(X, y, parts):
    """Ask that every row has kept its label; labels are 0 to N - 1, in any dtype."""
    given = all(np.isin(labels, y).all() for labels in parts[1::2])
    require(given, "Labels came back that were not given.", hint="y[some rows], as they are")
    still = all(np.all(np.diff(labels.astype(int)) > 0) for labels in parts[1::2])
    mistake = "shuffles_the_rows_alone" if still else "permutes_rows_and_labels_apart"
    for rows, labels in zip(parts[::2], parts[1::2], strict=True):
        message, hint = "Rows have lost their labels.", "X[some rows] and y[the same rows]"
        same = np.array_equal(rows, X[labels.astype(int)])
        require(same, message, hint=hint, mistake="" if same else mistake)
