"""5.7 train_review_classifier: its graders."""

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    dense,
    grader,
    networks,
    observation,
    require,
    training_calls,
)

from . import cases

# 2,000 sentences are trained on and 1,200 are held out; measured by `autograder calibrate`. The
# baseline is the share of the more frequent label: 603 of these 1,200.
REVIEW_ACCURACY = Threshold(0.67, mean=0.7013, deviation=0.0093, seeds=20, baseline=0.5025)

ROWS, WORDS, EPOCHS = 238, 300, 3
REST, STOP = 160, 199  # two sixths of 238 rows, 39 each, stand at the end
BATCHES, SMALL_BATCHES = 2, 5  # of 128 rows, and of 32
SHAPES = dense.shapes_of(WORDS, 16, 16, 1)
HELD_OUT, DIMENSION = slice(3000, 4200), 1000
BEST = 'np.argmin(history["val_loss"]) + 1'
WRONG = slice(2000, 2075)  # of the 500 to validate with: their loss is lowest before the last epoch


def again(function, X, y, around=200, seed=5, epochs=EPOCHS):
    """Return a training like the first one, of other rows, in another state of chance."""
    return cases.trained(function, SHAPES, X, y, epochs, seed, around=around)


@observation
def trainings(function, rng):
    """Return the trainings that most graders look at.

    The second has other rows and labels to test on, and the labels to validate with turned round:
    its validation loss falls for all epochs, that of the first one rises from the first on.
    """
    X, y = cases.sentences(rng, (ROWS, WORDS), REST, STOP)
    other_X, other_y = X.copy(), y.copy()
    other_X[STOP:], other_y[REST:] = 1 - X[STOP:], 1 - y[REST:]
    first = cases.trained(function, SHAPES, X, y, EPOCHS, 5)
    elsewhere = again(function, other_X, other_y)
    causes = [] if cases.learn_alike(first, elsewhere) else [cause_of(function, X, y, first)]
    return cases.TrainingPair(X, y, first, elsewhere, causes)


def cause_of(function, X, y, first):
    """Return why the second training learns something else, as the name of a mistake."""
    if not cases.learn_alike(first, again(function, X, y)):
        unmoved = cases.learn_alike(first, again(function, X, y, around=100, seed=6))
        return "ignores_the_seed" if unmoved else "seeds_too_late"
    turned = y.copy()
    turned[REST:STOP] ^= 1
    validated = not cases.learn_alike(first, again(function, X, turned))
    return "trains_on_validation_rows" if validated else "trains_on_test"


def tiny(function):
    """Return labels, and a training of one epoch on four rows.

    All rows are equal, so the four are right for half, and the row to validate with is right if
    and only if the one to test on is wrong.
    """
    X, y = np.tile(np.arange(WORDS) % 3 == 0, (6, 1)).astype(np.float32), np.arange(6) % 2
    return y, again(function, X, y, seed=6, epochs=1)


@observation
def flat(function):
    """Return five epochs on rows of zeros with balanced labels, and another seed.

    No weight moves, all are equal.
    """
    return again(function, np.zeros((6, WORDS), np.float32), np.arange(6) % 2, seed=6, epochs=5)


@grader(1, gate=True)
def test_form(trainings):
    """train_review_classifier returns a dict: history, best_epoch, test_accuracy and a model."""
    for training in (trainings.first, trainings.elsewhere):
        cases.require_reviews(training.answer)
        for name in cases.LISTS:
            told = training.answer["history"][name]
            mistake = "stops_early" if 0 < len(told) < EPOCHS else ""
            message, hint = f"history's {name} has not one number per epoch.", "fit for all epochs"
            require(len(told) == EPOCHS, message, hint=hint, mistake=mistake)
        require(training.steps, "The model was not trained.", hint="is fit called?")


