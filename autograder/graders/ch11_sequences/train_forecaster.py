"""11.5 train_forecaster: its graders."""

from dataclasses import dataclass

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    dense,
    descent,
    grader,
    networks,
    observation,
    recurrent,
    require,
    training_calls,
)
from autograder.grading.verdicts import NotRun

from . import cases
from .cases_weather import LONG, RATE, Forecasts

# 1,500 windows of 8 rows, every third hour of a day, are trained on for 12 epochs, and 1,500 of
# a later time are held out; measured by `autograder calibrate`: 1 minus the mean absolute error,
# in shares of what the better guess has: the last value, or that of the same hour a day before.
GAIN = Threshold(0.05, mean=0.1818, deviation=0.0141, seeds=20, baseline=0.0)

ROWS, OTHERS, STEPS, COLUMNS, UNITS = 40, 9, 6, 3, 16  # all rows are one batch, in any order
EPOCHS, SEED, AROUND = 3, 5, 100
NEAR = 0.05  # learning rates
MORE = 250  # windows: four batches of 64, without a fifth or with val too; eight of 32, two of 128
LAYERS = [
    ("Input", {"shape": (STEPS, COLUMNS)}),
    ("LSTM", {"units": UNITS}),
    ("Dense", {"units": 1}),
]


def windows(rng, count):
    """Return windows and targets that hang on their first and last rows."""
    X = rng.normal(size=(count, STEPS, COLUMNS))
    return X, 0.6 * X[:, -1, 0] - 0.5 * X[:, 0, 1] + 0.3


@dataclass(frozen=True)
class ForecastTraining:
    """The training that most graders look at, and how to compare it with others."""

    train: tuple[np.ndarray, np.ndarray]
    val: tuple[np.ndarray, np.ndarray]
    seen: training_calls.TrainingCall
    start: list[np.ndarray]

    @property
    def weights(self):
        """The weights of the network that was trained, once they have the right shapes."""
        return weights_of(self.seen.answer)

    @property
    def is_right(self):
        """Whether the network has learned what it should."""
        return self.off() < NEAR

    def off(self, rows=None, steps=EPOCHS, start=None, rate=RATE, upstream=descent.squares_slope):
        """Return how far the network is from one that has learned from other rows, or otherwise."""
        X, y = rows or self.train
        *_, wanted = descent.adam(
            start or self.start,
            [(X, y[:, np.newaxis])] * steps,
            rate,
            upstream=upstream,
            slopes_of=cases.forecast_slopes,
        )
        return training_calls.apart(self.weights, wanted, RATE)


def weights_of(model, columns=COLUMNS):
    """Return a model's weights, once they have the shapes that were asked for."""
    wanted = recurrent.shapes_of(columns, UNITS)
    known = {
        "takes_a_gru": [(columns, 3 * UNITS), (UNITS, 3 * UNITS), (2, 3 * UNITS), *wanted[3:]],
        "takes_a_simple_rnn": [(columns, UNITS), (UNITS, UNITS), (UNITS,), *wanted[3:]],
        "takes_32_units": recurrent.shapes_of(columns, 32),
        "adds_a_hidden_layer": [*wanted[:3], (UNITS, UNITS), (UNITS,), *wanted[3:]],
    }
    hint = "LSTM(16) and Dense(1), and nothing else with weights"
    return cases.require_shapes(model, wanted, known, hint)


@observation
def foretold(function, rng):
    """Return trainings on weather, by their seed."""
    return Forecasts.drawn(function, rng)


@observation
def training(function, submission, rng):
    """Return windows, the training on them, and the weights that it begins with."""
    train, val = windows(rng, ROWS), windows(rng, OTHERS)
    seen = training_calls.train(function, train, val, EPOCHS, SEED, around=AROUND)
    return ForecastTraining(train, val, seen, cases.started(submission, LAYERS, SEED))


@grader(1, gate=True)
def test_form(training):
    """train_forecaster returns a model: an LSTM of 16 units and a Dense unit."""
    weights_of(training.seen.answer)


@grader(2)
def test_network(rng, training):
    """The model answers what an LSTM and a plain Dense unit make of a window."""
    weights = [rng.normal(0, 0.5, each.shape).astype(np.float32) for each in training.weights]
    X = windows(rng, 12)[0]
    weights[-1] = weights[-1] - np.float32(np.median(cases.forecast(weights, X)))  # half below 0
    seen = cases.predicted(training.seen.answer, weights, X)
    wanted = cases.forecast(weights, X)
    known = {
        "bends_the_output": dense.relu(wanted),
        "squeezes_the_output": np.tanh(wanted),
        "reads_backwards": cases.forecast(weights, X[:, ::-1]),
    }
    fits = dense.is_same(seen, wanted)
    named = [name for name, each in known.items() if not fits and dense.is_same(seen, each)]
    message, hint = "The model does not compute what its layers should.", "LSTM(16), Dense(1)"
    require(fits, message, hint=hint, mistake=named[0] if named else "")


