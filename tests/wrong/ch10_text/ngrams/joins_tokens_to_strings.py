"""Breaks "each as a tuple of n tokens": each run is one string with spaces in it."""


def ngrams(tokens: list[str], n: int) -> list[tuple[str, ...]]:
    if n < 1:
        raise ValueError("n must be 1 or larger")
    return [" ".join(tokens[i : i + n]) for i in range(len(tokens) - n + 1)]
