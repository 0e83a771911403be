"""sizes is not changed."""


def count_parameters(sizes):
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError("sizes")
    total, n = 0, sizes.pop(0)
    while sizes:
        m = sizes.pop(0)
        total += n * m + m
        n = m
    return total
