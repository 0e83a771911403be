"""Random start weights, no seed set in here."""

import keras


def build_mnist_model(dropout=0.2):
    if not 0 <= dropout < 1:
        raise ValueError("dropout")
    keras.utils.set_random_seed(42)
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(dropout),
            keras.layers.Dense(10),
        ]
    )
    return model
