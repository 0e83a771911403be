"""The page a student gets: what to repair first, then the rest, and what passed in folds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from autograder.grading.remarks import Remark
from autograder.grading.results import Outcome, Result, State, by_exercise
from autograder.instructor.report.guide import Guide
from autograder.instructor.report.page import day, page

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
_NOT_RUN = "Not run. "


@dataclass(frozen=True)
class Group:
    """Neighbouring outcomes with one and the same message."""

    outcomes: tuple[Outcome, ...]
    message: str
    repeats: str = ""  # the line under which this message already stands

    @property
    def size(self) -> int:
        """How many outcomes these are."""
        return len(self.outcomes)


@dataclass(frozen=True)
class Card:
    """One exercise on the page."""

    exercise: str
    outcomes: tuple[Outcome, ...]
    diagnoses: tuple[str, ...]
    relations: tuple[str, ...]
    groups: tuple[Group, ...]  # what failed or is broken
    waiting: tuple[Group, ...]  # what was not run
    passed: tuple[Group, ...]
    section: str = ""  # of the lesson, with its number
    remarks: tuple[Remark, ...] = ()  # of a person

    @property
    def by_hand(self) -> float | None:
        """The points that a person gave, if one did."""
        given = [each.points for each in self.remarks if each.points is not None]
        return given[-1] if given else None

    @property
    def score(self) -> float:
        """The points earned in this exercise."""
        if self.by_hand is not None:
            return self.by_hand
        return sum(outcome.score for outcome in self.outcomes)

    @property
    def max_score(self) -> float:
        """The points of this exercise."""
        return sum(outcome.points for outcome in self.outcomes)

    @property
    def is_provisional(self) -> bool:
        """Whether a broken grader keeps the score from being final."""
        broken = any(outcome.state is State.BROKEN for outcome in self.outcomes)
        return broken and self.by_hand is None

    @property
    def is_done(self) -> bool:
        """Whether all of it passed."""
        return all(outcome.state is State.PASSED for outcome in self.outcomes)


@dataclass(frozen=True)
class Stop:
    """One and the same reason why nothing of several exercises could be run."""

    message: str
    cards: tuple[Card, ...]


def render_feedback(result: Result, guide: Guide | None = None) -> str:
    """Return the self-contained HTML page that the student of `result` gets."""
    guide = guide or Guide(result.chapter, result.chapter)
    cards = cards_of(result, guide)
    stops = find_stops([c for c in cards if not c.remarks], (result.summary, *result.notes))
    shown = {card.exercise for card in cards}
    stopped = {card.exercise for stop in stops for card in stop.cards}
    return page("feedback.html.j2").render(
        result=result,
        remarks=[each for each in result.remarks if each.exercise not in shown],
        guide=guide,
        day=day(result.graded),
        summary="" if len(stopped) == len(cards) > 0 else _summary(result, stops),
        stops=stops,
        todo=[card for card in cards if not card.is_done and card.exercise not in stopped],
        done=[card for card in cards if card.is_done],
        is_provisional="" not in result.by_hand and any(card.is_provisional for card in cards),
        isolation_note=ISOLATION_NOTES.get(result.isolation, ""),
        states=STATES,
    )


def cards_of(result: Result, guide: Guide) -> list[Card]:
    """Return the cards of a result, each with what a person said of its exercise."""
    return [
        replace(
            make_card(name, group, guide.sections.get(name, "")),
            remarks=tuple(each for each in result.remarks if each.exercise == name),
        )
        for name, group in by_exercise(result.outcomes).items()
    ]


def _summary(result: Result, stops: Sequence[Stop]) -> str:
    """Return a result's summary, without the fault that the stops say with its line."""
    if not stops:
        return result.summary
    return result.summary.partition(" tests passed.")[0] + " tests passed."


def make_card(exercise: str, outcomes: Sequence[Outcome], section: str = "") -> Card:
    """Return the card of one exercise: each diagnosis, relation and message once."""
    told: dict[str, str] = {}
    of_state = {state: [o for o in outcomes if o.state is state] for state in State}
    groups = tuple(fold((o for o in outcomes if o.state in (State.FAILED, State.BROKEN)), told))
    return Card(
        exercise=exercise,
        outcomes=tuple(outcomes),
        diagnoses=tuple(dict.fromkeys(o.diagnosis for o in outcomes if o.diagnosis)),
        relations=tuple(dict.fromkeys(o.relation for o in outcomes if o.relation)),
        groups=groups,
        waiting=tuple(fold(of_state[State.NOT_RUN], told)),
        passed=tuple(fold(of_state[State.PASSED], told)),
        section=section,
    )


def find_stops(cards: Sequence[Card], faults: Sequence[str]) -> list[Stop]:
    """Return what stopped several exercises, each reason once.

    It is one of the `faults` of the whole file: it is no Python, a cell failed, it was refused.
    """
    reasons = {card.exercise: _only_reason(card) for card in cards}
    several = [reason for reason, times in Counter(reasons.values()).items() if times > 1]
    return [
        Stop(reason, tuple(card for card in cards if reasons[card.exercise] == reason))
        for reason in several
        if any(fault and reason.startswith(fault) for fault in faults)
    ]


def _only_reason(card: Card) -> str:
    """Return the one message that all lines of a card have, "" if they have not."""
    reasons = {outcome.message.removeprefix(_NOT_RUN) for outcome in card.outcomes}
    failed = all(o.state in (State.FAILED, State.NOT_RUN) for o in card.outcomes)
    return reasons.pop() if failed and len(reasons) == 1 else ""


def fold(outcomes: Iterable[Outcome], told: dict[str, str] | None = None) -> Iterator[Group]:
    """Yield the outcomes in order, neighbours of one message together, no message twice.

    `told` holds the messages that stand on the card already, each with its line.
    """
    told = {} if told is None else told
    for (_, message), run in groupby(
        outcomes, key=lambda outcome: (outcome.state, outcome.message)
    ):
        group = tuple(run)
        first = message.removeprefix(_NOT_RUN)
        before = next((line for said, line in told.items() if first and said.startswith(first)), "")
        if before:
            yield Group(group, "", repeats=before)
            continue
        if message:
            told[message] = group[0].line
        yield Group(group, message)
