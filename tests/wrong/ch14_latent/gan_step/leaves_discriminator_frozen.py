from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def gan_step(G: keras.Model, D: keras.Model, opts: tuple, real: np.ndarray, z: np.ndarray) -> tuple:
    """Breaks: set no `trainable`, what is trainable when it comes in stays so (D stays frozen)."""
    opt_g, opt_d = opts
    with tf.GradientTape() as tape:
        d = tf.reduce_mean(tf.nn.softplus(-D(real))) + tf.reduce_mean(tf.nn.softplus(D(G(z))))
    weights = D.trainable_weights
    opt_d.apply(tape.gradient(d, weights), weights)
    D.trainable = False
    with tf.GradientTape() as tape:
        g = tf.reduce_mean(tf.nn.softplus(-D(G(z))))
    weights = G.trainable_weights
    opt_g.apply(tape.gradient(g, weights), weights)
    return d, g
