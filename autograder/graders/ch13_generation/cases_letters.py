"""What train_char_lstm is graded with: a text, and a training of it with all that it is held to."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.asserting import named_parts, networks, recurrent, require, training_calls

from . import cases

VOCAB, EPOCHS, SEED, NEAR = 9, 3, 5, 0.05
PARTS = ("model", "loss")


def text(rng, count):
    """Return ids in which much can be foretold; all of them occur."""
    ids = np.arange(count) % VOCAB
    some = rng.random(count) < 0.2
    some[:VOCAB] = False
    return np.where(some, rng.integers(0, VOCAB, count), ids)


def weights_of(model, vocab=VOCAB):
    """Return a model's weights, once they have the right shapes."""
    wanted = [(vocab, cases.WIDTH), *recurrent.shapes_of(cases.WIDTH, cases.UNITS, vocab)]
    gru = [(16, 192), (64, 192), (2, 192)]
    known = {
        "takes_a_gru": [wanted[0], *gru, *wanted[4:]],
        "takes_32_units": [wanted[0], *recurrent.shapes_of(16, 32, vocab)],
        "ends_in_one_unit": [*wanted[:4], (64, 1), (1,)],
        "reads_numbers_as_they_are": recurrent.shapes_of(1, 64, vocab),
    }
    networks.architecture(model)
    weights = networks.get_weights(model)
    seen = [each.shape for each in weights]
    named = [name for name, shapes in known.items() if seen == shapes]
    message = "The layers with weights are not the ones asked for."
    hint = "Embedding(vocab, 16), LSTM(64) and Dense(vocab)"
    require(seen == wanted, message, hint=hint, mistake=named[0] if named else "")
    return weights


@dataclass(frozen=True)
class CharTraining:
    """The training that most graders look at, and how to compare it with others."""

    ids: np.ndarray
    seen: training_calls.TrainingCall
    start: Callable[[int], list[np.ndarray]]  # by the seed
    inside_out: Callable[[], list[np.ndarray]]  # with the last layer made first

    @property
    def parts(self) -> dict[str, Any]:
        """The model and the loss that were answered."""
        return named_parts(self.seen.answer, PARTS)

    @functools.cached_property
    def weights(self):
        """The weights of the model that was answered."""
        return weights_of(self.parts["model"])

    @functools.cached_property
    def begun(self):
        """The weights with which it should have begun."""
        return self.start(SEED)

    @functools.cached_property
    def wanted(self):
        """Its weights behind each epoch, if it learns as it should."""
        return next(iter(cases.ways(self.begun, cases.windows(self.ids), EPOCHS)))

    def off(self, batch=None, steps=EPOCHS, seed=SEED, rate=cases.RATE, start=None):
        """Return how far the network is from one that has learned from other windows."""
        batch = batch or cases.windows(self.ids)
        found = [way[-1] for way in cases.ways(start or self.start(seed), batch, steps, rate)]
        return min(training_calls.apart(self.weights, each, cases.RATE) for each in found)

    @functools.cached_property
    def is_right(self):
        """Whether the network has learned what it should, in one of Keras's ways."""
        near = training_calls.apart(self.weights, self.wanted[-1], cases.RATE) < NEAR
        return near or self.off() < NEAR
