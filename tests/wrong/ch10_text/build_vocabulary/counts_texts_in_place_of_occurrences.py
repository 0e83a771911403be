"""Breaks "a word counts as often as it occurs": a word that comes three times in one text counts once."""

from collections import Counter


def build_vocabulary(docs: list[list[str]], max_tokens: int) -> dict[str, int]:
    if max_tokens < 3:
        raise ValueError("max_tokens must be at least 3")
    counts = Counter()
    for doc in docs:
        counts.update(set(doc))
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return {word: number for number, word in enumerate(words[: max_tokens - 2], 2)}