@grader(3)
def test_learned(submission, training):
    """The network has learned from all windows of train alone, by Adam and the squared error."""
    found = networks.architecture(training.seen.answer)
    require(found.steps, "The model was not trained.", hint="is fit called?")
    if training.is_right:
        return
    both = [np.concatenate(pair) for pair in zip(training.train, training.val, strict=True)]
    X, y = training.train
    first = [(X[: int(ROWS * share)], y[: int(ROWS * share)]) for share in (0.9, 0.8)]

    def absolute(outputs, targets):
        return np.sign(outputs - targets) / targets.size

    dense_first = cases.started_with_dense(submission, UNITS, COLUMNS, SEED)
    known = {
        "learns_from_val": lambda: min(map(training.off, (both, training.val))),
        "holds_rows_back": lambda: min(map(training.off, first)),
        "leaves_the_rate_to_adam": lambda: training.off(rate=0.001),
        "takes_the_absolute_error": lambda: training.off(upstream=absolute),
        "keeps_an_earlier_epoch": lambda: min(training.off(steps=n) for n in range(1, EPOCHS)),
        "ignores_the_seed": lambda: training.off(start=cases.started(submission, LAYERS, AROUND)),
        "fixes_the_seed": lambda: training.off(start=cases.started(submission, LAYERS, 0)),
        "makes_the_last_layer_first": lambda: training.off(start=dense_first),
    }
    named = ["takes_another_optimizer"] if found.optimizer != "Adam" else []
    named = named or [name for name, find in known.items() if find() < NEAR]
    message = "What the network has learned is not what it learns from these windows."
    hint = "seed, build, compile with Adam(0.003) and mse, fit all of train"
    require(False, message, hint=hint, mistake=named[0] if named else "")


@grader(2)
def test_steps(function, submission, rng):
    """Batches have 64 windows, the last one fewer, shuffled, and all epochs are trained."""
    X, y = windows(rng, MORE)
    model = training_calls.train(function, (X, y), windows(rng, 5), 2, 1).answer
    known = {32: "ignores_epochs"} | dict.fromkeys((2, 16), "ignores_the_batch_size")
    known[6] = "leaves_out_the_last_batch"
    steps = networks.architecture(model).steps
    message, hint = "The number of training steps is not epochs × batches.", "batch_size=64"
    require(steps == 8, message, hint=hint, mistake=known.get(steps or 0, ""))
    batches = [(X[k : k + 64], y[k : k + 64, np.newaxis]) for k in range(0, MORE, 64)] * 2
    start, slopes_of = cases.started(submission, LAYERS, 1), cases.forecast_slopes
    upstream = descent.squares_slope
    *_, in_order = descent.adam(start, batches, RATE, upstream=upstream, slopes_of=slopes_of)
    kept = training_calls.apart(weights_of(model), in_order, RATE) < NEAR
    message, hint = "The windows come in the same order in each epoch.", "fit shuffles by itself"
    require(not kept, message, hint=hint, mistake="keeps_the_order" if kept else "")


@grader(1, seconds=60)
def test_only_watched(function, rng, training, foretold):
    """Where the loss of val rises from the first epoch on, all epochs are trained all the same."""
    if not training.is_right:
        raise NotRun(f"First make this pass: {test_learned.__doc__}")
    if foretold.is_only_watched():
        return
    train, (X, y) = training.train, training.val
    case = train, (X, -2 - 4 * y), LONG, SEED  # what is learned makes these worse and worse
    model = training_calls.train(function, *case).answer
    ways = descent.adam(
        training.start,
        [(train[0], train[1][:, np.newaxis])] * LONG,
        RATE,
        upstream=descent.squares_slope,
        slopes_of=cases.forecast_slopes,
    )
    seen = weights_of(model)
    off = [training_calls.apart(seen, weights, RATE) for weights in ways]
    fits = off[-1] < NEAR
    early = not fits and min(off) < NEAR
    mistake = "lets_val_decide" if early else ""
    message = "With another val, the network has learned something else."
    require(fits, message, hint="no callback: val is watched, and decides nothing", mistake=mistake)


@grader(1)
def test_watched(training):
    """fit gets val as validation data, so the history shows both losses."""
    found = networks.architecture(training.seen.answer)
    message = "The model's history shows no loss of val."
    hint, mistake = "validation_data=val in fit", "does_not_watch_val"
    require(found.was_validated, message, hint=hint, mistake="" if found.was_validated else mistake)


@grader(3, seconds=60)
def test_foretells(foretold):
    """Twelve epochs on 1,500 windows of weather beat both guesses by 5 % twelve hours ahead."""
    hint = "targets stay beside their windows, and nothing is scaled anew"
    assert_reaches(foretold.gain, GAIN, what="gain over the better of two guesses", hint=hint)


@grader(1)
def test_compiled(training):
    """The model comes back compiled: evaluate answers its loss, the squared error."""
    X, y = training.train
    seen = networks.loss_of(training.seen.answer, X, y[:, np.newaxis])
    wanted = float(np.mean((cases.forecast(training.weights, X)[:, 0] - y) ** 2))
    message = "evaluate does not answer the mean squared error."
    fits = seen is not None and abs(seen - wanted) < 1e-3
    require(fits, message, hint='loss="mse", and the model that was fitted')


@grader(1)
def test_manners(training):
    """Nothing is printed, and the arrays are left as they were."""
    training_calls.require_manners(
        training.seen, prints="prints_progress", changes="changes_the_arrays"
    )
