"""What one student of the sample class hands in for a chapter, and what is usual."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.samples.composing import compose
from autograder.authoring.stubs import make_stub
from autograder.chapters import Chapter, read_text
from autograder.grading.key import answer_key
from autograder.grading.misconceptions import Misconception


@dataclass(frozen=True)
class Sample:
    """What a student hands in: another hand's answer, the solution with mistakes, or the stub."""

    student: str
    chapter: Chapter
    hand: Path | None = None
    mistakes: tuple[Misconception, ...] | None = None  # () is the solution as it stands

    @property
    def is_stub(self) -> bool:
        """Whether nothing was written."""
        return self.hand is None and self.mistakes is None

    @property
    def text(self) -> str:
        """The file.

        Raises:
            CourseError: if a mistake cannot stand in a submission; names file and line.
        """
        if self.hand is not None:
            return read_text(self.hand)
        if self.mistakes is not None:
            return compose(self.chapter, self.mistakes)
        return make_stub(self.chapter)


def usual(chapter: Chapter) -> list[Sample]:
    """Return the samples of a chapter for which nobody has chosen any.

    ada has the first right answer of another hand (the solution where there is none), bruno a
    mistake in the first exercise and one in the last, cora the untouched stub.
    """
    hand = next(iter(hands(chapter).values()), None)
    rooms = [room.misconceptions for room in answer_key(chapter).rooms.values()]
    known = [entries for entries in rooms if entries]
    ends = [*known[:1], *known[1:][-1:]]  # one and the same in a chapter of one exercise
    return [
        Sample("ada", chapter, hand, None if hand else ()),
        Sample("bruno", chapter, mistakes=tuple(map(_plainest, ends))),
        Sample("cora", chapter),
    ]


def hands(chapter: Chapter) -> dict[str, Path]:
    """Return the files of the right answers by other hands, by their names."""
    folder = chapter.root / "tests" / "correct" / chapter.name
    return {path.stem: path for path in sorted(folder.glob("*.py"))}


def _plainest(known: Iterable[Misconception]) -> Misconception:
    """Return the first mistake that shows in its answers; the first of all if none does."""
    return min(known, key=lambda entry: not entry.shows_in_answers)
