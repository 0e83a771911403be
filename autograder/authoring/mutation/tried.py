"""Whether the mutants of an exercise are all explained: tried now, or remembered."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from autograder.authoring.mutation.equivalents import read_equivalents, unexplained
from autograder.authoring.mutation.hunt import Hunt
from autograder.authoring.mutation.memory import Memory, Remembered
from autograder.chapters import Chapter


@dataclass(frozen=True)
class Tried:
    """What is known of the mutants of one exercise: `count` of them were tried.

    `left` says why there are none, or what may have changed since; "" if all is proven.
    """

    count: int = 0
    equivalent: int = 0
    faults: tuple[str, ...] = ()
    left: str = ""


NEVER = "not tried yet"
OLDER = "tried with an earlier state of the engine"
WHOLE = (NEVER, OLDER)  # what a whole chapter can be asked for
DEAR = "left out, since grading one takes {:.1f} s"


class MutantTrial:
    """Tries the mutants of a chapter's exercises.

    `every` exercise whose result does not hold any more is tried, else only one whose files have
    changed since its mutants were tried. One that is `alone` is tried whatever it costs.
    """

    def __init__(self, chapter: Chapter, *, every: bool, alone: bool) -> None:
        self.chapter = chapter
        self.every, self.alone = every, alone
        self.memory = Memory(chapter.root)

    @functools.cached_property
    def hunt(self) -> Hunt:
        """What tries them: made when something is to be tried."""
        return Hunt(self.chapter)

    def of(self, exercise: str) -> Tried:
        """Return what is known of the mutants of an exercise, tried now where that is wanted.

        Raises:
            CourseError: if `equivalents.toml` is not as it should be.
        """
        known = [each for each in read_equivalents(self.chapter) if each.exercise == exercise]
        last = self.memory.recall(self.chapter, exercise)
        if self._is_due(last):
            hunted = self.hunt.of(exercise, dear=self.alone)
            self.memory.keep(self.chapter, exercise, hunted)
        elif last is None:
            return Tried(left=NEVER)
        else:
            hunted = last.hunted
        left = OLDER if last and hunted is last.hunted and not last.engine else ""
        if hunted.cost:
            return Tried(left=DEAR.format(hunted.cost))
        faults = (*hunted.faults, *unexplained(exercise, hunted, known))
        explained = sum(any(each.explains(who) for each in known) for who in hunted.survivors)
        return Tried(hunted.tried, explained, faults, left)

    def _is_due(self, last: Remembered | None) -> bool:
        """Return whether to try the mutants now, by what was found the last time."""
        if last is None:
            return self.every
        if self.every and (not last.engine or (self.alone and last.hunted.cost > 0)):
            return True
        return not last.same
