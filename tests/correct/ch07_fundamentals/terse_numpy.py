# ruff: noqa (a student wrote this)
"""Few lines, whole arrays: running minima, running maxima, places looked up."""

from typing import Any

import keras
import numpy as np

Params = list[tuple[np.ndarray, np.ndarray]]  # (W, b) of each layer


def name_branch(has_targets: bool, targets_from_input: bool, has_reward: bool) -> str:
    if targets_from_input > has_targets:
        raise ValueError("targets from the input are targets")
    flags = (has_reward, targets_from_input, has_targets, True)
    return ("reinforcement", "self-supervised", "supervised", "unsupervised")[np.argmax(flags)]


def train_val_test_split(
    X: np.ndarray, y: np.ndarray, val: float, test: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    if min(val, test) <= 0 or val + test >= 1:
        raise ValueError("fraction")
    if len(X) != len(y):
        raise ValueError("shape")
    n = len(X)
    cuts = np.cumsum([n - int(val * n) - int(test * n), int(val * n)])
    return tuple(a[i] for i in np.split(rng.permutation(n), cuts) for a in (X, y))


def min_max_scale(train: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if train.ndim != 2 or other.ndim != 2 or train.shape[1:] != other.shape[1:]:
        raise ValueError("shape")
    train, other = (a if a.dtype.kind == "f" else a.astype(float) for a in (train, other))
    low, width = train.min(0), np.ptp(train, axis=0)
    width[width == 0] = 1
    return (train - low) / width, ((other - low) / width).astype(other.dtype)


def l2_penalty(params: Params, lam: float) -> tuple[float, Params]:
    if lam < 0:
        raise ValueError("lam")
    params = [[a if a.dtype.kind == "f" else a.astype(float) for a in layer] for layer in params]
    penalty = float(lam * sum(np.sum(W.astype(float) ** 2) for W, _ in params))
    return penalty, [((2 * lam * W).astype(W.dtype), np.zeros_like(b)) for W, b in params]


def early_stopping(val_losses: list[float], patience: int) -> tuple[int, int]:
    if len(val_losses) == 0:
        raise ValueError("val_losses")
    if patience < 1:
        raise ValueError("patience")
    i = np.arange(len(val_losses))
    losses = np.asarray(val_losses, dtype=float)
    lows = np.fmin.accumulate(losses)  # passes over nan
    better = np.r_[True, (losses[1:] < lows[:-1]) & ~np.isnan(losses[0])]
    best = np.maximum.accumulate(np.where(better, i, 0))
    stop = np.append(np.flatnonzero(i - best >= patience), i[-1])[0]
    return int(stop), int(best[stop])


def compare_regularizers(
    X: np.ndarray, y: np.ndarray, epochs: int = 20, seed: int = 0
) -> dict[str, dict[str, Any]]:
    n = 2 * len(X) // 3
    Dense, Drop, l2 = keras.layers.Dense, keras.layers.Dropout, keras.regularizers.L2
    nets = {
        "base": lambda: [Dense(16, "relu"), Dense(16, "relu")],
        "smaller": lambda: [Dense(4, "relu")],
        "l2": lambda: [Dense(16, "relu", kernel_regularizer=l2(0.002)) for _ in range(2)],
        "dropout": lambda: [Dense(16, "relu"), Drop(0.5), Dense(16, "relu"), Drop(0.5)],
    }
    out = {}
    for name, hidden in nets.items():
        keras.utils.set_random_seed(seed)
        model = keras.Sequential([keras.Input(X.shape[1:]), *hidden(), Dense(1, "sigmoid")])
        model.compile(keras.optimizers.Adam(0.001), "binary_crossentropy")
        model.fit(X[:n], y[:n], batch_size=128, epochs=epochs, verbose=0)
        p = model.predict(X, verbose=0).ravel().astype(float).clip(1e-7, 1 - 1e-7)
        ce = -np.log(np.where(y == 1, p, 1 - p))
        train, val = float(ce[:n].mean()), float(ce[n:].mean())
        out[name] = dict(train=train, val=val, gap=val - train, model=model)
    return out


def diagnose_fit(train_loss: float, val_loss: float, baseline: float) -> str:
    if min(train_loss, val_loss, baseline) < 0:
        raise ValueError("loss")
    under, over = train_loss > 0.9 * baseline, val_loss > 1.3 * train_loss
    return "underfitting" if under else "overfitting" if over else "good"
