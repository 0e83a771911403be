"""4.6 fit_and_evaluate: its graders, and the mistakes that they know."""

import keras
import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    assert_rejects,
    assert_type,
    grader,
    misconception,
    networks,
    remote,
    require,
    sequential,
)

from .cases import LAYERS, SHAPES, cross_entropy, digits, noise, require_layers

COMPILED = {
    "optimizer": "adam",
    "loss": ("losses", "SparseCategoricalCrossentropy", {"from_logits": True}),
    "metrics": ["accuracy"],
    "steps_per_execution": 8,  # the same steps, with less of Python between them
}

# For few rows it takes longer to build the training graph than to do without one.
STEPWISE = COMPILED | {"run_eagerly": True, "steps_per_execution": 1}
# Without dropout, and with an optimizer that remembers nothing, a model is as new once its start
# weights are put back.
PLAIN = [layer for layer in LAYERS if layer[0] != "Dropout"]
STATELESS = STEPWISE | {"optimizer": "sgd"}

# Of the digits, 4,000 rows are trained on and 1,000 are held out; measured by `autograder
# calibrate`. The baseline is the share of the commonest digit among those held out.
MNIST_ACCURACY = Threshold(0.88, mean=0.9184, deviation=0.0049, seeds=20, baseline=0.134)

KEYS = {"train_loss", "train_accuracy", "test_loss", "test_accuracy"}


def fresh_model(submission, seed=0, compiled=STEPWISE):
    """Return a compiled model of the course in the worker, with the start weights of `seed`."""
    return remote(submission, sequential(LAYERS, compiled, seed))


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


def marked(data, mark):
    """Return the data with the first pixel of every image set to `mark`."""
    x, y = data
    x = x.copy()
    x[:, 0, 0] = mark
    return x, y


@grader(2, gate=True)
def test_form(function, submission, rng):
    """fit_and_evaluate returns two lists with a float per epoch, and two floats."""
    model = fresh_model(submission)
    answer = measured(function(model, noise(rng), noise(rng), 2, 32, 0))
    lengths = {len(answer["train_loss"]), len(answer["train_accuracy"])}
    require(lengths == {2}, "There is not one number per epoch.", hint="history.history[…]")
    losses = answer["train_loss"]
    require(len(set(losses)) > 1, "The loss is the same after every epoch.", hint="is fit called?")


@grader(5, seconds=40)
def test_learns(function, submission):
    """After 5 epochs on 4,000 digits the model reads 88 % of new digits."""
    x, y = digits()

    def measure(seed):
        model = fresh_model(submission, seed, COMPILED)
        train, test = (x[:4000], y[:4000]), (x[4000:4500], y[4000:4500])
        measured(function(model, train, test, 5, 32, seed))
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
def test_sorted(function, submission):
    """Training data sorted by digit are no trouble: fit shuffles them."""
    x, y = digits()
    order = np.argsort(y[:100], kind="stable")
    # The last tenth is not trained on: it gets digits of every kind, the rest is sorted.
    order = np.concatenate([np.delete(order, np.s_[::10]), order[::10]])
    model = fresh_model(submission)
    networks.watch(model)
    measured(function(model, (x[order], y[order]), (x[:20], y[:20]), 1, 32, 0))
    for feeding in networks.watched(model):
        message = "fit does not shuffle the rows: each batch holds one kind of digit."
        shuffled = feeding.options.get("shuffle", True) is not False
        require(shuffled or feeding.method != "fit", message, mistake="does_not_shuffle")


@grader(3)
def test_test_is_kept_out(function, submission, rng):
    """Test rows never reach fit, not as validation data either."""
    model = fresh_model(submission)
    networks.watch(model)
    train, test = marked(noise(rng, 60), 0.0), marked(noise(rng, 20), 1.0)
    measured(function(model, train, test, 1, 32, 0))
    for feeding in networks.watched(model):
        is_training = feeding.method in ("fit", "train_on_batch")
        message = "Test rows are trained on."
        require(not (is_training and 1.0 in feeding.marks), message, mistake="trains_on_test")
        message = "Test rows reach fit as validation data."
        require(1.0 not in feeding.validation_marks, message, mistake="validates_on_test")


