"""Chapter 13: Networks that make something, by somebody who likes small pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import keras
import numpy as np


def _require(holds: bool, message: str) -> None:
    """Raise ValueError unless something holds."""
    if not holds:
        raise ValueError(message)


def apply_temperature(probs: np.ndarray, temperature: float) -> np.ndarray:
    """Return softmax(ln(probs) / temperature)."""
    _require(temperature > 0, "temperature: must be above 0")
    probs = np.asarray(
        probs, np.result_type(probs.dtype, np.float32) if probs.dtype.kind == "f" else float
    )
    _require(bool(np.all(probs >= 0)), "prob: none may be below 0")
    _require(abs(np.sum(probs, dtype=float) - 1) <= 1e-6, "prob: their sum must be 1")
    with np.errstate(divide="ignore"):
        scores = np.log(probs) / float(temperature)
    weights = np.exp(scores - scores.max())
    return weights / weights.sum()


@dataclass
class Writer:
    """Reads ids with a network, and remembers what it said last."""

    step: object
    state: object = None
    probs: np.ndarray | None = None

    def read(self, number: int) -> None:
        """Let the network read an id."""
        self.probs, self.state = self.step(number, self.state)

    def draw(self, temperature: float, rng: np.random.Generator) -> int:
        """Draw what comes next, by the inverse of the cumulated shares."""
        shares = np.cumsum(apply_temperature(self.probs, temperature).astype(np.float64))
        return int(np.searchsorted(shares, rng.random() * shares[-1], side="right"))


def generate(step, seed_ids, length, temperature, rng) -> list[int]:
    """Let a network go on with what it has begun to read."""
    _require(len(seed_ids) > 0, "seed: there must be an id")
    _require(length >= 1, "length: must be 1 or more")
    writer = Writer(step)
    for number in seed_ids:
        writer.read(number)
    new = [writer.draw(temperature, rng)]
    for _ in range(1, length):
        writer.read(new[-1])
        new.append(writer.draw(temperature, rng))
    return new


def _windows(ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return windows of 30 ids at every third place, and the id behind each."""
    whole = np.lib.stride_tricks.sliding_window_view(ids, 31)[::3]
    return whole[:, :30].copy(), whole[:, 30].copy()


def train_char_lstm(ids, vocab, epochs=8, seed=0):
    """Train a network to say which letter comes next."""
    X, y = _windows(ids)
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((30,))
    vectors = keras.layers.Embedding(vocab, 16)(inputs)
    last = keras.layers.LSTM(64)(vectors)
    model = keras.Model(inputs, keras.layers.Dense(vocab, activation="linear")(last))
    model.compile(
        keras.optimizers.Adam(5e-3),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    *_, final = model.fit(X, y, 128, epochs, verbose=0).history["loss"]
    return model, float(final)


def octave_shapes(shape, octaves, scale=1.4):
    """Return the sizes in which a picture is dreamed on, the small ones first."""
    _require(octaves >= 1, "octaves: must be 1 or more")
    _require(scale > 1, "scale: must be above 1")
    sizes = [tuple(int(side / scale**k) for side in shape) for k in range(octaves)]
    return sizes[::-1]


def dream_step(features, image, lr):
    """Change an image a little so that a network sees more in it."""
    import tensorflow as tf

    channels = features.input_shape[-1]
    _require(image.ndim == 3 and image.shape[2] == channels, f"shape: {image.shape}")
    x = tf.constant(image[None])
    with tf.GradientTape() as tape:
        tape.watch(x)
        inside = features(x, training=False)[:, 2:-2, 2:-2]
        loss = keras.ops.mean(keras.ops.square(inside))
    g = tape.gradient(loss, x)[0]
    size = tf.maximum(tf.reduce_mean(tf.abs(g)), 1e-6)
    new = tf.clip_by_value(tf.constant(image) + tf.cast(lr, tf.float32) * g / size, 0.0, 1.0)
    return new.numpy(), float(loss)


def gram_matrix(F: np.ndarray) -> np.ndarray:
    """Return the mean over places of the products of channels."""
    _require(F.ndim == 3, "shape: F must be (H, W, C)")
    F = F * 1.0
    return np.einsum("hwa,hwb->ab", F, F) / (F.shape[0] * F.shape[1])


def _pairs(image: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the differences of neighbours, above each other and beside each other."""
    yield image[:-1] - image[1:]
    yield image[:, :-1] - image[:, 1:]


def style_transfer_loss(content, style, image, weights) -> float:
    """Return the weighted sum of content term, style term and variation."""
    _require(len(weights) == 3, "weights: there are three")
    _require(all(weight >= 0 for weight in weights), "weights: none below 0")
    content, style, image = (np.asarray(each, np.float64) for each in (content, style, image))
    terms = [
        np.square(image - content).mean(),
        np.square(gram_matrix(image) - gram_matrix(style)).mean(),
        sum(np.abs(each).mean() for each in _pairs(image)),
    ]
    return float(np.dot(np.asarray(weights, np.float64), terms))
