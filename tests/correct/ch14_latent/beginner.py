"""Chapter 14, answers in plain steps."""

from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def ring(n: int, rng: np.random.Generator) -> np.ndarray:
    """Return n points around eight centres on a circle, (n, 2); given, nothing to write.

    The circle has radius 2, and each of its modes, the eight heaps, a standard deviation of 0.05.
    """
    angles = rng.integers(0, 8, n) * np.pi / 4
    centres = 2 * np.column_stack([np.cos(angles), np.sin(angles)])
    return (centres + rng.normal(0, 0.05, (n, 2))).astype(np.float32)


def reparameterize(mu, log_var, eps):
    # the shapes first
    if mu.shape != log_var.shape:
        raise ValueError("mu and log_var must have the same shape")
    if mu.shape != eps.shape:
        raise ValueError("mu and eps must have the same shape")
    # whole numbers become float64, floats stay what they are
    if mu.dtype.kind in "iub":
        mu = mu.astype(np.float64)
    if log_var.dtype.kind in "iub":
        log_var = log_var.astype(np.float64)
    if eps.dtype.kind in "iub":
        eps = eps.astype(np.float64)
    sigma = np.exp(log_var / 2)
    z = mu + sigma * eps
    return z


def kl_divergence(mu, log_var):
    if mu.ndim != 2:
        raise ValueError("mu must have a shape of two axes")
    if log_var.shape != mu.shape:
        raise ValueError("log_var must have the same shape as mu")
    if mu.dtype.kind in "iub":
        mu = mu.astype(np.float64)
    if log_var.dtype.kind in "iub":
        log_var = log_var.astype(np.float64)
    term = 1 + log_var - mu**2 - np.exp(log_var)
    return -0.5 * np.sum(term, axis=1)


def vae_loss(x, logits, mu, log_var):
    if np.any(x < 0) or np.any(x > 1):
        raise ValueError("x is out of range: pixels go from 0 to 1")
    x = x.astype(np.float64)
    logits = logits.astype(np.float64)
    # -ln(p) = ln(1 + exp(-logit)) and -ln(1 - p) = ln(1 + exp(logit))
    pixel = x * np.logaddexp(0, -logits) + (1 - x) * np.logaddexp(0, logits)
    row = np.sum(pixel, axis=1)
    reconstruction = np.mean(row)
    kl = np.mean(kl_divergence(mu, log_var))
    return float(reconstruction), float(kl)


def train_vae(x, epochs=20, seed=0):
    keras.utils.set_random_seed(seed)
    # the layers, in the order that is asked for
    hidden_1 = keras.layers.Dense(256, activation="relu")
    layer_mu = keras.layers.Dense(2)
    layer_log_var = keras.layers.Dense(2)
    hidden_2 = keras.layers.Dense(256, activation="relu")
    layer_logits = keras.layers.Dense(784)

    inputs = keras.Input((784,))
    h = hidden_1(inputs)
    encoder = keras.Model(inputs, [layer_mu(h), layer_log_var(h)])

    decoder = keras.Sequential()
    decoder.add(keras.Input((2,)))
    decoder.add(hidden_2)
    decoder.add(layer_logits)

    optimizer = keras.optimizers.Adam(learning_rate=0.001)
    weights = encoder.trainable_weights + decoder.trainable_weights

    def loss_of(pictures, eps):
        mu, log_var = encoder(pictures)
        z = mu + tf.exp(log_var / 2) * eps
        logits = decoder(z)
        pixel = tf.nn.sigmoid_cross_entropy_with_logits(labels=pictures, logits=logits)
        reconstruction = tf.reduce_mean(tf.reduce_sum(pixel, axis=1))
        kl = -0.5 * tf.reduce_sum(1 + log_var - mu**2 - tf.exp(log_var), axis=1)
        return reconstruction + tf.reduce_mean(kl)

    @tf.function(reduce_retracing=True)
    def step(pictures, eps):
        with tf.GradientTape() as tape:
            loss = loss_of(pictures, eps)
        gradients = tape.gradient(loss, weights)
        optimizer.apply(gradients, weights)

    rng = np.random.default_rng(seed)
    n = 4 * len(x) // 5
    train = x[:n].astype(np.float32)
    test = x[n:].astype(np.float32)
    for epoch in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, 128):
            batch = train[order[start : start + 128]]
            eps = rng.normal(size=(len(batch), 2)).astype(np.float32)
            step(tf.constant(batch), tf.constant(eps))

    eps = rng.normal(size=(len(test), 2)).astype(np.float32)
    score = float(loss_of(tf.constant(test), tf.constant(eps)))
    return encoder, decoder, score


def gan_losses(real_logits, fake_logits):
    if real_logits.size == 0:
        raise ValueError("there are no real logits")
    if fake_logits.size == 0:
        raise ValueError("there are no fake logits")
    real = real_logits.astype(np.float64)
    fake = fake_logits.astype(np.float64)
    d_real = np.mean(np.logaddexp(0, -real))
    d_fake = np.mean(np.logaddexp(0, fake))
    g = np.mean(np.logaddexp(0, -fake))
    return float(d_real + d_fake), float(g)


def gan_step(G, D, opts, real, z):
    opt_g = opts[0]
    opt_d = opts[1]

    # the detective
    fake = G(z)
    with tf.GradientTape() as tape:
        real_logits = D(real)
        fake_logits = D(fake)
        d = tf.reduce_mean(tf.nn.softplus(-real_logits)) + tf.reduce_mean(
            tf.nn.softplus(fake_logits)
        )
    gradients = tape.gradient(d, D.trainable_weights)
    opt_d.apply(gradients, D.trainable_weights)

    # the forger
    with tf.GradientTape() as tape:
        fake_logits = D(G(z))
        g = tf.reduce_mean(tf.nn.softplus(-fake_logits))
    gradients = tape.gradient(g, G.trainable_weights)
    opt_g.apply(gradients, G.trainable_weights)
    return d, g


def train_gan(seed=0, steps=4000):
    keras.utils.set_random_seed(seed)
    G = keras.Sequential()
    G.add(keras.Input((8,)))
    G.add(keras.layers.Dense(64, activation="relu"))
    G.add(keras.layers.Dense(64, activation="relu"))
    G.add(keras.layers.Dense(2))

    D = keras.Sequential()
    D.add(keras.Input((2,)))
    D.add(keras.layers.Dense(64))
    D.add(keras.layers.LeakyReLU(negative_slope=0.2))
    D.add(keras.layers.Dense(64))
    D.add(keras.layers.LeakyReLU(negative_slope=0.2))
    D.add(keras.layers.Dense(1))

    opts = (
        keras.optimizers.Adam(0.002, beta_1=0.5),
        keras.optimizers.Adam(0.002, beta_1=0.5),
    )
    rng = np.random.default_rng(seed)
    step = tf.function(gan_step)
    for i in range(steps):
        real = ring(128, rng)
        z = rng.normal(size=(128, 8)).astype(np.float32)
        step(G, D, opts, tf.constant(real), tf.constant(z))
    return G
