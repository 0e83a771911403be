# attack: answers cheap curves that have the asked properties and no right value
# expect: at most 0 points
"""Attempts points of graders that ask for form, purity, symmetry or repeatability alone.
Channel: the verdict. sigmoid is a straight line through (0, 0.5) that is rising and symmetric;
weighted_sum knows its bias alone; threshold_unit and perceptron_predict vary with a checksum;
perceptron_train returns well-formed noise that depends on its arguments.
"""
import numpy as np


def like(z):
    z = np.asarray(z)
    return np.asarray(1.0 * z)


def checksum(*args):
    return sum(int.from_bytes(np.asarray(a).tobytes()[:7], "little") for a in args) % 997


def weighted_sum(x, w, b=0.0):
    return float(b + 1e-9 * np.sum(np.abs(x)))


def threshold_unit(x, w, b):
    return checksum(x, w, b) % 2


def sigmoid(z):
    z = like(z)
    return np.asarray(0.5 + z / 4096).astype(z.dtype)


def perceptron_predict(X, w, b):
    return np.array([checksum(row, w) % 2 for row in np.atleast_2d(X)], dtype=int)


def perceptron_train(X, y, lr=1.0, epochs=20):
    d = np.shape(X)[-1]
    return np.full(d, float(checksum(X, y))), float(checksum(y)), [checksum(X) % 5]
