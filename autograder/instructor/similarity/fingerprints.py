"""Fingerprints of code: what is the same in two texts whatever names, blanks and comments are.

Winnowing, by copydetect: S. Schleimer, D. Wilkerson, A. Aiken, «Winnowing: local algorithms for
document fingerprinting», SIGMOD 2003, https://theory.stanford.edu/~aiken/publications/papers/
sigmod03.pdf. Code is read by Pygments and never run.
"""

from __future__ import annotations

import zlib
from collections.abc import Set
from dataclasses import dataclass

import numpy as np
from copydetect.utils import filter_code, get_copied_slices, winnow

NOISE = 25  # signs, names counted as one: what is shorter is no match
WINDOW = 6  # of neighbouring fingerprints one is kept
LARGEST = 200_000  # characters of a text that are compared


@dataclass(frozen=True)
class Fingerprints:
    """The fingerprints of a text, and where in it each stands."""

    text: str
    marks: np.ndarray  # of what is left when names are one sign each
    places: np.ndarray  # of each mark there
    offsets: np.ndarray  # what was left out up to each place, as copydetect tells it

    @classmethod
    def of(cls, text: str) -> Fingerprints:
        """Return the fingerprints of Python code, the same ones every time."""
        text = text[:LARGEST]
        left, offsets = filter_code(text, "code.py", "python")
        data = left.encode("utf-8", "backslashreplace")
        runs = range(max(0, len(data) - NOISE + 1))
        hashes = np.array([zlib.crc32(data[n : n + NOISE]) for n in runs], np.int64)
        if not len(hashes):
            return cls(text, hashes, hashes, offsets)
        marks, places = winnow(hashes, WINDOW, remove_duplicates=False)
        return cls(text, marks, places, offsets)

    def lines_of(self, marks: Set[int]) -> set[int]:
        """Return the numbers, from 0, of the lines on which some of the fingerprints stand."""
        places = self.places[np.isin(self.marks, list(marks))]
        if not len(places):
            return set()
        starts, ends = get_copied_slices(places, NOISE).astype(int)
        found: set[int] = set()
        for start, end in zip(self._raw(starts), self._raw(ends - 1), strict=True):
            first = self.text.count("\n", 0, start)
            found.update(range(first, first + self.text.count("\n", start, end) + 1))
        return found

    def _raw(self, places: np.ndarray) -> list[int]:
        """Return places in the text itself for places in what was left of it."""
        last = len(self.offsets) - 1
        nearest = np.clip(np.searchsorted(self.offsets[:, 0], places), 0, last)
        raw = np.clip(places + self.offsets[nearest, 1], 0, len(self.text))
        return [int(place) for place in raw]
