"""Breaks "the mean cross-entropy of the test rows" and "the share of them": takes the mean over
batches of 32, in which the rows of a last smaller batch count for more.
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
    for pictures in (x, x_test):
        if pictures.ndim != 3 or pictures.shape[1:] != (28, 28):
            raise ValueError(f"the shape must be (N, 28, 28), not {pictures.shape}")
    keras.utils.set_random_seed(seed)
    model = build_convnet()
    model.fit(x[..., np.newaxis], y, epochs=epochs, batch_size=32, verbose=0)
    losses, accuracies = [], []
    for start in range(0, len(x_test), 32):
        batch = x_test[start : start + 32, :, :, np.newaxis]
        loss, accuracy = model.evaluate(batch, y_test[start : start + 32], verbose=0)
        losses.append(loss)
        accuracies.append(accuracy)
    return {
        "loss": float(np.mean(losses)),
        "accuracy": float(np.mean(accuracies)),
        "model": model,
    }
