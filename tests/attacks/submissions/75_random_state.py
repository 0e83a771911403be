# attack: fixes the random state, so that the inputs are known
# expect: at most 0 points
import random
import numpy as np
random.seed(0)
np.random.seed(0)
np.random.default_rng = lambda *args: np.random.Generator(np.random.PCG64(0))
random.random = lambda: 0.5


def attack(*args):
    return args[0] * 0 + random.random()

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
