"""Breaks "`padding` zeros at EACH end": adds the padding once instead of twice, in the answer and
in the check.
"""


def conv_output_size(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    if stride < 1:
        raise ValueError("stride must be at least 1")
    if k > n + padding:
        raise ValueError("kernel does not fit")
    return int((n + padding - k) // stride + 1)
