"""Breaks "rounded down": round() goes to the nearest whole number, so that 11.5 or 1.67 are rounded
up (2.5 and 1.33 come out right).
"""


def conv_output_size(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    if stride < 1:
        raise ValueError(f"stride {stride} is below 1")
    if k > n + 2 * padding:
        raise ValueError(f"a kernel of {k} does not fit into {n + 2 * padding} pixels")
    return round((n + 2 * padding - k) / stride) + 1
