"""6.6 cross_validate: its graders."""

from functools import partial

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_close,
    assert_reaches,
    assert_rejects_all,
    assert_type,
    dense,
    descent,
    grader,
    observation,
    require,
    training_calls,
)

from . import cases
from .cases import folds

# 120 houses are trained on and 120 validate, twice; measured by `autograder calibrate`. The
# baseline is the error of the mean price.
AMES_ERROR = Threshold(
    0.48, mean=0.4297, deviation=0.0156, seeds=20, baseline=0.592, higher_is_better=False
)

ROWS, EPOCHS = 16, 3  # even all rows are one batch: no order of them decides anything
COLUMNS, AROUND = 4, 100
SIZES = (COLUMNS, 64, 64, 1)
SECOND = (2, 6)  # folds and seed of the table of houses
NEAR = 1e-3  # relative: what float32 leaves open is a tenth of it

# Rows of the table without a number in it, its folds and seed: 66 or 67 train in each fold, and 33
# or 34 validate, so that the last batch of 16, and of Keras's own 32, is short in both.
BARE, FIRST = 100, (3, 5)
STEPS, OF_32 = 5, 3  # of one epoch
FAR = 0.05  # from the mean of the prices: the networks of that table predict next to nothing


def houses(rng):
    """Return a table whose columns have units of their own and are uneven, and prices.

    In each of two folds most prices to validate with lie on the other side of 0 than most of those
    that are learned from: with every epoch the error grows.
    """
    units, bases = rng.uniform(0.2, 20, COLUMNS), rng.uniform(-9, 9, COLUMNS)
    units[rng.permutation(COLUMNS)[:2]] = 0, 0.01  # one column is constant, one hardly differs
    X = np.exp(rng.normal(0, 1, (ROWS, COLUMNS))) * units + bases
    y = rng.uniform(2, 5, ROWS)
    for side, (_, part) in zip((-1, 1), folds(ROWS, *SECOND), strict=True):
        y[part] *= side * rng.permutation([1] * 6 + [-0.2] * 2)
    return X, y


@observation
def validations(function, rng):
    """Return what most graders look at: two tables with their prices, and what came of them.

    All columns of the first table are 0: of that network only the last bias can move, and it moves
    by Adam's learning rate in each step, as all prices are far above it.
    """
    squares = rng.permutation(np.arange(BARE) ** 2) / 100 + 200  # batches differ little
    bare = np.zeros((BARE, COLUMNS))
    tables = (bare, squares, *FIRST, 1), (*houses(rng), *SECOND, EPOCHS)
    return [
        (X, y, k, seed, training_calls.train(function, X, y, k, epochs, seed, around=AROUND))
        for X, y, k, seed, epochs in tables
    ]


def by_train(X, train):
    """Return the rows, measured by those to train on."""
    return cases.RIGHT.standardize(X[train], X)[1]


def weights_by_fold(begun, X, y, parts, *, scale=by_train, anew=True, learns=None, epochs=EPOCHS):
    """Return the weights that each fold's network has in the end; `learns` picks its rows."""
    found = []
    batches: list[descent.Batch] = []
    for train, validation in parts:
        rows = train if learns is None else learns(train, validation)
        batch = scale(X, train)[rows], y[rows, np.newaxis]
        batches = [batch] * epochs if anew else batches + [batch] * epochs
        *_, weights = descent.adam(begun, batches, cases.RATE, upstream=descent.squares_slope)
        found.append(weights)
    return found


def mean_absolute(y, p):
    """Return the mean of the absolute differences."""
    return np.mean(np.abs(y - p))


def errors(begun, X, y, parts, *, scale=by_train, seen=None, measure=mean_absolute, **learning):
    """Return the error of each fold, as `measure` says.

    `seen` scales the rows that validate, if not as the others are.
    """
    all_weights = weights_by_fold(begun, X, y, parts, scale=scale, **learning)
    found = []
    for weights, (train, validation) in zip(all_weights, parts, strict=True):
        rows = (seen or scale)(X, train if seen is None else validation)[validation]
        outputs = dense.outputs_of(weights, rows)[:, 0]
        found.append(measure(y[validation], outputs))
    return np.array(found)


def if_first(seen, find):
    """Return the errors seen if the first is that of `find`, whatever the others are."""
    return seen if np.isclose(seen[0], find()[0], rtol=NEAR) else np.full(len(seen), np.nan)


@grader(1, gate=True)
def test_form(validations):
    """cross_validate returns a list of k floats."""
    _, y, k, seed, first = validations[0]
    if isinstance(first.answer, float):
        mean = np.mean(cases.means(y, folds(BARE, k, seed)))
        mistake = "returns_the_mean" if abs(first.answer - mean) < FAR else ""
        require(False, "One number came back, no list.", hint="one a fold", mistake=mistake)
    for *_, k, _seed, seen in validations:
        assert_type(seen.answer, list, hint="a list with one number for each fold")
        message = "There is not one number for each fold."
        mistake = "returns_the_mean" if len(seen.answer) == 1 else ""
        require(len(seen.answer) == k, message, hint="one error a fold", mistake=mistake)
        for error in seen.answer:
            message = "An error is no built-in float."
            require(type(error) is float, message, hint="float(…)")


