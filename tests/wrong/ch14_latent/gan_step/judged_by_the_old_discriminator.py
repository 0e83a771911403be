from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def gan_step(G: keras.Model, D: keras.Model, opts: tuple, real: np.ndarray, z: np.ndarray) -> tuple:
    """Breaks: with the D *of now* (both losses are taken before D's step)."""
    with tf.GradientTape(persistent=True) as tape:
        real_logits, fake_logits = D(real), D(G(z))
        d = tf.reduce_mean(tf.nn.softplus(-real_logits)) + tf.reduce_mean(tf.nn.softplus(fake_logits))
        g = tf.reduce_mean(tf.nn.softplus(-fake_logits))
    d_gradients = tape.gradient(d, D.trainable_weights)
    g_gradients = tape.gradient(g, G.trainable_weights)
    opts[1].apply(d_gradients, D.trainable_weights)
    opts[0].apply(g_gradients, G.trainable_weights)
    return d, g
