"""The page a student gets: every exercise, line by line, with the diagnosis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from autograder.grading.results import Outcome, Result, State, by_exercise
from autograder.instructor.report.page import page

# Mark and word of each state: colour only repeats what these already say.
STATES = {
    State.PASSED: ("✓", "passed"),
    State.FAILED: ("✗", "failed"),
    State.NOT_RUN: ("–", "not run"),
    State.BROKEN: ("!", "not graded"),
}

ISOLATION_NOTES = {
    "none": "Graded without isolation: the submission ran inside the grading program itself.",
    "process": "Graded in a process of its own, but without the sandbox.",
}


@dataclass(frozen=True)
class Group:
    """Neighbouring outcomes with one and the same message."""

    outcomes: tuple[Outcome, ...]
    message: str
    repeats: str = ""  # the line under which this message already stands


@dataclass(frozen=True)
class Card:
    """One exercise on the page."""

    exercise: str
    outcomes: tuple[Outcome, ...]
    diagnoses: tuple[str, ...]
    relations: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def score(self) -> float:
        """The points earned in this exercise."""
        return sum(outcome.score for outcome in self.outcomes)

    @property
    def max_score(self) -> float:
        """The points of this exercise."""
        return sum(outcome.points for outcome in self.outcomes)

    @property
    def is_provisional(self) -> bool:
        """Whether a broken grader keeps the score from being final."""
        return any(outcome.state is State.BROKEN for outcome in self.outcomes)


def render_feedback(result: Result) -> str:
    """Return the self-contained HTML page that the student of `result` gets."""
    cards = [make_card(name, group) for name, group in by_exercise(result.outcomes).items()]
    return page("feedback.html.j2").render(
        result=result,
        cards=cards,
        is_provisional=any(card.is_provisional for card in cards),
        isolation_note=ISOLATION_NOTES.get(result.isolation, ""),
        states=STATES,
    )


def make_card(exercise: str, outcomes: Sequence[Outcome]) -> Card:
    """Return the card of one exercise: each diagnosis, relation and message once."""
    return Card(
        exercise=exercise,
        outcomes=tuple(outcomes),
        diagnoses=tuple(dict.fromkeys(o.diagnosis for o in outcomes if o.diagnosis)),
        relations=tuple(dict.fromkeys(o.relation for o in outcomes if o.relation)),
        groups=tuple(fold(outcomes)),
    )


def fold(outcomes: Iterable[Outcome]) -> Iterator[Group]:
    """Yield the outcomes in order, neighbours of one message together, no message twice."""
    told: dict[str, str] = {}
    for (_, message), run in groupby(
        outcomes, key=lambda outcome: (outcome.state, outcome.message)
    ):
        group = tuple(run)
        if message in told:
            yield Group(group, "", repeats=told[message])
            continue
        if message:
            told[message] = group[0].line
        yield Group(group, message)
