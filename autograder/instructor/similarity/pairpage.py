"""similar.html: pairs that are alike, both sides shown; and similar.csv, a line for each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.instructor.classes.gradebook import guarded
from autograder.instructor.report.page import page
from autograder.instructor.similarity.pairs import AlikePair

SHOWN = 60  # pairs whose text is on the page


@dataclass(frozen=True)
class Line:
    """A line of code on the page."""

    number: int
    text: str
    is_alike: bool


def similar_html(pairs: Sequence[AlikePair], read: int) -> str:
    """Return the page; `read` is how many hand-ins were compared."""
    shown = [
        (pair, f"{100 * pair.share:.0f}", list(_lines(pair, 0)), list(_lines(pair, 1)))
        for pair in pairs[:SHOWN]
    ]
    rest = max(0, len(pairs) - SHOWN)
    return page("similar.html.j2").render(pairs=shown, rest=rest, read=read)


def _lines(pair: AlikePair, side: int) -> Iterator[Line]:
    for number, text in enumerate(pair.texts[side].split("\n")):
        yield Line(number + 1, text, number in pair.lines[side])


def similar_csv(pairs: Sequence[AlikePair]) -> str:
    """Return a table with a line for each pair."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["chapter", "student", "other", "percent", "identical"])
    for pair in pairs:
        names = map(guarded, (pair.chapter, *pair.students))
        same = "yes" if pair.is_identical else "no"
        writer.writerow([*names, f"{100 * pair.share:.0f}", same])
    return f"\ufeff{text.getvalue()}"
