"""What gan_step and train_gan are graded with: two adversaries by hand, in NumPy, and the ring."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.asserting import chained, dense, graph, networks, remote, require
from autograder.grading.proxy import RemoteObject

# Two adversaries, each with one hidden layer of ReLU.


def back(weights, x, upstream):
    """Return the slopes in the weights and in the rows; `upstream` is that in the outputs."""
    W1, b1, W2, _ = weights
    z = x @ W1 + b1
    hidden = dense.relu(z)
    delta = upstream @ W2.T * (z > 0)
    slopes = [x.T @ delta, delta.sum(axis=0), hidden.T @ upstream, upstream.sum(axis=0)]
    return slopes, delta @ W1.T


def step_of(weights, slopes, rate):
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

    def d_of_probabilities(self):
        """Return the discriminator's loss, if its logits are taken for probabilities."""
        real, made = (
            np.clip(each, 1e-7, 1 - 1e-7) for each in map(self.judged, (self.real, self.made()))
        )
        return float(-np.log(real).mean() - np.log(1 - made).mean())

    def d_of_real(self):
        """Return the part of the discriminator's loss that real rows have."""
        return float(dense.softplus(-self.judged(self.real)).mean())

    def d(self, D=None, *, swapped=False, one_mean=False):
        """Return the discriminator's loss."""
        sign = -1 if swapped else 1
        parts = (
            dense.softplus(-sign * self.judged(self.real, D)),
            dense.softplus(sign * self.judged(self.made(), D)),
        )
        if one_mean:
            return float(np.concatenate(parts).mean())
        return float(sum(part.mean() for part in parts))

    def g(self, D=None, G=None):
        """Return the generator's loss."""
        return float(dense.softplus(-self.judged(self.made(G), D)).mean())

    def is_lively(self):
        """Return whether both learn something, wherever a step leads the discriminator.

        And whether logits taken for probabilities show in d. Units of ReLU that are all off have
        no slope, and then nobody sees what was done with it.
        """
        slopes = self.d_slopes()
        after = [step_of(self.D, slopes, rate) for rate in (0.3, -0.3)]
        found = [slopes, *(self.g_slopes(D)[0] for D in (self.D, *after))]
        d, late = self.d(), self.generator_first(0.3).d()
        told_apart = abs(self.d_of_probabilities() - d) > 0.15 * d and abs(late - d) > 0.02 * d
        return told_apart and all(np.abs(each[0]).max() > 0.02 for each in found)

    def fooled(self, rate):
        """Return the same with the generator moved along the slope of the discriminator's loss."""
        slopes, _ = self.g_slopes(self.D, minimax=True)
        return replace(self, G=step_of(self.G, slopes, -rate))

    def generator_first(self, rate):
        """Return the same with the generator behind a step against the discriminator of before."""
        return replace(self, G=step_of(self.G, self.g_slopes(self.D)[0], rate))

    def d_slopes(self, *, swapped=False, one_mean=False, real_alone=False):
        """Return the slopes of the discriminator's loss in its weights."""
        sign, found = (-1 if swapped else 1), []
        for rows, side in ((self.real, -sign), (self.made(), sign)):
            logits = self.judged(rows)
            count = len(self.real) + len(self.z) if one_mean else len(rows)
            found.append(back(self.D, rows, side * dense.sigmoid(side * logits) / count)[0])
        return found[0] if real_alone else [a + b for a, b in zip(*found, strict=True)]

    def g_slopes(self, D, *, minimax=False):
        """Return the slopes of the generator's loss in its weights, and in D's."""
        rows = self.made()
        logits = self.judged(rows, D)
        upstream = -dense.sigmoid(logits) if minimax else -dense.sigmoid(-logits)
        in_D, in_rows = back(D, rows, upstream / len(rows))
        return back(self.G, self.z, in_rows)[0], in_D


CHANCE, WIDTH, FEATURES = 3, 5, 2
TENSORS = ("EagerTensor", "ResourceVariable", "Variable")  # of TensorFlow, and a variable of Keras


