"""What train_vae is graded with: an autoencoder by hand, and what is seen of a training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from autograder.asserting import (
    dense,
    graph,
    named_parts,
    networks,
    remote,
    require,
    training_calls,
)
from course.datasets.mnist import bundled_mnist

PIXELS, HIDDEN, LATENT, BATCH, RATE = 784, 256, 2, 128, 0.001


class Divergence(NamedTuple):
    """The two parts of what a VAE makes small, row by row."""

    reconstruction: np.ndarray
    kl: np.ndarray


@dataclass(frozen=True)
class Autoencoder:
    """The weights of an encoder, [W, b, W_mu, b_mu, W_log_var, b_log_var], and of a decoder."""

    encoder: list[np.ndarray]
    decoder: list[np.ndarray]

    def encoded(self, x):
        """Return mu and log_var."""
        hidden = dense.relu(np.asarray(x, np.float64) @ self.encoder[0] + self.encoder[1])
        return [hidden @ self.encoder[k] + self.encoder[k + 1] for k in (2, 4)]

    def decoded(self, z):
        """Return logits."""
        return dense.outputs_of(self.decoder, z)

    def parts(self, x, eps, spread=0.5):
        """Return the two parts for rows and draws, one of eps for each entry."""
        mu, log_var = self.encoded(x)
        logits = self.decoded(mu + np.exp(spread * log_var) * eps)
        wrong = dense.softplus(logits) - np.asarray(x, np.float64) * logits
        far = np.exp(log_var) + mu**2 - 1 - log_var
        return Divergence(wrong.sum(axis=1), far.sum(axis=1) / 2)

    def moved_from(self, start, name):
        """Return how far the weights of one of the two have moved, in learning rates."""
        pairs = zip(getattr(self, name), getattr(start, name), strict=True)
        return [(one - other) / RATE for one, other in pairs]

    def score(self, x, rng, draws=20, **spread):
        """Return the mean negative ELBO over draws, and the deviation of that of one draw."""
        eps = (rng.normal(size=(len(x), LATENT)) for _ in range(draws))
        found = [sum(self.parts(x, each, **spread)).mean() for each in eps]
        return float(np.mean(found)), float(np.std(found, ddof=1))


def slip_of(steps):
    """Return which mistake so many steps show, in learning rates; two epochs have nearly 6."""
    ways = {
        "takes_all_rows_at_once": (1.8, 2.2),
        "drops_the_last_batch": (3.8, 4.2),
        "ignores_the_batch_size": (12, 18.5),
    }
    return next((name for name, (low, high) in ways.items() if low < steps < high), "")


def autoencoder_started(submission, seed, *, turned=False):
    """Return both networks as Keras begins them; `turned` has log_var in the place of mu."""
    nodes: list[tuple[str, dict[str, Any], list[int]]] = [
        ("Input", {"shape": (PIXELS,)}, []),
        ("Dense", {"units": HIDDEN}, [0]),
        ("Dense", {"units": LATENT}, [1]),
        ("Dense", {"units": LATENT}, [1]),
        ("Dense", {"units": HIDDEN}, [2]),
        ("Dense", {"units": PIXELS}, [4]),
    ]
    weights = networks.get_weights(remote(submission, graph(nodes, [5, 3], seed=seed)))
    # Keras lists layers by how far they are from the end; only mu and log_var have one shape.
    pairs = list(zip(weights[0::2], weights[1::2], strict=True))
    shapes = [(PIXELS, HIDDEN), (HIDDEN, LATENT), (LATENT, HIDDEN), (HIDDEN, PIXELS)]
    found = [each for shape in shapes for pair in pairs if pair[0].shape == shape for each in pair]
    heads = [*found[4:6], *found[2:4]] if turned else found[2:6]
    return Autoencoder([*found[:2], *heads], found[6:])


def wave(rng, count):
    """Return rows of which one number tells all: what a network learns of them in 300 steps."""
    number, pattern = rng.normal(size=(count, 1)), np.zeros(PIXELS)
    pattern[rng.choice(PIXELS, 60, replace=False)] = rng.choice([-1.0, 1.0], 60)
    return dense.sigmoid(number * pattern).astype(np.float32)


def balance(hand, rows, rng, draws=200):
    """Return how much KL has counted in a training: 1 if it was made small with what is drawn.

    Where the loss is at its least, it does not change with log_var: the slopes of the
    reconstruction and of KL hold each other. The first is measured here, at the entry of the plane
    that is used, and divided by the second. None if no entry is used.
    """
    mu, log_var = hand.encoded(rows)
    used = int(np.argmin(log_var.mean(axis=0)))
    if not log_var[:, used].mean() < -0.3:
        return None
    W1, b1, W2, b2 = hand.decoder
    slope = 0.0
    for _ in range(draws):
        eps = rng.normal(size=mu.shape)
        spread = np.exp(log_var / 2) * eps
        before = (mu + spread) @ W1 + b1
        wrong = dense.sigmoid(dense.relu(before) @ W2 + b2) - rows
        in_z = ((wrong @ W2.T) * (before > 0)) @ W1.T
        slope += float(np.mean(in_z[:, used] * spread[:, used] / 2)) / draws
    return slope / float(np.mean((1 - np.exp(log_var[:, used])) / 2))


def pictures(rng, count):
    """Return digits, mirrored and moved: as rows of pixels from 0 to 1."""
    (x, _), _ = bundled_mnist()
    chosen = x[rng.choice(len(x), count, replace=False)][:, :, ::-1]
    moved = np.roll(chosen, tuple(int(n) for n in rng.integers(-2, 3, 2)), axis=(1, 2))
    return (moved.reshape(count, PIXELS) / 255).astype(np.float32)


def batched(rng, count):
    """Return digits whose first pixel tells the first batch from the second, in the given order."""
    x = pictures(rng, count)
    x[:, 0], x[:128, 0] = 0.2, 1.0
    return x


def require_balance(seen):
    """Ask that KL has counted as much as the pixels: `seen` is the mean of several balances."""
    known = {"leaves_kl_out": (-1, 0.1), "weighs_kl_twice": (1.5, 2.4)}
    known |= {"takes_the_variance": (2.4, 4)}
    named = [name for name, (low, high) in known.items() if low < seen < high]
    message = f"KL, or the spread of z, counts {seen:.1f} times what it should in what is learned."
    hint = "z = mu + exp(log_var / 2) * eps; KL: -1/2 * sum(1 + log_var - mu**2 - exp(log_var))"
    require(0.8 < seen < 1.35, message, hint=hint, mistake=named[0] if named else "")


def mean_picture_costs(x):
    """Return the mean cross-entropy of the last fifth, if all get the mean of the other rows."""
    count = 4 * len(x) // 5
    mean = np.clip(x[:count].mean(axis=0, dtype=np.float64), 1e-4, 1 - 1e-4)
    costs = -x[count:] * np.log(mean) - (1 - x[count:]) * np.log(1 - mean)
    return float(costs.sum(axis=1).mean())


PARTS = ("encoder", "decoder", "score")
SHAPES = (
    dense.shapes_of(PIXELS, HIDDEN, LATENT),
    dense.shapes_of(LATENT, HIDDEN, PIXELS),
)


def networks_of(parts):
    """Return both networks by their weights, once these have the right shapes."""
    found = []
    encoder_shapes = [*SHAPES[0], *SHAPES[0][2:]]
    for name, wanted in (("encoder", encoder_shapes), ("decoder", SHAPES[1])):
        networks.architecture(parts[name])
        found.append(networks.get_weights(parts[name]))
        seen = [each.shape for each in found[-1]]
        message = f"The layers of the {name} are not the ones asked for."
        hint = {
            "encoder": "Dense 256, and from it Dense 2 twice: keras.Model(pixels, [mu, log_var])",
            "decoder": "Dense 256, then Dense 784, with the input (2,)",
        }[name]
        mistake = ""
        if name == "encoder" and seen == SHAPES[0]:
            mistake = "answers_no_log_var"
        require(seen == wanted, message, hint=hint, mistake=mistake)
    return Autoencoder(*found)


@dataclass(frozen=True)
class Run:
    """A training: its rows, what was seen of it, and its parts."""

    x: np.ndarray
    seen: training_calls.TrainingCall

    @property
    def parts(self):
        """The encoder, the decoder and the number."""
        return named_parts(self.seen.answer, PARTS)

    @property
    def hand(self):
        """Both networks by hand."""
        return networks_of(self.parts)

    @property
    def test(self):
        """The rows that are not trained with."""
        return self.x[4 * len(self.x) // 5 :]


def require_score(run, rng, known):
    """Ask for the negative ELBO of the test rows; `known` has what mistakes answer, by name."""
    seen, (wanted, deviation) = float(run.parts["score"]), run.hand.score(run.test, rng)
    near = 6 * deviation + 1e-3 * wanted
    fits = abs(seen - wanted) < near
    nearest = min(known, key=lambda name: abs(known[name] - seen))
    named = not fits and abs(known[nearest] - seen) < max(near / 2, 0.05)
    message = "The number is not the negative ELBO of the test rows."
    hint = "vae_loss on the rows behind 4 * N // 5: the sum of its two parts"
    require(fits, message, hint=hint, mistake=nearest if named else "")
