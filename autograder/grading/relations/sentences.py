"""How a relation and a place become one or two sentences."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.grading.relations.changes import Variant

YOURS = "Your answers"


def listed(names: Sequence[str]) -> str:
    """Return names of code as "`dX`, `dW` and `db`"; what is no name stays as it is."""
    names = [f"`{name}`" if name.isidentifier() else name for name in names]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


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
        **{"It": _upper(it), "it": "your answers" if whole else it},
        **{"is": "are" if several else "is", "has": "have" if several else "has"},
        **{"holds": "hold" if several else "holds", "stays": "stay" if several else "stays"},
        "they": "they" if several else "it",
    }
    said = text.format(**words)
    if not place:
        return _upper(said)
    return f"{_upper(place)}, {_lower(said)}"


def of_change(change: Variant, roles: Sequence[str], place: str = "") -> str:
    """Return the sentence that says whose answers these are."""
    whole = list(roles) in ([], [""])
    it = "your answers" if whole else f"your {listed(list(roles))}"
    are = "are those" if whole or len(roles) > 1 else "is that"
    said = f"{it} {are} of the right function with {change.label}"
    question = f". {_upper(change.question)}" if change.question else "."
    start = f"{_upper(place)}, {said}" if place else _upper(said)
    return start + question


def are_right(roles: Sequence[str]) -> str:
    """Return `dX and db are right. `, or nothing."""
    if not roles:
        return ""
    return f"{_upper(listed(list(roles)))} {'are' if len(roles) > 1 else 'is'} right. "


def only_in(place: str, roles: Sequence[str], *, exact: bool) -> str:
    """Return the sentence of a place of calls."""
    whole = list(roles) in ([], [""])
    it = YOURS if whole else _upper(listed(list(roles)))
    are = "are" if whole or len(roles) > 1 else "is"
    if exact:
        return f"{it} {are} wrong in every call {place}, and right in all others."
    return f"{it} {are} wrong only {place}."


def _upper(text: str) -> str:
    """Return a text that begins with a capital; a name in backticks stays as it is."""
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
