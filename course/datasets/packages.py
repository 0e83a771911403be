"""Software packages of Debian: a line of text and three numbers, a section and dependencies."""

import csv

import numpy as np

from course.datasets.bundle import BUNDLE
from course.datasets.word_lists import words_by_rank, words_in

WORDS, LENGTH = 2000, 16  # numbers of words, from 0; words that count of a line
UNKNOWN = 1


def load_packages() -> tuple[dict[str, np.ndarray], list[str], list[str]]:
    """Return 3,504 packages of Debian 12, from its 12 largest sections, in a fixed random order.

    `data, words, sections`. data is a dict of arrays with one row for each package:

    - "tokens" (3504, 16) int32: the words of the line that describes it, as numbers below 2,000;
      0 fills up behind, 1 is a word that has no number; the other words are the most frequent ones
      of the first four fifths of the rows;
    - "numeric" (3504, 3) float64: the natural logarithm of its size in kilobytes, how many packages
      it recommends, and whether it is the same for every kind of machine, 1 or 0;
    - "dependencies" (3504,) float64: ln(1 + the number of packages that it needs);
    - "section" (3504,) int64: the section, from 0 to 11.

    words[number] is the word, sections[number] the name of the section.

    >>> data, words, sections = load_packages()
    >>> data["tokens"].shape, words[2], sections[3]
    ((3504, 16), 'for', 'golang')
    """
    with (BUNDLE / "packages.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = [words_in(row["description"]) for row in rows]
    words = ["", "?", *words_by_rank(lines, 4 * len(rows) // 5)[1 : WORDS - 1]]
    number = {word: place for place, word in enumerate(words)}
    sections = sorted({row["section"] for row in rows})
    data = {
        "tokens": np.array([_numbers(line, number) for line in lines], np.int32),
        "numeric": np.array([_numeric(row) for row in rows]),
        "dependencies": np.log1p([float(row["depends"]) for row in rows]),
        "section": np.array([sections.index(row["section"]) for row in rows], np.int64),
    }
    return data, words, sections


def _numbers(line: list[str], number: dict[str, int]) -> list[int]:
    known = [number.get(word, UNKNOWN) for word in line[:LENGTH]]
    return known + [0] * (LENGTH - len(known))


def _numeric(row: dict[str, str]) -> list[float]:
    return [
        float(np.log(float(row["installed_kb"]))),
        float(row["recommends"]),
        float(row["any_machine"]),
    ]
