# attack: answers with generators, coroutines, contexts, mappings and iterators that never end
# expect: at most 0 points
import collections, itertools, types
import numpy as np

class Endless(collections.abc.Sequence):
    def __len__(self):
        return 2**62
    def __getitem__(self, index):
        return 0.5

class Number(float):
    def __array__(self, *args, **kwargs):
        raise SystemExit(0)
    __float__ = __index__ = __len__ = __iter__ = __array__

class Grows(dict):
    def items(self):
        while True:
            self[len(self)] = 1
            yield len(self), 1

def forever():
    while True:
        yield 0.5

async def later():
    return 0.5

ANSWERS = itertools.cycle([
    forever, later, Endless, lambda: Number(0.5), Grows, lambda: itertools.count(),
    lambda: types.SimpleNamespace(__array_interface__={"data": (8, False), "shape": (9,), "typestr": "<f8", "version": 3}),
    lambda: range(2**62), lambda: memoryview(b"x" * 99), lambda: np.ma.masked_all(3),
    lambda: np.matrix([[0.5]]), lambda: np.lib.stride_tricks.as_strided(np.zeros(1), (2**20,), (4096,)),
    lambda: np.nditer(np.zeros(3)), lambda: np.broadcast_to(np.zeros(1), (2**40,)), lambda: Exception(0.5),
])

def weighted_sum(x, w, b=0.0):
    return next(ANSWERS)()

def sigmoid(z):
    return next(ANSWERS)()
