"""The marks of a class as every system wants them: a number for each student and chapter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import UsageError
from autograder.grading.results import Result
from autograder.instructor.classes.gradebook import Book, score_cell
from autograder.instructor.classes.storage import stored_results
from autograder.instructor.people.roster import Person, Roster
from autograder.instructor.people.tables import Tables


@dataclass(frozen=True)
class Marks:
    """What was stored of a class, with who is who and how late."""

    results: Sequence[Result]  # by chapter, then by student
    book: Book = field(default_factory=Book)

    @classmethod
    def stored(cls, out: Path, tables: Tables) -> Marks:
        """Return the marks of the results in `out`.

        Raises:
            UsageError: if there are none.
        """
        results = sorted(stored_results(out), key=lambda each: (each.chapter, each.student))
        if not results:
            raise UsageError(f"{out} holds no results: run `autograder grade … --out {out}` first")
        return cls(results, Book.of(tables, results, {}))

    def only(self, chapter: str) -> Marks:
        """Return the marks of one chapter."""
        return Marks([each for each in self.results if each.chapter == chapter], self.book)

    @property
    def chapters(self) -> list[str]:
        """The chapters of which there are results."""
        return list(dict.fromkeys(result.chapter for result in self.results))

    def most(self, chapter: str) -> float:
        """Return the points of a chapter."""
        return max((r.max_score for r in self.results if r.chapter == chapter), default=0.0)

    def of(self, chapter: str) -> dict[str, str]:
        """Return the score of each student, less what being late costs; empty where none is known.

        Who is in the roster and handed in nothing has 0.
        """
        found = {person.id: "0" for person in self.book.roster.people}
        for result in self.results:
            if result.chapter == chapter:
                known = score_cell(result.outcomes) and not result.needs_review
                found[result.student] = f"{self.book.score(result):.12g}" if known else ""
        return found

    def result(self, chapter: str, student: str) -> Result | None:
        """Return the result of a student."""
        for each in self.results:
            if (each.chapter, each.student) == (chapter, student):
                return each
        return None


def people_of(marks: Marks) -> list[Person]:
    """Return the people of the roster, or, where there is none, those who handed in something."""
    if marks.book.roster:
        return list(marks.book.roster.people)
    return [Person(name) for name in dict.fromkeys(r.student for r in marks.results)]


def owner(roster: Roster, marks: Marks, *names: str) -> str | None:
    """Return the id of whom one of several names of a row stands for."""
    students = {result.student for result in marks.results}
    for name in filter(None, names):
        if name in students:
            return name
        if person := roster.find(name, name):
            return person.id
    return None
