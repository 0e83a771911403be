"""Chapter 8: Convolutional networks."""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

import keras
import numpy as np


def conv2d(
    X: np.ndarray, K: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """Return what kernels see at every place of every picture."""
    if stride < 1:
        raise ValueError(f"stride must be 1 or more, got {stride}")
    N, H, W, C = X.shape
    k, _, depth, F = K.shape
    if C != depth:
        raise ValueError(f"pictures of {C} channels, kernels for {depth} channels")
    if k > min(H, W) + 2 * padding:
        raise ValueError(f"a kernel of {k} is larger than the padded picture")
    rows = (H + 2 * padding - k) // stride + 1
    columns = (W + 2 * padding - k) // stride + 1
    X, K, b = 1.0 * X, 1.0 * K, 1.0 * b
    P = np.zeros((N, H + 2 * padding, W + 2 * padding, C), dtype=X.dtype)
    P[:, padding : padding + H, padding : padding + W] = X
    # one matrix product for each of the k * k entries of a kernel, for all places at once
    Y = np.zeros((N, rows, columns, F), dtype=np.result_type(X, K, b))
    for u in range(k):
        for v in range(k):
            below, beyond = u + (rows - 1) * stride + 1, v + (columns - 1) * stride + 1
            Y += P[:, u:below:stride, v:beyond:stride] @ K[u, v]
    return Y + b


def conv_output_size(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    """Return at how many places along one side a kernel fits, as an `int`."""
    if stride < 1:
        raise ValueError(f"stride must be 1 or more, got {stride}")
    last = n + 2 * padding - k  # the last pixel at which a kernel can begin
    if last < 0:
        raise ValueError(f"a kernel of {k} is larger than {n + 2 * padding} pixels")
    return len(range(0, last + 1, stride))


def max_pool2d(X: np.ndarray, size: int = 2, stride: int | None = None) -> np.ndarray:
    """Return the largest entry of every window of every picture, channel by channel."""
    _, H, W, _ = X.shape
    if size < 1 or size > H or size > W:
        raise ValueError(f"size {size} for pictures {H} x {W}")
    step = size if stride is None else stride
    down = (H - size) // step * step + 1
    across = (W - size) // step * step + 1
    Y = X[:, :down:step, :across:step].copy()
    for u in range(size):
        for v in range(size):
            np.maximum(Y, X[:, u : u + down : step, v : v + across : step], out=Y)
    return Y


def build_convnet() -> keras.Model:
    """Return a new, compiled convolutional network for pictures 28 x 28 x 1 and ten classes."""
    inputs = keras.Input(shape=(28, 28, 1), name="pictures")
    maps = keras.layers.Conv2D(16, (3, 3), padding="valid", activation="relu")(inputs)
    maps = keras.layers.MaxPooling2D(pool_size=(2, 2))(maps)
    maps = keras.layers.Conv2D(32, (3, 3), padding="valid", activation="relu")(maps)
    maps = keras.layers.MaxPooling2D(pool_size=(2, 2))(maps)
    hidden = keras.layers.Dense(64, activation="relu")(keras.layers.Flatten()(maps))
    outputs = keras.layers.Dense(10, activation="softmax", name="digits")(hidden)
    model = keras.Model(inputs=inputs, outputs=outputs)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss=keras.losses.SparseCategoricalCrossentropy(),
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
    (x, y), (x_test, y_test) = train, test
    for name, pictures in (("train", x), ("test", x_test)):
        if pictures.ndim != 3 or pictures.shape[1:] != (28, 28):
            raise ValueError(f"{name} has the shape {pictures.shape}, not (N, 28, 28)")
    keras.utils.set_random_seed(seed)
    model = build_convnet()
    model.fit(np.expand_dims(x, -1), y, batch_size=32, epochs=epochs, verbose=0)
    measured = model.evaluate(np.expand_dims(x_test, -1), y_test, verbose=0, return_dict=True)
    return {
        "loss": float(measured["loss"]),
        "accuracy": float(measured["accuracy"]),
        "model": model,
    }


def augment(images: np.ndarray, rng: np.random.Generator, max_shift: int = 2) -> np.ndarray:
    """Return pictures that are moved a little, each by a shift of its own."""
    if max_shift < 0:
        raise ValueError(f"max_shift must be 0 or more, got {max_shift}")
    N, H, W = images.shape
    down = rng.integers(-max_shift, max_shift + 1, size=(N, 1, 1))
    right = rng.integers(-max_shift, max_shift + 1, size=(N, 1, 1))
    rows = np.arange(H).reshape(1, H, 1) - down  # where each row comes from
    columns = np.arange(W).reshape(1, 1, W) - right
    inside = (rows >= 0) & (rows < H) & (columns >= 0) & (columns < W)
    moved = images[np.arange(N).reshape(N, 1, 1), rows.clip(0, H - 1), columns.clip(0, W - 1)]
    moved[~inside] = 0
    return moved
