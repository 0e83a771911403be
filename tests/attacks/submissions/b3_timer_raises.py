# attack: raises out of a timer while the worker itself is at work
# expect: at most 0 points
"""Attempts to break the worker's loop between two questions so that the machine seems at fault, and to
change what was seen after the function has returned.
Channel: setitimer(ITIMER_PROF/VIRTUAL/REAL) with Python handlers, which run between any two
bytecodes of the main thread: in calls._call, Session.answer, serve and the encoder. They set values
in open frames' `seen`, and raise KeyboardInterrupt, MemoryError, GeneratorExit, StopIteration and a
BaseExceptionGroup in turn; sys.exit in a __del__ comes on top.
"""
import itertools
import signal
import sys

import numpy as np

GROUP = getattr(__import__("builtins"), "BaseExceptionGroup", None)
KINDS = [KeyboardInterrupt, MemoryError, GeneratorExit, StopIteration, SystemExit, RecursionError]
errors = itertools.cycle([*(kind("MACHINE") for kind in KINDS), *([GROUP("MACHINE", [SystemExit(0)])] if GROUP else [])])


def handler(number, frame):
    while frame:
        seen = frame.f_locals.get("seen")
        if isinstance(seen, dict):
            seen.pop("error", None)
            seen["value"] = 1.0
            seen["elapsed"] = 0.0
        frame = frame.f_back
    raise next(errors)


class Bomb:
    def __del__(self):
        sys.exit(0)


def attack(*args):
    for number in (signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF):
        signal.signal(number, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0007)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.0005, 0.0009)
    signal.setitimer(signal.ITIMER_PROF, 0.0005, 0.0011)
    return Bomb()


def weighted_sum(x, w, b=0.0):
    attack(x, w, b)
    return 1.0


def sigmoid(z):
    attack(z)
    return np.ones(np.shape(z))
