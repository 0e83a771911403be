"""Where answers are wrong: in which calls, which parts, which layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.grading.relations.facts import LARGE, Table, facts, largest, types_of
from autograder.grading.relations.parts import roles_in
from autograder.grading.relations.sightings import Sighting, Subject, different

KINDS = ("with unsigned integers", "with small integer types",
         "with small or unsigned integer types", "with integers", "with float32",
         "with very large numbers", "with more than two axes", "with two axes or more")  # fmt: skip
NARROW = KINDS[:3]  # told only where other integers are seen to be right
BYTE = 127  # the largest int8
MANY = 4  # right calls of other kinds, where one input alone is wrong


def exact_place(sightings: Sequence[Sighting], subject: Subject) -> str:
    """Return what is true of all wrong calls and of no other one, as in `where N = 1`."""
    wrong = [each for each in sightings if each.wrong]
    right = [each for each in sightings if not each.wrong]
    if different(wrong) < 2 or len(right) < 2:
        return ""
    bad, good = ([facts(each, subject) for each in group] for group in (wrong, right))
    for words in bad[0]:
        fits = all(table.get(words) is True for table in bad)
        fits = fits and all(table.get(words) is False for table in good)
        if fits and _is_set_apart(words, wrong, right, good):
            return words
    return ""


def only_place(sightings: Sequence[Sighting], subject: Subject) -> str:
    """Return the kind of calls among which all wrong ones are, as in `with integers`.

    Some of these calls are right; of the others there are several, and all are.
    """
    wrong = [each for each in sightings if each.wrong]
    right = [each for each in sightings if not each.wrong]
    if words := _with_word(wrong, right):
        return words
    bad, good = ([facts(each, subject) for each in group] for group in (wrong, right))
    for kind in KINDS:
        fits = all(table[kind] is True for table in bad) and _is_told(kind, wrong, good)
        if fits and _is_set_apart(kind, wrong, right, good):
            return kind
    return ""


def _is_set_apart(
    kind: str, wrong: Sequence[Sighting], right: Sequence[Sighting], good: Sequence[Table]
) -> bool:
    """Return whether what is near a kind is right: else it may be wrong as well.

    Near narrow kinds of integers are others, near small ones those of four bytes without a sign,
    near unsigned ones others as large, and near float32 the narrow kinds: a grader may end before
    it comes to them. Numbers are not what is wrong where all large ones are integers.
    """
    others = [each for each, table in zip(right, good, strict=True) if table.get(kind) is False]
    found = {dtype for each in others for dtype in types_of(each) if dtype.kind in "iu"}
    if kind == "with unsigned integers" and all(largest(each, "iu") > BYTE for each in wrong):
        return any(largest(each, "iu") > BYTE for each in others)
    if kind == "with very large numbers":
        return any(largest(each, "f") >= LARGE for each in wrong)
    if kind == "with small integer types":
        return any(dtype.kind == "u" for dtype in found)
    if kind == "with float32":
        return any(dtype.kind == "u" or dtype.itemsize < 4 for dtype in found)
    return kind not in NARROW or bool(found)


def _with_word(wrong: Sequence[Sighting], right: Sequence[Sighting]) -> str:
    """Return the word that all wrong calls are asked with, or the one that none of them is.

    Where a type of theirs is in no right call, it may as well be the type.
    """
    types = {dtype for each in right for dtype in types_of(each)}
    if not all(types_of(each) <= types for each in wrong):
        return ""
    for name, value in wrong[0].args.items():
        if isinstance(value, str):
            words = {str(each.args.get(name)) for each in wrong}
            others = {str(each.args.get(name)) for each in right} - words
            if len(words) == 1 and others and _are_most(wrong, right, name):
                return f"with {name} «{min(words)}»"
            if len(others) == 1 and different(wrong) > 1:
                return f"with another {name} than «{min(others)}»"
    return ""


def _is_told(kind: str, wrong: Sequence[Sighting], good: Sequence[Table]) -> bool:
    """Return whether enough calls speak for a kind, of which the wrong ones are all."""
    outside = sum(table[kind] is False for table in good)
    inside = sum(table[kind] is not False for table in good)
    several = different(wrong) > 1 or (not inside and outside >= MANY)
    return several and outside > 1 and 3 * len(wrong) >= inside


def _are_most(wrong: Sequence[Sighting], right: Sequence[Sighting], name: str) -> bool:
    """Return whether of the calls with the word of the wrong ones at least half are wrong."""
    word = wrong[0].args[name]
    return len(wrong) > 1 and len(wrong) >= sum(each.args.get(name) == word for each in right)


def wrong_roles(sightings: Sequence[Sighting]) -> list[str]:
    """Return the names of the parts that are wrong in some call."""
    return roles_in([part for each in sightings for part in each.wrong])


def right_roles(sightings: Sequence[Sighting]) -> list[str]:
    """Return the names of the parts that are right in every call."""
    wrong = wrong_roles(sightings)
    every = roles_in([part for each in sightings for part in each.pairs])
    return [role for role in every if role not in wrong]


LAYERS: dict[str, Any] = {
    "in the last layer": lambda k, last: k == last,
    "in the first layer": lambda k, last: k == 0,
    "below the last layer": lambda k, last: k < last,
    "above the first layer": lambda k, last: k > 0,
}


def layers_place(sightings: Sequence[Sighting]) -> str:
    """Return in which layers answers are wrong, in all wrong calls of two layers or more."""
    found = []
    for each in sightings:
        last = each.last_layer
        layers = {part.layer for part in each.wrong if part.layer is not None}
        if layers and last:
            found.append((layers, last))
    if len(found) < 2:
        return ""
    for words, test in LAYERS.items():
        if all({k for k in range(last + 1) if test(k, last)} == layers for layers, last in found):
            return words
    return ""
