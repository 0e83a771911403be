"""4.6 fit_and_evaluate: its graders."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    assert_rejects_all,
    assert_type,
    grader,
    networks,
    observation,
    remote,
    require,
    sequential,
)

from .cases import LAYERS, SHAPES, cross_entropy, digits, forward, noise, require_layers

COMPILED = {
    "optimizer": ("optimizers", "Adam", {"learning_rate": 0.002}),  # for batches of 64
    "loss": ("losses", "SparseCategoricalCrossentropy", {"from_logits": True}),
    "metrics": ["accuracy"],
    "steps_per_execution": 8,  # the same steps, with less of Python between them
}
# For few rows it takes longer to build the training graph than to do without one. SGD moves no
# weight far for a slope that is only rounding: two trainings can be compared.
STEPWISE = COMPILED | {"optimizer": "sgd", "run_eagerly": True, "steps_per_execution": 1}

# Of the digits, 4,000 rows are trained on and 1,000 are held out; measured by `autograder
# calibrate`. The baseline is the share of the commonest digit among those held out.
MNIST_ACCURACY = Threshold(0.88, mean=0.9196, deviation=0.0064, seeds=20, baseline=0.134)

KEYS = {"train_loss", "train_accuracy", "test_loss", "test_accuracy"}
ROWS, TRAINED_ON, EPOCHS, BATCH = 30, 27, 2, 10
STEPS = 6  # twice 10 + 10 + 7 rows; in batches of 32 they are 2
TRAIN, TEST = 0.0, 1.0  # the first pixel of each image says where it is from
OWN = slice(1, 1 + ROWS)  # the next pixels: each is lit in one of the rows to train on


@dataclass(frozen=True)
class Training:
    """A training by the learner's function, and what was seen of it."""

    train: tuple[np.ndarray, np.ndarray]
    test: tuple[np.ndarray, np.ndarray]
    answer: Any  # of fit_and_evaluate, in whatever form
    feedings: list[networks.Feeding]  # what Keras was told
    steps: int | None  # of the optimizer
    start: list[np.ndarray]  # the weights before
    weights: list[np.ndarray]  # and afterwards


def training(function, submission, train, test, seed=5, around=100):
    """Return a training of a new model with the same start weights.

    `around` is the state of chance in which the function is called: only the argument may count.
    """
    model = remote(submission, sequential(LAYERS, STEPWISE))
    networks.watch(model)
    start = networks.get_weights(model)
    (call,) = function.map([(model, train, test, EPOCHS, BATCH, seed)], seed=around)
    answer, feedings = call.value, networks.watched(model)
    steps, weights = networks.architecture(model).steps, networks.get_weights(model)
    for each in (start, weights):
        require_layers(each, SHAPES)
    return Training(train, test, answer, feedings, steps, start, weights)


def marked(rng, labels, mark, own):
    """Return random images for these labels, the pixels that tell of each row set."""
    x, _ = noise(rng, len(labels))
    pixels = x.reshape(len(x), 784)
    pixels[:, 0], pixels[:, OWN] = mark, own
    return x, labels


@observation
def trained(function, submission, rng):
    """Return the training that most graders look at.

    Its rows are marked, and those to train on are sorted by digit. No digit is in both sets: the
    losses on them are far apart, before and after the training.
    """
    train = marked(rng, np.repeat(np.arange(5), 6), TRAIN, np.eye(ROWS))
    test = marked(rng, np.tile(np.arange(5, 10), 4), TEST, 0)
    return training(function, submission, train, test)


def measured(answer):
    """Return what fit_and_evaluate answered, once it has the form that was asked for."""
    assert_type(answer, dict, hint="return a dict")
    hint = "exactly train_loss, train_accuracy, test_loss and test_accuracy"
    require(set(answer) == KEYS, "The dict has other keys than the four asked for.", hint=hint)
    for key in ("train_loss", "train_accuracy"):
        assert_type(answer[key], list, hint="a list with one float per epoch")
        for value in answer[key]:
            assert_type(value, float, hint="float(…) of every number")
    for key in ("test_loss", "test_accuracy"):
        assert_type(answer[key], float, hint="float(…) of what evaluate gives")
    return answer


@grader(2, gate=True)
def test_form(trained):
    """fit_and_evaluate returns two lists with a float per epoch, and two floats."""
    answer = measured(trained.answer)
    lengths = {len(answer["train_loss"]), len(answer["train_accuracy"])}
    require(lengths == {EPOCHS}, "There is not one number per epoch.", hint="history.history[…]")
    losses = answer["train_loss"]
    require(len(set(losses)) > 1, "The loss is the same after every epoch.", hint="is fit called?")


