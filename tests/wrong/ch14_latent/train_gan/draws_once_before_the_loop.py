from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def train_gan(seed: int = 0, steps: int = 4000) -> keras.Model:
    """Breaks: `steps` times: 128 *fresh* points of ring, 128 rows z (both are drawn once, before)."""
    keras.utils.set_random_seed(seed)
    G = keras.Sequential(
        [
            keras.Input((8,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(2),
        ]
    )
    D = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(64),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Dense(64),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Dense(1),
        ]
    )
    opts = (keras.optimizers.Adam(0.002, beta_1=0.5), keras.optimizers.Adam(0.002, beta_1=0.5))
    rng = np.random.default_rng(seed)
    turn = tf.function(gan_step)
    real = ring(128, rng)
    z = rng.normal(size=(128, 8)).astype(np.float32)
    for _ in range(steps):
        turn(G, D, opts, real, z)
    return G
