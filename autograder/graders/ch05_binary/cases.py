"""What several exercises of this chapter are graded with."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_type,
    dense,
    networks,
    reference_for,
    require,
    training_calls,
)
from course.datasets import bundled_reviews, load_pima

RIGHT = reference_for(__file__)
RATE = 0.001  # of Adam, in all networks of this chapter


def assert_dtypes(function, right, tables, hint):
    """Ask that float32 tables stay so and integers become float64; the answers are tuples."""
    for kind, wanted in (("float32", "float32"), ("int64", "float64"), ("uint8", "float64")):
        given = [tuple(_as(kind, each) for each in case) for case in tables]
        for call, case in zip(function.map(given), given, strict=True):
            assert_close(call.value, right(*case), rtol=1e-3, atol=1e-3, hint=hint)
            for seen in call.value:
                message = f"{kind} in gives {seen.dtype} out; expected {wanted}."
                mistake = "answers_float64" if seen.dtype == np.float64 else ""
                right_dtype = seen.dtype == wanted
                require(right_dtype, message, hint=hint, mistake="" if right_dtype else mistake)


def _as(kind, value):
    """Return an array without its signs in another dtype, anything else as it is."""
    return np.abs(value).astype(kind) if isinstance(value, np.ndarray) else value


def loss_of(weights, x, y):
    """Return the mean binary cross-entropy of these weights."""
    return RIGHT.bce_from_logits(y, dense.outputs_of(weights, x)[:, 0])


def loss_seen(outputs, y):
    """Return the mean binary cross-entropy of probabilities (N,), or of logits if they are none."""
    if outputs.min() < 0 or outputs.max() > 1:
        return RIGHT.bce_from_logits(y, outputs)
    p = np.clip(outputs.astype(float), 1e-7, 1 - 1e-7)
    return float(-np.mean(np.where(y == 1, np.log(p), np.log(1 - p))))


def accuracy_of(weights, x, y):
    """Return the share of rows that are on the right side of 0.5."""
    return float(np.mean((dense.outputs_of(weights, x)[:, 0] > 0) == y))


def weights_of(model, shapes):
    """Return the weights of a model, once they have the shapes that were asked for.

    Raises:
        Failure: if it is no model, or has other layers with weights.
    """
    networks.architecture(model)
    weights = networks.get_weights(model)
    message = "The layers with weights are not the ones asked for."
    hint = "Dense layers of the sizes asked for, in this order, with biases"
    require([array.shape for array in weights] == shapes, message, hint=hint)
    return weights


def redrawn(rng, shapes):
    """Return weights of these shapes, biases too, with which outputs are not extreme."""
    return [rng.normal(0, 0.6 / len(shape), shape).astype(np.float32) for shape in shapes]


@dataclass(frozen=True)
class BinaryTraining:
    """One call of an exercise that trains, and what was seen of it."""

    answer: Any
    weights: list[np.ndarray]
    outputs: np.ndarray  # (N,) of the model, for all rows as they were given
    steps: int | None  # of the optimizer
    changed: bool  # an argument
    printed: bool

    def is_like(self, other):
        """Return whether two trainings ended with the same weights, but for the order of sums.

        Where a slope is nearly 0, Adam turns the last digit of it into a step.
        """
        pairs = zip(self.weights, other.weights, strict=True)
        apart = np.concatenate([np.abs(a - b).ravel() for a, b in pairs])
        return bool(np.quantile(apart, 0.95) < 1e-5)

    def begins_like(self, other):
        """Return whether two short trainings began with the same weights.

        A step of Adam moves no weight much further than the learning rate.
        """
        return bool(np.median(np.abs(self.weights[0] - other.weights[0])) < 30 * RATE)


def trained(function, shapes, *case, around=100):
    """Return what a call trains; `around` is the state of chance in which it is made."""
    (call,) = function.map([case], seed=around, note_prints=True, eager=True)
    assert_type(call.value, dict, hint="return a dict")
    message = 'The dict has no "model".'
    require("model" in call.value, message, hint="the trained model is one of its entries")
    model = call.value["model"]
    weights = weights_of(model, shapes)
    outputs = networks.predict(model, np.asarray(case[0], np.float32))[:, 0]
    steps = networks.architecture(model).steps
    return BinaryTraining(call.value, weights, outputs, steps, bool(call.changed), call.printed)


def learn_alike(one, other):
    """Return whether two first trainings have the same loss, epoch by epoch."""
    loss, others = learned(one), learned(other)
    return loss.shape == others.shape and np.allclose(loss, others, atol=1e-4)


def learned(training):
    """Return the loss by epoch; nothing if it is told in another form, which the gate says."""
    history = training.answer.get("history")
    loss = history.get("loss") if isinstance(history, dict) else None
    told = isinstance(loss, list) and all(isinstance(value, float) for value in loss)
    return np.array(loss if told else [])


@dataclass(frozen=True)
class TrainingPair:
    """What most graders of an exercise look at: rows, a training, and one with another test."""

    X: np.ndarray
    y: np.ndarray
    first: BinaryTraining
    elsewhere: BinaryTraining  # another state of chance, other rows and labels to test on
    causes: Sequence[str] = ()  # why the two differ, if they should not: names of mistakes

    def exclude(self, name, message, hint):
        """Ask that a mistake is no reason why the two differ."""
        require(name not in self.causes, message, hint=hint, mistake=name)

    def exclude_chance(self, message, hint):
        """Ask that the two do not differ by chance: that the seed reaches all of it."""
        for name in ("ignores_the_seed", "seeds_too_late"):
            self.exclude(name, message, hint)


KEYS = ("history", "best_epoch", "test_accuracy", "model")  # of train_review_classifier
LISTS = ("loss", "accuracy", "val_loss", "val_accuracy")


def require_reviews(answer):
    """Ask for the four parts of an answer, the history with the lists of a fit that validates."""
    training_calls.require_dict(answer, KEYS, ("test_accuracy",))
    assert_type(answer["best_epoch"], int, hint="int(np.argmin(…)) + 1")
    history = answer["history"]
    assert_type(history, dict, hint="fit(…).history is a dict")
    message = "history has not exactly the four lists of a fit with validation data."
    hint = "of the first fit: loss, accuracy, val_loss, val_accuracy"
    require(set(history) == set(LISTS), message, hint=hint)
    for name in LISTS:
        assert_type(history[name], list, hint="fit(…).history holds lists")
        for value in history[name]:
            assert_type(value, float)


def is_best(answer):
    """Return whether best_epoch is the epoch with the lowest validation loss."""
    return answer["best_epoch"] == int(np.argmin(answer["history"]["val_loss"])) + 1


def history_of(training):
    """Return the four lists as an array (4, epochs)."""
    return np.array([training.answer["history"][name] for name in LISTS])


STRONG, WEAK = 0.9, 0.18  # the share of its kind's words that a row has
WRONG = 13  # of the rows to validate with


def sentences(rng, shape, rest, stop):
    """Return rows of two kinds, each with words of its own, and labels: those of the kinds.

    Of the rows to validate with a third are strong and wrong, the others weak: their loss rises.
    """
    rows, words = shape
    kind = rng.permutation(np.arange(rows) % 2)
    own = np.full((rows, 1), STRONG)
    own[rest + WRONG : stop] = WEAK
    share = np.where(kind[:, np.newaxis] == np.arange(words) % 2, own, own / 9)
    y = kind.astype(np.int64)
    y[rest : rest + WRONG] ^= 1
    y[stop:] ^= np.arange(rows - stop) % 4 == 0  # nobody is right for all rows to test on
    return (rng.random(shape) < share).astype(np.float32), y


def women(rng, rows, cut):
    """Return a raw table and labels; the last row to train on is far out, and some are unknown."""
    X = rng.integers(2, 60, (rows, 8)) * np.array([1, 4, 2, 1, 8, 0.5, 0.02, 1])
    y = (X[:, 1] + rng.normal(0, 40, rows) > 120).astype(np.int64)
    y[cut:] = [1, *rng.permutation(np.arange(rows - cut - 1) % 3 > 0)]  # 15 of 22 have label 1
    X[cut - 1] *= 6
    unknown = rng.random((rows, 8)) < 0.2
    unknown[cut - 1] = False
    return np.where(unknown, 0, X), y


def redrawn_pima(rng):
    """Return the women's rows in new units, with new noise, and labels that may be turned round.

    Who standardises meets no difference, but no table of known women fits these. Zeros stay.
    """
    X, y, _ = load_pima()
    noisy = X * rng.uniform(0.2, 5, 8) * rng.normal(1, 0.01, X.shape)
    return noisy, y ^ int(rng.integers(0, 2))


@functools.cache
def reviews(rows, dimension):
    """Return multi-hot rows of the bundled sentences, and labels."""
    sequences, y, _ = bundled_reviews()
    return RIGHT.vectorize_sequences(sequences[:rows], dimension), y[:rows]


def redrawn_reviews(rng, rows, dimension):
    """Return sentences that no list of known ones has, and labels."""
    return dense.redrawn_words(rng, *reviews(rows, dimension))
