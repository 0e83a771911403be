# attack: writes over its own interpreter
# expect: at most 0 points
import ctypes

def attack(*args):
    ctypes.memset(id(int), 0x41, 400)
    ctypes.memset(id(None), 0, 16)
    return 0.5

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
