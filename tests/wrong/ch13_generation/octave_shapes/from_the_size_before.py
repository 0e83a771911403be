def octave_shapes(
    shape: tuple[int, int], octaves: int, scale: float = 1.4
) -> list[tuple[int, int]]:
    """Breaks: each side is int(side / scale**k).
    Here it is cut off anew from the next larger size."""
    if octaves < 1:
        raise ValueError("octaves must be 1 or more")
    if scale <= 1:
        raise ValueError("scale must be above 1")
    height, width = int(shape[0]), int(shape[1])
    sizes = [(height, width)]
    for _ in range(octaves - 1):
        height, width = int(height / scale), int(width / scale)
        sizes.insert(0, (height, width))
    return sizes
