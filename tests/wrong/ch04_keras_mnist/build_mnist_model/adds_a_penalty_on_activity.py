"""No L2 or other penalty."""

import keras


def build_mnist_model(dropout=0.2):
    if not 0 <= dropout < 1:
        raise ValueError("dropout")
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu", activity_regularizer="l2"),
            keras.layers.Dropout(dropout),
            keras.layers.Dense(10),
        ]
    )
    return model
