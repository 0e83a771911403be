"""Students and their scores, cell by cell: over all chapters, and exercise by exercise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from autograder.grading.results import Outcome, Result, State, by_exercise
from autograder.instructor.folders import folder_name
from autograder.instructor.report.page import points

NOTHING, UNKNOWN = "–", "!"  # what a cell shows where nothing was graded, or a grader is broken
_STEPS = 3  # of depth, from above 0 to below all of the points


@dataclass(frozen=True)
class ScoreCell:
    """Points that somebody has earned: as text, as a depth of colour, with where to read why."""

    text: str
    value: float  # what the column is sorted by
    depth: int | None  # from 0, nothing, to 4, all of it; None where it is not known
    link: str = ""


@dataclass(frozen=True)
class Row:
    """A student, the sum and its parts."""

    student: str
    total: ScoreCell
    cells: tuple[ScoreCell, ...]
    remarks: tuple[str, ...]  # what keeps the score from being final, and a weaker isolation


def all_rows(results: Sequence[Result], chapters: Sequence[str]) -> list[Row]:
    """Return a row for each student with the scores of each chapter and their sum."""
    found: dict[str, dict[str, Result]] = {}
    for result in results:
        found.setdefault(result.student, {})[result.chapter] = result
    return [_row_of(student, found[student], chapters) for student in sorted(found)]


def _row_of(student: str, results: Mapping[str, Result], chapters: Sequence[str]) -> Row:
    cells = [_chapter_cell(results.get(chapter)) for chapter in chapters]
    remarks = dict.fromkeys(remark for each in results.values() for remark in remarks_on(each))
    score = sum(each.score for each in results.values())
    return Row(student, ScoreCell(points(score), score, None), tuple(cells), tuple(remarks))


def _chapter_cell(result: Result | None) -> ScoreCell:
    """Return the score of a chapter; of one that is not handed in, nothing."""
    if result is None:
        return ScoreCell(NOTHING, -1, None)
    link = feedback_link(result)
    if result.needs_review:
        return ScoreCell(f"{points(result.score)} {UNKNOWN}", result.score, None, link)
    depth = depth_of(result.score, result.max_score)
    return ScoreCell(points(result.score), result.score, depth, link)


def chapter_rows(results: Sequence[Result], exercises: Sequence[str]) -> list[Row]:
    """Return a row for each student of one chapter with the points of each exercise."""
    return [
        Row(
            result.student,
            _chapter_cell(result),
            tuple(_exercise_cells(result, exercises)),
            remarks_on(result),
        )
        for result in results
    ]


def _exercise_cells(result: Result, exercises: Sequence[str]) -> list[ScoreCell]:
    groups = by_exercise(result.outcomes)
    return [_exercise_cell(result, name, groups.get(name, ())) for name in exercises]


def _exercise_cell(result: Result, exercise: str, outcomes: Sequence[Outcome]) -> ScoreCell:
    link = f"{feedback_link(result)}#{quoted(exercise)}"
    if exercise in result.by_hand:
        score = result.by_hand[exercise]
        return ScoreCell(points(score), score, depth_of(score, _most(outcomes)), link)
    if any(outcome.state is State.BROKEN for outcome in outcomes):
        return ScoreCell(UNKNOWN, -1, None, link)
    most = _most(outcomes)
    if result.refused or not most:
        return ScoreCell(NOTHING, -1, None)
    score = sum(outcome.score for outcome in outcomes)
    return ScoreCell(points(score), score, depth_of(score, most), link)


def _most(outcomes: Sequence[Outcome]) -> float:
    return sum(outcome.points for outcome in outcomes)


def depth_of(score: float, most: float) -> int | None:
    """Return how deep the colour of a score is: 0 for nothing, 4 for all, by thirds between."""
    if most <= 0:
        return None
    share = min(max(score / most, 0), 1)
    return 0 if share == 0 else _STEPS + 1 if share == 1 else 1 + int(share * _STEPS)


def remarks_on(result: Result) -> tuple[str, ...]:
    """Return what keeps a score from being final, and how it was graded if not in the sandbox."""
    remarks = [] if not result.needs_review else ["refused"] if result.refused else ["needs review"]
    if result.isolation != "sandbox":
        remarks.append(f"isolation: {result.isolation}")
    return tuple(remarks)


def feedback_link(result: Result) -> str:
    """Return the address of a student's feedback, relative to the report."""
    return "/".join(map(quoted, (result.chapter, folder_name(result.student), "feedback.html")))


def quoted(name: str) -> str:
    """Return a name as one part of a URL; bytes that were not UTF-8 find their way back."""
    try:
        return quote(name.encode("utf-8", "surrogateescape"), safe="")
    except UnicodeEncodeError:  # no folder has such a name
        return quote(name, safe="", errors="replace")
