"""Chapter 2: A tiny network.

A line is y = a x + b. A network with one number in and one out, and no activation, is a line.
"""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

import keras
import numpy as np


def build_line(units: int = 1) -> keras.Model:
    """Return a network of one Dense layer that makes `units` numbers out of one, not compiled.

    >>> build_line(3).count_params()
    6

    ValueError (say "units") if units is below 1.
    """
    ### BEGIN SOLUTION
    if units < 1:
        raise ValueError(f"build_line: units: {units} is below 1")
    return keras.Sequential([keras.Input((1,)), keras.layers.Dense(units)])
    ### END SOLUTION


def train_line(x: np.ndarray, y: np.ndarray, epochs: int = 6) -> keras.Model:
    """Return a network that has learned to answer y for x.

    x and y float32 (N, 1). Plain gradient descent with a learning rate of 0.3 on the mean squared
    error, all rows in one batch, nothing printed.

    >>> model = train_line(np.ones((4, 1), np.float32), np.ones((4, 1), np.float32), epochs=1)
    >>> model.count_params()
    2
    """
    ### BEGIN SOLUTION
    model = build_line(1)
    model.compile(keras.optimizers.SGD(0.3), "mse", run_eagerly=True)
    model.fit(x, y, batch_size=len(x), epochs=epochs, verbose=0)
    return model
    ### END SOLUTION
