"""5.5 run_pima: its graders."""

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    assert_rejects_all,
    grader,
    networks,
    observation,
    require,
)

from . import cases

# 432 women are trained on and 192 are held out; measured by `autograder calibrate`. The baseline is
# the share of those among the held out who stayed well.
PIMA_ACCURACY = Threshold(0.68, mean=0.7505, deviation=0.0257, seeds=20, baseline=0.651)

SHAPES = cases.shapes_of(8, 12, 8, 1)
ROWS, EPOCHS = 129, 2
CUT = 96  # of 129 rows: 96.75 rounded down, three batches of 32
STEPS = 3 * EPOCHS
KEYS = ("accuracy", "baseline", "model")
IMPUTED = [1, 2, 3, 4, 5]
UNITS = 2.0 ** np.array([3, -2, 1, 4, -3, 2, -1, 5])  # to multiply by these rounds nothing


def women(rng):
    """Return a raw table and labels; the last row to train on is far out, and some are unknown."""
    X = rng.integers(2, 60, (ROWS, 8)) * np.array([1, 4, 2, 1, 8, 0.5, 0.02, 1])
    y = (X[:, 1] + rng.normal(0, 40, ROWS) > 120).astype(np.int64)
    y[CUT:] = rng.permutation(np.arange(ROWS - CUT) % 3 > 0)  # more of label 1 than to train on
    X[CUT - 1] *= 6
    unknown = rng.random((ROWS, 8)) < 0.2
    unknown[CUT - 1] = False
    return np.where(unknown, 0, X), y


def filled(X, columns=(1, 2, 3, 4, 5)):
    """Return the rows with the gaps of some columns filled with train's medians."""
    return np.concatenate(cases.RIGHT.impute_missing(X[:CUT], X[CUT:], list(columns)))


def again(function, X, y, around=200, seed=5):
    """Return a training like the first one, of other rows, in another state of chance."""
    return cases.trained(function, SHAPES, X, y, EPOCHS, seed, around=around)


@observation
def trainings(function, rng):
    """Return the trainings that most graders look at.

    The second has other rows and labels to test on; and it has other units, and train's medians in
    the gaps already. Nothing of it makes a difference to the right answer.
    """
    X, y = women(rng)
    other_X, other_y = filled(X) * UNITS, y.copy()
    other_X[CUT:], other_y[CUT:] = 1e6, 1 - y[CUT:]
    first = cases.trained(function, SHAPES, X, y, EPOCHS, 5)
    return cases.Trainings(X, y, first, again(function, other_X, other_y))


@grader(1, gate=True)
def test_form(trainings):
    """run_pima returns a dict: two floats, and a trained model 8-12-8-1."""
    cases.require_dict(trainings.first.answer, KEYS, ("accuracy", "baseline"))
    require(trainings.first.steps, "The model was not trained.", hint="is fit called?")


@grader(2)
def test_baseline(trainings):
    """baseline is the share of the more frequent label among the test rows."""
    y = trainings.y
    for training, labels in ((trainings.first, y[CUT:]), (trainings.elsewhere, 1 - y[CUT:])):
        seen = training.answer["baseline"]
        share = float(np.mean(labels))
        whole = float(np.mean(y)) if training is trainings.first else None
        known = {
            "takes_the_share_of_label_0": 1 - share,
            "takes_the_share_of_label_1": share,
            "takes_the_baseline_of_train": max(np.mean(y[:CUT]), 1 - np.mean(y[:CUT])),
            "takes_the_baseline_of_all": max(whole, 1 - whole) if whole else -1,
        }
        message = "baseline is not the larger class's share among the test rows."
        right = abs(seen - max(share, 1 - share)) < 1e-9
        named = [name for name, value in known.items() if abs(seen - value) < 1e-9]
        hint = "max(share, 1 - share) of the test labels"
        require(right, message, hint=hint, mistake=named[0] if named and not right else "")


def prepared(X):
    """Return training and test rows as they are asked for."""
    rows = filled(X)
    return cases.RIGHT.standardize(rows[:CUT], rows[CUT:])


@grader(1)
def test_accuracy(trainings):
    """accuracy is that of the trained model on the prepared test rows."""
    X, y = trainings.X, trainings.y
    train, test = prepared(X)
    seen, weights = trainings.first.answer["accuracy"], trainings.first.weights
    wanted = cases.accuracy_of(weights, test, y[CUT:])
    on_train = abs(seen - cases.accuracy_of(weights, train, y[:CUT])) < 1e-6
    mistake = "measures_on_train" if on_train and abs(seen - wanted) > 1e-6 else ""
    hint = "evaluate on the test rows, prepared with train's medians, means and deviations"
    message = "accuracy is not that of the model on the test rows."
    require(abs(seen - wanted) < 1e-6, message, hint=hint, mistake=mistake)


