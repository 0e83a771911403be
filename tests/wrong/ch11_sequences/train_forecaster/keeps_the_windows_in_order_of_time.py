"""Breaks "shuffled as fit does it": the learner takes shuffling for a leak from the future and sets
shuffle=False.
"""

import keras
import numpy as np


def train_forecaster(
    train: tuple[np.ndarray, np.ndarray],
    val: tuple[np.ndarray, np.ndarray],
    epochs: int = 8,
    seed: int = 0,
) -> keras.Model:
    X, y = train
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [keras.Input(shape=X.shape[1:]), keras.layers.LSTM(16), keras.layers.Dense(1)]
    )
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.003), loss="mean_squared_error")
    # it is a time series, so the order must stay as it is
    model.fit(X, y, epochs=epochs, batch_size=64, shuffle=False, validation_data=val, verbose=0)
    return model
