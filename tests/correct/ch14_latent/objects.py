"""Chapter 14, with small classes and helpers."""

from __future__ import annotations

from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops


def ring(n: int, rng: np.random.Generator) -> np.ndarray:
    """Return n points around eight centres on a circle, (n, 2); given, nothing to write.

    The circle has radius 2, and each of its modes, the eight heaps, a standard deviation of 0.05.
    """
    angles = rng.integers(0, 8, n) * np.pi / 4
    centres = 2 * np.column_stack([np.cos(angles), np.sin(angles)])
    return (centres + rng.normal(0, 0.05, (n, 2))).astype(np.float32)


def as_floats(*arrays: np.ndarray) -> list[np.ndarray]:
    """Leave floating arrays alone and make float64 of everything else."""
    return [a if np.issubdtype(a.dtype, np.floating) else a.astype(np.float64) for a in map(np.asarray, arrays)]


def minus_ln(logits: np.ndarray, label: float) -> np.ndarray:
    """Cross-entropy of a logit with one label: 1 -> -ln p, 0 -> -ln(1 - p)."""
    return np.logaddexp(0, (1 - 2 * label) * logits)


@dataclass(frozen=True)
class Gaussian:
    """Independent normal distributions."""

    mu: np.ndarray
    log_var: np.ndarray

    @property
    def sigma(self) -> np.ndarray:
        return np.exp(0.5 * self.log_var)

    def at(self, eps: np.ndarray) -> np.ndarray:
        return self.sigma * eps + self.mu

    def divergence(self) -> np.ndarray:
        return (np.square(self.mu) + np.exp(self.log_var) - self.log_var - 1).sum(axis=-1) / 2


def reparameterize(mu, log_var, eps):
    if len({np.shape(mu), np.shape(log_var), np.shape(eps)}) > 1:
        raise ValueError(f"Not one shape: {np.shape(mu)}, {np.shape(log_var)}, {np.shape(eps)}")
    mu, log_var, eps = as_floats(mu, log_var, eps)
    return Gaussian(mu, log_var).at(eps)


def kl_divergence(mu, log_var):
    if np.ndim(mu) != 2 or np.shape(mu) != np.shape(log_var):
        raise ValueError(f"Wrong shape: {np.shape(mu)} and {np.shape(log_var)}")
    return Gaussian(*as_floats(mu, log_var)).divergence()


def vae_loss(x, logits, mu, log_var):
    x, logits, mu, log_var = (np.asarray(a, dtype=float) for a in (x, logits, mu, log_var))
    if x.size and (x.min() < 0 or x.max() > 1):
        raise ValueError("pixel out of range 0..1")
    reconstruction = (np.logaddexp(0, logits) - x * logits).sum(axis=1)
    return reconstruction.mean().item(), kl_divergence(mu, log_var).mean().item()


class Batches(keras.utils.PyDataset):
    """Rows in batches, in a fresh order for each epoch."""

    def __init__(self, rows, rng, size=128):
        super().__init__()
        self.rows, self.rng, self.size = rows, rng, size
        self.order = rng.permutation(len(rows))

    def __len__(self):
        return -(-len(self.rows) // self.size)

    def __getitem__(self, number):
        rows = self.rows[self.order[number * self.size : (number + 1) * self.size]]
        return rows, self.rng.standard_normal((len(rows), 2)).astype(np.float32)

    def on_epoch_end(self):
        self.order = self.rng.permutation(len(self.rows))


class VAE(keras.Model):
    """An encoder and a decoder that are trained together by fit."""

    def __init__(self):
        super().__init__()
        hidden = layers.Dense(256, activation="relu")
        mu, log_var = layers.Dense(2), layers.Dense(2)
        unfold, draw = layers.Dense(256, activation="relu"), layers.Dense(784)
        pixels, place = keras.Input((784,)), keras.Input((2,))
        shared = hidden(pixels)
        self.encoder = keras.Model(pixels, [mu(shared), log_var(shared)], name="encoder")
        self.decoder = keras.Model(place, draw(unfold(place)), name="decoder")

    def negative_elbo(self, x, eps):
        mu, log_var = self.encoder(x)
        logits = self.decoder(mu + ops.exp(log_var / 2) * eps)
        # keras takes the mean over the pixels: 784 of it are the sum
        bce = 784 * keras.losses.binary_crossentropy(x, logits, from_logits=True)
        kl = ops.sum(ops.square(mu) + ops.exp(log_var) - 1 - log_var, axis=1) / 2
        return ops.mean(bce + kl)

    def train_step(self, data):
        x, eps = data
        with tf.GradientTape() as tape:
            loss = self.negative_elbo(x, eps)
        self.optimizer.apply(tape.gradient(loss, self.trainable_variables), self.trainable_variables)
        return {"loss": loss}


def train_vae(x, epochs=20, seed=0):
    keras.utils.set_random_seed(seed)
    vae, rng = VAE(), np.random.default_rng(seed)
    x = x.astype(np.float32)
    cut = 4 * len(x) // 5
    vae.compile(optimizer=keras.optimizers.Adam(0.001), jit_compile=False)
    vae.fit(Batches(x[:cut], rng), epochs=epochs, shuffle=False, verbose=0)
    test = x[cut:]
    score = vae.negative_elbo(test, rng.standard_normal((len(test), 2)).astype(np.float32))
    return vae.encoder, vae.decoder, float(score)


def gan_losses(real_logits, fake_logits):
    if not np.size(real_logits) or not np.size(fake_logits):
        raise ValueError("no logits")
    real, fake = (np.asarray(a, dtype=float) for a in (real_logits, fake_logits))
    d = minus_ln(real, 1).mean() + minus_ln(fake, 0).mean()
    return float(d), float(minus_ln(fake, 1).mean())


class Player:
    """A network and its optimizer."""

    def __init__(self, network, optimizer):
        self.network, self.optimizer = network, optimizer

    def move(self, loss_function):
        weights = self.network.trainable_variables
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            for weight in weights:
                tape.watch(weight.value)
            loss = loss_function()
        self.optimizer.apply_gradients(list(zip(tape.gradient(loss, weights), weights)))
        return loss


def gan_step(G, D, opts, real, z):
    forger, detective = Player(G, opts[0]), Player(D, opts[1])

    def cost(logits, label):
        return ops.mean(keras.losses.binary_crossentropy(ops.full_like(logits, label), logits, from_logits=True))

    d = detective.move(lambda: cost(D(real), 1.0) + cost(D(G(z)), 0.0))
    g = forger.move(lambda: cost(D(G(z)), 1.0))
    return d, g


class Duel:
    """A generator and a discriminator of the ring, and how they are trained."""

    def __init__(self):
        place = keras.Input((8,))
        t = layers.Dense(64, activation="relu")(place)
        t = layers.Dense(64, activation="relu")(t)
        self.G = keras.Model(place, layers.Dense(2)(t))
        point = keras.Input((2,))
        t = point
        for _ in range(2):
            t = layers.LeakyReLU(negative_slope=0.2)(layers.Dense(64)(t))
        self.D = keras.Model(point, layers.Dense(1)(t))
        self.opts = tuple(keras.optimizers.Adam(0.002, beta_1=0.5) for _ in range(2))

    def run(self, steps, rng):
        step = tf.function(lambda real, z: gan_step(self.G, self.D, self.opts, real, z))
        for _ in range(steps):
            step(ring(128, rng), rng.standard_normal((128, 8), dtype=np.float32))


def train_gan(seed=0, steps=4000):
    keras.utils.set_random_seed(seed)
    duel = Duel()
    duel.run(steps, np.random.default_rng(seed))
    return duel.G
