# attack: lets another library do the work
# expect: at most 0 points
from scipy.special import expit


def attack(*args):
    return expit(args[0])

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
