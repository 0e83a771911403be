"""The marks of a class as every system wants them: a number for each student and chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.errors import UsageError
from autograder.grading.results import Result
from autograder.instructor.classes.classlist import ClassList, current, read_class
from autograder.instructor.classes.gradebook import Book
from autograder.instructor.classes.names import read_name
from autograder.instructor.classes.storage import stored_results
from autograder.instructor.people.enrolment import Enrolment
from autograder.instructor.people.roster import Person, Roster
from autograder.instructor.people.tables import Tables


@dataclass(frozen=True)
class Marks:
    """What was stored of a class, with who is who, how late, and who handed in nothing."""

    results: Sequence[Result]  # by chapter, then by student
    book: Book = field(default_factory=Book)
    lists: Mapping[str, ClassList] = field(default_factory=dict)  # by chapter

    @classmethod
    def stored(cls, out: Path, tables: Tables) -> Marks:
        """Return the marks of the results in `out` that count.

        Raises:
            UsageError: if there are none.
        """
        results = current(out, stored_results(out))
        results.sort(key=lambda each: (each.chapter, each.student))
        if not results:
            raise UsageError(f"{out} holds no results: run `autograder grade … --out {out}` first")
        return cls(results, Book.of(tables, results, Enrolment()), read_class(out))

    def only(self, chapter: str) -> Marks:
        """Return the marks of one chapter."""
        return replace(self, results=[each for each in self.results if each.chapter == chapter])

    @property
    def chapters(self) -> list[str]:
        """The chapters of which there are results."""
        return list(dict.fromkeys(result.chapter for result in self.results))

    def sheet(self, chapter: str) -> Sheet:
        """Return what is known of a chapter, by student."""
        own = {each.student: each for each in self.results if each.chapter == chapter}
        people = {person.id for person in self.book.roster.people}
        listed = self.lists.get(chapter, ClassList())
        scores = dict.fromkeys(people, "") | dict.fromkeys(people & listed.missing, "0")
        numbers: dict[str, list[str]] = {}
        for student, result in own.items():
            judged = result.is_judged and not result.needs_review
            scores[student] = f"{self.book.score(result):.12g}" if judged else ""
            if number := read_name(result.origin, is_folder=True).number:
                numbers.setdefault(number, []).append(student)
        most = max((each.max_score for each in own.values()), default=0.0)
        return Sheet(scores, most, numbers, own, self.book.roster)


@dataclass(frozen=True)
class Sheet:
    """A chapter: scores less what being late costs, empty where none is known."""

    scores: Mapping[str, str]  # by student; 0 for who handed in nothing
    most: float  # points of the chapter
    numbers: Mapping[str, Sequence[str]]  # students by what a system put into their files' names
    results: Mapping[str, Result]
    roster: Roster

    def owner(self, number: str, *names: str) -> str | None:
        """Return whom a row of a system's table stands for, by its number there and by names.

        The number that the hand-in came with comes first; a group has one, and its names decide.
        """
        people = (self.roster.find(name, number) for name in filter(None, names))
        named = [person.id for person in people if person]
        if handed_in := self.numbers.get(number, ()):
            return next((each for each in named if each in handed_in), handed_in[0])
        if named or self.roster:
            return named[0] if named else None
        return next((name for name in names if name in self.results), None)

    def out_of(self, student: str, maximum: str) -> str:
        """Return a score in a table whose maximum is another one.

        Raises:
            UsageError: if the maximum is no number.
        """
        score = self.scores.get(student, "")
        if not score or not self.most or not maximum.strip():
            return score
        try:
            wanted = float(maximum.replace(",", "."))
        except ValueError:
            raise UsageError(f"a maximum of {maximum} is no number: write it plainly") from None
        return f"{float(score) * wanted / self.most:.6g}" if wanted > 0 else score


def people_of(marks: Marks) -> list[Person]:
    """Return the people of the roster, or, where there is none, those who handed in something."""
    if marks.book.roster:
        return list(marks.book.roster.people)
    return [Person(name) for name in dict.fromkeys(r.student for r in marks.results)]