@grader(4)
def test_folds(validations):
    """Each number is the mean absolute error of the rows that validate in its fold.

    The columns are all 0 here: the networks predict next to nothing.
    """
    _, y, k, seed, seen = validations[0]
    right = folds(BARE, k, seed)

    def far_from_train():  # a network is off by its few steps, times the deviation
        found = [np.mean(np.abs(y[part] - y[train].mean())) for train, part in right]
        return seen.answer if np.allclose(seen.answer, found, rtol=0, atol=0.5) else np.nan

    known = {
        "scales_the_prices": far_from_train,
        "does_not_shuffle": lambda: cases.means(y, cases.in_order(BARE, k)),
        "fixes_the_folds": lambda: cases.means(y, folds(BARE, k, 0)),
        "measures_on_train": lambda: cases.means(y, right, of=0),
        "averages_the_means_of_batches": lambda: cases.by_batches(y, right, seen.answer[0]),
    }
    message = "The errors are not those of the rows that validate."
    hint = "k_fold_indices(len(X), k, np.random.default_rng(seed)), and the mean of |y - p|"
    squares = np.allclose(seen.answer, cases.means(y**2, right), rtol=0.05)
    message = "The errors are squares." if squares else message
    require(not squares, message, hint=hint, mistake="takes_the_squared_error")
    wanted = cases.means(y, right)
    cases.require_one(seen.answer, wanted, known, message, hint, rtol=0, atol=FAR)


@grader(3)
def test_steps(validations):
    """Each fold has a new network, which makes as many steps as epochs × batches of 16."""
    _, y, k, seed, seen = validations[0]
    cuts = folds(BARE, k, seed), folds(BARE, k, 0), cases.in_order(BARE, k)
    off = [np.subtract(cases.means(y, cut), seen.answer) for cut in cuts]
    near = [each for each in off if np.all(np.abs(each) < FAR)]
    message = "The steps cannot be counted as long as the errors are not those of a fold's rows."
    require(bool(near), message, hint="first make the errors right")
    steps = near[0] / cases.RATE
    ways = {
        "goes_on_with_the_first_network": STEPS * np.arange(1, k + 1),
        "ignores_the_batch_size": np.full(k, OF_32),
    }
    message = "A network has not made as many steps as epochs × batches from its start."
    hint = "build it inside the loop, compile it, and fit with epochs=epochs, batch_size=16"
    named = [name for name, way in ways.items() if np.all(np.abs(steps - way) < 0.5)]
    right = np.all(np.abs(steps - STEPS) < 0.5)
    require(right, message, hint=hint, mistake=named[0] if named else "")


@grader(6)
def test_networks(submission, validations):
    """Each network is the one asked for, and has learned from its scaled training rows alone."""
    X, y, k, seed, seen = validations[1]
    begun = {number: dense.start(submission, SIZES, number) for number in (seed, 0, AROUND)}
    parts = folds(ROWS, k, seed)
    simulate = partial(errors, begun[seed], X, y, parts)
    wanted = simulate()

    def every_pair(y, p):
        return np.mean(np.abs(y - p[:, np.newaxis]))

    known = {
        "scales_all_rows": lambda: simulate(scale=lambda X, _: by_train(X, np.arange(ROWS))),
        "does_not_scale": lambda: simulate(scale=lambda X, _: X),
        "subtracts_a_column_from_a_row": lambda: simulate(measure=every_pair),
        "trains_on_all_rows": lambda: simulate(learns=lambda *part: np.concatenate(part)),
        "fixes_the_seed": lambda: errors(begun[0], X, y, parts),
        "goes_on_with_the_first_network": lambda: simulate(anew=False),
        "fixes_the_folds": lambda: errors(begun[seed], X, y, folds(ROWS, k, 0)),
        "does_not_shuffle": lambda: errors(begun[seed], X, y, cases.in_order(ROWS, k)),
        "scales_validation_apart": lambda: simulate(seen=by_train),
        "takes_the_best_epoch": lambda: np.min(
            [simulate(epochs=epochs) for epochs in range(1, EPOCHS + 1)], axis=0
        ),
    }
    for name, number in (("seeds_once", seed), ("ignores_the_seed", AROUND)):
        known[name] = partial(if_first, seen.answer, partial(errors, begun[number], X, y, parts))
    message = "The errors are not those of the networks that are asked for."
    hint = "in each fold: standardize by its training rows, seed, build, compile, fit, predict"
    cases.require_one(seen.answer, wanted, known, message, hint, rtol=NEAR)


@grader(2, seconds=60)
def test_ames(function, rng):
    """After 8 epochs on 120 houses of Ames, twice, others are off by 48,000 dollars at most."""
    X, y = cases.redrawn_ames(rng, 240)

    def measure(seed):
        (call,) = function.map([(X, y, 2, 8, seed)])
        assert_close(call.value, [0.0, 0.0], atol=np.inf)
        return float(np.mean(call.value))

    hint = "prices stay beside their rows, and fit gets them shuffled"
    assert_reaches(measure, AMES_ERROR, what="mean absolute error", hint=hint)


@grader(2)
def test_manners(validations):
    """Nothing is printed, and X and y are left as they were."""
    for *_, seen in validations:
        message, hint = "Something is printed.", "verbose=0 in fit and predict, and no print"
        require(not seen.printed, message, hint=hint, mistake="prints_progress")
        message = "An array that was given holds other numbers afterwards."
        hint, mistake = "work on copies", "changes_the_arrays"
        require(not seen.changed, message, hint=hint, mistake=mistake)


@grader(2)
def test_k(function, rng):
    """Fewer than 2 folds, and more folds than rows, are refused."""
    X, y = houses(rng)
    given = [(X[:n], y[:n], k, 1) for n, k in ((6, 1), (6, 0), (5, 6), (4, -1))]
    assert_rejects_all(function, given, says="k must be", hint="k_fold_indices refuses it")
