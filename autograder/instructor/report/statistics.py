"""What a class's results say about its students and about the graders; pure functions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.grading.results import Outcome, Result, State

# Below this, a spread is rounding and not variance.
_NO_SPREAD = 1e-9
_FEWEST_STUDENTS = 3
_CLASSES = 10


@dataclass(frozen=True)
class ScoreSummary:
    """Location and spread of a chapter's scores; None where there are no scores."""

    count: int
    mean: float | None
    lower: float | None
    median: float | None
    upper: float | None


@dataclass(frozen=True)
class ScoreClass:
    """How many scores lie from `lower` up to below `upper`; the last class has its upper end."""

    lower: float
    upper: float
    count: int


@dataclass(frozen=True)
class GraderSummary:
    """How one grader did on a class."""

    grader: str
    exercise: str
    line: str
    points: float
    counts: dict[State, int]
    pass_rate: float | None
    discrimination: float | None


@dataclass(frozen=True)
class MisconceptionCount:
    """One recognised misconception and the students who hold it."""

    exercise: str
    misconception: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class RelationCount:
    """How unnamed wrong values differ from the right ones, and the students whose do."""

    exercise: str
    sentence: str
    students: tuple[str, ...]


def settled(results: Iterable[Result]) -> list[Result]:
    """Return the results whose score stands: something was graded and nobody has to look at it."""
    return [result for result in results if result.outcomes and not result.needs_review]


def mean(values: Sequence[float]) -> float | None:
    """Return `sum(values) / n`, or None of no values."""
    return math.fsum(values) / len(values) if values else None


def quantile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which `share` of the values lie, or None of no values.

    With the sorted values x_0 … x_(n-1) and h = (n - 1) * share, it is
    x_floor(h) + (h - floor(h)) * (x_(floor(h)+1) - x_floor(h)): definition 7 of Hyndman and Fan,
    "Sample quantiles in statistical packages" (The American Statistician 50, 1996), the one that
    NumPy and R use unless told otherwise.
    """
    if not values:
        return None
    ordered = sorted(values)
    position = (len(ordered) - 1) * share
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def summarise_scores(scores: Sequence[float]) -> ScoreSummary:
    """Return count, mean and quartiles of `scores`."""
    lower, median, upper = (quantile(scores, share) for share in (0.25, 0.5, 0.75))
    return ScoreSummary(len(scores), mean(scores), lower, median, upper)


def score_classes(scores: Sequence[float], maximum: float) -> list[ScoreClass]:
    """Return ten equally wide classes of the scores from 0 to `maximum`; none of no scores."""
    if not scores or maximum <= 0:
        return []
    places = [min(int(score / maximum * _CLASSES), _CLASSES - 1) for score in scores]
    ends = [maximum * place / _CLASSES for place in range(_CLASSES + 1)]
    return [ScoreClass(ends[i], ends[i + 1], places.count(i)) for i in range(_CLASSES)]


def discrimination(passed: Sequence[bool], rest: Sequence[float]) -> float | None:
    """Return the corrected point-biserial correlation of one grader, or None if undefined.

    `passed` says who passed the grader; `rest` are the same students' scores without it, so that
    the grader is not correlated with itself. With M1 and M0 the mean rest score of those who
    passed and failed, s the population standard deviation of `rest`, p the share who passed:
    r = (M1 - M0) / s * sqrt(p * (1 - p)). Undefined for fewer than three students and where
    `passed` or `rest` does not vary. Source: Crocker and Algina, "Introduction to Classical and
    Modern Test Theory" (1986), chapter 14, item discrimination.
    """
    if len(rest) < _FEWEST_STUDENTS or max(rest) - min(rest) < _NO_SPREAD:
        return None
    winners = [score for score, ok in zip(rest, passed, strict=True) if ok]
    others = [score for score, ok in zip(rest, passed, strict=True) if not ok]
    if not winners or not others:
        return None
    centre = math.fsum(rest) / len(rest)
    deviation = math.sqrt(math.fsum((score - centre) ** 2 for score in rest) / len(rest))
    gap = math.fsum(winners) / len(winners) - math.fsum(others) / len(others)
    return gap / deviation * math.sqrt(len(winners) * len(others)) / len(rest)


def summarise_graders(results: Sequence[Result]) -> list[GraderSummary]:
    """Return a summary of every grader of one chapter, the lowest pass rate first.

    A refused file was never graded and a broken grader says nothing about a student: neither
    counts for a pass rate. Discrimination needs whole scores and looks at settled results only, and
    among them at those on whom the grader was run: a file that is no Python fails no grader.
    """
    met: dict[tuple[str, str], list[_Met]] = {}
    for result in results:
        if not result.refused:
            score = None if result.needs_review else result.score  # once, not for every grader
            for each in result.outcomes:
                met.setdefault((each.exercise, each.grader), []).append((each, score))
    return sorted(map(_summarise_grader, met.values()), key=_worst_first)


_Met = tuple[Outcome, float | None]  # an outcome, and its result's score where that is settled


def _summarise_grader(met: Sequence[_Met]) -> GraderSummary:
    outcomes = [outcome for outcome, _ in met]
    counts = Counter(outcome.state for outcome in outcomes)
    judged = len(outcomes) - counts[State.BROKEN]
    whole = [(o, s) for o, s in met if s is not None and o.state is not State.NOT_RUN]
    return GraderSummary(
        grader=outcomes[0].grader,
        exercise=outcomes[0].exercise,
        line=outcomes[0].line,
        points=outcomes[0].points,
        counts={state: counts[state] for state in State},
        pass_rate=counts[State.PASSED] / judged if judged else None,
        discrimination=discrimination(
            [_passed(o) for o, _ in whole], [score - o.score for o, score in whole]
        ),
    )


def _passed(outcome: Outcome) -> bool:
    return outcome.state is State.PASSED


def _worst_first(summary: GraderSummary) -> tuple[float, float]:
    rate = -1.0 if summary.pass_rate is None else summary.pass_rate
    return rate, 1.0 if summary.discrimination is None else summary.discrimination


def count_misconceptions(results: Iterable[Result]) -> list[MisconceptionCount]:
    """Return every recognised misconception with its students, the most frequent first."""
    holders: dict[tuple[str, str], list[str]] = {}
    for result in results:
        for pair in result.misconceptions:
            holders.setdefault(pair, []).append(result.student)
    counts = [MisconceptionCount(*pair, tuple(sorted(who))) for pair, who in holders.items()]
    return sorted(counts, key=lambda c: (-len(c.students), c.exercise, c.misconception))


def count_relations(results: Iterable[Result]) -> list[RelationCount]:
    """Return every sentence on unnamed wrong values with its students, the most frequent first."""
    holders: dict[tuple[str, str], dict[str, None]] = {}
    for result in results:
        for outcome in result.outcomes:
            if outcome.relation:
                pair = (outcome.exercise, outcome.relation)
                holders.setdefault(pair, {})[result.student] = None
    counts = [RelationCount(*pair, tuple(sorted(who))) for pair, who in holders.items()]
    return sorted(counts, key=lambda c: (-len(c.students), c.exercise, c.sentence))
