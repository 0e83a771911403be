"""Breaks "all runs of n neighbours": off by one, the last run of the text is missing."""


def ngrams(tokens: list[str], n: int) -> list[tuple[str, ...]]:
    if n < 1:
        raise ValueError("n must be at least 1")
    runs = []
    for i in range(len(tokens) - n):
        runs.append(tuple(tokens[i : i + n]))
    return runs