@grader(1)
def test_network(trainings):
    """The model has layers of 16, 16 and 1 units, ReLU and a sigmoid, compiled with Adam."""
    X, y = trainings.X, trainings.y
    model, weights = trainings.first.answer["model"], trainings.first.weights
    seen, z = trainings.first.outputs[:, np.newaxis], dense.outputs_of(weights, X)
    linear = dense.sigmoid(dense.outputs_of(weights, X, hidden=lambda z: z))
    known = {"ends_in_a_logit": z, "leaves_the_hidden_layers_linear": linear}
    message, hint = "The model does not compute what its layers should.", "relu, relu, sigmoid"
    for mistake, outputs in known.items():
        require(not dense.is_same(seen, outputs), message, hint=hint, mistake=mistake)
    require(dense.is_same(seen, dense.sigmoid(z)), message, hint=hint)
    found = networks.architecture(model)
    message = "The model is not compiled with Adam at learning rate 0.001."
    adam = found.optimizer == "Adam" and abs((found.learning_rate or 0) - 0.001) < 1e-6
    require(adam, message, hint='optimizer="adam"', mistake="takes_another_optimizer")
    near = abs((networks.loss_of(model, X, y) or 0) - cases.loss_of(weights, X, y)) < 1e-3
    require(near, "The loss is not the binary cross-entropy.", hint='loss="binary_crossentropy"')


@grader(2)
def test_best_epoch(trainings, flat):
    """best_epoch is the epoch with the lowest validation loss, the first of equals, from 1 on."""
    both = (trainings.first, trainings.elsewhere)
    seen = [training.answer["best_epoch"] for training in both]
    loss, _, val_loss, accuracy = np.transpose([cases.history_of(each) for each in both], (1, 0, 2))
    best = np.argmin(val_loss, axis=1) + 1
    known = {
        "counts_from_0": best - 1,
        "chooses_by_training_loss": np.argmin(loss, axis=1) + 1,
        "takes_the_worst_epoch": np.argmax(val_loss, axis=1) + 1,
    }
    right = seen == best.tolist()
    named = [name for name, each in known.items() if seen == each.tolist()]
    by_accuracy = seen == (np.argmax(accuracy, axis=1) + 1).tolist()
    named = named or ["takes_the_worst_epoch"] * by_accuracy
    message = "best_epoch is not the epoch with the lowest validation loss."
    require(right, message, hint=BEST, mistake=named[0] if named and not right else "")
    cases.require_reviews(flat.answer)
    epochs, hint = len(flat.answer["history"]["val_loss"]), "fit for all epochs"
    message, mistake = "Where nothing gets better, the training ends early.", "stops_early"
    require(epochs == 5, message, hint=hint, mistake=mistake)
    message, hint = "Of equally low validation losses the first one counts.", "np.argmin"
    equal = np.ptp(flat.answer["history"]["val_loss"]) == 0  # not if other rows are learned, too
    first, mistake = flat.answer["best_epoch"] == 1 or not equal, "takes_the_last_of_equals"
    require(first, message, hint=hint, mistake="" if first else mistake)


@grader(3)
def test_second_model(trainings):
    """The second model has learned from the same rows, with the same seed, for best_epoch epochs.

    Then its validation loss is the one that the history has there.
    """
    y, first = trainings.y, trainings.first
    losses = first.answer["history"]["val_loss"]
    told, best = first.answer["best_epoch"], int(np.argmin(losses)) + 1
    known = {
        BATCHES * EPOCHS: "returns_the_first_model",
        BATCHES * (EPOCHS + best): "goes_on_with_the_first_model",
        best: "ignores_the_batch_size",
        SMALL_BATCHES * best: "ignores_the_batch_size",
    }
    right = first.steps in (BATCHES * best, BATCHES * told)
    message = "The second model has not made 2 steps, the batches of an epoch, times best_epoch."
    hint = "a new model, fitted for best_epoch epochs in batches of 128"
    require(right, message, hint=hint, mistake="" if right else known.get(first.steps or 0, ""))
    rows = {
        "": slice(REST, STOP),
        "validates_on_test": slice(STOP, ROWS),
        "validates_on_training_rows": slice(2 * REST - STOP, REST),
    }
    found = {name: cases.loss_seen(first.outputs[some], y[some]) for name, some in rows.items()}
    there = np.array([losses[best - 1], losses[told - 1 if 0 < told <= EPOCHS else -1]])
    near = [name for name, loss in found.items() if np.abs(there - loss).min() < 2e-4]
    message = "The second model's validation loss is not the one of the history at best_epoch."
    hint = "seed again before you build it, and fit it on the same training rows alone"
    mistake = near[0] if near else "trains_another_second_model"
    unseeded = [name for name in ("ignores_the_seed", "seeds_too_late") if name in trainings.causes]
    require("" in near, message, hint=hint, mistake=unseeded[0] if unseeded else mistake)


