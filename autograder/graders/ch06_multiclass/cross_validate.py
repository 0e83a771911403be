"""6.6 cross_validate: its graders."""

from functools import partial

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_close,
    assert_reaches,
    assert_rejects_all,
    assert_type,
    descent,
    grader,
    observation,
    require,
)

from . import cases

# 150 houses are trained on and 150 validate, twice; measured by `autograder calibrate`. The
# baseline is the error of the mean price.
AMES_ERROR = Threshold(
    0.45, mean=0.36, deviation=0.01, seeds=20, baseline=0.59, higher_is_better=False
)

ROWS, FOLDS, EPOCHS = 20, 3, 4  # 13 or 14 rows to train on: one batch of 16, in any order
COLUMNS, AROUND = 4, 100
SIZES = (COLUMNS, 64, 64, 1)
FIRST, SECOND = 5, 6  # seeds
NEAR = 1e-3  # relative: what float32 leaves open is a tenth of it


def houses(rng):
    """Return a table whose columns have units of their own and are uneven, and prices."""
    units, bases = rng.uniform(0.2, 20, COLUMNS), rng.uniform(-9, 9, COLUMNS)
    X = np.exp(rng.normal(0, 1, (ROWS, COLUMNS))) * units + bases
    return X, rng.normal(0, 1, ROWS) + 3 * rng.integers(-1, 2, ROWS)


@observation
def validations(function, rng):
    """Return what most graders look at: two tables with their prices, and what came of them.

    All columns of the first table are 0: of that network only the last bias can move.
    """
    y, (X, prices) = rng.permutation(np.arange(ROWS) ** 2) / 8 + 2, houses(rng)
    tables = (np.zeros((ROWS, COLUMNS)), y, FIRST), (X, prices, SECOND)
    return [
        (*table, cases.trained(function, *table[:2], FOLDS, EPOCHS, table[2], around=AROUND))
        for table in tables
    ]


def folds(seed, n=ROWS, k=FOLDS):
    """Return the folds that are asked for."""
    return cases.RIGHT.k_fold_indices(n, k, np.random.default_rng(seed))


def by_train(X, train):
    """Return the rows, measured by those to train on."""
    return cases.RIGHT.standardize(X[train], X)[1]


def weights_by_fold(begun, X, y, parts, *, scale=by_train, anew=True, learns=None):
    """Return the weights that each fold's network has in the end; `learns` picks its rows."""
    weights, found, batches = begun, [], []
    for train, validation in parts:
        rows = train if learns is None else learns(train, validation)
        batch = scale(X, train)[rows], y[rows, np.newaxis]
        batches = [batch] * EPOCHS if anew else batches + [batch] * EPOCHS
        *_, weights = descent.adam(begun, batches, cases.RATE, upstream=descent.squares_slope)
        found.append(weights)
    return found


def mean_absolute(y, p):
    """Return the mean of the absolute differences."""
    return np.mean(np.abs(y - p))


def mean_squared(y, p):
    """Return the mean of the squared differences."""
    return np.mean((y - p) ** 2)


def errors(begun, X, y, parts, *, scale=by_train, of=1, measure=mean_absolute, **learning):
    """Return the error of each fold: of the rows in its part `of`, as `measure` says."""
    all_weights = weights_by_fold(begun, X, y, parts, scale=scale, **learning)
    found = []
    for weights, part in zip(all_weights, parts, strict=True):
        outputs = cases.outputs_of(weights, scale(X, part[0])[part[of]])[:, 0]
        found.append(measure(y[part[of]], outputs))
    return np.array(found)


def is_near(seen, wanted):
    """Return whether two lists of errors are the same, as far as float32 goes."""
    return np.allclose(seen, wanted, rtol=NEAR, atol=1e-6)


def require_one(seen, wanted, known, message, hint):
    """Ask for the errors wanted; `known` has those of mistakes, computed when they are needed."""
    if not is_near(seen, wanted):
        named = [name for name, find in known.items() if is_near(seen, find())]
        require(False, message, hint=hint, mistake=named[0] if named else "")


@grader(1, gate=True)
def test_form(validations):
    """cross_validate returns a list of k floats."""
    for *_, seen in validations:
        assert_type(seen.answer, list, hint="a list with one number for each fold")
        message = "There is not one number for each fold."
        mistake = "returns_the_mean" if len(seen.answer) == 1 else ""
        require(len(seen.answer) == FOLDS, message, hint="one error a fold", mistake=mistake)
        for error in seen.answer:
            message = "An error is no built-in float."
            require(type(error) is float, message, hint="float(…)")