@grader(2)
def test_validation(function, submission, rng):
    """The last 10 % of the training rows are not trained on, all others are."""
    (x, y), test = noise(rng, 80), noise(rng, 20)
    other_end, other_rest = x.copy(), x.copy()
    other_end[72:] = 1 - other_end[72:]
    other_rest[71] = 1 - other_rest[71]
    model = remote(submission, sequential(PLAIN, STATELESS))
    start, weights = networks.get_weights(model), []
    networks.watch(model)
    for images in (x, other_end, other_rest):
        networks.set_weights(model, start)
        measured(function(model, (images, y), test, 1, 32, 0))
        learned = networks.get_weights(model)
        require_layers(learned, SHAPES)
        weights.append(learned[0])
    message = "The last 10 % of the training rows change what is learned."
    same = np.allclose(weights[0], weights[1], atol=1e-6)
    hint = "validation_split=0.1"
    fed = [feeding for feeding in networks.watched(model) if feeding.method == "fit"]
    validated = any(f.validation_marks or f.options.get("validation_split") for f in fed)
    require(same, message, hint=hint, mistake="" if validated else "has_no_validation_data")
    message = "A row before the last 10 % does not change what is learned."
    require(not np.array_equal(weights[0], weights[2]), message, hint=hint)


@grader(2)
def test_scores(function, submission, rng):
    """test_loss and test_accuracy are those of the trained model on the test set."""
    model = fresh_model(submission)
    train, (x, y) = noise(rng, 100), noise(rng, 60)
    answer = measured(function(model, train, (x, y), 2, 32, 0))
    logits = networks.predict(model, x)
    accuracy = float(np.mean(np.argmax(logits, axis=1) == y))
    on_train = networks.evaluate(model, *train)["loss"]
    message = "The test scores are not those of the trained model on the test set."
    mistake = "evaluates_on_train" if abs(answer["test_loss"] - on_train) < 1e-3 else ""
    near = abs(answer["test_loss"] - cross_entropy(logits, y)) < 1e-3
    mistake = mistake or ("evaluates_before_training" if not near else "")
    hint = "model.evaluate(*test, verbose=0), after fit"
    require(near, message, hint=hint, mistake=mistake)
    require(abs(answer["test_accuracy"] - accuracy) < 1e-3, message, hint=hint)


@grader(1)
def test_seed(function, submission, rng):
    """The same seed gives the same training, another seed another one."""
    train, test = noise(rng, 100), noise(rng, 20)
    model = remote(submission, sequential(PLAIN, STATELESS))
    start, ends = networks.get_weights(model), []
    networks.watch(model)
    # The state of chance around the calls differs: only the argument may count.
    for seed, around in ((5, 100), (5, 200), (6, 100)):
        networks.set_weights(model, start)
        case = (model, train, test, 1, 30, seed)
        (call,) = function.map([case], seed=around)
        measured(call.value)
        learned = networks.get_weights(model)
        require_layers(learned, SHAPES)
        ends.append(learned[0])
    hint = "keras.utils.set_random_seed comes before fit"
    same = np.allclose(ends[0], ends[1], rtol=0, atol=1e-6)
    message = "Two trainings with the same seed differ."
    require(same, message, hint=hint, mistake="ignores_the_seed")
    message = "Trainings with different seeds are the same."
    still = any(feeding.options.get("shuffle") is False for feeding in networks.watched(model))
    mistake = "does_not_shuffle" if still else "fixes_the_seed"
    require(not np.array_equal(ends[0], ends[2]), message, hint=hint, mistake=mistake)


@grader(1)
def test_steps(function, submission, rng):
    """The number of training steps follows from epochs, batch_size and the rows trained on."""
    model = fresh_model(submission)
    measured(function(model, noise(rng, 100), noise(rng, 20), 2, 20, 0))
    steps = networks.architecture(model).steps
    message = "The number of training steps is not epochs × batches."
    mistake = "ignores_the_batch_size" if steps == 6 else ""  # three batches of 32
    require(steps == 10, message, hint="hand epochs and batch_size on to fit", mistake=mistake)


@grader(1)
def test_silent(function, submission, rng):
    """Training and evaluation print nothing."""
    model = fresh_model(submission)
    networks.watch(model)
    measured(function(model, noise(rng), noise(rng, 20), 1, 32, 0))
    for feeding in networks.watched(model):
        speaks = feeding.options.get("verbose", "auto") not in (0, "0")
        loud = speaks and feeding.method in ("fit", "evaluate", "predict")
        message = "Keras prints its progress."
        require(not loud, message, hint="verbose=0 in fit and evaluate", mistake="prints_progress")


