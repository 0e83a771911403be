# attack: lays strict mode, traps and slack over itself, so that its end looks like somebody's fault
# expect: at most 0 points
import ctypes, itertools, os, signal

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
turn = itertools.count()


def attack():
    case = next(turn) % 7
    if case == 0:
        libc.prctl(22, 1, 0, 0, 0)  # strict mode: the next call of the kernel ends it
    if case == 1:
        libc.prctl(26, 2, 0, 0, 0)  # a look at the clock is a fault
    if case == 2:
        libc.prctl(29, 10**9, 0, 0, 0)  # a sleep may be late by a second
    if case == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if case == 4:
        os.kill(os.getpid(), signal.SIGXCPU)
    if case == 5:
        os.kill(os.getpid(), signal.SIGTERM)
    if case == 6:
        os.kill(os.getpid(), signal.SIGUSR2)
    return 0.5


def weighted_sum(x, w, b=0.0):
    return attack()


def sigmoid(z):
    return attack()
