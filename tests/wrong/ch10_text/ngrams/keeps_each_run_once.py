"""Breaks "all runs of n neighbours": a run that comes a second time in the text is left out."""


def ngrams(tokens: list[str], n: int) -> list[tuple[str, ...]]:
    if n < 1:
        raise ValueError("n must be positive")
    runs = []
    for i in range(len(tokens) - n + 1):
        run = tuple(tokens[i : i + n])
        if run not in runs:
            runs.append(run)
    return runs
