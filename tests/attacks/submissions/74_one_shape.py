# attack: is right for one size only
# expect: at most 6 points
import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

right = {"s": sigmoid, "w": weighted_sum}

def weighted_sum(x, w, b=0.0):
    return right["w"](x, w, b) if np.size(x) == 3 else 0.0

def sigmoid(z):
    return right["s"](z) if np.shape(z) == (3,) else np.zeros(3)
