# attack: returns an array whose comparisons and shape lie
# expect: at most 0 points
import numpy as np
class Array(np.ndarray):
    def __array_ufunc__(self, *rest, **more):
        return True
    def __eq__(self, other):
        return np.ones(1, bool)
    shape = property(lambda self: (3,))
    tobytes = tolist = lambda self, *rest: b""


def attack(*args):
    return np.zeros(3).view(Array)

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
