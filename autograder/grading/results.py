"""Outcomes of graders and the result they add up to, in Gradescope's results.json schema."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from autograder.grading.remarks import Late, Remark
from autograder.grading.sharing import kept_once


class State(StrEnum):
    """How one grader ended on one submission."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not_run"  # an earlier condition failed
    BROKEN = "broken"  # the grader's own fault


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one grader ended: `message` is for the learner, `detail` for the instructor alone."""

    grader: str  # the test's name, unique in its chapter
    exercise: str
    line: str  # the first line of the grader's docstring: its line in every report
    points: float
    state: State
    message: str = ""
    detail: str = ""
    misconception: str | None = None  # the name of the mistake that was recognised
    diagnosis: str = ""  # the misconception's message to the learner
    relation: str = ""  # without a misconception: how the wrong values differ from the right ones
    picture: Any = field(default=None, compare=False, repr=False)  # on a learner's own machine

    @property
    def score(self) -> float:
        """The points earned: all or none."""
        return self.points if self.state is State.PASSED else 0.0

    @property
    def told(self) -> str:
        """What the learner reads of it, beside its line."""
        return "\n".join(filter(None, [self.message, self.diagnosis or self.relation]))

    def to_json(self) -> dict[str, Any]:
        """Return one entry of Gradescope's `tests`; the instructor's detail is in `extra_data`."""
        return {
            "name": self.line,
            "score": self.score,
            "max_score": self.points,
            "status": "passed" if self.state is State.PASSED else "failed",
            "output": self.told,
            "tags": [self.exercise],
            "extra_data": {
                "grader": self.grader,
                "outcome": self.state.value,
                "misconception": self.misconception,
                "message": self.message,
                "diagnosis": self.diagnosis,
                "relation": self.relation,
                "detail": self.detail,
            },
        }

    @classmethod
    def from_json(cls, entry: dict[str, Any]) -> Outcome:
        """Return the outcome that `to_json` wrote."""
        extra = entry["extra_data"]
        return cls(
            grader=extra["grader"],
            exercise=entry["tags"][0],
            line=entry["name"],
            points=entry["max_score"],
            state=State(extra["outcome"]),
            message=extra["message"],
            detail=extra["detail"],
            misconception=extra["misconception"],
            diagnosis=extra["diagnosis"],
            relation=extra.get("relation", ""),  # older files have none
        )


@dataclass(frozen=True)
class Result:
    """All outcomes of one submission."""

    chapter: str
    student: str
    outcomes: tuple[Outcome, ...]
    isolation: str  # the level it was graded at: sandbox, process or none
    digest: str = ""  # of the submission, the graders and the engine; equal digest, equal result
    summary: str = ""  # one sentence for the learner about the whole submission
    notes: tuple[str, ...] = field(default=())  # for the instructor: why it needs a look, …
    refused: bool = False  # the file could not be taken (a link, too large, not a notebook, …)
    graded: str = field(default="", compare=False)  # when, as ISO 8601; set when it is stored
    handed_in: str = field(default="", compare=False)  # when, by what came with the file
    origin: str = field(default="", compare=False)  # what said whose it is: a file or a folder
    remarks: tuple[Remark, ...] = field(default=(), compare=False)
    seconds: float = field(default=0.0, compare=False)  # that it took, to hundredths
    late: Late | None = field(default=None, compare=False)  # None: in time, as far as is known

    @property
    def by_hand(self) -> dict[str, float]:
        """The points that a person gave, by exercise; that of the whole has no name."""
        return {each.exercise: each.points for each in self.remarks if each.points is not None}

    @property
    def score(self) -> float:
        """The points earned over all graders, or given by hand in their place."""
        if not (by_hand := self.by_hand):
            return sum(outcome.score for outcome in self.outcomes)
        return by_hand.get("", sum(each["score"] for each in self.exercises.values()))

    @property
    def max_score(self) -> float:
        """The points of the chapter."""
        return sum(outcome.points for outcome in self.outcomes)

    @property
    def needs_review(self) -> bool:
        """Whether a person must look: a broken grader, or a file that could not be taken."""
        return "" not in self.by_hand and (self.refused or not self._is_graded)

    @property
    def is_judged(self) -> bool:
        """Whether there is a score: all graders have worked, or a person has given points."""
        return "" in self.by_hand or bool(self.outcomes and self._is_graded)

    @property
    def _is_graded(self) -> bool:
        return {e.exercise for e in self.outcomes if e.state is State.BROKEN} <= set(self.by_hand)

    @property
    def exercises(self) -> dict[str, dict[str, float]]:
        """Score and maximum of every exercise, in the order of the graders."""
        totals: dict[str, dict[str, float]] = {}
        for outcome in self.outcomes:
            entry = totals.setdefault(outcome.exercise, {"score": 0.0, "max_score": 0.0})
            entry["score"] += outcome.score
            entry["max_score"] += outcome.points
        for name, points in self.by_hand.items():
            if name in totals:
                totals[name]["score"] = points
        return totals

    @property
    def misconceptions(self) -> tuple[tuple[str, str], ...]:
        """The (exercise, misconception) pairs that were recognised, each once."""
        named = ((o.exercise, o.misconception) for o in self.outcomes if o.misconception)
        return tuple(dict.fromkeys(named))

    def to_json(self) -> dict[str, Any]:
        """Return the whole result in Gradescope's results.json schema."""
        return {
            "score": self.score,
            "max_score": self.max_score,
            "output": self.summary,
            "tests": [outcome.to_json() for outcome in self.outcomes],
            "extra_data": {
                "chapter": self.chapter,
                "student": self.student,
                "digest": self.digest,
                "isolation": self.isolation,
                "needs_review": self.needs_review,
                "refused": self.refused,
                "graded": self.graded,
                "seconds": self.seconds,
                "handed_in": self.handed_in,
                "late": asdict(self.late) if self.late else None,
                "origin": self.origin,
                "remarks": [asdict(each) for each in self.remarks],
                "notes": list(self.notes),
                "exercises": self.exercises,
            },
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Result:
        """Return the result that `to_json` wrote."""
        extra = data["extra_data"]
        return cls(
            chapter=extra["chapter"],
            student=extra["student"],
            outcomes=tuple(kept_once(Outcome.from_json(entry)) for entry in data["tests"]),
            isolation=extra["isolation"],
            digest=extra["digest"],
            summary=data["output"],
            notes=tuple(extra["notes"]),
            refused=extra["refused"],
            graded=extra.get("graded", ""),  # older files have none
            handed_in=extra.get("handed_in", ""),
            late=Late(**extra["late"]) if extra.get("late") else None,
            origin=extra.get("origin", ""),
            remarks=tuple(Remark(**each) for each in extra.get("remarks", ())),
            seconds=extra.get("seconds", 0.0),
        )

    def compact(self) -> Result:
        """Return the same result, whose outcomes take no memory where others are equal."""
        return replace(self, outcomes=tuple(map(kept_once, self.outcomes)))


def by_exercise(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Return the outcomes grouped by exercise, both in their given order."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.exercise, []).append(outcome)
    return groups
