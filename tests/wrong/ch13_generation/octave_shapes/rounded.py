def octave_shapes(
    shape: tuple[int, int], octaves: int, scale: float = 1.4
) -> list[tuple[int, int]]:
    """Breaks: each side is int(side / scale**k). Here it is rounded to the nearest."""
    if octaves < 1:
        raise ValueError("octaves must be 1 or more")
    if scale <= 1:
        raise ValueError("scale must be above 1")
    height, width = shape
    return [(round(height / scale**k), round(width / scale**k)) for k in reversed(range(octaves))]
