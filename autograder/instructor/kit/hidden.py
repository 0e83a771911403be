"""What no learner may see: solution bodies, graders, misconceptions, and their numbers.

A fragment is looked for in three ways, each measured on this course, whose kit has none of them:

- a single line of 20 characters or more, spaces left out;
- a run of whole statements with the same names, from 8 words in solutions, 12 in graders;
- the same with any other names, from 20 words in solutions, 32 in graders.

Shorter ones are idioms: `return x @ W + b` may stand in a lesson. What the chapters show on purpose
is public: their checks and what stands outside of the markers. So is the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from autograder.chapters import Chapter, read_text
from autograder.instructor.kit import fragments
from autograder.instructor.kit.code import Index, Text, runs
from autograder.instructor.kit.fragments import NUMBER, Fragment, digits

SHORTEST = 12  # characters: nothing that is looked for in code has fewer


@dataclass
class Hidden:
    """Everything that is hidden, ready to be looked for; owners by line and by number."""

    lines: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    runs: list[Index] = field(default_factory=list)

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield (line, what leaked) for what is hidden and stands in a text."""
        for match in NUMBER.finditer(text):
            if owner := self.numbers.get(digits(match[0]), ""):
                yield text.count("\n", 0, match.start()) + 1, f"{owner}, the number {match[0]}"
        if len(text) < SHORTEST:
            return
        whole, *bare = _readings(text)
        for index in self.runs:
            for each in (whole, *bare):
                for word, owner in index.find(each):
                    yield each.line_of_word(word), owner
        for at, line in self._starts.within(whole.squeezed):
            yield whole.line_of_character(at), self.lines[line]

    @cached_property
    def _starts(self) -> _Starts:
        return _Starts(self.lines)


class _Starts:
    """Lines by their first characters, to be looked for all at once: no line is shorter."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._known: dict[str, list[str]] = {}
        for line in lines:
            self._known.setdefault(line[: fragments.LINE], []).append(line)

    def within(self, squeezed: str) -> Iterator[tuple[int, str]]:
        """Yield (where it begins, line) for each of the lines that stands in a text."""
        size, known = fragments.LINE, self._known
        places = [at for at in range(len(squeezed) - size + 1) if squeezed[at : at + size] in known]
        for at in places:
            for line in known[squeezed[at : at + size]]:
                if squeezed.startswith(line, at):
                    yield at, line


def hidden_of(chapters: Sequence[Chapter], released: Sequence[Chapter] = ()) -> Hidden:
    """Return what is hidden in some chapters, from a reader of those that are `released`.

    What a chapter gives is public once it is released. It may answer an exercise of an earlier one,
    and is hidden until then. All are released if none is named.

    Raises:
        CourseError: if a hand-written file of a chapter is missing or wrong.
    """
    solutions = [each for chapter in chapters for each in fragments.solution_bodies(chapter)]
    graders = [each for chapter in chapters for each in fragments.grader_bodies(chapter)]
    files = [each for chapter in chapters for each in fragments.hidden_files(chapter)]
    shown = [fragments.engine_text(), *map(fragments.shown_text, released or chapters)]
    # Graders prepare their data as the lessons do, in statements that are not secret.
    lessons = [read_text(chapter.lesson) for chapter in released or chapters]
    read = [reading for text in shown for reading in _readings(text)]
    taught = [reading for text in lessons for reading in _readings(text)]
    indices = [
        _index(solutions, read, 8, renamed=False),
        _index(solutions, read, 20, renamed=True),
        _index(graders, read, 12, renamed=False),
        _index(graders, [*read, *taught], 32, renamed=True),
    ]
    return Hidden(_lines([*solutions, *files], shown), _numbers(files, shown), indices)


def _index(
    secret: Iterable[Fragment], shown: Iterable[Text], least: int, *, renamed: bool
) -> Index:
    index = Index(least, renamed=renamed)
    for fragment in secret:
        for run in runs(fragment.code, least):
            index.add(run, fragment.owner)
    for text in shown:
        index.drop(text)
    return index


def _lines(secret: Iterable[Fragment], shown: Iterable[str]) -> dict[str, str]:
    # A line is looked for within others: what is part of a shown line is no secret either.
    public = "\n".join(line for text in shown for line in fragments.squeezed_lines(text))
    found = dict(item for each in secret for item in fragments.significant_lines(each))
    shown_too = {line for _, line in _Starts(found).within(public)}
    return {line: owner for line, owner in found.items() if line not in shown_too}


def _numbers(secret: Iterable[Fragment], shown: Iterable[str]) -> dict[str, str]:
    public = {digits(match[0]) for text in shown for match in NUMBER.finditer(text)}
    found = (item for each in secret for item in fragments.significant_numbers(each))
    return {number: owner for number, owner in found if number not in public}


def _readings(text: str) -> Sequence[Text]:
    """Return a text as it is, and without what may be comments, if that is another.

    Code may stand in a comment, and a comment between statements would hide that they are a run.
    Line ends and quotes that are escaped in string literals are spaces and quotes in both.
    """
    plain = text.replace("\\n", "  ").replace('\\"', ' "')
    bare = re.sub(r"#[^\n]*", "", plain)
    return [Text(plain)] if bare == plain else [Text(plain), Text(bare)]
