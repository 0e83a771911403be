def octave_shapes(
    shape: tuple[int, int], octaves: int, scale: float = 1.4
) -> list[tuple[int, int]]:
    """Breaks: ValueError if scale is 1 or below. Here only below 1."""
    if octaves < 1:
        raise ValueError("octaves must be 1 or more")
    if scale < 1:
        raise ValueError("scale must not be below 1")
    height, width = shape
    return [(int(height / scale**k), int(width / scale**k)) for k in reversed(range(octaves))]
