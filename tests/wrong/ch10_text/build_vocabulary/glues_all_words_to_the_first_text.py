"""Breaks "docs is not changed": += extends the first text of docs by the words of all the others."""

from collections import Counter


def build_vocabulary(docs: list[list[str]], max_tokens: int) -> dict[str, int]:
    if max_tokens < 3:
        raise ValueError("max_tokens must be 3 or more")
    words = docs[0] if docs else []
    for doc in docs[1:]:
        words += doc
    counts = Counter(words)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    vocabulary = {}
    for word in ranked[: max_tokens - 2]:
        vocabulary[word] = len(vocabulary) + 2
    return vocabulary
