"""How a relation and a place become one or two sentences."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.grading.relations.changes import Variant
from autograder.grading.wording import capital, joined

YOURS = "Your answers"


def listed(names: Sequence[str]) -> str:
    """Return names of code as "`dX`, `dW` and `db`"; what is no name stays as it is."""
    return joined([f"`{name}`" if name.isidentifier() else name for name in names])


def about(text: str, roles: Sequence[str], place: str = "") -> str:
    """Return the sentence of a relation about some parts, in a place."""
    whole = list(roles) in ([], [""])
    it = YOURS if whole else listed(list(roles))
    several = whole or len(roles) > 1
    if whole:
        text = text.replace("The step of {it}", "Your step")
    if text.startswith("{It}") and place:
        text = "{it}" + text[4:]
    words = {
        **{"It": capital(it), "it": "your answers" if whole else it},
        **{"is": "are" if several else "is", "has": "have" if several else "has"},
        **{"holds": "hold" if several else "holds", "stays": "stay" if several else "stays"},
        "they": "they" if several else "it",
    }
    said = text.format(**words)
    if not place:
        return capital(said)
    return f"{capital(place)}, {_lower(said)}"


def of_change(change: Variant, roles: Sequence[str], place: str = "") -> str:
    """Return the sentence that says whose answers these are."""
    whole = list(roles) in ([], [""])
    it = "your answers" if whole else f"your {listed(list(roles))}"
    are = "are those" if whole or len(roles) > 1 else "is that"
    said = f"{it} {are} of the right function with {change.label}"
    question = f". {capital(change.question)}" if change.question else "."
    start = f"{capital(place)}, {said}" if place else capital(said)
    return start + question


def are_right(roles: Sequence[str]) -> str:
    """Return `dX and db are right. `, or nothing."""
    if not roles:
        return ""
    return f"{capital(listed(list(roles)))} {'are' if len(roles) > 1 else 'is'} right. "


def only_in(place: str, roles: Sequence[str], *, exact: bool) -> str:
    """Return the sentence of a place of calls."""
    whole = list(roles) in ([], [""])
    it = YOURS if whole else capital(listed(list(roles)))
    are = "are" if whole or len(roles) > 1 else "is"
    if exact:
        return f"{it} {are} wrong in every call {place}, and right in all others."
    return f"{it} {are} wrong only {place}."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
