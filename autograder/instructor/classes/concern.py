"""Whom a mistake or a grader concerned in an earlier run: they alone are graded again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.errors import UsageError
from autograder.grading.results import Outcome, Result, State
from autograder.instructor.classes.collection import Collection, HandedIn
from autograder.instructor.classes.names import read_name
from autograder.instructor.people.roster import Roster


@dataclass(frozen=True)
class Concern:
    """Names of mistakes and of graders: whoever made one, or lost points by one, is meant."""

    mistakes: Sequence[str] = ()
    graders: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.mistakes or self.graders)

    def keep(self, found: Collection, earlier: Sequence[Result], roster: Roster) -> None:
        """Keep of a collection the hand-ins of those concerned, by their names in the roster.

        Raises:
            UsageError: if nobody is, or nobody of those handed in anything now.
        """
        concerned = {
            (result.chapter, _now(result, roster))
            for result in earlier
            if any(map(self._is_meant, result.outcomes))
        }
        names = ", ".join([*self.mistakes, *self.graders])
        if not concerned:
            raise UsageError(
                f"nobody in --out is concerned by {names}: the report and results.json have the "
                "names of mistakes and graders"
            )
        found.entries = [each for each in found.entries if _place(each) in concerned]
        found.passed_over = []
        if not found.entries:
            raise UsageError(f"nobody whom {names} concerns has handed in anything here")

    def _is_meant(self, outcome: Outcome) -> bool:
        lost = outcome.state in (State.FAILED, State.BROKEN)
        by = lost and _is_among(outcome.exercise, outcome.grader, self.graders)
        made = _is_among(outcome.exercise, outcome.misconception or "", self.mistakes)
        return bool(outcome.misconception and made) or by


def _now(result: Result, roster: Roster) -> str:
    """Return what a student is called now: a roster may have come since."""
    number = read_name(result.origin, is_folder=True).number
    person = roster.find(result.student, number)
    return person.id if person else result.student


def _is_among(exercise: str, name: str, names: Sequence[str]) -> bool:
    """Return whether a name is meant, with its exercise in front or without, as any page has it."""
    short = name.removeprefix(f"{exercise}.")
    known = {short, f"{exercise}.{short}"}
    return any(each.replace(" ", "_").replace("/", ".") in known for each in names)


def _place(entry: HandedIn) -> tuple[str, str]:
    return entry.chapter, entry.student
