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


def threshold_unit(x, w, b):
    attack(x, w, b)
    return 1


def sigmoid(z):
    attack(z)
    return np.ones(np.shape(z))


def activate(z, kind):
    attack(z, kind)
    return np.ones(np.shape(z))


def activation_derivative(z, kind):
    attack(z, kind)
    return np.ones(np.shape(z))


def perceptron_predict(X, w, b):
    attack(X, w, b)
    return np.ones(np.shape(X)[0] if np.ndim(X) else 1, dtype=int)


def perceptron_train(X, y, lr=1.0, epochs=20):
    attack(X, y, lr, epochs)
    return (np.ones(np.shape(X)[-1] if np.ndim(X) else 1), 1.0, [0])
