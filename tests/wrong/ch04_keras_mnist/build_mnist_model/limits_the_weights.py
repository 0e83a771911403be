"""No other penalty: here a constraint makes the weights smaller in training."""

import keras


def build_mnist_model(dropout=0.2):
    if not 0 <= dropout < 1:
        raise ValueError("dropout")
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(
                128, activation="relu", kernel_constraint=keras.constraints.MaxNorm(0.5)
            ),
            keras.layers.Dropout(dropout),
            keras.layers.Dense(10),
        ]
    )
    return model
