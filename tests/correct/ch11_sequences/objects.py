"""Chapter 11: Recurrent networks and time series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import keras
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def _floats(*arrays: np.ndarray | None) -> Iterator[np.ndarray | None]:
    for array in arrays:
        inexact = array is None or np.issubdtype(array.dtype, np.inexact)
        yield array if inexact else array.astype(np.float64)


@dataclass(frozen=True)
class SimpleRNN:
    """A layer with a state."""

    Wx: np.ndarray
    Wh: np.ndarray
    b: np.ndarray

    def __post_init__(self) -> None:
        units = self.Wx.shape[1]
        if (self.Wh.shape, self.b.shape) != ((units, units), (units,)):
            raise ValueError(f"shape: Wh {self.Wh.shape}, b {self.b.shape}")

    def step(self, state: np.ndarray, x: np.ndarray) -> np.ndarray:
        return np.tanh(x @ self.Wx + state @ self.Wh + self.b)


def simple_rnn_forward(
    X: np.ndarray, Wx: np.ndarray, Wh: np.ndarray, b: np.ndarray, h0: np.ndarray | None = None
) -> np.ndarray:
    X, Wx, Wh, b, h0 = _floats(X, Wx, Wh, b, h0)
    layer = SimpleRNN(Wx, Wh, b)
    match X.shape:
        case (count, _, inputs) if inputs == len(Wx):
            pass
        case shape:
            raise ValueError(f"the shape {shape} of X does not fit {Wx.shape}")
    state = np.zeros((count, Wx.shape[1]), X.dtype) if h0 is None else h0
    if state.shape != (count, Wx.shape[1]):
        raise ValueError(f"the shape {state.shape} of h0 is wrong")
    states = []
    for x in X.transpose(1, 0, 2):
        state = layer.step(state, x)
        states.append(state)
    return np.swapaxes(np.array(states), 0, 1).copy()


class Gates(NamedTuple):
    input: np.ndarray
    forget: np.ndarray
    candidate: np.ndarray
    output: np.ndarray

    @classmethod
    def of(cls, scores: np.ndarray) -> Gates:
        i, f, g, o = np.hsplit(scores, 4)
        return cls(*(0.5 * (1 + np.tanh(z / 2)) for z in (i, f)), np.tanh(g), 1 / (1 + np.exp(-o)))


def lstm_step(
    x: np.ndarray, h: np.ndarray, c: np.ndarray, W: np.ndarray, U: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    wrong = {each.shape[-1] for each in (W, U, b)} - {4 * h.shape[1]}
    if wrong:
        raise ValueError(f"gate: {wrong} columns for {h.shape[1]} units")
    x, h, c, W, U, b = _floats(x, h, c, W, U, b)
    gates = Gates.of(np.concatenate([x, h], axis=1) @ np.concatenate([W, U]) + b)
    memory = gates.forget * c + gates.input * gates.candidate
    return gates.output * np.tanh(memory), memory


@dataclass(frozen=True)
class Cut:
    """How a series is cut."""

    lookback: int
    step: int
    delay: int

    def of(self, part: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        windows = sliding_window_view(part, self.lookback, axis=0)  # count, columns, lookback
        targets = part[self.lookback + self.delay - 1 :, 0]
        X = np.moveaxis(windows, 2, 1)[: len(targets), :: self.step]
        return X.copy(), targets.copy()


def make_windows(
    series: np.ndarray, lookback: int, step: int, delay: int, start: int, end: int
) -> tuple[np.ndarray, np.ndarray]:
    if step <= 0:
        raise ValueError(f"step={step}")
    if not (0 <= start and end <= len(series) and end - start >= lookback + delay):
        raise ValueError(f"range: {start} to {end} of {len(series)}")
    return Cut(lookback, step, delay).of(series[start:end])


def naive_forecast_mae(X: np.ndarray, y: np.ndarray, std: float, lag: int = 1) -> float:
    if np.ndim(X) != 3 or np.shape(y) != (np.shape(X)[0],):
        raise ValueError(f"shape: {np.shape(X)}, {np.shape(y)}")
    if lag not in range(1, X.shape[1] + 1):
        raise ValueError(f"lag {lag} of {X.shape[1]}")
    X, y = _floats(X, y)
    return float(std * np.linalg.norm(np.flip(X, 1)[:, lag - 1, 0] - y, ord=1) / len(y))


class Windows(NamedTuple):
    X: np.ndarray
    y: np.ndarray


def _network(*layers: keras.Layer, shape: tuple[int, ...]) -> keras.Model:
    inputs = keras.Input(shape)
    return keras.Model(inputs, reduce(lambda flow, layer: layer(flow), layers, inputs))


def train_forecaster(
    train: tuple[np.ndarray, np.ndarray],
    val: tuple[np.ndarray, np.ndarray],
    epochs: int = 8,
    seed: int = 0,
) -> keras.Model:
    learn = Windows(*train)
    keras.utils.set_random_seed(seed)
    model = _network(
        keras.layers.LSTM(16),
        keras.layers.Dense(1, activation="linear"),
        shape=learn.X.shape[1:],
    )
    model.compile(optimizer=keras.optimizers.Adam(3e-3), loss=keras.losses.MeanSquaredError())
    model.fit(*learn, epochs=epochs, batch_size=64, validation_data=Windows(*val), verbose=0)
    return model


def train_order_model(
    X: np.ndarray, y: np.ndarray, epochs: int = 12, seed: int = 0
) -> dict[str, float | keras.Model]:
    size = len(X) * 4 // 5
    keras.utils.set_random_seed(seed)
    model = _network(
        keras.layers.Embedding(X.max().item() + 1, 16),
        keras.layers.RNN(keras.layers.LSTMCell(32)),
        keras.layers.Dense(1, activation=keras.activations.sigmoid),
        shape=(X.shape[1],),
    )
    model.compile(keras.optimizers.Adam(learning_rate=0.005), keras.losses.binary_crossentropy)
    model.fit(X[:size], y[:size], batch_size=32, epochs=epochs, verbose=0)
    said = np.asarray(model(X[size:])).squeeze(axis=-1) > 0.5
    commonest = int(2 * np.count_nonzero(y[:size]) > size)
    return {
        "accuracy": float(np.mean(said == y[size:].astype(bool))),
        "baseline": float(np.mean(y[size:] == commonest)),
        "model": model,
    }
