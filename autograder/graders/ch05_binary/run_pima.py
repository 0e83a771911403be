"""5.5 run_pima: its graders."""

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    assert_rejects_all,
    dense,
    grader,
    networks,
    observation,
    require,
    training_calls,
)

from . import cases

# 432 women are trained on and 192 are held out; measured by `autograder calibrate`. The baseline is
# the share of those among the held out who stayed well.
PIMA_ACCURACY = Threshold(0.68, mean=0.7505, deviation=0.0257, seeds=20, baseline=0.651)

SHAPES = dense.shapes_of(8, 12, 8, 1)
ROWS, EPOCHS = 87, 2
CUT = 65  # of 87 rows: 65.25 rounded down, so one row less to train on is a batch less
BATCHES = 3
KEYS = ("accuracy", "baseline", "model")
IMPUTED = [1, 2, 3, 4, 5]
MOVED = 8.0 * np.isin(np.arange(8), [0, 6, 7])  # in which a zero is a value
UNITS = 2.0 ** np.array([3, -2, 1, 4, -3, 2, -1, 5])  # to multiply by these rounds nothing
TRIED, OTHER_BATCHES = (10, 20, 50, 100, 150), (1, 2, 4, 5, 8, 10, 16, 20)  # epochs, rows


def filled(X):
    """Return the rows with the gaps of columns 1 to 5 filled with train's medians."""
    return np.concatenate(cases.RIGHT.impute_missing(X[:CUT], X[CUT:], IMPUTED))


def examined(X, y, start=CUT):
    """Return the rows and labels with other ones to test on, from `start` on."""
    X, y = X.copy(), y.copy()
    X[start:], y[start:] = 1e6, 1 - y[start:]
    return X, y


def again(function, X, y, around=200, seed=5, epochs=EPOCHS):
    """Return a training like the first one, of other rows, in another state of chance."""
    return cases.trained(function, SHAPES, X, y, epochs, seed, around=around)


@observation
def trainings(function, rng):
    """Return the trainings that most graders look at.

    The second has other rows and labels to test on, train's medians in the gaps already, other
    units, and other zero points where there are no gaps. None of it makes a difference to the right
    answer.
    """
    X, y = cases.women(rng, ROWS, CUT)
    first = cases.trained(function, SHAPES, X, y, EPOCHS, 5)
    elsewhere = again(function, *examined((filled(X) + MOVED) * UNITS, y))
    causes = [] if first.is_like(elsewhere) else causes_of(function, X, y, first)
    return cases.TrainingPair(X, y, first, elsewhere, causes)


def causes_of(function, X, y, first):
    """Return what makes the second training another one, as names of mistakes."""

    def differs(X, y):
        return not first.is_like(again(function, X, y))

    if differs(X, y):
        unmoved = first.is_like(again(function, X, y, around=100, seed=6))
        return ["ignores_the_seed" if unmoved else "seeds_too_late"]
    if not differs(*examined(X, y, CUT - 1)):
        return ["cuts_too_early"]
    found = []
    if differs(X, examined(X, y)[1]):
        whole = differs(*examined(X, y, CUT + 1))
        found.append("trains_on_all_rows" if whole else "rounds_the_size")
    elif differs(examined(X, y)[0], y):
        found.append("prepares_all_rows_together")
    elif differs(filled(X), y):  # with a leak the medians are others, too
        found.append("leaves_gaps")
    if differs(X * UNITS, y):
        found.append("does_not_standardize")
    elif differs(X + MOVED, y):
        found.append("fills_all_columns")
    return found


@observation
def tiny(function):
    """Return six epochs on six rows, one step each, with another seed.

    What is learned is wrong for the two rows to test on, so whoever watches them stops soon.
    """
    y = np.array([0, 1, 0, 1, 0, 1, 1, 0])
    X = 10.0 + np.arange(8)[:, np.newaxis] % 2 * 20 + np.arange(64).reshape(8, 8) % 7
    return again(function, X, y, seed=6, epochs=6)


@grader(1, gate=True)
def test_form(trainings):
    """run_pima returns a dict: two floats, and a trained model 8-12-8-1."""
    for training in (trainings.first, trainings.elsewhere):
        training_calls.require_dict(training.answer, KEYS, ("accuracy", "baseline"))
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
            "rounds_the_size": max(np.mean(labels[1:]), 1 - np.mean(labels[1:])),
            "takes_the_share_of_label_0": 1 - share,
            "takes_the_share_of_label_1": share,
            "takes_the_baseline_of_train": max(np.mean(y[:CUT]), 1 - np.mean(y[:CUT])),
            "takes_the_baseline_of_all": max(whole, 1 - whole) if whole else -1,
        }
        message = "baseline is not the larger class's share among the test rows."
        right = abs(seen - max(share, 1 - share)) < 1e-6
        named = [name for name, value in known.items() if abs(seen - value) < 1e-6]
        named = ["cuts_too_early"] * ("cuts_too_early" in trainings.causes) or named
        hint = "max(share, 1 - share) of the test labels"
        require(right, message, hint=hint, mistake=named[0] if named and not right else "")


