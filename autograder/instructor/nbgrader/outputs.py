"""The feedback on one exercise as the output of its grade cell: as HTML, and as plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from autograder.grading.results import State
from autograder.instructor.report.feedback import STATES, Card, Group

# Colours only repeat what mark and words say. Styles stand in the tags: nbgrader's pages are not
# ours, and have none for these.
COLOURS = {State.PASSED: "#1a7f5a", State.FAILED: "#b3441e", State.BROKEN: "#8a6100"}
PROVISIONAL = "A test is broken through no fault of yours: your instructor will look at it."


def feedback_data(card: Card, *, is_known: bool = True) -> dict[str, str]:
    """Return an exercise's score, if it `is_known`, what its mistakes are, and every line."""
    title = f"{card.exercise}: {card.score:g} of {card.max_score:g} points"
    if not is_known:
        title = f"{card.exercise}: to be graded by your instructor"
    return {"text/html": _html(title, card), "text/plain": "\n".join(_plain(title, card))}


def _remarks(card: Card) -> list[str]:
    return [*card.diagnoses, *card.relations, *([PROVISIONAL] if card.is_provisional else [])]


def _all_groups(card: Card) -> tuple[Group, ...]:
    """Return every line of a card: what failed, what was not run, what passed."""
    return (*card.groups, *card.waiting, *card.passed)


def _line(state: State, line: str, points: float) -> str:
    unit = "point" if points == 1 else "points"
    earned = "" if state is State.PASSED else f" ({STATES[state][1]}: {points:g} {unit})"
    return f"{STATES[state][0]} {line}{earned}"


def _plain(title: str, card: Card) -> Iterator[str]:
    yield title
    yield from map(_clean, _remarks(card))
    for group in _all_groups(card):
        yield from (_clean(_line(o.state, o.line, o.points)) for o in group.outcomes)
        yield from (f"    {line}" for line in _clean(_message(group)).splitlines())


def _html(title: str, card: Card) -> str:
    remarks = "".join(
        f'<p style="margin:.6em 0;padding:.4em .8em;border-left:3px solid #d8a200">'
        f"{_escaped(text)}</p>"
        for text in _remarks(card)
    )
    groups = "".join(map(_group, _all_groups(card)))
    style = "line-height:1.6;font-family:sans-serif"
    return f'<div style="{style}"><strong>{_escaped(title)}</strong>{remarks}{groups}</div>'


def _group(group: Group) -> str:
    lines = "".join(
        f'<div style="color:{COLOURS.get(outcome.state, "#666")}">'
        f"{_escaped(_line(outcome.state, outcome.line, outcome.points))}</div>"
        for outcome in group.outcomes
    )
    message = f'<div style="margin:0 0 .4em 1.6em">{_escaped(_message(group))}</div>'
    return lines + (message if _message(group) else "")


def _message(group: Group) -> str:
    """Return what is told of a group, or where it is told already."""
    return f"For the same reason as «{group.repeats}»" if group.repeats else group.message


def _escaped(text: str) -> str:
    """Return a message as HTML: harmless, and names in backticks as code."""
    lines = html.escape(_clean(text)).replace("\n", "<br>")
    return re.sub(r"`([^`<]+)`", r"<code>\1</code>", lines)


def _clean(text: str) -> str:
    """Return text without characters that a terminal or a page would obey."""
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in text)
