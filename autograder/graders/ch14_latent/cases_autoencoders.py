"""A training of a variational autoencoder of which parts can be done otherwise: for mistakes."""

import keras
import numpy as np
import tensorflow as tf


def layers_of(seed):
    """Return the encoder, the decoder and the layers that make logits, as asked."""
    if seed is not None:
        keras.utils.set_random_seed(seed)
    pixels, dense_layer = keras.Input((784,)), keras.layers.Dense
    hidden = dense_layer(256, activation="relu")(pixels)
    mu, log_var = dense_layer(2)(hidden), dense_layer(2)(hidden)
    decoder = keras.Sequential([keras.Input((2,)), dense_layer(256, "relu"), dense_layer(784)])
    return keras.Model(pixels, [mu, log_var]), decoder


def parts(rows, logits, mu, log_var):
    """Return reconstruction and KL, each a mean over the rows."""
    wrong = tf.nn.sigmoid_cross_entropy_with_logits(labels=rows, logits=logits)
    far = tf.exp(log_var) + mu**2 - 1 - log_var
    return tf.reduce_mean(tf.reduce_sum(wrong, 1)), tf.reduce_mean(tf.reduce_sum(far, 1)) / 2


def usual(mu, log_var, eps):
    """Return z as it is drawn."""
    return mu + tf.exp(log_var / 2) * eps


def run(
    x, epochs, seed, *, layers=None, z=usual, loss=None, size=128, train=None, chance="seed",
    order=True, whole=True, learns=("encoder", "decoder"), score=None, adam=None,
):  # fmt: skip
    """Return what is asked for, but for some parts."""
    encoder, decoder = layers or layers_of(seed)
    both, adam = {"encoder": encoder, "decoder": decoder}, adam or keras.optimizers.Adam()
    weights = [each for name in learns for each in both[name].trainable_weights]

    @tf.function(reduce_retracing=True)
    def step(rows, eps):
        tape = tf.GradientTape()
        with tape:
            mu, log_var = encoder(rows)
            made = parts(rows, decoder(z(mu, log_var, eps)), mu, log_var)
            total = sum(made) if loss is None else loss(rows, *made)
        adam.apply(tape.gradient(total, weights), weights)

    rng = np.random.default_rng(seed if chance == "seed" else None)
    count = 4 * len(x) // 5
    given = x[:count].astype(np.float32) if train is None else train(x)
    test = x[count:].astype(np.float32)
    for _ in range(epochs):
        places = rng.permutation(len(given)) if order else np.arange(len(given))
        for k in range(0, len(given), size):
            rows = given[places[k : k + size]]
            if whole or len(rows) == size:
                step(rows, rng.normal(size=(len(rows), 2)).astype(np.float32))
    found = scored(encoder, decoder, test, rng, z)
    if score is not None:
        found = score(encoder, decoder, x.astype(np.float32), rng, found)
    return encoder, decoder, float(found)


def scored(encoder, decoder, rows, rng, z, only=sum):
    """Return the negative ELBO of rows, or what else is `only` made of its parts."""
    eps = rng.normal(size=(len(rows), 2)).astype(np.float32)
    mu, log_var = encoder(rows)
    return only(float(each) for each in parts(rows, decoder(z(mu, log_var, eps)), mu, log_var))
