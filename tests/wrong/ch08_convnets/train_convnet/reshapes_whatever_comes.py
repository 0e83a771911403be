"""Breaks the ValueError (say "shape"): pictures (N, 784) or (N, 14, 56) are silently reshaped to
(N, 28, 28, 1) and not refused.
"""

import keras
import numpy as np


def train_convnet(
    train: tuple[np.ndarray, np.ndarray],
    test: tuple[np.ndarray, np.ndarray],
    epochs: int = 8,
    seed: int = 0,
) -> dict[str, float | keras.Model]:
    (x, y), (x_test, y_test) = train, test
    x = np.reshape(x, (-1, 28, 28, 1))
    x_test = np.reshape(x_test, (-1, 28, 28, 1))
    if len(x) != len(y) or len(x_test) != len(y_test):
        raise ValueError("shape: not as many pictures as labels")
    keras.utils.set_random_seed(seed)
    model = build_convnet()
    model.fit(x, y, epochs=epochs, batch_size=32, verbose=0)
    loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
    return {"loss": float(loss), "accuracy": float(accuracy), "model": model}
