"""Chapter 11: Recurrent networks and time series."""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

import keras
import numpy as np


def simple_rnn_forward(
    X: np.ndarray, Wx: np.ndarray, Wh: np.ndarray, b: np.ndarray, h0: np.ndarray | None = None
) -> np.ndarray:
    D, H = Wx.shape
    if X.ndim != 3 or X.shape[-1] != D:
        raise ValueError("the shape of X does not fit that of Wx")
    N = len(X)
    if Wh.shape != (H, H) or b.shape != (H,):
        raise ValueError("the shape of Wh or of b does not fit that of Wx")
    if h0 is None:
        h0 = np.zeros((N, H), np.float32)  # any other type is wider
    elif h0.shape != (N, H):
        raise ValueError("the shape of h0 is not (N, H)")
    arrays = [X, Wx, Wh, b, h0]
    kinds = [a.dtype if a.dtype.kind == "f" else np.dtype(np.float64) for a in arrays]
    dtype = np.result_type(*kinds)
    X, Wx, Wh, b, h = (a.astype(dtype) for a in arrays)
    steps = np.einsum("ntd,dh->tnh", X, Wx) + b
    states = np.empty_like(steps)
    for t, scores in enumerate(steps):
        h = np.tanh(scores + np.einsum("nh,hk->nk", h, Wh))
        states[t] = h
    return np.ascontiguousarray(np.moveaxis(states, 0, 1))


def lstm_step(
    x: np.ndarray, h: np.ndarray, c: np.ndarray, W: np.ndarray, U: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    N, H = h.shape
    if not W.shape[-1] == U.shape[-1] == b.shape[-1] == 4 * H:
        raise ValueError("the gates need 4H columns in W, U and b")
    arrays = (x, h, c, W, U, b)
    x, h, c, W, U, b = (a if a.dtype.kind == "f" else a.astype("float64") for a in arrays)
    z = np.einsum("nd,dk->nk", x, W) + np.einsum("nh,hk->nk", h, U) + b
    z = z.reshape(N, 4, H)
    gates = np.exp(-np.logaddexp(0, -z))  # ln(1 + e^-z), without overflow
    i, f, o = gates[:, 0], gates[:, 1], gates[:, 3]
    c_next = f * c + i * np.tanh(z[:, 2])
    return o * np.tanh(c_next), c_next


def make_windows(
    series: np.ndarray, lookback: int, step: int, delay: int, start: int, end: int
) -> tuple[np.ndarray, np.ndarray]:
    if step < 1:
        raise ValueError("a step below 1")
    count = end - delay - start - lookback + 1
    if start < 0 or end > len(series) or count < 1:
        raise ValueError("out of range")
    part = series[start:end]
    every = np.lib.stride_tricks.sliding_window_view(part, lookback, axis=0)
    X = every[:count, :, ::step].transpose(0, 2, 1).copy()
    y = part[-count:, 0].copy()
    return X, y


def naive_forecast_mae(X: np.ndarray, y: np.ndarray, std: float, lag: int = 1) -> float:
    if X.ndim != 3 or y.shape != (X.shape[0],):
        raise ValueError("X or y has the wrong shape")
    if lag not in range(1, X.shape[1] + 1):
        raise ValueError("the lag is not one of the window's rows")
    last_first = X[:, ::-1, 0]
    errors = np.subtract(last_first[:, lag - 1], y, dtype=np.float64)
    return float(np.abs(errors).mean() * std)


def train_forecaster(
    train: tuple[np.ndarray, np.ndarray],
    val: tuple[np.ndarray, np.ndarray],
    epochs: int = 8,
    seed: int = 0,
) -> keras.Model:
    X, y = train
    keras.utils.set_random_seed(seed)
    lstm = keras.layers.LSTM(units=16)
    dense = keras.layers.Dense(units=1)
    model = keras.Sequential([keras.Input(X.shape[1:]), lstm, dense])

    model.compile(keras.optimizers.Adam(0.003), loss=keras.losses.MeanSquaredError())
    model.fit(X, y, batch_size=64, epochs=epochs, validation_data=tuple(val), verbose=0)
    return model


def train_order_model(
    X: np.ndarray, y: np.ndarray, epochs: int = 12, seed: int = 0
) -> dict[str, float | keras.Model]:
    cut = 4 * len(X) // 5
    vocabulary = int(X.max()) + 1
    X = X.astype("int32")
    keras.utils.set_random_seed(seed)
    embedding = keras.layers.Embedding(vocabulary, 16)
    lstm = keras.layers.LSTM(32)
    dense = keras.layers.Dense(1, activation=keras.ops.sigmoid)
    model = keras.Sequential([keras.Input((X.shape[1],), dtype="int32"), embedding, lstm, dense])
    model.compile(keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    model.fit(X[:cut], y[:cut], batch_size=32, epochs=epochs, verbose=0)

    said = keras.ops.convert_to_numpy(model.predict(X[cut:], verbose=0))
    said = np.squeeze(said, axis=1) > 0.5
    counts = np.bincount(y[:cut].astype("int64"), minlength=2)
    frequent = int(np.argmax(counts))  # the first of two equal ones, 0
    return {
        "accuracy": float(np.mean(np.equal(said, y[cut:] == 1))),
        "baseline": float(np.mean(y[cut:] == frequent)),
        "model": model,
    }
