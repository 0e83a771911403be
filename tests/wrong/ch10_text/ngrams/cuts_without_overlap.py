"""Breaks "they overlap: each token but the last n - 1 begins one": the text is cut into pieces of n, side by side."""


def ngrams(tokens: list[str], n: int) -> list[tuple[str, ...]]:
    if n < 1:
        raise ValueError("n must be 1 or more")
    return [tuple(tokens[i : i + n]) for i in range(0, len(tokens) - n + 1, n)]
