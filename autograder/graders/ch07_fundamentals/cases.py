"""What exercise 7.6 is graded with: four small trainings, and what may be computed of them."""

import functools
import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.asserting import assert_type, dense, networks, require
from course.datasets import bundled_reviews

ROWS, WORDS, EMPTY, EPOCHS = 200, 60, 3, 2  # the first EMPTY words occur nowhere
CUT = 133  # 2 * 200 // 3: two batches, of 128 and of 5 rows
STEPS = 2 * EPOCHS
STRENGTH, RATE = 0.002, 0.001  # of the penalty, of Adam
SEED = 5
LAYERS = {"base": (16, 16), "smaller": (4,), "l2": (16, 16), "dropout": (16, 16)}
NUMBERS = ("train", "val", "gap")


def shapes_of(columns, name):
    """Return the shapes of the weights of a network, biases included."""
    pairs = itertools.pairwise((columns, *LAYERS[name], 1))
    return [shape for a, b in pairs for shape in ((a, b), (b,))]


def sentences(rng):
    """Return rows of two kinds, each with words of its own, and labels: those of the kinds.

    Of those to validate with, a third have the wrong label.
    """
    y = rng.permutation(np.arange(ROWS) % 2)
    own = y[:, np.newaxis] == np.arange(WORDS) % 2
    X = (rng.random((ROWS, WORDS)) < np.where(own, 0.7, 0.2)).astype(np.float32)
    X[:, :EMPTY] = 0
    y[CUT:] ^= np.arange(ROWS - CUT) % 3 == 0
    return X, y.astype(np.int64)


@dataclass(frozen=True)
class ComparedNetwork:
    """One of the networks: what was answered of it, and what it holds."""

    answer: dict[str, Any]
    weights: list[np.ndarray]
    steps: int | None  # of the optimizer
    penalty: float
    optimizer: str | None
    rate: float | None

    @property
    def model(self):
        """The model itself, which is still in the worker."""
        return self.answer["model"]


@dataclass(frozen=True)
class Comparison:
    """One call: rows, labels, its four networks by their names, and its manners."""

    X: np.ndarray
    y: np.ndarray
    networks: dict[str, ComparedNetwork]
    changed: bool  # an argument
    printed: bool
    again: "Comparison | None" = None  # the same with other rows to validate with

    def is_like(self, other):
        """Return whether all networks ended with the same weights as those of another call."""
        pairs = [
            (a, b)
            for name, one in self.networks.items()
            for a, b in zip(one.weights, other.networks[name].weights, strict=True)
        ]
        return all(np.allclose(a, b, rtol=0, atol=1e-5) for a, b in pairs)


def compared(function, X, y, epochs=EPOCHS, seed=SEED, around=100):
    """Return what a call trains; `around` is the state of chance in which it is made."""
    given = (X, y, epochs, seed)
    (call,) = function.map([given], seed=around, note_prints=True, eager=True)
    answer = call.value
    assert_type(answer, dict, hint="return a dict of four dicts")
    message = "The dict has other keys than the four networks."
    require(set(answer) == set(LAYERS), message, hint=f"exactly {', '.join(LAYERS)}")
    found = {name: trained(name, answer[name], X.shape[1]) for name in LAYERS}
    return Comparison(X, y, found, bool(call.changed), call.printed)


def trained(name, entry, columns):
    """Return one of the networks, once its entry has the form that was asked for."""
    assert_type(entry, dict, hint=f'"{name}" is a dict, too')
    message = f"The entry «{name}» has other keys than the ones asked for."
    require(set(entry) == {*NUMBERS, "model"}, message, hint="exactly train, val, gap, model")
    for key in NUMBERS:
        assert_type(entry[key], float, hint=f'"{key}": float(…)')
    said = networks.architecture(entry["model"])
    weights = networks.get_weights(entry["model"])
    seen, wanted = [array.shape for array in weights], shapes_of(columns, name)
    message = f"The layers of «{name}» are not the ones asked for."
    deep = name == "smaller" and seen[:2] == wanted[:2] and len(seen) == 6
    hint = "Dense layers with biases, of the units in the table, and one of one unit at the end"
    require(seen == wanted, message, hint=hint, mistake="makes_smaller_deep" if deep else "")
    rate, penalty = said.learning_rate, said.penalty or 0.0
    return ComparedNetwork(entry, weights, said.steps, penalty, said.optimizer, rate)


def logits_of(weights, x, hidden=dense.relu):
    """Return the logits (N,) of Dense layers, in float64; `hidden` is the activation between."""
    return dense.outputs_of(weights, x, hidden)[:, 0]


def chain(columns, kept=1.0):
    """Return weights by which word EMPTY runs through one unit of each hidden layer to the logit.

    The logit is 1/4 then, if nothing is dropped. Without `kept` the second hidden layer is 1 of
    itself.
    """
    weights = [np.zeros(shape, np.float32) for shape in shapes_of(columns, "dropout")]
    weights[0][EMPTY, 0], weights[2][0, 0], weights[4][0, 0] = 1, kept, 0.25
    weights[3][0] = 1 - kept
    return weights


def dropped(model, columns, kept):
    """Return the logits of 600 rows as in training; NaN where an output is not from 0 to 1."""
    networks.set_weights(model, chain(columns, kept))
    p = networks.apply(model, np.ones((600, columns), np.float32), training=True)[:, 0]
    with np.errstate(all="ignore"):
        return np.log(p.astype(float) / (1 - p))


def cross_entropy(y, z):
    """Return the mean cross-entropy of labels and logits of one shape, or of shapes that fit."""
    return float(np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))))


@functools.cache
def reviews(rows, dimension):
    """Return multi-hot rows of the bundled sentences, float32 (rows, dimension), and labels."""
    sequences, y, _ = bundled_reviews()
    X = np.zeros((rows, dimension), np.float32)
    for row, ids in zip(X, sequences, strict=False):
        row[[i for i in ids if i < dimension]] = 1
    return X, y[:rows]


def redrawn_reviews(rng, rows, dimension):
    """Return sentences that no list of known ones has, and labels."""
    return dense.redrawn_words(rng, *reviews(rows, dimension))


def losses_at(network, X, y, cut):
    """Return the cross-entropies of a network's predictions on the rows before and after a cut."""
    z = logits_of(network.weights, X)
    parts = (slice(cut), slice(cut, None))
    return np.array([cross_entropy(y[some], z[some]) for some in parts])


def assert_clipped(sure):
    """Ask that the cross-entropy of a network that is sure keeps 1e-7 away from 0 and 1."""
    z, seen = logits_of(sure.networks["base"].weights, sure.X), sure.networks["base"].answer
    p = np.clip(1 / (1 + np.exp(-np.clip(z, -99, 99))), 1e-7, 1 - 1e-7)
    wanted = -np.log(np.where(sure.y == 1, p, 1 - p))[:20].mean()
    message = "Where a network is sure, train is not the cross-entropy of what it predicts."
    hint, right = (
        "keep probabilities 1e-7 away from 0 and 1",
        abs(seen["train"] / wanted - 1) < 0.05,
    )
    require(right, message, hint=hint, mistake="" if right else "clips_too_far")
