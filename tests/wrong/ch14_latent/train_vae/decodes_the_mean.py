from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def train_vae(
    x: np.ndarray, epochs: int = 20, seed: int = 0
) -> tuple[keras.Model, keras.Model, float]:
    """Breaks: z = mu + exp(log_var / 2) * eps goes into the decoder (mu goes into it, in training
    and in the score)."""
    keras.utils.set_random_seed(seed)
    squeeze = keras.layers.Dense(256, "relu")
    mean = keras.layers.Dense(2)
    spread = keras.layers.Dense(2)
    unfold = keras.layers.Dense(256, "relu")
    picture = keras.layers.Dense(784)
    pixels, place = keras.Input((784,)), keras.Input((2,))
    hidden = squeeze(pixels)
    encoder = keras.Model(pixels, [mean(hidden), spread(hidden)])
    decoder = keras.Model(place, picture(unfold(place)))
    optimizer = keras.optimizers.Adam(0.001)
    weights = encoder.trainable_weights + decoder.trainable_weights

    def losses(rows, eps):
        mu, log_var = encoder(rows)
        logits = decoder(mu)
        bce = tf.nn.sigmoid_cross_entropy_with_logits(labels=rows, logits=logits)
        reconstruction = tf.reduce_mean(tf.reduce_sum(bce, 1))
        kl = tf.reduce_mean(-0.5 * tf.reduce_sum(1 + log_var - mu**2 - tf.exp(log_var), 1))
        return reconstruction, kl

    @tf.function(reduce_retracing=True)
    def step(rows, eps):
        with tf.GradientTape() as tape:
            reconstruction, kl = losses(rows, eps)
            loss = reconstruction + kl
        optimizer.apply(tape.gradient(loss, weights), weights)

    rng = np.random.default_rng(seed)
    cut = 4 * len(x) // 5
    train, test = x[:cut].astype(np.float32), x[cut:].astype(np.float32)
    for _ in range(epochs):
        order = rng.permutation(len(train))
        for start in range(0, len(train), 128):
            rows = train[order[start : start + 128]]
            step(rows, rng.normal(size=(len(rows), 2)).astype(np.float32))
    reconstruction, kl = losses(test, rng.normal(size=(len(test), 2)).astype(np.float32))
    return encoder, decoder, float(reconstruction + kl)