@grader(5, seconds=40)
def test_learns(function, submission):
    """After 5 epochs on 4,000 digits the model reads 88 % of new digits."""
    x, y = digits()

    def measure(seed):
        model = remote(submission, sequential(LAYERS, COMPILED, seed))
        train, test = (x[:4000], y[:4000]), (x[4000:4500], y[4000:4500])
        measured(function(model, train, test, 5, 64, seed))
        right = np.argmax(networks.predict(model, x[4000:]), axis=1) == y[4000:]
        return float(np.mean(right))

    hint = "images and labels stay in step, and fit gets them shuffled"
    assert_reaches(
        measure,
        MNIST_ACCURACY,
        what="accuracy on new digits",
        hint=hint,
        mistake=lambda best: "shuffles_labels_apart" if best < 0.2 else "",
    )


@grader(2)
def test_sorted(trained):
    """Training data sorted by digit are no trouble: fit shuffles them."""
    for feeding in trained.feedings:
        message = "fit does not shuffle the rows: each batch holds one kind of digit."
        shuffled = feeding.options.get("shuffle", True) is not False
        require(shuffled or feeding.method != "fit", message, mistake="does_not_shuffle")


@grader(3)
def test_test_is_kept_out(trained):
    """Test rows never reach fit, not as validation data either."""
    for feeding in trained.feedings:
        is_training = feeding.method in ("fit", "train_on_batch")
        message = "Test rows are trained on."
        require(not (is_training and TEST in feeding.marks), message, mistake="trains_on_test")
        message = "Test rows reach fit as validation data."
        require(TEST not in feeding.validation_marks, message, mistake="validates_on_test")


@grader(2)
def test_validation(trained):
    """The last 10 % of the training rows are not trained on, all others are."""
    # Weights of a pixel move only for a row in which it is lit: by x times a slope.
    moved = np.any(trained.weights[0] != trained.start[0], axis=1)[OWN]
    message = "The last 10 % of the training rows change what is learned."
    hint = "validation_split=0.1"
    fed = [feeding for feeding in trained.feedings if feeding.method == "fit"]
    validated = any(f.validation_marks or f.options.get("validation_split") for f in fed)
    mistake = "" if validated else "has_no_validation_data"
    require(not np.any(moved[TRAINED_ON:]), message, hint=hint, mistake=mistake)
    message = "A row before the last 10 % does not change what is learned."
    require(moved[TRAINED_ON - 1], message, hint=hint)


@grader(2)
def test_scores(trained):
    """test_loss and test_accuracy are those of the trained model on the test set."""
    (x, y), answer = trained.test, trained.answer
    logits = forward(trained.weights, x)
    accuracy = float(np.mean(np.argmax(logits, axis=1) == y))
    on_train = cross_entropy(forward(trained.weights, trained.train[0]), trained.train[1])
    message = "The test scores are not those of the trained model on the test set."
    mistake = "evaluates_on_train" if abs(answer["test_loss"] - on_train) < 1e-3 else ""
    near = abs(answer["test_loss"] - cross_entropy(logits, y)) < 1e-3
    mistake = mistake or ("evaluates_before_training" if not near else "")
    hint = "model.evaluate(*test, verbose=0), after fit"
    require(near, message, hint=hint, mistake=mistake)
    require(abs(answer["test_accuracy"] - accuracy) < 1e-3, message, hint=hint)


@grader(1)
def test_seed(function, submission, trained):
    """The same seed gives the same training, another seed another one."""

    def first_layer(**chance):
        again = training(function, submission, trained.train, trained.test, **chance)
        measured(again.answer)
        return again.weights[0]

    hint = "keras.utils.set_random_seed comes before fit"
    same = np.allclose(trained.weights[0], first_layer(around=200), rtol=0, atol=1e-6)
    message = "Two trainings with the same seed differ."
    require(same, message, hint=hint, mistake="ignores_the_seed")
    message = "Trainings with different seeds are the same."
    still = any(feeding.options.get("shuffle") is False for feeding in trained.feedings)
    mistake = "does_not_shuffle" if still else "fixes_the_seed"
    same = np.array_equal(trained.weights[0], first_layer(seed=6))
    require(not same, message, hint=hint, mistake=mistake)


@grader(1)
def test_steps(trained):
    """The number of training steps follows from epochs, batch_size and the rows trained on."""
    message = "The number of training steps is not epochs × batches."
    mistake = "ignores_the_batch_size" if trained.steps == EPOCHS else ""  # one batch of 32
    hint = "hand epochs and batch_size on to fit"
    require(trained.steps == STEPS, message, hint=hint, mistake=mistake)


@grader(1)
def test_silent(trained):
    """Training and evaluation print nothing."""
    for feeding in trained.feedings:
        speaks = feeding.options.get("verbose", "auto") not in (0, "0")
        loud = speaks and feeding.method in ("fit", "evaluate", "predict")
        message = "Keras prints its progress."
        require(not loud, message, hint="verbose=0 in fit and evaluate", mistake="prints_progress")


@grader(1)
def test_epochs(function, submission, rng):
    """Fewer than 1 epochs are refused."""
    model = remote(submission, sequential(LAYERS, STEPWISE))
    cases = [(model, noise(rng, 20), noise(rng, 20), epochs) for epochs in (0, -1)]
    assert_rejects_all(function, cases, says="epochs", hint="epochs >= 1")
