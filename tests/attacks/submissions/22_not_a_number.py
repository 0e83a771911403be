# attack: returns NaN and infinity
# expect: at most 0 points
import numpy as np

def attack(*args):
    return float('nan') if len(args) == 3 else np.full_like(args[0], np.inf, float)

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