@grader(5)
def test_folds(submission, validations):
    """Each fold has a network of its own, and its number is the error of its validation rows.

    The columns are all 0 here, so that nothing but the rows of each fold counts.
    """
    X, y, seed, seen = validations[0]
    begun = cases.start(submission, SIZES, seed)
    simulate, parts = partial(errors, begun, X, y), folds(seed)
    in_order = [
        (np.delete(np.arange(ROWS), part), part) for part in np.array_split(np.arange(ROWS), FOLDS)
    ]
    known = {
        "goes_on_with_the_first_network": lambda: simulate(parts, anew=False),
        "does_not_shuffle": lambda: simulate(in_order),
        "fixes_the_folds": lambda: simulate(folds(0)),
        "measures_on_train": lambda: simulate(parts, of=0),
        "takes_the_squared_error": lambda: simulate(parts, measure=mean_squared),
    }
    message = "The errors are not those of the validation rows, each by a network of its own."
    hint = "k_fold_indices(len(X), k, np.random.default_rng(seed)); build, fit, predict in the loop"
    require_one(seen.answer, simulate(parts), known, message, hint)


@grader(2)
def test_steps(function):
    """Batches have 16 rows, and all epochs are trained."""
    rows = 39  # 19 and 20 to train on, two batches; all prices are equal, so their order is free
    y = np.full((rows, 1), 2.0)
    network = [np.zeros((1, 1)), np.zeros(1)]
    told = cases.trained(function, np.zeros((rows, 2)), y[:, 0], 2, 3, 1).answer
    batch = np.zeros((rows, 1)), y
    ways = descent.adam(network, [batch] * 100, cases.RATE, upstream=descent.squares_slope)
    off = [2.0 - float(weights[-1][0]) for weights in ways]
    seen = [int(np.argmin(np.abs(np.array(off) - error))) + 1 for error in told]
    known = {3: "ignores_the_batch_size", 100: "ignores_epochs"}  # 50 epochs
    message = "A network has not made as many steps as epochs × batches."
    mistake = known.get(seen[0], "")
    hint = "epochs=epochs, batch_size=16"
    require(seen[:1] == [6], message, hint=hint, mistake=mistake)


@grader(6)
def test_networks(submission, validations):
    """Each network is the one asked for, and has learned from its scaled training rows alone."""
    X, y, seed, seen = validations[1]
    begun = {number: cases.start(submission, SIZES, number) for number in (seed, 0, AROUND)}
    parts = folds(seed)
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
    }
    first = seen.answer[:1]
    known["seeds_once"] = lambda: seen.answer if is_near(first, wanted[:1]) else -wanted
    at_random = partial(errors, begun[AROUND], X, y, parts)
    known["ignores_the_seed"] = lambda: seen.answer if is_near(first, at_random()[:1]) else -wanted
    message = "The errors are not those of the networks that are asked for."
    hint = "in each fold: standardize by its training rows, seed, build, compile, fit, predict"
    require_one(seen.answer, wanted, known, message, hint)


@grader(2, seconds=60)
def test_ames(function, rng):
    """After 10 epochs on 150 houses of Ames, twice, others are off by 45,000 dollars at most."""
    X, y = cases.redrawn_ames(rng, 300)

    def measure(seed):
        (call,) = function.map([(X, y, 2, 10, seed)])
        assert_close(call.value, [0.0, 0.0], atol=np.inf)
        return float(np.mean(call.value))

    hint = "prices stay beside their rows, and fit gets them shuffled"
    assert_reaches(measure, AMES_ERROR, what="mean absolute error", hint=hint)


@grader(2)
def test_manners(validations):
    """Nothing is printed, and X and y are left as they were."""
    for *_, seen in validations:
        cases.require_manners(seen)


@grader(2)
def test_k(function, rng):
    """Fewer than 2 folds, and more folds than rows, are refused."""
    X, y = houses(rng)
    given = [(X[:n], y[:n], k, 1) for n, k in ((6, 1), (6, 0), (5, 6), (4, -1))]
    assert_rejects_all(function, given, says="k must be", hint="k_fold_indices refuses it")
