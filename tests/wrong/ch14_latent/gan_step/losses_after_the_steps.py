from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def gan_step(G: keras.Model, D: keras.Model, opts: tuple, real: np.ndarray, z: np.ndarray) -> tuple:
    """Breaks: returns the two losses as each was *before* its step (they are worked out at the end)."""
    opt_g, opt_d = opts
    with tf.GradientTape() as tape:
        d = tf.reduce_mean(tf.nn.softplus(-D(real))) + tf.reduce_mean(tf.nn.softplus(D(G(z))))
    weights = D.trainable_weights
    opt_d.apply(tape.gradient(d, weights), weights)
    with tf.GradientTape() as tape:
        g = tf.reduce_mean(tf.nn.softplus(-D(G(z))))
    weights = G.trainable_weights
    opt_g.apply(tape.gradient(g, weights), weights)
    real_logits, fake_logits = D(real), D(G(z))
    d = tf.reduce_mean(tf.nn.softplus(-real_logits)) + tf.reduce_mean(tf.nn.softplus(fake_logits))
    return d, tf.reduce_mean(tf.nn.softplus(-fake_logits))
