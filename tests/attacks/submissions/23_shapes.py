# attack: returns empty arrays and arrays that broadcast
# expect: at most 0 points
import numpy as np

def attack(*args):
    return np.zeros((0,)) if len(args) == 3 else np.zeros((0, *args[0].shape))

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
