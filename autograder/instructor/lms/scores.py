"""The marks of a class as every system wants them: a number for each student and chapter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import UsageError
from autograder.grading.results import Result
from autograder.instructor.classes.gradebook import Book
from autograder.instructor.classes.names import read_name
from autograder.instructor.classes.storage import stored_results
from autograder.instructor.people.roster import Person
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

        Who is in the roster and handed in nothing has 0; but while a hand-in is nobody's, it may be
        theirs, and they have none.
        """
        known = {person.id for person in self.book.roster.people}
        strange = any(r.chapter == chapter and r.student not in known for r in self.results)
        found = dict.fromkeys(known, "" if strange else "0")
        for result in self.results:
            if result.chapter == chapter:
                judged = result.is_judged and not result.needs_review
                found[result.student] = f"{self.book.score(result):.12g}" if judged else ""
        return found

    def by_number(self, chapter: str) -> dict[str, list[str]]:
        """Return the students by the number that a system put into the names of their hand-ins."""
        found: dict[str, list[str]] = {}
        for each in self.results:
            number = read_name(each.origin, is_folder=True).number
            if each.chapter == chapter and number:
                found.setdefault(number, []).append(each.student)
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


def owner(marks: Marks, chapter: str, number: str, *names: str) -> str | None:
    """Return whom a row of a system's table stands for, by its number there and by names.

    The number that the hand-in came with comes first; a group has one, and its names decide.
    """
    roster = marks.book.roster
    named = [person.id for name in filter(None, names) if (person := roster.find(name, number))]
    handed_in = marks.by_number(chapter).get(number, [])
    if handed_in:
        return next((each for each in named if each in handed_in), handed_in[0])
    if named:
        return named[0]
    students = {result.student for result in marks.results if not roster}
    return next((name for name in names if name in students), None)


def scaled(score: str, most: float, wanted: str) -> str:
    """Return a score of `most` points in a table whose maximum is another one, as it is written."""
    try:
        maximum = float(wanted.replace(",", "."))
    except ValueError:
        return score
    if not score or not most or not 0 < maximum < 1e6 or maximum == most:
        return score
    return f"{float(score) * maximum / most:.6g}"
