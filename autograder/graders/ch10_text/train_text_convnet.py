"""10.7 train_text_convnet: its graders."""

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    dense,
    grader,
    id_rows,
    id_trainings,
    networks,
    observation,
    require,
    training_calls,
)

from . import cases

# 2,000 rows of letters are trained on for 4 epochs and 1,500 are held out; measured by `autograder
# calibrate`. The baseline is that of a bag of letters, which cannot tell the two classes apart.
LETTER_ACCURACY = Threshold(0.82, mean=0.8759, deviation=0.0068, seeds=20, baseline=0.5)

HELD_OUT, LEARNED = 1500, 2500


@observation
def training(function, submission, rng):
    """Return rows, the training on them, and the weights that it begins with."""
    size = id_rows.LENGTH, id_rows.IDS
    return id_rows.observed(
        function,
        rng,
        lambda seed: cases.start(submission, *size, seed),
        lambda model: cases.weights_of(model, *size),
        cases.ways,
        cases.RATE,
    )


@grader(1, gate=True)
def test_form(training):
    """train_text_convnet returns a dict: two numbers, and the network."""
    id_trainings.require_form(training)


@grader(3)
def test_network(function, rng):
    """Three neighbours at a time, ReLU, the largest place of each map, and a sigmoid."""
    X, y = id_rows.rows(rng)
    model = training_calls.train(function, X, y, 1, 0).answer["model"]
    drawn = [
        rng.normal(0, 0.4, each.shape)
        for each in cases.weights_of(model, id_rows.LENGTH, id_rows.IDS)
    ]
    drawn[2] = rng.normal(-2, 1, drawn[2].shape)  # so that ReLU shows behind the largest place, too
    weights = [each.astype(np.float32) for each in drawn]
    networks.set_weights(model, weights)
    seen = networks.predict(model, X)

    def wanted(**other):
        return dense.sigmoid(cases.logits_of(weights, X, **other))

    known = {
        "pads_the_places": wanted(padded=1),
        "leaves_the_convolution_linear": wanted(hidden=lambda z: z),
        "takes_the_mean_place": wanted(shrink=lambda active: active.mean(axis=1)),
        "ends_in_logits": cases.logits_of(weights, X),
    }
    fits = dense.is_same(seen, wanted())
    named = [name for name, each in known.items() if not fits and dense.is_same(seen, each)]
    message, hint = "The model does not compute what its layers should.", "relu, largest, sigmoid"
    require(fits, message, hint=hint, mistake=named[0] if named else "")


@grader(4)
def test_learned(training):
    """The network has learned from the first 4N // 5 rows, by Adam and the cross-entropy."""
    ways = {"leaves_the_rate_to_adam": {"learning_rate": 0.001}}
    id_trainings.require_learned(training, ways)


@grader(1)
def test_steps(function, rng):
    """Batches have 32 rows, all epochs are trained, and any integer dtype will do."""
    id_trainings.require_steps(function, rng, default=6)


@grader(1)
def test_ids(function, rng, training):
    """The table has a row for each id up to the largest in X, whichever occur, and where."""
    id_trainings.require_ids(function, rng, training)


@grader(1)
def test_last_epoch(function, training):
    """What counts are the weights behind the last epoch, though the loss was lower before."""
    id_trainings.require_last_epoch(function, training)


@grader(2)
def test_accuracy(function, rng, training):
    """accuracy is the share of the test rows that the network has right."""
    id_trainings.require_accuracy(function, rng, training, cases.logits_of)


@grader(2)
def test_baseline(function, training, rng):
    """baseline is the share, among the test rows, of the commonest class of the training rows."""
    id_trainings.require_baseline(function, training, rng)


@grader(2, seconds=60)
def test_learns(function, rng):
    """After 4 epochs on 2,000 rows of letters the network tells 82 % of others."""
    X, y = cases.redrawn_letters(rng, LEARNED + HELD_OUT)

    def measure(seed):
        (call,) = function.map([(X[:LEARNED], y[:LEARNED], 4, seed)])
        outputs = networks.predict(call.value["model"], X[LEARNED:])
        return float(np.mean((outputs[:, 0] > 0.5) == y[LEARNED:]))

    hint = "labels stay beside their rows, and fit gets them shuffled"
    assert_reaches(measure, LETTER_ACCURACY, what="accuracy on new letters", hint=hint)


@grader(1)
def test_floats(training):
    """accuracy and baseline are built-in floats."""
    keys = id_rows.KEYS[:2]
    training_calls.require_floats(training.answer, keys, mistake="answers_numpy_numbers")


@grader(2)
def test_manners(training):
    """Nothing is printed, X and y are left as they were, and fit gets no rows to validate with."""
    id_trainings.require_manners(training)
