"""Breaks "fewer than n tokens have none": a text that is too short comes back as one shorter tuple."""


def ngrams(tokens: list[str], n: int) -> list[tuple[str, ...]]:
    if n < 1:
        raise ValueError("n must be 1 or more")
    if not tokens:
        return []
    last = max(len(tokens) - n, 0)
    return [tuple(tokens[i : i + n]) for i in range(last + 1)]
