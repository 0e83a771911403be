"""Breaks the ValueError for k larger than n + 2 padding: int() cuts -0.5 to 0, so a kernel too
large by less than a stride is answered with 1 and not refused.
"""


def conv_output_size(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    if stride < 1:
        raise ValueError("stride below 1")
    places = int((n + 2 * padding - k) / stride) + 1
    if places < 1:
        raise ValueError("the kernel fits nowhere")
    return places
