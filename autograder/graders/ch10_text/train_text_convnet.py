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


test_form = id_trainings.worth(1, id_trainings.form, gate=True)


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


test_learned = id_trainings.worth(4, id_trainings.learned)


@grader(1)
def test_steps(function, submission, rng):
    """Batches have 32 rows, shuffled; all epochs are trained, and any integer dtype will do."""
    X, y, model = id_trainings.require_steps(function, rng, default=6)
    size = id_rows.LENGTH, id_rows.IDS
    start, seen = cases.start(submission, *size, 1), cases.weights_of(model, *size)
    ends = cases.trainings(start, id_rows.in_order(X, y))
    id_trainings.require_shuffled(seen, ends, cases.RATE)


test_ids = id_trainings.worth(1, id_trainings.ids)
test_last_epoch = id_trainings.worth(1, id_trainings.last_epoch)


@grader(2)
def test_accuracy(function, rng, training):
    """accuracy is the share of the test rows that the network has right."""
    id_trainings.require_accuracy(function, rng, training, cases.logits_of)


test_baseline = id_trainings.worth(2, id_trainings.baseline)


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


test_floats = id_trainings.worth(1, id_trainings.floats)
test_manners = id_trainings.worth(2, id_trainings.manners)
