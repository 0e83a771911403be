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
LETTER_ACCURACY = Threshold(0.74, mean=0.8338, deviation=0.0133, seeds=20, baseline=0.5)

WIDTH, UNITS, RATE = 16, 32, 0.005
CUT, LEARNED, HELD = 2400, 3001, slice(3001, 4501)  # four fifths of 3,001, rounded down
EPOCHS, BEYOND = 5, 9
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
    """Trainings on letters by their seed: each is made when it is asked for.

    With seed 0 the training rows stand by class, all 0 before all 1, in a small dtype: whoever
    shuffles them meets no difference, and says 1 of new rows too often or too rarely by 6 % at
    most. Whoever does not says it too often by 23 to 28 % (six draws of each).
    """

    function: Any
    X: np.ndarray
    y: np.ndarray
    made: dict[int, Any] = field(default_factory=dict)

    def call(self, seed):
        """Return the call that trains for 5 epochs."""
        if seed not in self.made:
            X, y = self.X[:LEARNED].copy(), self.y[:LEARNED].copy()
            if seed == 0:
                some = np.argsort(y[:CUT], kind="stable")
                X[:CUT], y[:CUT] = X[some], y[some]
                X, y = X.astype(np.uint8), y.astype(np.uint8)
            (self.made[seed],) = self.function.map([(X, y, EPOCHS, seed)])
        return self.made[seed]

    def said(self, seed, some):
        """Return what the network says of some rows, 0 or 1."""
        return networks.apply(self.call(seed).value["model"], self.X[some])[:, 0] > 0.5

    def accuracy(self, seed):
        """Return the share of rows that it has right, of those that are held out."""
        return float(np.mean(self.said(seed, HELD) == self.y[HELD]))

    def is_shuffled(self):
        """Return whether batches have 32 rows, which do not come by their class."""
        if self.call(0).raised is not None:
            return False
        steps = networks.architecture(self.call(0).value["model"]).steps
        more = float(np.mean(self.said(0, HELD)) - np.mean(self.y[HELD]))
        return steps == EPOCHS * CUT // 32 and abs(more) < 0.15

    def differs_from(self, key, find):
        """Return whether a number in the answer is another one, or cannot be compared."""
        if self.call(0).raised is not None:
            return True
        seen = self.call(0).value[key]
        return not isinstance(seen, (float, np.floating)) or abs(float(seen) - find()) > 1e-6


@observation
def training(function, submission, rng):
    """Return rows, the training on them, and the weights that it begins with."""
    return id_rows.observed(
        function, rng, lambda seed: cases.started(submission, LAYERS, seed), weights_of, ways, RATE
    )


test_form = id_trainings.worth(1, id_trainings.form, gate=True)


@observation
def alike(function, submission):
    """Return whether a table has all rows, and whether the weights are those after the last epoch.

    All training rows are alike and 14 of 25 are 1: Adam arrives there after five steps, and goes
    too far. The largest id is 255 in uint8, in the test rows alone; most below it never come.
    """
    rows, cut = id_rows.ROWS, id_rows.CUT
    X = np.tile(np.arange(id_rows.LENGTH, dtype=np.uint8), (rows, 1))
    X[cut:], y = 255, (np.arange(rows) * 14 % 25 < 14).astype(np.int64)
    case = X, y, BEYOND, id_rows.SEED
    (call,) = function.map([case], seed=id_rows.AROUND, eager=True)
    if call.raised is not None:
        return False, False
    layers = [LAYERS[0], ("Embedding", {"input_dim": 256, "output_dim": WIDTH}), *LAYERS[2:]]
    start = cases.started(submission, layers, id_rows.SEED)
    seen = networks.get_weights(call.value["model"])
    if [each.shape for each in seen] != [each.shape for each in start]:
        return False, False
    found = [list(way)[-1] for way in ways(start, (X[:cut], y[:cut]), BEYOND)]
    off = min(training_calls.apart(seen, each, RATE) for each in found)
    return True, off < id_rows.NEAR


@observation
def learned(function, rng):
    """Return trainings on letters: as many of the rows that are trained on are 1 as 0."""
    X, y = cases.redrawn_letters(rng, 6000)
    train = np.sort([np.flatnonzero(y == label)[: CUT // 2] for label in (0, 1)], axis=None)
    others = np.delete(np.arange(len(y)), train)[: HELD.stop - CUT]
    some = np.concatenate([train, others])
    return Letters(function, X[some], y[some])


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


# Where a grader finds in one of these observations all that it asks for, it needs no training of
# its own. Where it does not, one of its own says why, or that it was something else.


@grader(1, seconds=60)
def test_steps(function, submission, rng, learned):
    """Batches have 32 rows, shuffled; all epochs are trained, and any integer dtype will do."""
    if learned.is_shuffled():
        return
    X, y, model = id_trainings.require_steps(function, rng, default=12)
    start, seen = cases.started(submission, LAYERS, 1), weights_of(model)
    id_trainings.require_shuffled(seen, trainings(start, id_rows.in_order(X, y)), RATE)


@grader(1)
def test_ids(function, rng, training, alike):
    """The table has a row for each id up to the largest in X, whichever occur, and where."""
    has_all_rows, _ = alike
    if not has_all_rows:
        id_trainings.ids(function, rng, training)


@grader(1)
def test_last_epoch(function, training, alike):
    """What counts are the weights after the last epoch, though the loss was lower before."""
    _, is_last = alike
    if not (is_last and training.is_right):
        id_trainings.last_epoch(function, training)


@grader(1, seconds=60)
def test_accuracy(function, rng, training, learned):
    """accuracy is the share of the test rows that the network has right."""
    test = slice(CUT, LEARNED)
    if learned.differs_from("accuracy", lambda: np.mean(learned.said(0, test) == learned.y[test])):
        id_trainings.require_accuracy(function, rng, training, cases.order_logits)


@grader(1, seconds=60)
def test_baseline(function, rng, training, learned):
    """baseline is the share, among the test rows, of the commonest class of the training rows."""
    # As many are 1 as 0 there, so 0 is the commonest; in the short training 1 is, by one.
    seen = training.answer["baseline"]
    short = abs(float(seen) - np.mean(training.y[id_rows.CUT :] == 1)) < 1e-6
    if not short or learned.differs_from("baseline", lambda: np.mean(learned.y[CUT:LEARNED] == 0)):
        id_trainings.baseline(function, training, rng)


@grader(2, seconds=60)
def test_learns(learned):
    """After 5 epochs on 2,400 rows of letters the network tells 74 % of others."""
    hint = "labels stay beside their rows, and fit gets them shuffled"
    assert_reaches(learned.accuracy, LETTER_ACCURACY, what="accuracy on new letters", hint=hint)


test_floats = id_trainings.worth(1, id_trainings.floats)
test_manners = id_trainings.worth(1, id_trainings.manners)
