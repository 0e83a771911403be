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

    def parts(self, x, eps, spread=0.5, said=None):
        """Return the two parts for rows and draws, one of eps for each entry.

        `said` is what `encoded` answers for these rows, where it is known already.
        """
        mu, log_var = said or self.encoded(x)
        logits = self.decoded(mu + np.exp(spread * log_var) * eps)
        wrong = dense.softplus(logits) - np.asarray(x, np.float64) * logits
        far = np.exp(log_var) + mu**2 - 1 - log_var
        return Divergence(wrong.sum(axis=1), far.sum(axis=1) / 2)

    def moved_from(self, start, name):
        """Return how far the weights of one of the two have moved, in learning rates."""
        pairs = zip(getattr(self, name), getattr(start, name), strict=True)
        return [(one - other) / RATE for one, other in pairs]

    def score(self, x, rng, draws=20, size=1.0, **spread):
        """Return the mean negative ELBO over draws, and the deviation of that of one draw.

        `size` is the deviation of eps.
        """
        said = self.encoded(x)
        eps = (rng.normal(0.0, size, (len(x), LATENT)) for _ in range(draws))
        found = [sum(self.parts(x, each, said=said, **spread)).mean() for each in eps]
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


class Balance(NamedTuple):
    """How much KL has counted in a training, if z was drawn by the deviation or the variance."""

    by_deviation: float
    by_variance: float


def balance(run, rng, draws=8):
    """Return how much KL has counted in a training: about 1 where each part counts once.

    Where the loss is at its least, it does not change with log_var: the slopes of the
    reconstruction and of KL hold each other, and log_var gets there long before the pictures are
    good. The first is measured here, over the entries of the plane that say something of a row, and
    divided by the second. None if log_var is next to 0 everywhere.
    """
    hand, rows = run.hand, run.x[:512]
    mu, log_var = hand.encoded(rows)
    if np.abs(log_var).mean() < 0.5:
        return None
    used = log_var < -0.3
    used = used if used.any() else np.full(used.shape, True)
    W1, b1, W2, b2 = hand.decoder
    kl = np.sum(((1 - np.exp(log_var)) / 2)[used])
    found = []
    for share in (0.5, 1.0):  # what log_var is multiplied by in the deviation of z
        slope = 0.0
        for _ in range(draws):
            spread = np.exp(share * log_var) * rng.normal(size=mu.shape)
            before = (mu + spread) @ W1 + b1
            wrong = dense.sigmoid(dense.relu(before) @ W2 + b2) - rows
            in_z = ((wrong @ W2.T) * (before > 0)) @ W1.T
            slope += float(np.sum((in_z * spread * share)[used])) / draws
        found.append(slope / float(kl))
    return Balance(*found)


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


def require_balance(found):
    """Ask that KL has counted as much as the pixels, on average over some trainings.

    Measured with other digits each time: 1.22 ± 0.11 for the reference (20 seeds); over 12 seeds
    0.6 where KL counts half, 1.7 where it counts 1.5 times, 2.2 where it counts twice, 2.5 or more
    where z has the variance for its deviation. That training is told apart by the balance by
    variance: it has 1.2 or more, one with KL twice 0.8 at most.
    """
    seen, by_variance = np.mean(found, axis=0)
    named = "weighs_kl_twice" if 1.7 < seen < 2.8 else ""
    named = "takes_the_variance" if seen > 1.7 and by_variance > 1.0 else named
    named = "leaves_kl_out" if abs(seen) < 0.1 else named
    message = f"KL, or the spread of z, counts {seen:.1f} times what it should in what is learned."
    hint = "z = mu + exp(log_var / 2) * eps; KL: -1/2 * sum(1 + log_var - mu**2 - exp(log_var))"
    fits = is_balanced(found)
    require(fits, message, hint=hint, mistake="" if fits else named)


def is_balanced(found):
    """Return whether KL has counted about once, on average over some trainings."""
    return 0.8 < np.mean(found, axis=0)[0] < 1.5


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


# Ways to draw z that are not asked for: with the variance, and not at all.
OTHER_DRAWS: list[dict[str, float]] = [{"spread": 1.0}, {"size": 0.0}]


def require_score(run, rng, known, *, drawn=True):
    """Ask for the negative ELBO of the test rows.

    `known` returns what mistakes answer, by name: it is computed only where one was made. Where it
    does not matter how z is `drawn`, a z of mu alone or with the variance is right, too: behind a
    few steps, chance decides whether these can be told apart.
    """
    seen = float(run.parts["score"])
    others = [] if drawn else [run.hand.score(run.test, rng, 12, **way)[0] for way in OTHER_DRAWS]
    # One that scores z = mu is seven deviations off. What is beyond three is looked at closely.
    for draws, far in ((12, 3), (60, 5.5)):
        wanted, deviation = run.hand.score(run.test, rng, draws)
        near = far * deviation + 2e-4 * wanted
        if any(abs(seen - each) < near for each in (wanted, *others)):
            return
    ways = known(run.hand, wanted)
    nearest = min(ways, key=lambda name: abs(ways[name] - seen))
    named = abs(ways[nearest] - seen) < max(near / 2, 0.05)
    message = "The number is not the negative ELBO of the test rows."
    hint = "vae_loss on the rows behind 4 * N // 5: the sum of its two parts"
    require(False, message, hint=hint, mistake=nearest if named else "")
