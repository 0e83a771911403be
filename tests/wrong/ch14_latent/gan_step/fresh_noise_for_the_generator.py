from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def gan_step(G: keras.Model, D: keras.Model, opts: tuple, real: np.ndarray, z: np.ndarray) -> tuple:
    """Breaks: G is called on the *same z* once more (new noise is drawn for the second half)."""
    opt_g, opt_d = opts
    with tf.GradientTape() as tape:
        d = tf.reduce_mean(tf.nn.softplus(-D(real))) + tf.reduce_mean(tf.nn.softplus(D(G(z))))
    weights = D.trainable_weights
    opt_d.apply(tape.gradient(d, weights), weights)
    with tf.GradientTape() as tape:
        fresh = tf.random.normal(tf.shape(z))
        g = tf.reduce_mean(tf.nn.softplus(-D(G(fresh))))
    weights = G.trainable_weights
    opt_g.apply(tape.gradient(g, weights), weights)
    return d, g