@grader(1)
def test_epochs(function, submission, rng):
    """Fewer than 1 epochs are refused."""
    for epochs in (0, -1):
        model = fresh_model(submission)
        given = (model, noise(rng, 20), noise(rng, 20), epochs)
        assert_rejects(function, *given, says="epochs", hint="epochs >= 1")


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


def run(model, train, test, epochs, batch_size, seed, evaluate_on=None, **fitting):
    """Train and evaluate rightly but for some arguments of fit."""
    if epochs < 1:
        raise ValueError(f"fit_and_evaluate: epochs: must be at least 1 ({epochs})")
    if seed is not None:
        keras.utils.set_random_seed(seed)
    arguments = {"epochs": epochs, "batch_size": batch_size, "validation_split": 0.1, "verbose": 0}
    history = model.fit(*train, **arguments | fitting).history
    scores = model.evaluate(*(evaluate_on or test), verbose=0, return_dict=True)
    return answer(history, scores)


def answer(history, scores):
    """Return the four numbers that are asked for, of what Keras says of them."""
    return {
        "train_loss": [float(value) for value in history["loss"]],
        "train_accuracy": [float(value) for value in history["accuracy"]],
        "test_loss": float(scores["loss"]),
        "test_accuracy": float(scores["accuracy"]),
    }


@misconception
def validates_on_test(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """Test rows reached fit() as validation data.

    They are for one final evaluation: choose by them, and they no longer say how good the network
    is on what is new. Use validation_split.
    """
    x, y = train
    kept = (x[: len(x) * 9 // 10], y[: len(x) * 9 // 10])
    wrong = {"validation_split": 0.0, "validation_data": test}
    return run(model, kept, test, epochs, batch_size, seed, **wrong)


@misconception
def trains_on_test(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """Test rows were trained on: the test score then tells how well the network remembers, not how
    well it reads.
    """
    both = tuple(np.concatenate(pair) for pair in zip(train, test, strict=True))
    return run(model, both, test, epochs, batch_size, seed)


@misconception
def has_no_validation_data(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """All training rows are trained on. The last 10 % are for validation: validation_split=0.1."""
    return run(model, train, test, epochs, batch_size, seed, validation_split=0.0)


@misconception
def shuffles_labels_apart(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """The accuracy is that of guessing: images and labels no longer belong together.

    If you shuffle, index both with one permutation; fit shuffles by itself.
    """
    x, y = train
    rng = np.random.default_rng(seed)
    return run(model, (x, y[rng.permutation(len(y))]), test, epochs, batch_size, seed)


@misconception
def does_not_shuffle(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """shuffle=False: where the rows are sorted, each batch holds one digit, and the network forgets
    the others. Leave shuffle as it is.
    """
    return run(model, train, test, epochs, batch_size, seed, shuffle=False)


@misconception
def ignores_the_seed(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """The argument seed has no effect: hand it to keras.utils.set_random_seed before fit."""
    return run(model, train, test, epochs, batch_size, None)


@misconception
def fixes_the_seed(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """The seed is always the same number, whatever is given: hand the argument seed on."""
    return run(model, train, test, epochs, batch_size, 0)


@misconception
def ignores_the_batch_size(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """batch_size has no effect: hand it on to fit, which takes 32 otherwise."""
    return run(model, train, test, epochs, 32, seed)


@misconception
def prints_progress(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """Keras prints a bar for every epoch. Say verbose=0, in fit and in evaluate."""
    return run(model, train, test, epochs, batch_size, seed, verbose=2)


@misconception
def evaluates_on_train(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """test_loss and test_accuracy are those of the training rows: evaluate on test."""
    return run(model, train, test, epochs, batch_size, seed, evaluate_on=train)


@misconception
def evaluates_before_training(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """The test set is evaluated before the training: the scores are those of random weights."""
    if epochs < 1:
        return run(model, train, test, epochs, batch_size, seed)
    scores = model.evaluate(*test, verbose=0, return_dict=True)
    after = run(model, train, test, epochs, batch_size, seed)
    return after | {"test_loss": scores["loss"], "test_accuracy": scores["accuracy"]}
