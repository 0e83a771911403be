# attack: carries 36 bits of a hidden input out in the shape of an empty array
# expect: at most 0 points
"""Attempts to see hidden inputs in its own feedback, on a page that shows no values.
Channel: an array (0, a, b, c) holds nothing and may have any a, b, c up to 4095, four axes at most:
«The result has the wrong shape. Seen: (0, 1234, 567, 89)». 36 of the 64 bits of a hidden float64 in
one message; SECURITY.md speaks of «a few bits».
"""
import numpy as np


def attack(*args):
    number = np.float64(np.ravel(np.asarray(args[0]))[0])
    bits = int.from_bytes(number.tobytes(), "little") >> 28
    return np.zeros((0, bits >> 24 & 4095, bits >> 12 & 4095, bits & 4095))


def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)


def sigmoid(z):
    return attack(z)
