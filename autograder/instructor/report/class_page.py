"""The page an instructor gets: the students first, then the class, chapter by chapter."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from autograder.grading.results import Outcome, Result, State
from autograder.instructor.report.attendance import Attendance
from autograder.instructor.report.guide import Guide
from autograder.instructor.report.page import TEMPLATES, day, page
from autograder.instructor.report.scoretable import Row, all_rows, chapter_rows, feedback_link
from autograder.instructor.report.statistics import (
    GraderSummary,
    MisconceptionCount,
    RelationCount,
    ScoreClass,
    ScoreSummary,
    count_misconceptions,
    count_relations,
    score_classes,
    settled,
    summarise_graders,
    summarise_scores,
)

_NO_MESSAGES: Mapping[tuple[str, str, str], str] = {}
_NO_GUIDES: Mapping[str, Guide] = {}
_NO_ATTENDANCE: Mapping[str, Attendance] = {}


@dataclass(frozen=True)
class NamedCount:
    """A recognised misconception with the message its students got."""

    count: MisconceptionCount
    message: str


@dataclass(frozen=True)
class Look:
    """A student who needs a look, and why."""

    result: Result
    link: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class BrokenGrader:
    """A grader that broke in one and the same way on some students."""

    outcome: Outcome
    students: tuple[str, ...]


@dataclass(frozen=True)
class ChapterPart:
    """What the report says about one chapter."""

    guide: Guide
    results: Sequence[Result]  # by student
    max_score: float
    scores: ScoreSummary
    classes: Sequence[ScoreClass]
    exercises: Sequence[str]
    rows: Sequence[Row]
    graders: Sequence[GraderSummary]
    misconceptions: Sequence[NamedCount]
    relations: Sequence[RelationCount]
    looks: Sequence[Look]
    broken: Sequence[BrokenGrader]
    attendance: Attendance


def render_report(
    results: Sequence[Result],
    misconception_messages: Mapping[tuple[str, str, str], str] = _NO_MESSAGES,
    guides: Mapping[str, Guide] = _NO_GUIDES,
    attendance: Mapping[str, Attendance] = _NO_ATTENDANCE,
) -> str:
    """Return the class report as self-contained HTML.

    Messages go by (chapter, exercise, name), guides and attendance by chapter; without a guide, a
    chapter's name is its title.
    """
    ordered = sorted(results, key=lambda result: (result.chapter, result.student))
    chapters = [
        make_part(
            guides.get(name, Guide(name, name)),
            list(group),
            misconception_messages,
            attendance.get(name, Attendance()),
        )
        for name, group in groupby(ordered, key=lambda result: result.chapter)
    ]
    script = Markup((TEMPLATES / "report.js").read_text(encoding="utf-8"))
    return page("report.html.j2").render(
        absences=bool(attendance),
        chapters=chapters,
        day=day(max((result.graded for result in results), default="")),
        feedback_link=feedback_link,
        max_score=sum(chapter.max_score for chapter in chapters),
        rows=all_rows(ordered, [chapter.guide.chapter for chapter in chapters]),
        script=script,
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        submissions=len(results),
        State=State,
    )


def make_part(
    guide: Guide,
    results: Sequence[Result],
    messages: Mapping[tuple[str, str, str], str],
    attendance: Attendance,
) -> ChapterPart:
    """Return everything the report says about one chapter."""
    max_score = max(result.max_score for result in results)
    scores = [result.score for result in settled(results)]
    exercises = list(dict.fromkeys(name for result in results for name in result.exercises))
    return ChapterPart(
        guide=guide,
        results=results,
        max_score=max_score,
        scores=summarise_scores(scores),
        classes=score_classes(scores, max_score),
        exercises=exercises,
        rows=chapter_rows(results, exercises),
        graders=summarise_graders(results),
        misconceptions=[
            NamedCount(c, messages.get((guide.chapter, c.exercise, c.misconception), ""))
            for c in count_misconceptions(results)
        ],
        relations=count_relations(results),
        looks=[look for look in map(make_look, results) if look.reasons],
        broken=broken_graders(results),
        attendance=attendance,
    )


def make_look(result: Result) -> Look:
    """Return why a person should look at `result`, nothing twice; no reasons if nobody need."""
    broken = sum(outcome.state is State.BROKEN for outcome in result.outcomes)
    reasons = []
    if result.by_hand and not result.needs_review:
        return Look(result, feedback_link(result), ())  # a person has looked
    if result.refused:
        reasons.append("file refused")
    if broken:
        reasons.append(f"{broken} broken grader{'s' if broken > 1 else ''}: no score yet")
    if not result.outcomes and not result.refused:
        reasons.append("nothing was graded")
    if not reasons and result.score == 0:
        first = next((o.message for o in result.outcomes if o.message), "")
        reasons.append(": ".join(["score 0", *first.splitlines()[:1]]))
    if reasons:
        known = "\n".join(reasons)
        reasons += [note for note in dict.fromkeys(result.notes) if note not in known]
    return Look(result, feedback_link(result), tuple(reasons))


def broken_graders(results: Iterable[Result]) -> list[BrokenGrader]:
    """Return the broken graders; those that broke in the same way stand together."""
    found: dict[tuple[str, str, str], tuple[Outcome, list[str]]] = {}
    for result in results:
        for o in result.outcomes:
            if o.state is State.BROKEN:
                key = (o.exercise, o.grader, o.detail)
                found.setdefault(key, (o, []))[1].append(result.student)
    return [BrokenGrader(outcome, tuple(students)) for outcome, students in found.values()]