@grader(3)
def test_leak(function, trainings):
    """Other test rows, and other test labels, change nothing that is learned."""
    if trainings.first.is_like(trainings.elsewhere):
        return
    X, y = trainings.X, trainings.y
    turned, far = y.copy(), X.copy()
    turned[CUT:], far[CUT:] = 1 - y[CUT:], 1e6
    message = "Two trainings with the same seed differ."
    hint = "set_random_seed(seed) comes before the model is built"
    same = trainings.first.is_like(again(function, X, y))
    require(same, message, hint=hint, mistake="ignores_the_seed")
    message = "With other test rows something else is learned."
    hint = "medians, means and deviations come from the training rows; fit gets these alone"
    same = trainings.first.is_like(again(function, X, turned))
    require(same, message, hint=hint, mistake="trains_on_all_rows")
    same = trainings.first.is_like(again(function, far, y))
    require(same, message, hint=hint, mistake="prepares_all_rows_together")


@grader(2)
def test_preparation(function, trainings):
    """Gaps in columns 1 to 5, and only there, get train's median; then all is scaled."""
    X, y, first = trainings.X, trainings.y, trainings.first
    if not first.is_like(trainings.elsewhere):
        message = "In other units something else is learned: the columns are not standardised."
        hint, mistake = "standardize, after impute_missing", "does_not_standardize"
        require(first.is_like(again(function, X * UNITS, y)), message, hint=hint, mistake=mistake)
        message = "Where gaps of columns 1 to 5 are filled from the start, all is different."
        far = X.copy()
        far[CUT:] = 1e6
        leaks = not first.is_like(again(function, far, y))  # test_leak says so
        hint = "impute_missing(…, [1, 2, 3, 4, 5]) comes first"
        mistake = "" if leaks else "leaves_gaps"
        require(first.is_like(again(function, filled(X), y)), message, hint=hint, mistake=mistake)
    message = "Zeros in columns 0, 6 and 7 are filled, too. There a zero is a value."
    same = first.is_like(again(function, filled(X, (0, 6, 7)), y))
    require(not same, message, hint="only columns 1 to 5", mistake="fills_all_columns")


@grader(1)
def test_rows(function, trainings):
    """All of the first 3N // 4 rows are trained on, in batches of 32, for all epochs."""
    X, y = trainings.X, trainings.y
    known = {3: "stops_early", 4 * EPOCHS: "rounds_the_size", 450: "ignores_epochs"}
    known |= {EPOCHS: "ignores_the_batch_size"}
    message = "The number of training steps is not epochs × batches."
    mistake = known.get(trainings.first.steps or 0, "")
    require(
        trainings.first.steps == STEPS,
        message,
        hint="epochs=epochs, batch_size=32",
        mistake=mistake,
    )
    y = y.copy()
    y[CUT - 1] = 1 - y[CUT - 1]
    message = "The last of the first 3N // 4 rows does not change what is learned."
    hint = "no validation_split: all of these rows are trained on"
    same = trainings.first.is_like(again(function, X, y))
    require(not same, message, hint=hint, mistake="holds_rows_back")


@grader(1)
def test_seed(function, trainings):
    """The same seed gives the same model, another seed another one."""
    message = "Two trainings with the same seed differ."
    hint = "keras.utils.set_random_seed(seed), then build the model"
    same = trainings.first.is_like(trainings.elsewhere) or trainings.first.is_like(
        again(function, trainings.X, trainings.y)
    )
    require(same, message, hint=hint, mistake="ignores_the_seed")
    message = "Trainings with different seeds are the same."
    same = trainings.first.is_like(again(function, trainings.X, trainings.y, seed=6))
    require(not same, message, hint=hint, mistake="fixes_the_seed")


@grader(2, seconds=40)
def test_learns(function, rng):
    """After 20 epochs on 432 women the model is right for 68 % of others."""
    X, y = cases.redrawn_pima(rng)
    X, y, unseen, labels = X[:576], y[:576], X[576:], y[576:]
    tables = cases.RIGHT.impute_missing(X[:432], unseen, IMPUTED)
    rows = cases.RIGHT.standardize(*tables)[1].astype(np.float32)

    def measure(seed):
        (call,) = function.map([(X, y, 20, seed)])
        outputs = networks.predict(call.value["model"], rows)[:, 0]
        return float(np.mean((outputs > 0.5) == labels))

    hint = "labels stay beside their rows, and fit gets them shuffled"
    assert_reaches(measure, PIMA_ACCURACY, what="accuracy on new women", hint=hint)


@grader(1)
def test_manners(trainings):
    """Nothing is printed, and X and y are left as they were."""
    message, hint = "Something is printed.", "verbose=0 in fit and evaluate, and no print"
    require(not trainings.first.printed, message, hint=hint, mistake="prints_progress")
    message = "An array that was given holds other numbers afterwards."
    require(
        not trainings.first.changed, message, hint="work on copies", mistake="changes_the_arrays"
    )


@grader(1)
def test_columns(function, rng):
    """A table that has not exactly 8 columns is refused."""
    y = np.arange(12) % 2
    given = [(rng.normal(5, 1, (12, columns)), y, 1) for columns in (7, 9, 1)]
    assert_rejects_all(function, given, says="columns", hint="X.shape[1] is 8")
