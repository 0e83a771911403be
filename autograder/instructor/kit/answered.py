"""Which exercises are answered by what another chapter gives: such chapters go out one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.chapters import Chapter
from autograder.instructor.kit.code import Index, Text, runs
from autograder.instructor.kit.fragments import Fragment, solution_bodies
from autograder.solution import Definition

LEAST = 8  # words of a run of statements
SHARE = 0.5  # of a solution's runs: with fewer an idiom is shared, and no answer


@dataclass(frozen=True)
class Answered:
    """An exercise whose answer stands in the code that another chapter gives."""

    exercise: str  # ch01_neuron/activate
    by: str  # ch02_forward

    def __str__(self) -> str:
        """Return it as a line."""
        return f"{self.exercise} is answered by what {self.by} gives"


def answered(chapters: Sequence[Chapter]) -> list[Answered]:
    """Return which exercises of some chapters the given code of another of them answers.

    Code answers an exercise if it defines its name, or holds half of its solution or more.
    """
    found = {
        Answered(f"{chapter.name}/{name}", other.name): None
        for chapter in chapters
        for other in chapters
        if other != chapter
        for name in (*_same_names(chapter, other), *_same_code(chapter, other))
    }
    return list(found)


def _same_names(chapter: Chapter, other: Chapter) -> Iterator[str]:
    tree = other.reference.tree
    given = {node.name for node in tree.body if isinstance(node, Definition)}
    yield from (name for name in chapter.exercises if name in given - {*other.exercises})


def _same_code(chapter: Chapter, other: Chapter) -> Iterator[str]:
    given = Text(other.reference.shown(lambda exercise: "raise"))
    for body in solution_bodies(chapter):
        if _share(body, given) >= SHARE:
            yield body.owner.rpartition(" ")[2]


def _share(body: Fragment, given: Text) -> float:
    """Return which part of a solution's runs of statements stands in a text."""
    known = list(runs(body.code, LEAST))
    index = Index(LEAST, renamed=False)
    for number, run in enumerate(known):
        index.add(run, str(number))
    found = {owner for _, owner in index.find(given)}
    return len(found) / len(known) if known else 0.0
