# ruff: noqa (a student wrote this)
"""The cross-entropy by keras.ops, a stack of layers grown one by one."""

from typing import Any

import keras
import numpy as np
from keras import layers, ops

Params = list[tuple[np.ndarray, np.ndarray]]  # (W, b) of each layer


def name_branch(has_targets: bool, targets_from_input: bool, has_reward: bool) -> str:
    names = {
        (False, False, False): "unsupervised",
        (True, False, False): "supervised",
        (True, True, False): "self-supervised",
        (False, False, True): "reinforcement",
        (True, False, True): "reinforcement",
        (True, True, True): "reinforcement",
    }
    try:
        return names[has_targets, targets_from_input, has_reward]
    except KeyError:
        raise ValueError("targets taken from the input where there are no targets") from None


def train_val_test_split(
    X: np.ndarray, y: np.ndarray, val: float, test: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    n = X.shape[0]
    if n != y.shape[0]:
        raise ValueError("shape of X, shape of y: different numbers of rows")
    if val <= 0 or test <= 0 or val + test >= 1:
        raise ValueError("fraction out of range")
    # which part is each place of the permutation in?
    part = np.zeros(n, dtype=int)
    part[: int(val * n)] = 1
    part[int(val * n) : int(val * n) + int(test * n)] = 2
    order = rng.permutation(n)
    tr, va, te = order[part == 0], order[part == 1], order[part == 2]
    return X[tr], y[tr], X[va], y[va], X[te], y[te]


def min_max_scale(train: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if np.ndim(train) != 2 or np.ndim(other) != 2 or train.shape[1] != other.shape[1]:
        raise ValueError("the tables have a wrong shape")
    both = []
    low = train.min(axis=0, keepdims=True).astype(np.float64)
    width = train.max(axis=0, keepdims=True).astype(np.float64) - low
    for table in (train, other):
        moved = table.astype(np.float64) - low
        scaled = np.divide(moved, width, out=moved.copy(), where=width != 0)
        both.append(scaled.astype(table.dtype) if table.dtype.kind == "f" else scaled)
    return both[0], both[1]


def l2_penalty(params: Params, lam: float) -> tuple[float, Params]:
    if lam < 0:
        raise ValueError("lam is negative")

    def kind(a):
        return np.float32 if a.dtype == np.float32 else np.float64

    flat = [W.astype(np.float64).ravel() for W, _ in params]
    penalty = float(lam) * float(sum(np.dot(w, w) for w in flat))
    gradients = [
        (np.multiply(2 * lam, W, dtype=np.float64).astype(kind(W)), np.zeros(b.shape, kind(b)))
        for W, b in params
    ]
    return penalty, gradients


def early_stopping(val_losses: list[float], patience: int) -> tuple[int, int]:
    if len(val_losses) == 0:
        raise ValueError("val_losses: there is none")
    if patience < 1:
        raise ValueError("patience: at least 1")
    best, stop = 0, 0
    while stop + 1 < len(val_losses):
        stop += 1
        if val_losses[stop] < val_losses[best]:
            best = stop
        elif stop - best >= patience:
            break
    return stop, best


def compare_regularizers(
    X: np.ndarray, y: np.ndarray, epochs: int = 20, seed: int = 0
) -> dict[str, dict[str, Any]]:
    border = 2 * len(X) // 3

    def cross_entropy(model, rows, labels):
        p = ops.convert_to_tensor(model.predict(rows, verbose=0).astype("float64"))
        t = ops.convert_to_tensor(labels.astype("float64").reshape(-1, 1))
        p = ops.clip(p, 1e-7, 1 - 1e-7)
        return float(ops.mean(-t * ops.log(p) - (1 - t) * ops.log(1 - p)))

    result = {}
    for name in ("base", "smaller", "l2", "dropout"):
        keras.utils.set_random_seed(seed)
        stack = [layers.Input((X.shape[1],))]
        for units in (4,) if name == "smaller" else (16, 16):
            stack.append(
                layers.Dense(
                    units,
                    activation=ops.relu,
                    kernel_regularizer=keras.regularizers.L2(0.002) if name == "l2" else None,
                )
            )
            if name == "dropout":
                stack.append(layers.Dropout(0.5))
        stack.append(layers.Dense(1, activation=ops.sigmoid))
        model = keras.Sequential(stack, name=name)
        model.compile(
            optimizer=keras.optimizers.Adam(0.001), loss=keras.losses.BinaryCrossentropy()
        )
        labels = y[:border].astype("float32").reshape(-1, 1)
        model.fit(X[:border], labels, batch_size=128, epochs=epochs, verbose=0)
        train = cross_entropy(model, X[:border], y[:border])
        val = cross_entropy(model, X[border:], y[border:])
        result[name] = {"train": train, "val": val, "gap": val - train, "model": model}
    return result


def diagnose_fit(train_loss: float, val_loss: float, baseline: float) -> str:
    if any(np.less([train_loss, val_loss, baseline], 0)):
        raise ValueError("no loss can be negative")
    if train_loss > 0.9 * baseline:
        return "underfitting"
    if not val_loss > 1.3 * train_loss:
        return "good"
    return "overfitting"
