"""The feedback on one exercise as the output of its grade cell: as HTML, and as plain text."""

from __future__ import annotations

import html
from collections.abc import Iterator

from autograder.grading.results import State
from autograder.instructor.feedback import STATES, Card, Group

# Colours only repeat what mark and words say. Styles stand in the tags: nbgrader's pages are not
# ours, and have none for these.
COLOURS = {State.PASSED: "#1a7f5a", State.FAILED: "#b3441e", State.BROKEN: "#8a6100"}
PROVISIONAL = "A test is broken through no fault of yours: your instructor will look at it."


def feedback_data(card: Card) -> dict[str, str]:
    """Return an exercise's score, the mistakes that were recognised, and every line."""
    return {"text/html": _html(card), "text/plain": "\n".join(_plain(card))}


def _title(card: Card) -> str:
    return f"{card.exercise}: {card.score:g} of {card.max_score:g} points"


def _remarks(card: Card) -> list[str]:
    return [*card.diagnoses, *([PROVISIONAL] if card.is_provisional else [])]


def _line(state: State, line: str, points: float) -> str:
    earned = "" if state is State.PASSED else f" ({STATES[state][1]}, {points:g})"
    return f"{STATES[state][0]} {line}{earned}"


def _plain(card: Card) -> Iterator[str]:
    yield _title(card)
    yield from map(_clean, _remarks(card))
    for group in card.groups:
        yield from (_clean(_line(o.state, o.line, o.points)) for o in group.outcomes)
        yield from (f"    {line}" for line in _clean(group.message).splitlines())


def _html(card: Card) -> str:
    remarks = "".join(
        f'<p style="margin:.6em 0;padding:.4em .8em;border-left:3px solid #d8a200">'
        f"{_escaped(text)}</p>"
        for text in _remarks(card)
    )
    groups = "".join(map(_group, card.groups))
    title = f"<strong>{_escaped(_title(card))}</strong>"
    return f'<div style="line-height:1.6;font-family:sans-serif">{title}{remarks}{groups}</div>'


def _group(group: Group) -> str:
    lines = "".join(
        f'<div style="color:{COLOURS.get(outcome.state, "#666")}">'
        f"{_escaped(_line(outcome.state, outcome.line, outcome.points))}</div>"
        for outcome in group.outcomes
    )
    message = f'<div style="margin:0 0 .4em 1.6em">{_escaped(group.message)}</div>'
    return lines + (message if group.message else "")


def _escaped(text: str) -> str:
    return html.escape(_clean(text)).replace("\n", "<br>")


def _clean(text: str) -> str:
    """Return text without characters that a terminal or a page would obey."""
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in text)
