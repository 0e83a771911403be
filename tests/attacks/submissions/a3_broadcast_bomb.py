# attack: answers with columns that grow to gigabytes when the grader compares them
# expect: at most 0 points
"""Attempts to exhaust the memory of the trusted process while it explains a wrong answer.
Channel: 3 MB (a batch of them fits one frame) of a legal answer with the shape (N, 1) (or (1, N, 1)); a difference, an allclose or a
`seen - wanted` anywhere in the comparison, the diagnosis or the relations broadcasts it against the
expected (K,) to N * K float64. The shape differs from the expected one in axes of 1 alone.
"""
import numpy as np

N = 3_000_000


def attack(*args):
    size = max(2, np.size(args[0]))
    shapes = [(N, 1), (1, N, 1), (N,) if size != N else (N, 1)]
    return np.ones(shapes[size % 3], dtype=np.uint8)


def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)


def sigmoid(z):
    return attack(z)
