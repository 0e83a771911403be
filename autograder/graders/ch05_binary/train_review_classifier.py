"""5.7 train_review_classifier: its graders."""

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    assert_type,
    grader,
    networks,
    observation,
    require,
)

from . import cases

# 2,000 sentences are trained on and 1,200 are held out; measured by `autograder calibrate`. The
# baseline is the share of the more frequent label.
REVIEW_ACCURACY = Threshold(0.68, mean=0.716, deviation=0.0051, seeds=20, baseline=0.503)

ROWS, WORDS, EPOCHS = 239, 300, 3
REST, STOP = 161, 200  # two sixths of 239 rows, 39 each, stand at the end; two batches of 128
SHAPES = cases.shapes_of(WORDS, 16, 16, 1)
KEYS = ("history", "best_epoch", "test_accuracy", "model")
LISTS = ("loss", "accuracy", "val_loss", "val_accuracy")
HELD_OUT, DIMENSION = slice(3000, 4200), 1000


STRONG, WEAK = 0.9, 0.18  # the share of its kind's words that a row has
WRONG = 13  # of the rows to validate with


def sentences(rng):
    """Return rows of two kinds, each with words of its own, and labels: those of the kinds.

    Among the rows to validate with, a third are strong and have the wrong label, the others are
    weak and right. Their loss rises soon, therefore.
    """
    kind = rng.permutation(np.arange(ROWS) % 2)
    own = np.full((ROWS, 1), STRONG)
    own[REST + WRONG : STOP] = WEAK
    share = np.where(kind[:, np.newaxis] == np.arange(WORDS) % 2, own, own / 9)
    y = kind.astype(np.int64)
    y[REST : REST + WRONG] ^= 1
    y[STOP:] ^= np.arange(ROWS - STOP) % 4 == 0  # nobody is right for all rows to test on
    return (rng.random((ROWS, WORDS)) < share).astype(np.float32), y


def again(function, X, y, around=200, seed=5, epochs=EPOCHS):
    """Return a training like the first one, of other rows, in another state of chance."""
    return cases.trained(function, SHAPES, X, y, epochs, seed, around=around)


@observation
def trainings(function, rng):
    """Return the trainings that most graders look at.

    The second has other rows and labels to test on, and the labels to validate with turned round.
    """
    X, y = sentences(rng)
    other_X, other_y = X.copy(), y.copy()
    other_X[STOP:], other_y[REST:] = 1 - X[STOP:], 1 - y[REST:]
    first = cases.trained(function, SHAPES, X, y, EPOCHS, 5)
    return cases.Trainings(X, y, first, again(function, other_X, other_y))


def history_of(training):
    """Return the four lists as an array (4, epochs)."""
    return np.array([training.answer["history"][name] for name in LISTS])


@grader(1, gate=True)
def test_form(trainings):
    """train_review_classifier returns a dict: history, best_epoch, test_accuracy and a model."""
    cases.require_dict(trainings.first.answer, KEYS, ("test_accuracy",))
    assert_type(trainings.first.answer["best_epoch"], int, hint="int(np.argmin(…)) + 1")
    history = trainings.first.answer["history"]
    assert_type(history, dict, hint="fit(…).history is a dict")
    message = "history has not exactly the four lists of a fit with validation data."
    hint = "of the first fit: loss, accuracy, val_loss, val_accuracy"
    require(set(history) == set(LISTS), message, hint=hint)
    for name in LISTS:
        assert_type(history[name], list, hint="fit(…).history holds lists")
        mistake = "stops_early" if 0 < len(history[name]) < EPOCHS else ""
        message = f"history's {name} has not one number per epoch."
        hint = "fit for all `epochs` epochs"
        require(len(history[name]) == EPOCHS, message, hint=hint, mistake=mistake)
        for value in history[name]:
            assert_type(value, float)
    require(trainings.first.steps, "The model was not trained.", hint="is fit called?")


@grader(1)
def test_network(trainings):
    """The model has layers of 16, 16 and 1 units, ReLU and a sigmoid, compiled with Adam."""
    X, y = trainings.X, trainings.y
    model, weights = trainings.first.answer["model"], trainings.first.weights
    seen, z = networks.predict(model, X), cases.logits_of(weights, X)
    known = {
        "ends_in_a_logit": z,
        "leaves_the_hidden_layers_linear": cases.sigmoid(
            cases.logits_of(weights, X, hidden=lambda z: z)
        ),
    }
    message, hint = "The model does not compute what its layers should.", "relu, relu, sigmoid"
    for mistake, outputs in known.items():
        require(not cases.is_same(seen, outputs), message, hint=hint, mistake=mistake)
    require(cases.is_same(seen, cases.sigmoid(z)), message, hint=hint)
    found = networks.architecture(model)
    message = "The model is not compiled with Adam at learning rate 0.001."
    adam = found.optimizer == "Adam" and abs((found.learning_rate or 0) - 0.001) < 1e-6
    require(adam, message, hint='optimizer="adam"', mistake="takes_another_optimizer")
    near = abs((networks.loss_of(model, X, y) or 0) - cases.loss_of(weights, X, y)) < 1e-3
    require(near, "The loss is not the binary cross-entropy.", hint='loss="binary_crossentropy"')


@grader(2)
def test_best_epoch(trainings):
    """best_epoch is the epoch with the lowest validation loss, counted from 1."""
    for training in (trainings.first, trainings.elsewhere):
        history, seen = training.answer["history"], training.answer["best_epoch"]
        best = int(np.argmin(history["val_loss"])) + 1
        known = {
            best - 1: "counts_from_0",
            int(np.argmax(history["val_loss"])) + 1: "takes_the_worst_epoch",
            int(np.argmin(history["loss"])) + 1: "chooses_by_training_loss",
        }
        message = "best_epoch is not the epoch with the lowest validation loss."
        hint = 'np.argmin(history["val_loss"]) + 1'
        mistake = known.get(seen, "") if seen != best else ""
        require(seen == best, message, hint=hint, mistake=mistake)


