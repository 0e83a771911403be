"""Trainings of the forecaster on weather, which several graders of 11.5 look at."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.asserting import networks

from . import cases

RATE, LONG = 0.003, 12  # learning rate, epochs
BEYOND_THE_SECOND = 0.11  # a gain: after two epochs at most 0.09, after twelve at least 0.13


@dataclass(frozen=True)
class Forecasts:
    """Trainings on weather by their seed: each is made when it is asked for.

    With seed 0 what is learned makes val worse, from the first epoch or the second on: whoever only
    watches it meets no difference.
    """

    function: Any
    table: np.ndarray
    begins: np.ndarray  # of the windows to train on
    held: np.ndarray
    made: dict[int, Any] = field(default_factory=dict)

    @classmethod
    def drawn(cls, function, rng):
        """Return trainings on windows that are drawn: 1,500, and as many of a later time."""
        begins, held = rng.permutation(5000)[:1500], 5200 + rng.permutation(3400)[:1500]
        return cls(function, cases.redrawn_weather(rng), begins, held)

    def cut(self, begins):
        """Return windows of a day, every third hour, and the temperature twelve hours later."""
        X = self.table[begins[:, np.newaxis] + np.arange(0, 24, 3)]
        return X, self.table[begins + 24 + 12 - 1, 0]

    def model(self, seed):
        """Return what has been trained for LONG epochs."""
        if seed not in self.made:
            train = X, y = self.cut(self.begins)
            worse = X[:50], -4 * y[:50]
            val = self.cut(5100 + np.arange(50)) if seed else worse
            (call,) = self.function.map([(train, val, LONG, seed)])
            self.made[seed] = call.value
        return self.made[seed]

    def gain(self, seed):
        """Return 1 minus the error, in shares of what the better guess has."""
        X, y = self.cut(self.held)
        guess = min(np.abs(self.table[self.held + hours, 0] - y).mean() for hours in (23, 11))
        outputs = networks.apply(self.model(seed), X)
        return float(1 - np.abs(outputs[:, 0] - y).mean() / guess)

    def is_only_watched(self):
        """Return whether a val that gets worse has not changed steps, their size, nor the end."""
        found = networks.architecture(self.model(0))
        whole = found.steps == LONG * -(-len(self.begins) // 64)
        same_rate = abs((found.learning_rate or 0) - RATE) < 1e-6
        return whole and same_rate and self.gain(0) > BEYOND_THE_SECOND