@grader(3)
def test_leak(trainings):
    """Test rows and validation labels change nothing that is learned in the first training."""
    message = "Two trainings with the same seed differ, so no more can be said of the rows."
    trainings.exclude_chance(message, "set_random_seed before each model is built")
    message = "With other rows to test or to validate with, something else is learned."
    hint = "fit gets the first rows alone, x and y"
    trainings.exclude("trains_on_test", message, hint)
    trainings.exclude("trains_on_validation_rows", message, hint)


@grader(1)
def test_accuracy(function, trainings):
    """test_accuracy is that of the second model on the test rows."""
    message = "test_accuracy is not that of the second model on the last N // 6 rows."
    hint = "evaluate the second model on the test rows"
    known = {
        "measures_on_validation_rows": lambda N: slice(N - 2 * (N // 6), N - N // 6),
        "measures_on_train": lambda N: slice(0, N - 2 * (N // 6)),
    }

    def tells_apart(y, training):
        """Return whether other rows have other shares, once that of the test rows is right."""
        hits, seen = (training.outputs > 0.5) == y, training.answer["test_accuracy"]
        right = abs(seen - np.mean(hits[-(len(y) // 6) :])) < 1e-6
        near = {name: abs(seen - np.mean(hits[rows(len(y))])) for name, rows in known.items()}
        named = [name for name, apart in near.items() if apart < 1e-6 and not right]
        require(right, message, hint=hint, mistake=named[0] if named else "")
        return min(near.values()) > 1e-6

    if not tells_apart(trainings.y, trainings.first):
        y, training = tiny(function)
        cases.require_reviews(training.answer)
        tells_apart(y, training)


@grader(1)
def test_seed(trainings, flat):
    """The same seed gives the same result, another seed another one."""
    hint = "keras.utils.set_random_seed(seed), before each of the two models is built"
    trainings.exclude_chance("Two trainings with the same seed differ.", hint)
    message = "Trainings with different seeds begin with the same weights."
    same = trainings.first.begins_like(flat)
    require(not same, message, hint=hint, mistake="fixes_the_seed")


@grader(2, seconds=40)
def test_learns(function, rng, trainings):
    """Trained on 2,000 sentences, the second model tells praise from blame in 67 % of others."""
    X, y = cases.redrawn_reviews(rng, HELD_OUT.stop, DIMENSION)
    given, answers = y[: HELD_OUT.start].copy(), []
    given[WRONG] ^= 1

    def measure(seed):
        (call,) = function.map([(X[: HELD_OUT.start], given, 8, seed)])
        answers.append(call.value)
        outputs = networks.predict(call.value["model"], X[HELD_OUT])[:, 0]
        return float(np.mean((outputs > 0.5) == y[HELD_OUT]))

    hint = "rows and labels stay in step; the second model is trained for best_epoch epochs"
    assert_reaches(measure, REVIEW_ACCURACY, what="accuracy on new sentences", hint=hint)
    cases.require_reviews(answers[0])
    told = all(cases.is_best(each.answer) for each in (trainings.first, trainings.elsewhere))
    message = "best_epoch is wrong where the best epoch is neither the first nor the last."
    require(not told or cases.is_best(answers[0]), message, hint=BEST)


@grader(1)
def test_manners(trainings):
    """test_accuracy is a float, nothing is printed, and X and y are left as they were."""
    training_calls.require_manners(
        trainings.first, prints="prints_progress", changes="changes_the_arrays"
    )
    training_calls.require_floats(trainings.first.answer, ("test_accuracy",), all_keys=cases.KEYS)