@grader(3)
def test_second_model(trainings):
    """The second model has learned from the same rows, with the same seed, for best_epoch epochs.

    Then its validation loss is the one that the history has there.
    """
    X, y, first = trainings.X, trainings.y, trainings.first
    history = first.answer["history"]
    told, best = first.answer["best_epoch"], int(np.argmin(history["val_loss"])) + 1
    known = {
        2 * EPOCHS: "returns_the_first_model",
        2 * (EPOCHS + best): "goes_on_with_the_first_model",
        best: "ignores_the_batch_size",
        6 * best: "ignores_the_batch_size",
    }
    message = "The second model has not made 2 steps, the batches of an epoch, times best_epoch."
    mistake = known.get(first.steps or 0, "")
    hint = "a new model, fitted for best_epoch epochs in batches of 128"
    require(first.steps in (2 * best, 2 * told), message, hint=hint, mistake=mistake)
    losses = history["val_loss"]
    rows = {
        "": slice(REST, STOP),
        "validates_on_test": slice(STOP, ROWS),
        "validates_on_training_rows": slice(2 * REST - STOP, REST),
    }
    near = [
        name
        for name, some in rows.items()
        if np.abs(np.array(losses) - cases.loss_of(first.weights, X[some], y[some])).min() < 2e-4
    ]
    message = "The second model's validation loss is not the one of the history at best_epoch."
    hint = "seed again before you build it, and fit it on the same training rows alone"
    mistake = near[0] if near else "trains_another_second_model"
    require("" in near, message, hint=hint, mistake=mistake)


@grader(3)
def test_leak(function, trainings):
    """Test rows and validation labels change nothing that is learned in the first training."""
    X, y = trainings.X, trainings.y
    learned = history_of(trainings.first)[:2]
    if np.allclose(learned, history_of(trainings.elsewhere)[:2], atol=1e-4):
        return
    message = "Two trainings with the same seed differ."
    hint = "keras.utils.set_random_seed(seed), before each model is built"
    same = np.allclose(learned, history_of(again(function, X, y))[:2], atol=1e-4)
    require(same, message, hint=hint, mistake="ignores_the_seed")
    turned = y.copy()
    turned[REST:STOP] ^= 1
    validated = np.allclose(learned, history_of(again(function, X, turned))[:2], atol=1e-4)
    mistake = "trains_on_test" if validated else "trains_on_validation_rows"
    message = "With other rows to test or to validate with, something else is learned."
    require(False, message, hint="fit gets the first rows alone, x and y", mistake=mistake)


@grader(1)
def test_accuracy(trainings):
    """test_accuracy is that of the second model on the test rows."""
    X, y = trainings.X, trainings.y
    seen, weights = trainings.first.answer["test_accuracy"], trainings.first.weights
    wanted = cases.accuracy_of(weights, X[STOP:], y[STOP:])
    known = {
        "measures_on_validation_rows": cases.accuracy_of(weights, X[REST:STOP], y[REST:STOP]),
        "measures_on_train": cases.accuracy_of(weights, X[:REST], y[:REST]),
    }
    right = abs(seen - wanted) < 1e-6
    named = [name for name, value in known.items() if abs(seen - value) < 1e-6]
    mistake = named[0] if named and not right else ""
    message = "test_accuracy is not that of the second model on the last N // 6 rows."
    require(right, message, hint="evaluate the second model on the test rows", mistake=mistake)


@grader(1)
def test_seed(function, trainings):
    """The same seed gives the same result, another seed another one."""
    X, y = trainings.X, trainings.y
    losses = trainings.first.answer["history"]["loss"]
    hint = "keras.utils.set_random_seed(seed), before each of the two models is built"
    message = "Two trainings with the same seed differ."
    same = np.allclose(losses, trainings.elsewhere.answer["history"]["loss"], atol=1e-4)
    again_same = same or np.allclose(
        losses, again(function, X, y).answer["history"]["loss"], atol=1e-4
    )
    require(again_same, message, hint=hint, mistake="ignores_the_seed")
    message = "Trainings with different seeds are the same."
    other = again(function, X, y, seed=6, epochs=1).answer["history"]["loss"]
    require(abs(other[0] - losses[0]) > 1e-6, message, hint=hint, mistake="fixes_the_seed")


@grader(2, seconds=40)
def test_learns(function, rng):
    """Trained on 2,000 sentences, the second model tells praise from blame in 68 % of others."""
    X, y = cases.redrawn_reviews(rng, HELD_OUT.stop, DIMENSION)

    def measure(seed):
        (call,) = function.map([(X[: HELD_OUT.start], y[: HELD_OUT.start], 8, seed)])
        outputs = networks.predict(call.value["model"], X[HELD_OUT])[:, 0]
        return float(np.mean((outputs > 0.5) == y[HELD_OUT]))

    hint = "rows and labels stay in step; the second model is trained for best_epoch epochs"
    assert_reaches(measure, REVIEW_ACCURACY, what="accuracy on new sentences", hint=hint)


@grader(1)
def test_manners(trainings):
    """Nothing is printed, and X and y are left as they were."""
    message, hint = "Something is printed.", "verbose=0, everywhere"
    require(not trainings.first.printed, message, hint=hint, mistake="prints_progress")
    message = "An array that was given holds other numbers afterwards."
    require(
        not trainings.first.changed, message, hint="work on copies", mistake="changes_the_arrays"
    )
