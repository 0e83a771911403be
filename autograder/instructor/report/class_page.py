"""The page an instructor gets: the class, chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup

from autograder.grading.results import Outcome, Result, State, by_exercise
from autograder.instructor.report import figures
from autograder.instructor.report.page import page, points
from autograder.instructor.report.statistics import (
    GraderSummary,
    MisconceptionCount,
    RelationCount,
    ScoreSummary,
    count_misconceptions,
    count_relations,
    settled,
    summarise_graders,
    summarise_scores,
)

_NO_MESSAGES: Mapping[tuple[str, str, str], str] = {}


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

    name: str
    results: Sequence[Result]  # by student
    max_score: float
    scores: ScoreSummary
    graders: Sequence[GraderSummary]
    misconceptions: Sequence[NamedCount]
    relations: Sequence[RelationCount]
    looks: Sequence[Look]
    broken: Sequence[BrokenGrader]
    histogram: Markup | None
    misconception_bars: Markup | None
    heat_map: Markup | None


def render_report(
    results: Sequence[Result],
    misconception_messages: Mapping[tuple[str, str, str], str] = _NO_MESSAGES,
) -> str:
    """Return the class report as self-contained HTML; messages by (chapter, exercise, name)."""
    ordered = sorted(results, key=lambda result: (result.chapter, result.student))
    chapters = [
        make_part(name, list(group), misconception_messages)
        for name, group in groupby(ordered, key=lambda result: result.chapter)
    ]
    return page("report.html.j2").render(
        chapters=chapters,
        students=len({result.student for result in results}),
        submissions=len(results),
        feedback_link=feedback_link,
        State=State,
    )


def make_part(
    name: str, results: Sequence[Result], messages: Mapping[tuple[str, str, str], str]
) -> ChapterPart:
    """Return everything the report says about one chapter."""
    max_score = max(result.max_score for result in results)
    scores = [result.score for result in settled(results)]
    summary = summarise_scores(scores)
    counts = count_misconceptions(results)
    return ChapterPart(
        name=name,
        results=results,
        max_score=max_score,
        scores=summary,
        graders=summarise_graders(results),
        misconceptions=[
            NamedCount(c, messages.get((name, c.exercise, c.misconception), "")) for c in counts
        ],
        relations=count_relations(results),
        looks=[look for look in map(make_look, results) if look.reasons],
        broken=broken_graders(results),
        histogram=_histogram(scores, max_score, summary.median),
        misconception_bars=_bars(counts),
        heat_map=_heat_map(results),
    )


def make_look(result: Result) -> Look:
    """Return why a person should look at `result`; no reasons if nobody need."""
    broken = sum(outcome.state is State.BROKEN for outcome in result.outcomes)
    reasons = []
    if result.refused:
        reasons.append("file refused")
    if broken:
        reasons.append(f"{broken} broken grader{'s' if broken > 1 else ''}: no score yet")
    if not result.outcomes and not result.refused:
        reasons.append("nothing was graded")
    if not reasons and result.score == 0:
        first = next((o.message for o in result.outcomes if o.message), "")
        reasons.append(": ".join(["score 0", *first.splitlines()[:1]]))
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


def feedback_link(result: Result) -> str:
    """Return the address of a student's feedback, relative to the report."""
    return "/".join(map(_quoted, (result.chapter, result.student, "feedback.html")))


def _quoted(name: str) -> str:
    """Return a folder name as one part of a URL; bytes that were not UTF-8 find their way back."""
    try:
        return quote(name.encode("utf-8", "surrogateescape"), safe="")
    except UnicodeEncodeError:  # no folder has such a name
        return quote(name, safe="", errors="replace")


def _histogram(scores: Sequence[float], max_score: float, median: float | None) -> Markup | None:
    if median is None or max_score <= 0:
        return None
    return figures.score_histogram(scores, max_score, median)


def _bars(counts: Sequence[MisconceptionCount]) -> Markup | None:
    if not counts:
        return None
    labels = [f"{count.exercise}: {count.misconception.replace('_', ' ')}" for count in counts]
    return figures.misconception_bars(labels, [len(count.students) for count in counts])


def _heat_map(results: Sequence[Result]) -> Markup | None:
    """Return the heat map, the highest scores on top, or None if nothing was graded."""
    exercises = list(dict.fromkeys(name for result in results for name in result.exercises))
    if not exercises:
        return None
    ordered = sorted(results, key=lambda result: (-result.score, result.student))
    cells = [_cells(result, exercises) for result in ordered]
    return figures.heat_map(
        [result.student for result in ordered],
        exercises,
        [[share for share, _ in row] for row in cells],
        [[text for _, text in row] for row in cells],
    )


def _cells(result: Result, exercises: Sequence[str]) -> list[tuple[float | None, str]]:
    """Return (share, text) of each exercise: "!" where a grader is broken, "–" where none ran."""
    groups = by_exercise(result.outcomes)
    return [_cell(groups.get(exercise, ()), result.refused) for exercise in exercises]


def _cell(outcomes: Sequence[Outcome], refused: bool) -> tuple[float | None, str]:
    if any(outcome.state is State.BROKEN for outcome in outcomes):
        return None, "!"
    most = sum(outcome.points for outcome in outcomes)
    if refused or not most:
        return None, "–"
    score = sum(outcome.score for outcome in outcomes)
    return score / most, points(score)
