"""Where answers are wrong: in which calls, which parts, which layers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.grading.relations.entries import score_of
from autograder.grading.relations.parts import roles_in
from autograder.grading.relations.sightings import Sighting, Subject, different

KINDS = ("with unsigned integers", "with small integer types",
         "with small or unsigned integer types", "with integers", "with float32",
         "with very large numbers", "with more than two axes", "with two axes or more")  # fmt: skip
NARROW = KINDS[:3]  # told only where other integers are seen to be right
MANY = 4  # right calls of other kinds, where one input alone is wrong
LARGE, SMALL = 50.0, 25.0  # what counts as a large number, and what does not

Table = Mapping[str, bool | None]  # of each sentence, whether it is true of a call; None: unclear


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
        if fits and _is_set_apart(words, right, good):
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
        if fits and _is_set_apart(kind, right, good):
            return kind
    return ""


def _is_set_apart(kind: str, right: Sequence[Sighting], good: Sequence[Table]) -> bool:
    """Return whether what is near a kind is right: else it may be wrong as well.

    Near narrow kinds of integers are others, near small ones those of four bytes without a sign,
    and near float32 the narrow ones: a grader may end before it comes to them.
    """
    others = [each for each, table in zip(right, good, strict=True) if table.get(kind) is False]
    found = {dtype for each in others for dtype in _types(each) if dtype.kind in "iu"}
    if kind == "with small integer types":
        return any(dtype.kind == "u" for dtype in found)
    if kind == "with float32":
        return any(dtype.kind == "u" or dtype.itemsize < 4 for dtype in found)
    return kind not in NARROW or bool(found)


def _types(each: Sighting) -> set[np.dtype]:
    return {v.dtype for v in each.args.values() if isinstance(v, np.ndarray)}


def _with_word(wrong: Sequence[Sighting], right: Sequence[Sighting]) -> str:
    """Return the word that all wrong calls are asked with, or the one that none of them is.

    Where a type of theirs is in no right call, it may as well be the type.
    """
    types = {dtype for each in right for dtype in _types(each)}
    if not all(_types(each) <= types for each in wrong):
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


def facts(each: Sighting, subject: Subject) -> dict[str, bool | None]:
    """Return sentences about one call; none holds a number of the input."""
    found: dict[str, bool | None] = {}
    arrays = {name: v for name, v in each.args.items() if isinstance(v, np.ndarray) and v.ndim}
    numbers = {name: v for name, v in each.args.items() if isinstance(v, np.ndarray)}
    for letter, size in each.sizes.items():
        found[f"where {letter} = 1"] = size == 1
        found[f"where {letter} is above 1"] = size > 1
        for other in each.sizes:
            if letter < other:
                found[f"where {letter} = {other}"] = size == each.sizes[other]
    for name in subject.defaults:
        found[f"where {name} is left out"] = name not in each.given
        found[f"where {name} is given"] = name in each.given
        if not isinstance(each.args[name], str):
            found[f"where {name} is not its default"] = each.args[name] != subject.defaults[name]
    found |= _of_types(numbers)
    found |= dict(_of_shapes(arrays))
    found |= dict(_of_training(each))
    sizes = [array.size for array in arrays.values()]
    found["with more than one entry"] = max(sizes, default=0) > 1
    if (score := score_of(each.args)) is not None:
        found["where a score is exactly 0"] = bool((score == 0).any())
    values = [np.abs(1.0 * v).max(initial=0.0) for name, v in numbers.items() if name != "y"]
    found["with very large numbers"] = _clearly(max(values, default=0.0))
    return found


def _clearly(largest: float) -> bool | None:
    return None if SMALL < largest < LARGE else bool(largest >= LARGE)


def _of_types(arrays: Mapping[str, np.ndarray]) -> dict[str, bool | None]:
    kinds = [array.dtype for array in arrays.values()]
    inputs = [array.dtype for name, array in arrays.items() if name != "y"]
    return {
        "with unsigned integers": any(kind.kind == "u" for kind in kinds),
        "with small integer types": any(k.kind in "iu" and k.itemsize < 4 for k in kinds),
        "with small or unsigned integer types": any(
            k.kind == "u" or (k.kind == "i" and k.itemsize < 4) for k in kinds
        ),
        "with integers": any(kind.kind in "iu" for kind in inputs),
        "with float32": any(kind == np.float32 for kind in kinds),
    }


def _of_shapes(arrays: Mapping[str, np.ndarray]) -> Iterator[tuple[str, bool]]:
    tables = [array for array in arrays.values() if array.ndim == 2]
    yield "with square tables", any(a.shape[0] == a.shape[1] > 1 for a in tables)
    yield "with tables that are not square", any(a.shape[0] != a.shape[1] for a in tables)
    yield "with one axis", bool(arrays) and max(a.ndim for a in arrays.values()) == 1
    yield "with two axes or more", any(a.ndim > 1 for a in arrays.values())
    yield "with more than two axes", any(a.ndim > 2 for a in arrays.values())
    for name, array in arrays.items():
        if name != "y":
            yield f"where an entry of {name} is exactly 0", bool((array == 0).any())
            yield f"where all entries of {name} are 0", not array.any()


def _of_training(each: Sighting) -> Iterator[tuple[str, bool]]:
    args = each.args
    for name in ("params", "sizes"):
        if isinstance(layers := args.get(name), list):
            count = len(layers) - (name == "sizes")
            yield "with one layer", count == 1
            yield "with two layers or more", count > 1
            yield "with three layers or more", count > 2
    batch, X = args.get("batch_size"), args.get("X")
    epochs = args.get("epochs", 1)
    if isinstance(batch, int) and isinstance(X, np.ndarray) and batch > 0:
        yield "where there is more than one step", epochs > 1 or batch < len(X)
        yield "where there is more than one batch", batch < len(X)
        yield "where the last batch is shorter", batch < len(X) and len(X) % batch > 0
    for name in ("epochs", "steps"):
        if isinstance(passes := args.get(name), int):
            yield f"where {name} is above 1", passes > 1


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
