# attack: runs while its answer is encoded, and reaches into the encoder
# expect: at most 0 points
"""Attempts to rewrite the reply from inside: what the worker says of all calls of a batch.
Channel: properties of an ndarray subclass (nbytes, dtype, __array_finalize__, __array__), a dict
whose copy is lazy, dtype metadata and titles; each is read by calls._call or encoding while frames
with `envelope`, `seen` and `self.buffers` are open, and changes all that it finds there: events 1,
no `changed`, no `shared`, value 1.0, buffers of another array.
"""
import sys

import numpy as np


def rewrite():
    frame = sys._getframe(1)
    while frame:
        here = frame.f_locals
        for name in ("seen", "envelope", "reply"):
            found = here.get(name)
            for each in found if isinstance(found, list) else [found]:
                if isinstance(each, dict):
                    for gone in ("changed", "shared", "warned", "error"):
                        dict.pop(each, gone, None)
                    each["events"] = 1
                    if "reply" in each:
                        each["ok"] = True
        encoder = here.get("self")
        if type(encoder).__name__ == "_Encoder":
            encoder.buffers.extend([b"\0" * 8])
            encoder.size -= 1 << 40
        frame = frame.f_back


class Answer(np.ndarray):
    @property
    def nbytes(self):
        rewrite()
        return -(1 << 40)

    @property
    def __class__(self):
        rewrite()
        return float

    def __array_finalize__(self, other):
        rewrite()

    def __array__(self, *args, **kwargs):
        rewrite()
        return np.ones(3)

    def __array_function__(self, *args, **kwargs):
        rewrite()
        return True

    __array_ufunc__ = __array_function__


class Lazy(dict):
    def items(self):
        rewrite()
        return [("value", 1.0)]

    keys = values = items


TITLED = np.dtype([(("HIDDEN title", "a"), "f8")], metadata={"HIDDEN": 1})
turn = []


def attack(*args):
    turn.append(1)
    shape = np.shape(args[0]) if len(args) == 1 else ()
    plain = np.full(shape, 0.25)
    choices = [plain.view(Answer), Lazy(value=1.0), np.zeros(3, TITLED), np.dtype("f8", metadata={"HIDDEN": args}),
               np.asarray(plain, np.dtype("f8", metadata={"HIDDEN": "x"})).view(Answer)]
    return choices[len(turn) % len(choices)]


def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)


def sigmoid(z):
    return attack(z)
