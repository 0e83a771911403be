"""Breaks "if k is LARGER than n + 2 padding": refuses a kernel exactly as large as the padded side
too, where the answer is 1.
"""


def conv_output_size(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    length = n + 2 * padding
    if k >= length:
        raise ValueError(f"kernel {k} is too large for {length}")
    if stride < 1:
        raise ValueError("stride must be positive")
    return int((length - k) // stride + 1)