@grader(1)
def test_accuracy(trainings):
    """accuracy is that of the trained model on the prepared test rows."""
    y, rows = trainings.y, filled(trainings.X)
    train, test = cases.RIGHT.standardize(rows[:CUT], rows[CUT:])
    seen, weights = trainings.first.answer["accuracy"], trainings.first.weights
    wanted = cases.accuracy_of(weights, test, y[CUT:])
    on_train = abs(seen - cases.accuracy_of(weights, train, y[:CUT])) < 1e-6
    mistake = "measures_on_train" if on_train and abs(seen - wanted) > 1e-6 else ""
    hint = "evaluate on the test rows, prepared with train's medians, means and deviations"
    message = "accuracy is not that of the model on the test rows."
    mistake = mistake or "cuts_too_early" * ("cuts_too_early" in trainings.causes)
    require(abs(seen - wanted) < 1e-6, message, hint=hint, mistake=mistake)


def require_known(trainings, what):
    """Ask for the same training with the same seed, and for all rows that are to be trained on."""
    message = f"Two trainings with the same seed differ, so no more can be said of the {what}."
    trainings.exclude_chance(message, "set_random_seed(seed) comes before the model is built")
    message = f"The cut is not behind 3N // 4 rows, so no more can be said of the {what}."
    trainings.exclude("cuts_too_early", message, "X[:cut], with cut = 3 * len(X) // 4")


@grader(3)
def test_leak(trainings):
    """Other test rows, and other test labels, change nothing that is learned."""
    require_known(trainings, "test rows")
    message = "With other test rows something else is learned."
    hint = "medians, means and deviations come from the training rows; fit gets these alone"
    for name in ("trains_on_all_rows", "rounds_the_size", "prepares_all_rows_together"):
        trainings.exclude(name, message, hint)


@grader(2)
def test_preparation(trainings):
    """Gaps in columns 1 to 5, and only there, get train's median; then all is scaled."""
    require_known(trainings, "columns")
    message = "In other units something else is learned: the columns are not standardised."
    trainings.exclude("does_not_standardize", message, "standardize, after impute_missing")
    message = "Where gaps of columns 1 to 5 are filled from the start, all is different."
    hint = "impute_missing(…, [1, 2, 3, 4, 5]) comes first"
    trainings.exclude("leaves_gaps", message, hint)
    message = "Zeros in columns 0, 6 and 7 are filled, too. There a zero is a value."
    trainings.exclude("fills_all_columns", message, "only columns 1 to 5")


@grader(1)
def test_rows(function, trainings, tiny):
    """All of the first 3N // 4 rows are trained on, in batches of 32, for all epochs."""
    steps, hint = trainings.first.steps, "epochs=epochs, batch_size=32"
    known = {BATCHES * epochs: "ignores_epochs" for epochs in TRIED}
    known |= {EPOCHS * -(-CUT // size): "ignores_the_batch_size" for size in OTHER_BATCHES}
    mistake = known.get(steps or 0, "")
    if steps == EPOCHS * (BATCHES - 1):  # fewer rows, or larger batches
        X, y = np.concatenate([trainings.X] * 2), np.concatenate([trainings.y] * 2)
        more = again(function, X[:131], y[:131]).steps  # 98 to train on: 4 batches
        mistake = "holds_rows_back" if more == EPOCHS * 3 else "ignores_the_batch_size"
        hint = "no validation_split: all of these rows are trained on"
    message = "The first 3N // 4 rows are not all trained on."
    trainings.exclude("cuts_too_early", message, "X[:cut], with cut = 3 * len(X) // 4")
    message = "The number of training steps is not epochs × batches."
    require(steps == EPOCHS * BATCHES, message, hint=hint, mistake=mistake)
    message = "The training ends before its last epoch."
    mistake = "stops_early" if (tiny.steps or 0) < 6 else ""
    require(tiny.steps == 6, message, hint="no EarlyStopping: all epochs count", mistake=mistake)


@grader(1)
def test_seed(trainings, tiny):
    """The same seed gives the same model, another seed another one."""
    hint = "keras.utils.set_random_seed(seed), then build the model"
    trainings.exclude_chance("Two trainings with the same seed differ.", hint)
    message = "Trainings with different seeds begin with the same weights."
    same = trainings.first.begins_like(tiny)
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
def test_manners(trainings, tiny):
    """Two floats, nothing printed, X and y as they were, and no rows to validate with."""
    found = networks.architecture(trainings.first.answer["model"])
    message = "fit got rows to validate with, though nothing is chosen by them."
    hint, mistake = "fit(train, y[:cut], …), and evaluate once behind it", "watches_the_test_rows"
    # Where rows are held back, or the training ends early, that is told elsewhere.
    whole = trainings.first.steps == EPOCHS * BATCHES and tiny.steps == 6
    require(not (whole and found.was_validated), message, hint=hint, mistake=mistake)
    training_calls.require_manners(
        trainings.first, prints="prints_progress", changes="changes_the_arrays"
    )
    training_calls.require_floats(trainings.first.answer, KEYS[:2], all_keys=KEYS)


@grader(1)
def test_columns(function, rng):
    """A table that has not exactly 8 columns is refused."""
    y = np.arange(12) % 2
    given = [(rng.normal(5, 1, (12, columns)), y, 1) for columns in (7, 9, 1)]
    assert_rejects_all(function, given, says="columns", hint="X.shape[1] is 8")
