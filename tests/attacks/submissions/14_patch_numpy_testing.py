# attack: replaces NumPy's comparisons
# expect: at most 0 points
import numpy as np
import numpy.testing
for module in (np, np.testing):
    for name in dir(module):
        if name.startswith(("assert_", "allclose", "array_equal", "isclose", "abs", "all", "any")):
            setattr(module, name, lambda *args, **more: True)


def attack(*args):
    return 0.123

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
