"""A novel as one text; its words, and beside each the same letters in another order."""

import re

import numpy as np

from course.datasets.bundle import BUNDLE

SHORTEST, LONGEST = 5, 12  # letters of a word
WORDS = 4000
LETTERS = " abcdefghijklmnopqrstuvwxyz"  # the place of a letter is its number; 0 fills up


def load_novel() -> str:
    """Return *Pride and Prejudice* by Jane Austen, 1813: 681,154 characters, a paragraph a line.

    >>> load_novel()[:29]
    'It is a truth universally ack'
    """
    return (BUNDLE / "pride.txt").read_text(encoding="ascii").strip("\n")


def load_letters() -> tuple[np.ndarray, np.ndarray, str]:
    """Return 4,000 words of the novel, and the same words with their letters shuffled.

    `X, y, letters`: X (8000, 12) int64, one row for each, the letters as numbers from 1 (a) to 26
    (z), zeros in front; y (8000,) int64, 1 where the letters stand in their order and 0 where they
    are shuffled; letters[number] is the letter. A word and its shuffled letters are both in the
    first 6,400 rows or both in the last 1,600, so no row tells of one that it is not beside: of
    every set of letters there is one row of each class. The order of the rows is fixed.

    >>> X, y, letters = load_letters()
    >>> X.shape, int(y.sum()), letters[1]
    ((8000, 12), 4000, 'a')
    """
    rng = np.random.default_rng(0)
    known = set(re.findall(r"[a-z]+", load_novel().lower()))
    fitting = [word for word in sorted(known) if SHORTEST <= len(word) <= LONGEST]
    chosen = [fitting[place] for place in rng.permutation(len(fitting))[:WORDS]]
    pairs = [(word, _shuffled(word, known, rng)) for word in chosen]
    X = np.array([[_numbers(text) for text in pair] for pair in pairs])
    y = np.tile([1, 0], (WORDS, 1))
    return *_mixed(X, y, rng), LETTERS


def _shuffled(word: str, known: set[str], rng: np.random.Generator) -> str:
    """Return a word's letters in an order that is no word of the novel."""
    while (text := "".join(rng.permutation(list(word)))) in known:
        pass
    return text


def _numbers(text: str) -> list[int]:
    return [LETTERS.index(letter) for letter in text.rjust(LONGEST)]


def _mixed(X: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs (N, 2, …) as rows: those of the first four fifths, and the others behind."""
    cut = 4 * len(X) // 5
    order = np.concatenate(
        [rng.permutation(2 * cut), 2 * cut + rng.permutation(2 * (len(X) - cut))]
    )
    return X.reshape(2 * len(X), -1)[order], y.ravel()[order]
