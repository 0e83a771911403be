"""Breaks "ValueError if max_tokens is below 3": 2 is let through and gives an empty dict."""

from collections import Counter


def build_vocabulary(docs: list[list[str]], max_tokens: int) -> dict[str, int]:
    room = max_tokens - 2  # without padding and unknown
    if room < 0:
        raise ValueError(f"max_tokens is too small: {max_tokens}")
    counts = Counter(word for doc in docs for word in doc)
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return dict(zip(words[:room], range(2, room + 2)))
