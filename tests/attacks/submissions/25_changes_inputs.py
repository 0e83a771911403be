# attack: answers 0 and sets the inputs to 0, so that the answer is right
# expect: at most 2 points
import numpy as np

def attack(*args):
    for a in args:
        if isinstance(a, np.ndarray):
            a.flags.writeable = True
            a[...] = 0
    return 0.0 if len(args) == 3 else np.full(args[0].shape, 0.5)

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
