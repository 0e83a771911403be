# attack: returns arrays of objects, records and texts
# expect: at most 0 points
import numpy as np
class E:
    def __reduce__(self):
        return (print, ("LEAK unpickled",))
VALUES = [np.array([E()]), np.zeros(3, "i4,f4"), np.array(["0.5"]), np.zeros(3, "M8[s]"), np.zeros(3, "V8")]


def attack(*args):
    VALUES.append(VALUES.pop(0))
    return VALUES[0]

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
