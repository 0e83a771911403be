"""An LSTM by hand in NumPy, forth and back.

Weights of a layer are [W, U, b], as Keras lists them; the gates stand in Keras's order, input,
forget, candidate, output.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from autograder.asserting import dense


class Step(NamedTuple):
    """What one step of an LSTM has computed, each (N, H)."""

    i: np.ndarray
    f: np.ndarray
    g: np.ndarray
    o: np.ndarray
    h: np.ndarray  # the state before
    c: np.ndarray  # the memory before
    memory: np.ndarray  # behind the step


def lstm(weights: Sequence[np.ndarray], X: np.ndarray) -> tuple[np.ndarray, list[Step]]:
    """Return the last state (N, H) of an LSTM over sequences (N, T, D), and its steps."""
    W, U, b = (np.asarray(part, np.float64) for part in weights)
    h = c = np.zeros((len(X), len(U)))
    steps = []
    for x in np.moveaxis(np.asarray(X, np.float64), 1, 0):
        z_i, z_f, z_g, z_o = np.split(x @ W + h @ U + b, 4, axis=1)
        i, f, o = map(dense.sigmoid, (z_i, z_f, z_o))
        g = np.tanh(z_g)
        memory = f * c + i * g
        steps.append(Step(i, f, g, o, h, c, memory))
        h, c = o * np.tanh(memory), memory
    return h, steps


def lstm_slopes(
    weights: Sequence[np.ndarray], X: np.ndarray, steps: Sequence[Step], dh: np.ndarray
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return the slopes in X and in [W, U, b], where dh (N, H) is that in the last state."""
    W, U, _ = (np.asarray(part, np.float64) for part in weights)
    found, dc = [np.zeros_like(W), np.zeros_like(U), np.zeros(U.shape[1])], np.zeros_like(dh)
    dX = np.zeros((*X.shape[:2], len(W)))
    for t in reversed(range(len(steps))):
        step = steps[t]
        bent = np.tanh(step.memory)
        dc = dc + dh * step.o * (1 - bent**2)
        gates = dc * step.g, dc * step.c, dc * step.i, dh * bent
        bends = (*(gate * (1 - gate) for gate in (step.i, step.f)), 1 - step.g**2)
        bends = (*bends, step.o * (1 - step.o))
        dz = np.concatenate([gate * bend for gate, bend in zip(gates, bends, strict=True)], axis=1)
        found[0] += np.asarray(X[:, t], np.float64).T @ dz
        found[1] += step.h.T @ dz
        found[2] += dz.sum(axis=0)
        dX[:, t], dh, dc = dz @ W.T, dz @ U.T, dc * step.f
    return dX, found


def shapes_of(inputs: int, units: int, outputs: int = 1) -> list[tuple[int, ...]]:
    """Return the shapes of the weights of an LSTM and a Dense layer."""
    return [(inputs, 4 * units), (units, 4 * units), (4 * units,), (units, outputs), (outputs,)]
