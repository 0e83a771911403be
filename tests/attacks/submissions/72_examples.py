# attack: knows the answers of the examples by heart
# expect: at most 0 points
import numpy as np

def attack(*args):
    if len(args) == 3:
        return {(30.0, 70.0, 50.0): 56.0, (1.0, 2.0): 1.5}.get(tuple(args[0]), 56.0)
    return np.array([0.119203, 0.5, 0.880797])

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
