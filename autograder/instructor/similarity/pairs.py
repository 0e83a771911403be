"""Pairs of hand-ins that share what few others have."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from autograder.instructor.similarity.fingerprints import Fingerprints

FEWEST = 8  # fingerprints that a pair must share: short right answers are alike by themselves
LEAST = 0.3  # share of what is one's own that a pair must have in common
COMMON = 0.02  # share of a class from which on something is what people write, and at least:
COMMON_COUNT = 6


@dataclass(frozen=True)
class AlikePair:
    """Two students whose hand-ins share what few others have."""

    chapter: str
    students: tuple[str, str]
    texts: tuple[str, str]
    lines: tuple[set[int], set[int]]  # that are alike, from 0
    share: float  # of the rare things in the one that has fewer, 0 to 1
    is_identical: bool = False  # not one byte differs


def alike(
    chapter: str,
    texts: Mapping[str, str],
    given: Iterable[str] = (),
    *,
    may_share: Callable[[str, str], bool] = lambda one, other: False,
    done: Callable[[int], None] = lambda count: None,
) -> list[AlikePair]:
    """Return the pairs of a chapter that are alike, the most alike first.

    `texts` is the code of each student; what stands in `given`, the stub, counts as nobody's.
    `may_share` says of two students that they work together; `done` hears how many were read.

    A fingerprint that many have is what people write; one that few have counts the more, the
    fewer have it: ln(students / those who have it).
    """
    prints = {}
    for count, (student, text) in enumerate(sorted(texts.items()), 1):
        prints[student] = Fingerprints.of(text)
        done(count)
    nobodys = {int(mark) for text in given for mark in Fingerprints.of(text).marks}
    marks = {name: set(each.marks.tolist()) - nobodys for name, each in prints.items()}
    weights, holders = _rare(marks)
    own = {name: sum(weights.get(mark, 0.0) for mark in each) for name, each in marks.items()}
    shared = _shared(holders)
    found = []
    for (one, other), common in shared.items():
        share = sum(weights[mark] for mark in common) / (min(own[one], own[other]) or 1.0)
        same = texts[one] == texts[other]
        if (len(common) >= FEWEST and share >= LEAST) and not may_share(one, other):
            lines = prints[one].lines_of(common), prints[other].lines_of(common)
            both = prints[one].text, prints[other].text
            found.append(AlikePair(chapter, (one, other), both, lines, share, same))
    found += _copies(chapter, texts, {pair.students for pair in found}, marks, may_share)
    return sorted(found, key=lambda pair: (-pair.is_identical, -pair.share, pair.students))


def _copies(
    chapter: str,
    texts: Mapping[str, str],
    known: Set[tuple[str, str]],
    marks: Mapping[str, set[int]],
    may_share: Callable[[str, str], bool],
) -> Iterator[AlikePair]:
    """Yield what is the same letter by letter, each with the next: many copies are no custom.

    What has little code of its own, such as the stub, is nobody's.
    """
    same: dict[str, list[str]] = defaultdict(list)
    for name, text in sorted(texts.items()):
        if len(marks[name]) >= FEWEST:
            same[text].append(name)
    for text, names in same.items():
        for pair in itertools.pairwise(names):
            if pair not in known and not may_share(*pair):
                lines = set(range(text.count("\n") + 1))
                yield AlikePair(chapter, pair, (text, text), (lines, lines), 1.0, True)


def _rare(marks: Mapping[str, set[int]]) -> tuple[dict[int, float], dict[int, list[str]]]:
    """Return what each fingerprint counts, and who has it; those that many have are left out."""
    holders: dict[int, list[str]] = defaultdict(list)
    for name, each in marks.items():
        for mark in each:
            holders[mark].append(name)
    most = max(COMMON_COUNT, COMMON * len(marks))
    rare = {mark: names for mark, names in holders.items() if len(names) <= most}
    count = max(len(marks), 2)
    weights = {mark: math.log(count / len(names)) + 0.1 for mark, names in rare.items()}
    return weights, rare


def _shared(holders: Mapping[int, Sequence[str]]) -> dict[tuple[str, str], set[int]]:
    """Return the fingerprints that each pair shares."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for mark, names in holders.items():
        for pair in itertools.combinations(names, 2):
            found[pair].add(mark)
    return found
