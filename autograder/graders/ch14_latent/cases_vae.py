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

    def other_scores(self, x, rng, draws):
        """Return the same where z is drawn with the variance, not at all, or from log_var."""
        head, mu, log_var = self.encoder[:2], self.encoder[2:4], self.encoder[4:]
        turned = Autoencoder([*head, *log_var, *mu], self.decoder)
        ways: tuple[dict[str, float], ...] = ({"spread": 1.0}, {"size": 0.0})
        return [self.score(x, rng, draws, **way) for way in ways] + [turned.score(x, rng, draws)]


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


def require_score(run, rng, known, *, drawn=True):
    """Ask for the negative ELBO of the test rows.

    `known` returns what mistakes answer, by name: it is computed only where one was made. Where it
    does not matter how z is `drawn`, other ways are right, too: behind a few steps, chance decides
    whether these can be told apart.
    """
    seen = float(run.parts["score"])
    others = [] if drawn else run.hand.other_scores(run.test, rng, 12)
    # One that scores z = mu is seven deviations off. What is beyond three is looked at closely.
    for draws, far in ((12, 3), (60, 5.5)):
        wanted, deviation = run.hand.score(run.test, rng, draws)
        accepted = [(wanted, deviation), *others]
        if any(abs(seen - value) < far * off + 2e-4 * wanted for value, off in accepted):
            return
    ways = known(run.hand, wanted)
    nearest = min(ways, key=lambda name: abs(ways[name] - seen))
    named = abs(ways[nearest] - seen) < max(far * deviation / 2, 0.05)
    message = "The number is not the negative ELBO of the test rows."
    hint = "vae_loss on the rows behind 4 * N // 5: the sum of its two parts"
    require(False, message, hint=hint, mistake=nearest if named else "")
