"""A size of 0 is refused wherever it stands."""

from itertools import pairwise


def count_parameters(sizes):
    if len(sizes) < 2 or min(sizes) < 0 or not sizes[0] or not sizes[-1]:
        raise ValueError("sizes")
    return sum(n * m + m for n, m in pairwise(sizes))
