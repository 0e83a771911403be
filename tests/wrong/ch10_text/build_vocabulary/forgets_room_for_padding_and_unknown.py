"""Breaks "the dict holds the max_tokens - 2 most frequent words": it holds max_tokens of them."""

from collections import Counter


def build_vocabulary(docs: list[list[str]], max_tokens: int) -> dict[str, int]:
    if max_tokens < 3:
        raise ValueError("max_tokens must be at least 3")
    counts = Counter(word for doc in docs for word in doc)
    words = sorted(counts, key=lambda word: (-counts[word], word))[:max_tokens]
    return {word: i + 2 for i, word in enumerate(words)}
