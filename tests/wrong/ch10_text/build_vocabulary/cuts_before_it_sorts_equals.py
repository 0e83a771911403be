"""Breaks the rule for equals at the cut: most_common keeps the ones seen first, and only those kept are sorted by the alphabet."""

from collections import Counter


def build_vocabulary(docs: list[list[str]], max_tokens: int) -> dict[str, int]:
    if max_tokens < 3:
        raise ValueError("max_tokens must be at least 3")
    counts = Counter()
    for doc in docs:
        counts.update(doc)
    kept = counts.most_common(max_tokens - 2)
    kept = sorted(kept, key=lambda pair: (-pair[1], pair[0]))
    return {word: number for number, (word, _) in enumerate(kept, start=2)}
