from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def gan_step(G: keras.Model, D: keras.Model, opts: tuple, real: np.ndarray, z: np.ndarray) -> tuple:
    """Breaks: the discriminator's loss d (that of gan_losses) on D(real) *and D(G(z))* (the second is
    left out)."""
    opt_g, opt_d = opts
    with tf.GradientTape() as tape:
        d = tf.reduce_mean(tf.nn.softplus(-D(real)))
    weights = D.trainable_weights
    opt_d.apply(tape.gradient(d, weights), weights)
    with tf.GradientTape() as tape:
        g = tf.reduce_mean(tf.nn.softplus(-D(G(z))))
    weights = G.trainable_weights
    opt_g.apply(tape.gradient(g, weights), weights)
    return d, g
