"""Breaks "fit it on all rows of train": walks through whole batches of 32 only, so that in every
epoch the rest is not learned from (right where 32 divides N).
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
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for number in range(len(x) // 32):
            rows = order[32 * number : 32 * (number + 1)]
            model.train_on_batch(x[rows][..., np.newaxis], y[rows])
    loss, accuracy = model.evaluate(x_test[..., np.newaxis], y_test, verbose=0)
    return {"loss": float(loss), "accuracy": float(accuracy), "model": model}
