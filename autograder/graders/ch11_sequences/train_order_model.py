"""11.6 train_order_model: its graders."""

import functools
from dataclasses import dataclass, field
from typing import Any

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
HELD_OUT, LEARNED = 1500, 3001  # four fifths are 2,400, rounded down
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


@dataclass(frozen=True)
class Letters:
    """Trainings on letters by their seed: each is made when it is asked for."""

    function: Any
    X: np.ndarray
    y: np.ndarray
    made: dict[int, Any] = field(default_factory=dict)

    def answer(self, seed):
        """Return what is answered after 5 epochs."""
        if seed not in self.made:
            (call,) = self.function.map([(self.X[:LEARNED], self.y[:LEARNED], 5, seed)])
            self.made[seed] = call.value
        return self.made[seed]

    def right(self, seed, some):
        """Return which of some rows the network has right."""
        outputs = networks.apply(self.answer(seed)["model"], self.X[some])
        return (outputs[:, 0] > 0.5) == self.y[some]

    def accuracy(self, seed):
        """Return the share of rows that it has right, of those that are held out."""
        return float(np.mean(self.right(seed, slice(LEARNED, None))))


@observation
def training(function, submission, rng):
    """Return rows, the training on them, and the weights that it begins with."""
    return id_rows.observed(
        function, rng, lambda seed: cases.started(submission, LAYERS, seed), weights_of, ways, RATE
    )


test_form = id_trainings.worth(1, id_trainings.form, gate=True)


@observation
def stepped(function, rng):
    """Return rows, as many of the training rows 1 as 0, and an epoch of three batches of them."""
    X, y = id_rows.rows(rng, id_rows.MORE)
    case = X.astype(np.uint8), y.astype(np.uint8), 1, 1
    (call,) = function.map([case], seed=id_rows.AROUND, eager=True)
    return X, y, call


@observation
def alike(function, submission):
    """Return a call whose training goes past its best, and how far it is from that, by a model.

    All training rows are alike and three of five are 1, so Adam goes too far. The largest id is 255
    in uint8 and comes in the test rows alone, and most ids below it never come.
    """
    rows, cut = id_rows.ROWS, id_rows.CUT
    X = np.tile(np.arange(id_rows.LENGTH, dtype=np.uint8), (rows, 1))
    X[cut:], y = 255, (np.arange(rows) % 5 < 3).astype(np.int64)
    (call,) = function.map([(X, y, id_rows.LONG, id_rows.SEED)], seed=id_rows.AROUND, eager=True)
    layers = [
        ("Embedding", each[1] | {"input_dim": 256}) if each[0] == "Embedding" else each
        for each in LAYERS
    ]
    ends = [
        list(way)[-1]
        for way in ways(
            cases.started(submission, layers, id_rows.SEED), (X[:cut], y[:cut]), id_rows.LONG
        )
    ]
    return call, ends


@observation(seconds=60)
def learned(function, rng):
    """Return what longer trainings on letters have learned, by their seed."""
    return Letters(function, *cases.redrawn_letters(rng, LEARNED + HELD_OUT))


@grader(2)
def test_network(rng, training):
    """The ids are looked up, read from the first to the last, and end in a sigmoid."""
    X = id_rows.rows(rng)[0]
    X[:, :2] = 0  # what a mask would leave out
    weights = [rng.normal(0, 0.4, each.shape).astype(np.float32) for each in training.weights]
    seen = cases.predicted(training.answer["model"], weights, X)
    logits = cases.order_logits(weights, X)
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


def keeps_the_order(submission, model, X, y, epochs):
    """Return whether a model has learned from batches of rows as they stand."""
    cut = 4 * len(X) // 5
    parts = [slice(begin, min(begin + 32, cut)) for begin in range(0, cut, 32)] * epochs
    start, seen = cases.started(submission, LAYERS, 1), weights_of(model)
    ends = [way[-1] for way in map(list, trainings(start, [(X[part], y[part]) for part in parts]))]
    return min(training_calls.apart(seen, each, RATE) for each in ends) < id_rows.NEAR


# A grader that finds in one of the observations all that it asks for needs no training of its own.
# Where it does not, one of its own tells why, or that it was something else.


@grader(1)
def test_steps(function, submission, rng, stepped):
    """Batches have 32 rows, shuffled; all epochs are trained, and any integer dtype will do."""
    X, y, call = stepped
    if call.raised is None:
        model = call.value["model"]
        three = networks.architecture(model).steps == 3  # all epochs: the other trainings show it
        if three and not keeps_the_order(submission, model, X, y, 1):
            return
    X, y, model = id_trainings.require_steps(function, rng, default=12)
    kept = keeps_the_order(submission, model, X, y, 2)
    message, hint = "The rows come in the same order in each epoch.", "fit shuffles by itself"
    require(not kept, message, hint=hint, mistake="keeps_the_order" if kept else "")


@grader(1)
def test_ids(function, rng, training, alike):
    """The table has a row for each id up to the largest in X, whichever occur, and where."""
    call, ends = alike
    if call.raised is None:
        table = networks.get_weights(call.value["model"])[0]
        if table.shape == ends[0][0].shape:
            return
    id_trainings.ids(function, rng, training)


@grader(1)
def test_last_epoch(function, training, alike):
    """What counts are the weights after the last epoch, though the loss was lower before."""
    call, ends = alike
    if training.is_right and call.raised is None:
        seen = weights_of(call.value["model"], 256)
        if min(training_calls.apart(seen, each, RATE) for each in ends) < id_rows.NEAR:
            return
    id_trainings.last_epoch(function, training)


@grader(1, seconds=60)
def test_accuracy(function, rng, training, learned):
    """accuracy is the share of the test rows that the network has right."""
    seen = learned.answer(0).get("accuracy")
    share = np.mean(learned.right(0, slice(4 * LEARNED // 5, LEARNED)))
    if isinstance(seen, float) and abs(seen - share) < 1e-6:
        return
    id_trainings.require_accuracy(function, rng, training, cases.order_logits)


@grader(1)
def test_baseline(function, training, rng, stepped):
    """baseline is the share, among the test rows, of the commonest class of the training rows."""
    _, y, call = stepped
    if call.raised is None:
        pairs = (training.y, training.answer), (y, call.value)
        off = [
            abs(float(each["baseline"]) - np.mean(of[4 * len(of) // 5 :] == 0))
            for of, each in pairs
        ]
        if max(off) < 1e-6:
            return
    id_trainings.baseline(function, training, rng)


@grader(2, seconds=60)
def test_learns(learned):
    """After 5 epochs on 2,400 rows of letters the network tells 74 % of others."""
    hint = "labels stay beside their rows, and fit gets them shuffled"
    assert_reaches(learned.accuracy, LETTER_ACCURACY, what="accuracy on new letters", hint=hint)


test_floats = id_trainings.worth(1, id_trainings.floats)
test_manners = id_trainings.worth(1, id_trainings.manners)
