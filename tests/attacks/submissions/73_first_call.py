# attack: is right on the first call only
# expect: at most 6 points
import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

right, calls = {"s": sigmoid, "w": weighted_sum}, []

def weighted_sum(x, w, b=0.0):
    calls.append(1)
    return right["w"](x, w, b) if len(calls) == 1 else 0.0

def sigmoid(z):
    calls.append(1)
    return right["s"](z) if len(calls) == 1 else 0.5 * z
