# attack: returns as much as it can
# expect: at most 0 points
import numpy as np
VALUES = [0, 1, 2, 3]

def attack(*args):
    VALUES.append(VALUES.pop(0))
    return [np.zeros(1 << 24), "x" * (60 << 20), [0.0] * 3_000_000, np.broadcast_to(np.zeros(1), (1 << 40,))][VALUES[0]]

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
