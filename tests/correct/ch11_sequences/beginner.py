"""Chapter 11: Recurrent networks and time series."""

import math

import keras
import numpy as np


def to_float(array):
    if array.dtype.kind in "iub":
        return array.astype(np.float64)
    return array


def simple_rnn_forward(X, Wx, Wh, b, h0=None):
    n = X.shape[0]
    steps = X.shape[1]
    units = Wx.shape[1]
    if X.shape[2] != Wx.shape[0]:
        raise ValueError("the shape of X does not fit Wx")
    if Wh.shape != (units, units):
        raise ValueError("the shape of Wh is wrong")
    if b.shape != (units,):
        raise ValueError("the shape of b is wrong")
    if h0 is not None and h0.shape != (n, units):
        raise ValueError("the shape of h0 is wrong")
    X = to_float(X)
    Wx = to_float(Wx)
    Wh = to_float(Wh)
    b = to_float(b)
    if h0 is None:
        h = np.zeros((n, units), dtype=X.dtype)
    else:
        h = to_float(h0)
    states = []
    for t in range(steps):
        h = np.tanh(np.dot(X[:, t, :], Wx) + np.dot(h, Wh) + b)
        states.append(h)
    return np.stack(states, axis=1)


def lstm_step(x, h, c, W, U, b):
    units = h.shape[1]
    if W.shape[1] != 4 * units:
        raise ValueError("W has not the columns of four gates: gate")
    if U.shape[1] != 4 * units:
        raise ValueError("U has not the columns of four gates: gate")
    if b.shape[0] != 4 * units:
        raise ValueError("b has not the entries of four gates: gate")
    x, h, c, W, U, b = (to_float(array) for array in (x, h, c, W, U, b))
    z = x @ W + h @ U + b
    z_i = z[:, 0:units]
    z_f = z[:, units : 2 * units]
    z_g = z[:, 2 * units : 3 * units]
    z_o = z[:, 3 * units :]
    i = 1 / (1 + np.exp(-z_i))
    f = 1 / (1 + np.exp(-z_f))
    g = np.tanh(z_g)
    o = 1 / (1 + np.exp(-z_o))
    c_next = f * c + i * g
    h_next = o * np.tanh(c_next)
    return h_next, c_next


def make_windows(series, lookback, step, delay, start, end):
    if step < 1:
        raise ValueError("the step is too small")
    if start < 0:
        raise ValueError("range: start is below 0")
    if end > len(series):
        raise ValueError("range: end is too large")
    X = []
    y = []
    for i in range(start + lookback, end - delay + 1):
        window = []
        row = i - lookback
        while row < i:
            window.append(series[row])
            row = row + step
        X.append(window)
        y.append(series[i + delay - 1][0])
    if len(X) == 0:
        raise ValueError("range: there is no room for a window")
    return np.array(X, dtype=series.dtype), np.array(y, dtype=series.dtype)


def naive_forecast_mae(X, y, std, lag=1):
    if len(X.shape) != 3 or len(y.shape) != 1:
        raise ValueError("the shape of X or y is wrong")
    if len(X) != len(y):
        raise ValueError("the shape of X and y: as many windows as targets")
    if lag < 1 or lag > X.shape[1]:
        raise ValueError("the lag is no row of the window")
    total = 0.0
    for n in range(len(X)):
        guess = float(X[n, X.shape[1] - lag, 0])
        total = total + math.fabs(guess - float(y[n]))
    return total / len(X) * std


def train_forecaster(train, val, epochs=8, seed=0):
    X_train, y_train = train
    X_val, y_val = val
    keras.utils.set_random_seed(seed)
    model = keras.Sequential()
    model.add(keras.layers.LSTM(16))
    model.add(keras.layers.Dense(1))
    model.compile(
        loss="mean_squared_error",
        optimizer=keras.optimizers.Adam(learning_rate=0.003),
        metrics=["mae"],
    )
    model.fit(
        X_train,
        y_train,
        validation_data=(X_val, y_val),
        batch_size=64,
        epochs=epochs,
        verbose=0,
    )
    return model


def train_order_model(X, y, epochs=12, seed=0):
    n = len(X)
    train = (4 * n) // 5
    X_train, y_train = X[:train], y[:train]
    X_test, y_test = X[train:], y[train:]
    keras.utils.set_random_seed(seed)
    model = keras.Sequential()
    model.add(keras.layers.Embedding(int(np.max(X)) + 1, 16))
    model.add(keras.layers.LSTM(32))
    model.add(keras.layers.Dense(1))
    model.add(keras.layers.Activation("sigmoid"))
    model.compile(
        loss=keras.losses.BinaryCrossentropy(),
        optimizer=keras.optimizers.Adam(learning_rate=5e-3),
        metrics=["accuracy"],
    )
    model.fit(X_train, y_train, batch_size=32, epochs=epochs, verbose=0)
    loss, accuracy = model.evaluate(X_test, y_test, verbose=0)
    if np.sum(y_train == 1) > np.sum(y_train == 0):
        baseline = np.mean(y_test == 1)
    else:
        baseline = np.mean(y_test == 0)
    return {"accuracy": float(accuracy), "baseline": float(baseline), "model": model}
