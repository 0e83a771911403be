# attack: carries 8 bits of a hidden input out in the exit code of its process
# expect: at most 0 points
"""Attempts to see hidden inputs in its own feedback, on a page that shows no values.
Channel: os._exit(code): the learner reads «it ended the whole Python process (exit code 173)». The
code is a byte of the first argument: byte number N_TH of its float64. Each grader and hand-in tells
8 bits; eight hand-ins with another N_TH tell a hidden number to its last digit.
"""
import os

import numpy as np

N_TH = 6


def attack(*args):
    number = np.float64(np.ravel(np.asarray(args[0]))[0])
    os._exit(number.tobytes()[N_TH])


def weighted_sum(x, w, b=0.0):
    attack(x, w, b)
    return 1.0


def sigmoid(z):
    attack(z)
    return np.ones(np.shape(z))
