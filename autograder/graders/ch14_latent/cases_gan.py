"""What gan_step and train_gan are graded with: two adversaries by hand, in NumPy, and the ring."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from autograder.asserting import dense


def softplus(a):
    """Return ln(1 + e^a)."""
    return np.logaddexp(0, a)


# Two adversaries, each with one hidden layer of ReLU.


def back(weights, x, upstream):
    """Return the slopes in the weights and in the rows; `upstream` is that in the outputs."""
    W1, b1, W2, _ = weights
    z = x @ W1 + b1
    hidden = dense.relu(z)
    delta = upstream @ W2.T * (z > 0)
    slopes = [x.T @ delta, delta.sum(axis=0), hidden.T @ upstream, upstream.sum(axis=0)]
    return slopes, delta @ W1.T


def stepped(weights, slopes, rate):
    """Return weights behind a step of gradient descent."""
    return [w - rate * slope for w, slope in zip(weights, slopes, strict=True)]


@dataclass(frozen=True)
class Duel:
    """Generator and discriminator, some rows of the data, and some of chance."""

    G: list[np.ndarray]
    D: list[np.ndarray]
    real: np.ndarray
    z: np.ndarray

    def judged(self, rows, D=None):
        """Return logits."""
        return dense.outputs_of(D or self.D, rows)

    def made(self, G=None):
        """Return generated rows."""
        return dense.outputs_of(G or self.G, self.z)

    def d(self, D=None, *, swapped=False):
        """Return the discriminator's loss."""
        sign = -1 if swapped else 1
        parts = (
            softplus(-sign * self.judged(self.real, D)),
            softplus(sign * self.judged(self.made(), D)),
        )
        return float(sum(part.mean() for part in parts))

    def g(self, D=None, G=None):
        """Return the generator's loss."""
        return float(softplus(-self.judged(self.made(G), D)).mean())

    def fooled(self, rate):
        """Return the same with the generator moved along the slope of the discriminator's loss."""
        slopes, _ = self.g_slopes(self.D, minimax=True)
        return replace(self, G=stepped(self.G, slopes, -rate))

    def generator_first(self, rate):
        """Return the same with the generator behind a step against the discriminator of before."""
        return replace(self, G=stepped(self.G, self.g_slopes(self.D)[0], rate))

    def d_slopes(self, *, swapped=False):
        """Return the slopes of the discriminator's loss in its weights."""
        sign, found = (-1 if swapped else 1), []
        for rows, side in ((self.real, -sign), (self.made(), sign)):
            logits = self.judged(rows)
            found.append(back(self.D, rows, side * dense.sigmoid(side * logits) / len(rows))[0])
        return [a + b for a, b in zip(*found, strict=True)]

    def g_slopes(self, D, *, minimax=False):
        """Return the slopes of the generator's loss in its weights, and in D's."""
        rows = self.made()
        logits = self.judged(rows, D)
        upstream = -dense.sigmoid(logits) if minimax else -dense.sigmoid(-logits)
        in_D, in_rows = back(D, rows, upstream / len(rows))
        return back(self.G, self.z, in_rows)[0], in_D


# The ring.

CENTRES = 2 * np.column_stack([np.cos(np.arange(8) * np.pi / 4), np.sin(np.arange(8) * np.pi / 4)])


def near(points):
    """Return the share of points within 0.3 of a centre, and how many of eight modes get 2 %."""
    away = np.linalg.norm(np.asarray(points)[:, np.newaxis] - CENTRES, axis=2)
    close, which = away.min(axis=1) < 0.3, away.argmin(axis=1)
    shares = [np.mean(close & (which == mode)) for mode in range(8)]
    return float(close.mean()), sum(bool(share >= 0.02) for share in shares)
