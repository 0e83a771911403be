"""6.2 train_topics: its graders."""

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

# 1,600 definitions are trained on and 1,000 are held out; measured by `autograder calibrate`. The
# baseline is the share of the commonest kind.
TOPIC_ACCURACY = Threshold(0.30, mean=0.3779, deviation=0.0132, seeds=20, baseline=0.115)

ROWS, CUT = 128, 102  # 102.4 rounded down; even all rows are one batch, in any order
WORDS, HIDDEN, CLASSES = 300, 6, 5
EPOCHS, SEED, AROUND = 4, 5, 100
SIZES = (WORDS, 64, HIDDEN, CLASSES)
KEYS = ("accuracy", "baseline", "model")
MORE = 163  # rows, of which 130 are trained on: two batches
HELD_OUT, DIMENSION = slice(2000, 3000), 1000


def texts(rng, rows=ROWS):
    """Return multi-hot rows and classes: class 3 never occurs, and class 4 in the test alone.

    Classes 1 and 2 are equally frequent in training, and 2 is met first; of the test rows few are
    1, among them the first and the last, more 2, most 4.
    """
    cut = 4 * rows // 5
    y = rng.permutation([1, 2] * ((cut - 19) // 2) + [0] * (17 + (cut - 17) % 2))
    y = np.concatenate([[2], y, [1]])
    test = rng.permutation(np.repeat([1, 0, 2, 4], [2, 3, 7, rows - cut - 14]))
    y = np.concatenate([y, [1], test, [1]])
    own = np.arange(WORDS) % CLASSES == y[:, np.newaxis]
    X = rng.random((rows, WORDS)) < np.where(own, 0.7, 0.15)
    return X.astype(np.float32), y


@observation
def training(function, rng):
    """Return rows, classes, and the training that most graders look at."""
    X, y = texts(rng)
    return X, y, training_calls.train(function, X, y, HIDDEN, EPOCHS, SEED, around=AROUND)


def weights_of(model):
    """Return a model's weights, once they have the shapes that were asked for."""
    networks.architecture(model)
    weights = networks.get_weights(model)
    seen = [array.shape for array in weights]
    known = {
        "ignores_hidden": (WORDS, 64, 64, CLASSES),
        "narrows_the_middle": (WORDS, 64, 4, CLASSES),
        "counts_the_classes_that_occur": (WORDS, 64, HIDDEN, 4),
        "counts_the_classes_of_train": (WORDS, 64, HIDDEN, 3),
        "leaves_out_the_middle": (WORDS, 64, CLASSES),
        "exchanges_the_hidden_layers": (WORDS, HIDDEN, 64, CLASSES),
        "gives_hidden_to_both_layers": (WORDS, HIDDEN, HIDDEN, CLASSES),
    }
    named = [name for name, sizes in known.items() if seen == dense.shapes_of(*sizes)]
    message = "The layers with weights are not the ones asked for."
    hint = "Dense layers of 64, hidden and int(y.max()) + 1 units, with biases"
    right = seen == dense.shapes_of(*SIZES)
    require(right, message, hint=hint, mistake=named[0] if named else "")
    return weights


@grader(1, gate=True)
def test_form(training):
    """train_topics returns a dict: two floats, and a model D-64-hidden-C."""
    answer = training[2].answer
    training_calls.require_dict(answer, KEYS, KEYS[:2])
    weights_of(answer["model"])


@grader(3)
def test_network(training):
    """The network has ReLU in both hidden layers, and a softmax."""
    X, model = training[0], training[2].answer["model"]
    weights = weights_of(model)
    seen, logits = networks.predict(model, X), dense.outputs_of(weights, X)
    linear = dense.outputs_of(weights, X, hidden=lambda z: z)
    known = {
        "ends_in_logits": logits,
        "ends_in_sigmoids": 1 / (1 + np.exp(-logits)),
        "leaves_the_hidden_layers_linear": dense.softmax(linear),
    }
    right = np.allclose(seen, dense.softmax(logits), rtol=1e-3, atol=1e-4)
    named = [name for name, each in known.items() if np.allclose(seen, each, rtol=1e-3, atol=1e-4)]
    message, hint = "The model does not compute what its layers should.", "relu, relu, softmax"
    require(right, message, hint=hint, mistake=named[0] if named and not right else "")


@grader(6)
def test_learned(submission, training):
    """The network has learned from the first 4N // 5 rows, by Adam and the cross-entropy."""
    X, y, first = training
    seen, found = weights_of(first.answer["model"]), networks.architecture(first.answer["model"])
    require(found.steps, "The model was not trained.", hint="is fit called?")
    begun = {seed: dense.start(submission, SIZES, seed) for seed in (SEED, 0, AROUND)}

    def off(seed=SEED, rows=CUT, steps=EPOCHS):
        wanted = cases.learned(begun[seed], X[:rows], y[:rows], steps)
        return training_calls.apart(seen, wanted, cases.RATE)

    message = "What the network has learned is not what it learns from these rows."
    hint = "seed, build, compile with Adam and the cross-entropy, fit X[:cut] and y[:cut]"
    if off() < 0.02:
        return
    other = found.optimizer != "Adam"
    known = {
        "trains_on_all_rows": lambda: off(rows=ROWS),
        "rounds_the_size_up": lambda: off(rows=CUT + 1),
        "holds_rows_back": lambda: min(off(rows=int(CUT * share)) for share in (0.9, 0.8)),
        "keeps_an_earlier_epoch": lambda: min(off(steps=steps) for steps in range(1, EPOCHS)),
        "ignores_the_seed": lambda: off(seed=AROUND),
        "fixes_the_seed": lambda: off(seed=0),
    }
    named = ["takes_another_optimizer"] if other else [n for n, f in known.items() if f() < 0.02]
    require(False, message, hint=hint, mistake=named[0] if named else "")


@grader(2)
def test_steps(function, rng):
    """Batches have 128 rows, and all epochs are trained; labels may be of any integer dtype."""
    X, y = texts(rng, MORE)
    model = training_calls.train(function, X, y.astype(np.uint8), HIDDEN, 2, 1).answer["model"]
    known = {24: "ignores_epochs", 10: "ignores_the_batch_size"}  # 12 epochs; 5 batches of 32
    steps = networks.architecture(model).steps
    message = "The number of training steps is not epochs × batches."
    hint, mistake = "epochs=epochs, batch_size=128", known.get(steps or 0, "")
    require(steps == 4, message, hint=hint, mistake=mistake)
    labels = rng.permutation(np.r_[127, 0:9]).astype(np.int8)  # 127 + 1 does not fit into int8
    (call,) = function.map([(rng.random((10, 4)).astype(np.float32), labels, 3, 1, 1)], eager=True)
    message, mistake = "Labels up to 127 in int8 are too many.", "counts_in_the_type_of_y"
    require(call.raised is None, message, hint="int(y.max()) + 1", mistake=mistake)
    units = networks.get_weights(call.value["model"])[-1].shape
    require(units == (128,), message, hint="int(y.max()) + 1", mistake=mistake)


@grader(2)
def test_accuracy(training):
    """accuracy is the share of the test rows that the network has right."""
    X, y, first = training
    right = dense.outputs_of(weights_of(first.answer["model"]), X).argmax(axis=1) == y
    seen = first.answer["accuracy"]
    fits = abs(seen - right[CUT:].mean()) < 1e-6
    on_train = abs(seen - right[:CUT].mean()) < 1e-6 and not fits
    one_less = abs(seen - right[CUT + 1 :].mean()) < 1e-6 and not fits
    message = "accuracy is not that of the network on the test rows."
    hint, mistake = "the last N - 4N // 5 rows", "measures_on_train" if on_train else ""
    mistake = "rounds_the_size_up" if one_less and not on_train else mistake
    require(fits, message, hint=hint, mistake=mistake)


@grader(2)
def test_baseline(training):
    """baseline is the share, among the test rows, of the commonest class of the training rows."""
    _, y, first = training
    test, seen = y[CUT:], first.answer["baseline"]
    share = {label: float(np.mean(test == label)) for label in range(CLASSES)}
    known = {
        "takes_the_commonest_of_the_test": share[4],
        "takes_the_last_of_equals": share[2],
        "measures_the_baseline_on_train": float(np.mean(y[:CUT] == 1)),
        "rounds_the_size_up": float(np.mean(y[CUT + 1 :] == np.bincount(y[: CUT + 1]).argmax())),
    }
    fits = abs(seen - share[1]) < 1e-6
    named = [name for name, value in known.items() if abs(seen - value) < 1e-6]
    message = "baseline is not the share that train's commonest class has in the test."
    hint = "np.bincount(y[:cut]).argmax(), and its share in y[cut:]"
    require(fits, message, hint=hint, mistake=named[0] if named and not fits else "")


@grader(2, seconds=40)
def test_learns(function, rng):
    """After 8 epochs on 1,600 definitions the network is right for 30 % of others, of 45 kinds."""
    X, y = cases.redrawn_topics(rng, HELD_OUT.stop, DIMENSION)

    def measure(seed):
        (call,) = function.map([(X[: HELD_OUT.start], y[: HELD_OUT.start], 64, 8, seed)])
        outputs = networks.predict(call.value["model"], X[HELD_OUT])
        return float(np.mean(outputs.argmax(axis=1) == y[HELD_OUT]))

    hint = "labels stay beside their rows, and fit gets them shuffled"
    assert_reaches(measure, TOPIC_ACCURACY, what="accuracy on new definitions", hint=hint)


@grader(1)
def test_manners(submission, training):
    """Two floats, nothing printed, X and y as they were, and no rows to validate with."""
    X, y, first = training
    found = networks.architecture(first.answer["model"])
    wanted = cases.learned(dense.start(submission, SIZES, SEED), X[:CUT], y[:CUT], EPOCHS)
    seen = weights_of(first.answer["model"])
    right = training_calls.apart(seen, wanted, cases.RATE) < 0.02  # else told elsewhere
    message = "fit got rows to validate with, though nothing is chosen by them."
    hint, mistake = "fit(X[:cut], y[:cut], …), and measure behind it", "watches_the_test_rows"
    require(not (right and found.was_validated), message, hint=hint, mistake=mistake)
    training_calls.require_manners(
        training[2], prints="prints_progress", changes="changes_the_arrays"
    )
    training_calls.require_floats(first.answer, KEYS[:2], all_keys=KEYS)


@grader(1)
def test_hidden(function, rng):
    """A hidden layer of fewer than one unit is refused, one of a single unit is not."""
    given = [(*texts(rng), hidden, 1) for hidden in (0, -1, -64)]
    assert_rejects_all(function, given, says="hidden", hint="hidden >= 1")
    X, y = rng.random((10, 4)).astype(np.float32), np.arange(10) % 3
    (call,) = function.map([(X, y, 1, 1)], eager=True)
    require(call.raised is None, "A hidden layer of one unit is refused.", hint="hidden < 1 is not")
