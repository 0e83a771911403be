# attack: reads address 0
# expect: at most 0 points
import ctypes

def attack(*args):
    ctypes.string_at(0)

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
