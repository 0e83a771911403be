"""Chapter 11: Recurrent networks and time series."""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

import keras
import numpy as np


def _floating(a):
    """Return a as it is if it is floating, and as float64 if it is of integers."""
    return a if np.issubdtype(a.dtype, np.floating) else a.astype(np.float64)


def simple_rnn_forward(
    X: np.ndarray, Wx: np.ndarray, Wh: np.ndarray, b: np.ndarray, h0: np.ndarray | None = None
) -> np.ndarray:
    D, H = Wx.shape
    if X.ndim != 3 or X.shape[2] != D:
        raise ValueError(f"X of shape {X.shape} has not {D} numbers at a step")
    N = X.shape[0]
    wanted = [("Wh", Wh, (H, H)), ("b", b, (H,))]
    if h0 is not None:
        wanted.append(("h0", h0, (N, H)))
    for name, array, shape in wanted:
        if array.shape != shape:
            raise ValueError(f"{name} has shape {array.shape}, not {shape}")

    X, Wx, Wh, b = _floating(X), _floating(Wx), _floating(Wh), _floating(b)
    h = np.zeros((N, H), dtype=np.result_type(X, Wx, Wh, b)) if h0 is None else _floating(h0)
    dtype = np.result_type(X, Wx, Wh, b, h)
    states = []
    for x in np.swapaxes(X, 0, 1):  # one step of all sequences after the other
        h = np.tanh(x @ Wx + h @ Wh + b)
        states.append(h)
    if not states:
        return np.empty((N, 0, H), dtype=dtype)
    return np.stack(states, axis=1)


def lstm_step(
    x: np.ndarray, h: np.ndarray, c: np.ndarray, W: np.ndarray, U: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    H = h.shape[1]
    for name, array in (("W", W), ("U", U), ("b", b)):
        if array.shape[-1] != 4 * H:
            raise ValueError(f"{name}: each gate needs {H} columns")

    def sigmoid(z):
        small = np.exp(-np.abs(z))  # at most 1, so nothing overflows
        return np.where(z < 0, small, 1) / (1 + small)

    z = _floating(x) @ _floating(W) + _floating(h) @ _floating(U) + _floating(b)
    z_i, z_f, z_g, z_o = np.split(z, 4, axis=1)
    c_next = sigmoid(z_f) * _floating(c) + sigmoid(z_i) * np.tanh(z_g)
    h_next = sigmoid(z_o) * np.tanh(c_next)
    return h_next, c_next


def make_windows(
    series: np.ndarray, lookback: int, step: int, delay: int, start: int, end: int
) -> tuple[np.ndarray, np.ndarray]:
    if step < 1:
        raise ValueError(f"step is {step}, and has to be at least 1")
    first = start + lookback
    last = end - delay
    if start < 0 or end > series.shape[0] or last < first:
        raise ValueError(f"range {start} to {end} does not fit the series")
    X = np.stack([series[i - lookback : i : step] for i in range(first, last + 1)])
    y = series[first + delay - 1 : last + delay, 0].copy()
    return X, y


def naive_forecast_mae(X: np.ndarray, y: np.ndarray, std: float, lag: int = 1) -> float:
    if X.ndim != 3 or y.ndim != 1 or y.shape[0] != X.shape[0]:
        raise ValueError(f"X and y have shapes {X.shape} and {y.shape}")
    T = X.shape[1]
    if lag < 1 or lag > T:
        raise ValueError(f"lag is {lag}, and has to be 1 to {T}")
    guess = _floating(X)[:, T - lag, 0]
    return float(np.mean(np.abs(guess - _floating(y))) * std)


def train_forecaster(
    train: tuple[np.ndarray, np.ndarray],
    val: tuple[np.ndarray, np.ndarray],
    epochs: int = 8,
    seed: int = 0,
) -> keras.Model:
    X, y = train
    keras.utils.set_random_seed(seed)
    inputs = keras.Input(shape=X.shape[1:])
    hidden = keras.layers.LSTM(16)(inputs)
    outputs = keras.layers.Dense(1)(hidden)
    model = keras.Model(inputs=inputs, outputs=outputs)
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss=keras.losses.MeanSquaredError())
    model.fit(x=X, y=y, batch_size=64, epochs=epochs, validation_data=val, verbose=0)
    return model


def train_order_model(
    X: np.ndarray, y: np.ndarray, epochs: int = 12, seed: int = 0
) -> dict[str, float | keras.Model]:
    cut = 4 * len(X) // 5
    X_train, y_train = X[:cut].astype("int32"), y[:cut]
    X_test, y_test = X[cut:].astype("int32"), y[cut:]
    V = int(X.max()) + 1

    keras.utils.set_random_seed(seed)
    inputs = keras.Input(shape=(X.shape[1],), dtype="int32")
    vectors = keras.layers.Embedding(input_dim=V, output_dim=16)(inputs)
    state = keras.layers.LSTM(32)(vectors)
    outputs = keras.layers.Dense(1, activation="sigmoid")(state)
    model = keras.Model(inputs, outputs)
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss=keras.losses.BinaryCrossentropy())
    model.fit(X_train, y_train, batch_size=32, epochs=epochs, verbose=0)

    shares = model.predict(X_test, verbose=0)[:, 0]
    accuracy = np.mean((shares > 0.5) == (y_test == 1))
    ones = np.count_nonzero(y_train == 1)
    zeros = len(y_train) - ones
    frequent = 1 if ones > zeros else 0
    baseline = np.mean(y_test == frequent)
    return {"accuracy": float(accuracy), "baseline": float(baseline), "model": model}
