"""11.6 train_order_model: its graders."""

import functools

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    dense,
    descent,
    grader,
    id_rows,
    id_trainings,
    networks,
    observation,
    recurrent,
    require,
    training_calls,
)

from . import cases

# 2,400 rows of letters are trained on for 5 epochs and 1,500 are held out; measured by `autograder
# calibrate`. The baseline is that of a bag of letters, which cannot tell the two classes apart.
LETTER_ACCURACY = Threshold(0.74, mean=0.8389, deviation=0.0132, seeds=20, baseline=0.5)

WIDTH, UNITS, RATE = 16, 32, 0.005
HELD_OUT, LEARNED = 1500, 3000
LAYERS = [
    ("Input", {"shape": (id_rows.LENGTH,)}),
    ("Embedding", {"input_dim": id_rows.IDS, "output_dim": WIDTH}),
    ("LSTM", {"units": UNITS}),
    ("Dense", {"units": 1, "activation": "sigmoid"}),
]


def weights_of(model, ids=id_rows.IDS):
    """Return a model's weights, once they have the shapes that were asked for."""
    wanted = [(ids, WIDTH), *recurrent.shapes_of(WIDTH, UNITS)]
    gru = [(WIDTH, 3 * UNITS), (UNITS, 3 * UNITS), (2, 3 * UNITS)]
    known = {
        "takes_a_gru": [wanted[0], *gru, *wanted[4:]],
        "takes_a_simple_rnn": [
            *(wanted[0], (WIDTH, UNITS), (UNITS, UNITS), (UNITS,)),
            *wanted[4:],
        ],
        "adds_a_row_to_the_table": [(ids + 1, WIDTH), *wanted[1:]],
        "flattens_all_states": [*wanted[:4], (id_rows.LENGTH * UNITS, 1), (1,)],
    }
    hint = "Embedding(V, 16), LSTM(32) and Dense(1); V is X.max() + 1"
    return cases.require_shapes(model, wanted, known, hint)


def trainings(start, batches, *, learning_rate=RATE):
    """Yield, for each way of Keras to square what an embedding's row gets, a training by Adam."""
    for by_place in (True, False):
        of = functools.partial(cases.order_slopes, by_place=by_place)
        upstream = descent.binary_slope
        yield descent.adam(start, batches, learning_rate, upstream=upstream, slopes_of=of)


def ways(start, rows, steps, **other):
    """Yield each way of Keras to train on a single batch, for so many steps."""
    return trainings(start, [rows] * steps, **other)


@observation
def training(function, submission, rng):
    """Return rows, the training on them, and the weights that it begins with."""
    return id_rows.observed(
        function, rng, lambda seed: cases.started(submission, LAYERS, seed), weights_of, ways, RATE
    )


test_form = id_trainings.worth(1, id_trainings.form, gate=True)


@grader(2)
def test_network(function, rng):
    """The ids are looked up, read from the first to the last, and end in a sigmoid."""
    X, y = id_rows.rows(rng)
    X[:, :2] = 0  # what a mask would leave out
    model = training_calls.train(function, X, y, 1, 0).answer["model"]
    weights = [rng.normal(0, 0.4, each.shape).astype(np.float32) for each in weights_of(model)]
    networks.set_weights(model, weights)
    seen, logits = networks.predict(model, X), cases.order_logits(weights, X)
    masked = [cases.order_logits(weights, row[np.newaxis, row > 0])[0] for row in X]
    known = {
        "masks_the_padding": dense.sigmoid(np.array(masked)),
        "reads_backwards": dense.sigmoid(cases.order_logits(weights, X[:, ::-1])),
        "ends_in_logits": logits,
    }
    wanted = dense.sigmoid(logits)
    fits = dense.is_same(seen, wanted)
    named = [name for name, each in known.items() if not fits and dense.is_same(seen, each)]
    message, hint = "The model does not compute what its layers should.", "no mask; a sigmoid"
    require(fits, message, hint=hint, mistake=named[0] if named else "")


test_learned = id_trainings.worth(3, id_trainings.learned)


@grader(1)
def test_steps(function, submission, rng):
    """Batches have 32 rows, shuffled; all epochs are trained, and any integer dtype will do."""
    X, y, model = id_trainings.require_steps(function, rng, default=12)
    cut = 4 * len(X) // 5
    parts = [slice(begin, min(begin + 32, cut)) for begin in range(0, cut, 32)] * 2
    start, seen = cases.started(submission, LAYERS, 1), weights_of(model)
    ends = [way[-1] for way in map(list, trainings(start, [(X[part], y[part]) for part in parts]))]
    kept = min(training_calls.apart(seen, each, RATE) for each in ends) < id_rows.NEAR
    message, hint = "The rows come in the same order in each epoch.", "fit shuffles by itself"
    require(not kept, message, hint=hint, mistake="keeps_the_order" if kept else "")


test_ids = id_trainings.worth(1, id_trainings.ids)
test_last_epoch = id_trainings.worth(1, id_trainings.last_epoch)


@grader(1)
def test_accuracy(function, rng, training):
    """accuracy is the share of the test rows that the network has right."""
    id_trainings.require_accuracy(function, rng, training, cases.order_logits)


test_baseline = id_trainings.worth(1, id_trainings.baseline)


@grader(2, seconds=60)
def test_learns(function, rng):
    """After 5 epochs on 2,400 rows of letters the network tells 74 % of others."""
    X, y = cases.redrawn_letters(rng, LEARNED + HELD_OUT)

    def measure(seed):
        (call,) = function.map([(X[:LEARNED], y[:LEARNED], 5, seed)])
        outputs = networks.predict(call.value["model"], X[LEARNED:])
        return float(np.mean((outputs[:, 0] > 0.5) == y[LEARNED:]))

    hint = "labels stay beside their rows, and fit gets them shuffled"
    assert_reaches(measure, LETTER_ACCURACY, what="accuracy on new letters", hint=hint)


test_floats = id_trainings.worth(1, id_trainings.floats)
test_manners = id_trainings.worth(1, id_trainings.manners)
