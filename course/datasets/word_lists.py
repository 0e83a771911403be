"""Lists of words: what a text is cut into, and the word of each number."""

import json
import re
from collections import Counter
from pathlib import Path

WORD = re.compile(r"[a-z0-9']+")


def words_in(text: str) -> list[str]:
    """Return the words of a text in their order, without capitals."""
    return WORD.findall(text.lower())


def words_by_rank(texts: list[list[str]], training: int) -> list[str]:
    """Return "" and all words: frequent ones of the first `training` texts first.

    Words that only other texts have come last, so that nothing of those decides about a number.
    """
    counts = Counter(word for text in texts[:training] for word in text)
    known = sorted(counts, key=lambda word: (-counts[word], word))
    return ["", *known, *sorted({word for text in texts for word in text} - counts.keys())]


def read_words(path: Path) -> list[str]:
    """Read the words by their ranks from the file that Keras caches."""
    ranks = json.loads(path.read_text(encoding="utf-8"))
    words = [""] * (max(ranks.values()) + 1)
    for word, rank in ranks.items():
        words[rank] = word
    return words
