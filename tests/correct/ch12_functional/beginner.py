"""Chapter 12: Models that are graphs, and how they are trained well."""

from __future__ import annotations

import os

import keras
import numpy as np


def standardize(train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return all tables, moved and scaled as the training rows say."""
    constant = train.max(axis=0) == train.min(axis=0)
    mean = np.where(constant, train[0], train.mean(axis=0))
    deviation = np.where(constant, 1, train.std(axis=0))
    return tuple((table - mean) / deviation for table in (train, *others))


def build_package_model(vocab: int, seq_len: int, n_numeric: int, n_sections: int) -> keras.Model:
    """Return the compiled model with two inputs and two outputs."""
    for size in [vocab, seq_len, n_numeric, n_sections]:
        if size < 1:
            raise ValueError("every size must be at least 1")

    tokens = keras.Input((seq_len,), dtype="int32", name="tokens")
    numeric = keras.Input((n_numeric,), name="numeric")

    vectors = keras.layers.Embedding(vocab, 16, mask_zero=True)(tokens)
    mean = keras.layers.GlobalAveragePooling1D()(vectors)
    both = keras.layers.Concatenate()([mean, numeric])
    hidden = keras.layers.Dense(64, activation="relu")(both)
    dependencies = keras.layers.Dense(1, name="dependencies")(hidden)
    section = keras.layers.Dense(n_sections, activation="softmax", name="section")(hidden)

    model = keras.Model([tokens, numeric], [dependencies, section])
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.003),
        loss={"dependencies": "mse", "section": "sparse_categorical_crossentropy"},
        metrics={"dependencies": "mae", "section": "accuracy"},
    )
    return model


def residual_block(x: keras.KerasTensor, filters: int, stride: int = 1) -> keras.KerasTensor:
    """Call the layers of a residual block on x; return the tensor that they answer."""
    if filters < 1:
        raise ValueError("filters must be at least 1")

    way = keras.layers.Conv2D(filters, 3, strides=stride, padding="same", activation="relu")(x)
    way = keras.layers.Conv2D(filters, 3, padding="same")(way)

    shortcut = x
    if stride != 1 or x.shape[-1] != filters:
        shortcut = keras.layers.Conv2D(filters, 1, strides=stride, padding="same")(x)

    total = keras.layers.Add()([way, shortcut])
    return keras.layers.ReLU()(total)


def batch_norm(
    X: np.ndarray,
    gamma: np.ndarray,
    beta: np.ndarray,
    mean: np.ndarray,
    var: np.ndarray,
    momentum: float,
    training: bool,
    eps: float = 1e-3,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Normalise the columns of a batch; return Y, the new running mean and variance."""
    if X.ndim != 2:
        raise ValueError("the shape of X must be (N, D)")
    columns = X.shape[1]
    for array in [gamma, beta, mean, var]:
        if array.shape != (columns,):
            raise ValueError("the shape of gamma, beta, mean and var must be (D,)")

    # float32 only if all five are float32
    dtype = np.float32
    for array in [X, gamma, beta, mean, var]:
        if array.dtype != np.float32:
            dtype = np.float64
    X = X.astype(dtype)
    gamma = gamma.astype(dtype)
    beta = beta.astype(dtype)
    mean = mean.astype(dtype)
    var = var.astype(dtype)
    momentum = float(momentum)
    eps = float(eps)

    if training:
        mu = X.mean(axis=0)
        s2 = ((X - mu) ** 2).mean(axis=0)
        new_mean = momentum * mean + (1 - momentum) * mu
        new_var = momentum * var + (1 - momentum) * s2
    else:
        mu = mean
        s2 = var
        new_mean = mean.copy()
        new_var = var.copy()

    Y = gamma * (X - mu) / np.sqrt(s2 + eps) + beta
    return Y, new_mean, new_var


def make_callbacks(log_dir: str, patience: int = 3) -> list[keras.callbacks.Callback]:
    """Return three callbacks that watch a training."""
    if patience < 1:
        raise ValueError("patience must be at least 1")
    stopping = keras.callbacks.EarlyStopping(
        monitor="val_loss", patience=patience, restore_best_weights=True
    )
    file = os.path.join(log_dir, "best.keras")
    checkpoint = keras.callbacks.ModelCheckpoint(file, monitor="val_loss", save_best_only=True)
    board = keras.callbacks.TensorBoard(log_dir=log_dir)
    return [stopping, checkpoint, board]


def ensemble_predict(probs: list[np.ndarray], weights: list[float] | None = None) -> np.ndarray:
    """Return the weighted mean of what several networks say of the same rows."""
    if len(probs) == 0:
        raise ValueError("there is no array, so no shape")
    for array in probs:
        if array.shape != probs[0].shape:
            raise ValueError("all arrays must have the same shape")

    if weights is None:
        weights = [1] * len(probs)
    if len(weights) != len(probs):
        raise ValueError("there must be one weight for each array")
    total_weight = 0.0
    for weight in weights:
        if weight < 0:
            raise ValueError("no weight may be below 0")
        total_weight = total_weight + float(weight)
    if total_weight == 0:
        raise ValueError("one weight at least must be more than 0")

    all_float32 = True
    for array in probs:
        if array.dtype != np.float32:
            all_float32 = False

    answer = np.zeros(probs[0].shape)
    for i in range(len(probs)):
        answer = answer + probs[i].astype(np.float64) * (float(weights[i]) / total_weight)
    if all_float32:
        answer = answer.astype(np.float32)
    return answer


def fit_packages(
    data: dict[str, np.ndarray], epochs: int = 8, seed: int = 0, log_dir: str | None = None
) -> dict[str, float | keras.Model]:
    """Train the model of build_package_model, and measure it on rows set aside."""
    tokens = data["tokens"]
    numeric = data["numeric"]
    dependencies = data["dependencies"]
    section = data["section"]

    n_train = 4 * len(tokens) // 5
    n_fit = n_train
    if log_dir is not None:
        n_fit = 4 * n_train // 5

    fit_numeric, watched_numeric, test_numeric = standardize(
        numeric[:n_fit], numeric[n_fit:n_train], numeric[n_train:]
    )

    keras.utils.set_random_seed(seed)
    vocab = int(tokens.max()) + 1
    n_sections = int(section.max()) + 1
    model = build_package_model(vocab, tokens.shape[1], numeric.shape[1], n_sections)

    x = [tokens[:n_fit], fit_numeric]
    y = [dependencies[:n_fit], section[:n_fit]]
    if log_dir is None:
        model.fit(x, y, epochs=epochs, batch_size=32, verbose=0)
    else:
        watched_x = [tokens[n_fit:n_train], watched_numeric]
        watched_y = [dependencies[n_fit:n_train], section[n_fit:n_train]]
        model.fit(
            x,
            y,
            epochs=epochs,
            batch_size=32,
            verbose=0,
            validation_data=(watched_x, watched_y),
            callbacks=make_callbacks(log_dir),
        )

    said_dependencies, said_section = model.predict([tokens[n_train:], test_numeric], verbose=0)
    distances = np.abs(said_dependencies[:, 0] - dependencies[n_train:])
    right = said_section.argmax(axis=1) == section[n_train:]
    return {"accuracy": float(right.mean()), "mae": float(distances.mean()), "model": model}


def adam_step(
    w: np.ndarray,
    g: np.ndarray,
    m: np.ndarray,
    v: np.ndarray,
    t: int,
    lr: float = 1e-3,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-7,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Make one step of Adam, as Keras does it; return w, m and v behind it."""
    for array in [g, m, v]:
        if array.shape != w.shape:
            raise ValueError("g, m and v must have the shape of w")
    if t < 1:
        raise ValueError("t must be 1 or more")

    dtype = np.float32
    for array in [w, g, m, v]:
        if array.dtype != np.float32:
            dtype = np.float64
    w = w.astype(dtype)
    g = g.astype(dtype)
    m = m.astype(dtype)
    v = v.astype(dtype)

    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    step = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    w = w - step * m / (np.sqrt(v) + eps)
    # the numbers above may be of NumPy, and would then lift float32
    return np.asarray(w, dtype), np.asarray(m, dtype), np.asarray(v, dtype)


def clip_by_global_norm(grads: list[np.ndarray], limit: float) -> list[np.ndarray]:
    """Return gradients that are no longer than a limit, all of them together."""
    if limit <= 0:
        raise ValueError("limit must be more than 0")

    total = 0.0
    for grad in grads:
        total = total + np.sum(grad.astype(np.float64) ** 2)
    norm = np.sqrt(total)

    factor = 1.0
    if norm > limit:
        factor = float(limit / norm)

    answer = []
    for grad in grads:
        if grad.dtype == np.float32:
            answer.append(np.array(grad * factor, dtype=np.float32))
        else:
            answer.append(np.array(grad * factor, dtype=np.float64))
    return answer