def network(submission, weights, frozen, more=()):
    """Return a model of the course with one hidden layer and these weights, and `more` layers."""
    inputs, outputs = len(weights[0]), len(weights[-1])
    layers: list[tuple[str, dict[str, Any]]] = [
        ("Input", {"shape": (inputs,)}),
        ("Dense", {"units": WIDTH, "activation": "relu", "trainable": not frozen}),
        ("Dense", {"units": outputs}),
        *more,
    ]
    model = remote(submission, chained(layers))
    kept = networks.get_weights(model)[len(weights) :]  # as Keras begins them
    networks.set_weights(model, [*weights, *kept])
    return model


def drawn_duel(rng, rows=(6, 4)):
    """Return a duel by hand in which each slip shows: weights and rows are drawn until it does.

    Half of all draws do; weights whose units are off do with no rows at all.
    """
    sizes = (CHANCE, WIDTH, FEATURES), (FEATURES, WIDTH, 1)
    while True:
        G, D = (
            [rng.normal(0.2, 0.8, shape).astype(np.float32) for shape in dense.shapes_of(*each)]
            for each in sizes
        )
        real = rng.normal(0.5, 1, (rows[0], FEATURES)).astype(np.float32)
        z = rng.normal(size=(rows[1], CHANCE)).astype(np.float32)
        hand = Duel(G, D, real, z)
        if hand.is_lively():
            return hand


def duel(submission, rng, *, frozen=False, more=()):
    """Return two models, and the same by hand but for what `more` layers do at their end."""
    hand = drawn_duel(rng)
    models = tuple(network(submission, weights, frozen, more) for weights in (hand.G, hand.D))
    return models, hand


def surest(named, hand, d, of_logits):
    """Return the names of what was recognised, where the loss d alone may tell that `of_logits`.

    Where they are taken for probabilities and clipped, nothing moves: that looks like a network
    that was left out. How large ln(1 - p) is at the clipped end hangs on float32.
    """
    still = ("leaves_the_discriminator_out", "makes_rows_outside_of_the_tape")
    moved = [name for name in named if name not in still]
    took = np.isclose(d, hand.d_of_probabilities(), rtol=0.03)
    took = took and not np.isclose(d, hand.d(), rtol=0.03)
    return moved or ([of_logits] if took else named)


def number(value: Any) -> float:
    """Return a loss: a number, or a scalar tensor that stayed in the worker."""
    is_tensor = isinstance(value, RemoteObject) and value.handle.type in TENSORS
    seen = value.numpy() if is_tensor else value
    plain = isinstance(seen, (float, int, np.ndarray, np.generic))
    kind = np.asarray(seen).dtype.kind if plain else ""
    fits = kind in ("f", "i", "u") and np.shape(seen) == ()
    require(fits, "A loss is no scalar.", hint="tf.reduce_mean(…)")
    return float(seen)


def same(seen, wanted):
    """Return whether weights agree, as far as float32 goes."""
    return all(np.allclose(a, b, rtol=1e-3, atol=2e-5) for a, b in zip(seen, wanted, strict=True))


def begun_late(submission, layers, seed):
    """Return a generator's weights where the discriminator's layers are made before its own."""
    nodes: list[tuple[str, dict[str, Any], list[int]]] = [("Input", {"shape": (FEATURES,)}, [])]
    nodes += [("Dense", {"units": units}, [place]) for place, units in enumerate((64, 64, 1))]
    nodes += [
        (kind, options, [3 + place] if place else [])
        for place, (kind, options) in enumerate(layers)
    ]
    model = remote(submission, graph(nodes, [3, len(nodes) - 1], seed=seed))
    # Keras lists layers by how far they are from the end, those of both networks in turn.
    weights = networks.get_weights(model)
    return [each for place in (2, 6, 10) for each in weights[place : place + 2]]


# The ring.

CENTRES = 2 * np.column_stack([np.cos(np.arange(8) * np.pi / 4), np.sin(np.arange(8) * np.pi / 4)])


def near(points):
    """Return the share of points within 0.3 of a centre, and how many of eight modes get 2 %."""
    away = np.linalg.norm(np.asarray(points)[:, np.newaxis] - CENTRES, axis=2)
    close, which = away.min(axis=1) < 0.3, away.argmin(axis=1)
    shares = [np.mean(close & (which == mode)) for mode in range(8)]
    return float(close.mean()), sum(bool(share >= 0.02) for share in shares)
