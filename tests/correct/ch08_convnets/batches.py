"""Chapter 8: Convolutional networks."""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

from functools import reduce
from itertools import product

import keras
import numpy as np


def conv2d(
    X: np.ndarray, K: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """Return what kernels see at every place of every picture."""
    if stride < 1:
        raise ValueError(f"{stride=} must be at least 1")
    if (channels := X.shape[-1]) != K.shape[-2]:
        raise ValueError(f"{channels=} in X, but K has {K.shape[-2]} channels")
    k: int = K.shape[0]
    filters: int = K.shape[-1]
    dtype: np.dtype = np.result_type(*(1.0 * each for each in (X, K, b)))
    P: np.ndarray = np.pad(1.0 * X, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    if k > (shortest := min(P.shape[1:3])):
        raise ValueError(f"a kernel of {k} is larger than {shortest}")
    rows: int = conv_output_size(X.shape[1], k, stride, padding)
    columns: int = conv_output_size(X.shape[2], k, stride, padding)
    Y: np.ndarray = np.empty((len(X), rows, columns, filters), dtype=dtype)
    Y[...] = b
    for (i, j), c in product(product(range(rows), range(columns)), range(channels)):
        top, left = i * stride, j * stride
        window: np.ndarray = P[:, top : top + k, left : left + k, c]
        Y[:, i, j] += np.tensordot(window, 1.0 * K[:, :, c], axes=2)
    return Y


def conv_output_size(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    """Return at how many places along one side a kernel fits, as an `int`."""
    if stride < 1:
        raise ValueError(f"{stride=} must be at least 1")
    if (rest := n + 2 * padding - k) < 0:
        raise ValueError(f"kernel: {k=} is {-rest} more than there is room for")
    return int(rest // stride + 1)


def max_pool2d(X: np.ndarray, size: int = 2, stride: int | None = None) -> np.ndarray:
    """Return the largest entry of every window of every picture, channel by channel."""
    N, H, W, C = X.shape
    if not 1 <= size <= min(H, W):
        raise ValueError(f"{size=} must be from 1 to {min(H, W)}")
    step: int = stride if stride is not None else size
    Y: np.ndarray = np.empty(
        (N, (H - size) // step + 1, (W - size) // step + 1, C), dtype=X.dtype
    )
    for i, j in product(range(Y.shape[1]), range(Y.shape[2])):
        rows, columns = slice(top := i * step, top + size), slice(left := j * step, left + size)
        np.max(X[:, rows, columns], axis=(1, 2), out=Y[:, i, j])
    return Y


def build_convnet() -> keras.Model:
    """Return a new, compiled convolutional network for pictures 28 x 28 x 1 and ten classes."""
    pictures = keras.Input((28, 28, 1))
    stages: list[keras.Layer] = []
    for kernels in (16, 32):
        stages += [keras.layers.Conv2D(kernels, 3, activation="relu"), keras.layers.MaxPooling2D()]
    stages += [keras.layers.Flatten(), keras.layers.Dense(64, activation="relu")]
    stages += [keras.layers.Dense(10, activation="softmax")]
    answer = reduce(lambda maps, layer: layer(maps), stages, pictures)
    (model := keras.Model(pictures, answer)).compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss=keras.losses.sparse_categorical_crossentropy,
        metrics=["accuracy"],
    )
    return model


def train_convnet(
    train: tuple[np.ndarray, np.ndarray],
    test: tuple[np.ndarray, np.ndarray],
    epochs: int = 8,
    seed: int = 0,
) -> dict[str, float | keras.Model]:
    """Train the network of `build_convnet` on pictures, and measure it on others."""
    for x, _ in (train, test):
        if (shape := x.shape) != (len(x), 28, 28):
            raise ValueError(f"{shape=} is not (N, 28, 28)")
    x, y = train
    x_test, y_test = test
    keras.utils.set_random_seed(seed)
    model: keras.Model = build_convnet()
    order: np.random.Generator = np.random.default_rng(seed)
    for _ in range(epochs):  # one epoch: every row once, in a new order
        rows: np.ndarray = order.permutation(len(x))
        for start in range(0, len(rows), 32):
            batch: np.ndarray = rows[start : start + 32]
            model.train_on_batch(x[batch][..., np.newaxis], y[batch])
    loss, accuracy = model.evaluate(x_test[..., np.newaxis], y_test, verbose=0)
    return {"loss": float(loss), "accuracy": float(accuracy), "model": model}


def augment(images: np.ndarray, rng: np.random.Generator, max_shift: int = 2) -> np.ndarray:
    """Return pictures that are moved a little, each by a shift of its own."""
    if max_shift < 0:
        raise ValueError(f"{max_shift=} must not be below 0")
    H, W = images.shape[1:]
    moved: np.ndarray = np.empty_like(images)
    shifts: np.ndarray = rng.integers(-max_shift, max_shift + 1, size=(len(images), 2))
    for n, (down, right) in enumerate(shifts):
        frame: np.ndarray = np.pad(images[n], max_shift)
        top, left = max_shift - down, max_shift - right
        moved[n] = frame[top : top + H, left : left + W]
    return moved
