"""An answer as its parts: a tuple's by name, a network's by layer, each an array of numbers."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

INNER = re.compile(r"(?:one|pairs?|tuples?|list of) `?\((\w+), (\w+)\)`?")
LISTED = re.compile(r"\((\w+(?:, \w+)+)\)")


class Slot(NamedTuple):
    """Where an array stands in an answer: what it is called, and its layer, counted from 0."""

    role: str  # "" where the answer is one array or number
    layer: int | None = None


@dataclass(frozen=True)
class Names:
    """What the parts of an answer are called."""

    outer: tuple[str, ...] = ()  # of the tuple that is returned
    inner: tuple[str, ...] = ()  # of each pair in a list


def names_in(doc: str, function: Callable[..., Any] | None) -> Names:
    """Return what the parts of an answer are called, by its docstring or the right `return`."""
    inner = INNER.search(doc)
    outer = _returned(function) if function else ()
    first = INNER.sub("", doc.partition("\n\n")[0])
    if not outer and (listed := LISTED.search(first)):
        outer = tuple(listed[1].split(", "))
    return Names(outer, (inner[1], inner[2]) if inner else ())


def _returned(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the names in the tuple of the last `return`; () where it has other things."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function))))
    except (OSError, TypeError, SyntaxError):
        return ()
    found = [node.value for node in ast.walk(tree) if isinstance(node, ast.Return)]
    if not found or not isinstance(found[-1], ast.Tuple):
        return ()
    names = [_name_of(each) for each in found[-1].elts]
    return tuple(names) if all(names) else ()


def _name_of(node: ast.expr) -> str:
    """Return the name in `b`, or in `float(b)`; "" for anything else."""
    if isinstance(node, ast.Call) and len(node.args) == 1:
        node = node.args[0]
    return node.id if isinstance(node, ast.Name) else ""


def parts_of(value: Any, names: Names, role: str = "") -> dict[Slot, np.ndarray]:
    """Return the arrays in an answer by their places; {} of one that holds other things.

    `role` is the name of a value that is no tuple.
    """
    try:
        return dict(_inside(value, role, names) if role else _parts(value, names))
    except (TypeError, ValueError):
        return {}


def _parts(value: Any, names: Names) -> Iterator[tuple[Slot, np.ndarray]]:
    if not isinstance(value, tuple):
        yield from _inside(value, "", names)
        return
    for place, item in enumerate(value):
        known = len(names.outer) == len(value)
        role = names.outer[place] if known else f"the {ordinal(place)} part of your answer"
        yield from _inside(item, role, names)


def _inside(value: Any, role: str, names: Names) -> Iterator[tuple[Slot, np.ndarray]]:
    """Yield the parts of a list of layers, each a tuple or a dict, or of anything else as one."""
    if isinstance(value, list) and value and isinstance(value[0], tuple | dict):
        for layer, item in enumerate(value):
            for name, entry in _named(item, names.inner):
                yield Slot(str(name), layer), _numbers(entry)
    else:
        yield Slot(role), _numbers(value)


def _named(item: Any, names: Sequence[str]) -> Iterable[tuple[Any, Any]]:
    """Return the parts of a dict or a pair with what they are called, or with their places."""
    if isinstance(item, dict):
        return item.items()
    if not names and [np.ndim(part) for part in item] == [2, 1]:
        names = ("W", "b")
    known = names or [f"the {ordinal(place)} part of each pair" for place in range(len(item))]
    return zip(known, item, strict=True)


def ordinal(place: int) -> str:
    """Return the word for a place that is counted from 0."""
    words = ("first", "second", "third", "fourth", "fifth")
    return words[place] if place < len(words) else f"{place + 1}th"


def _numbers(value: Any) -> np.ndarray:
    """Return a value as an array of numbers.

    Raises:
        ValueError: if it is none.
    """
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        raise ValueError("no numbers")
    return array


def kind_of(value: Any) -> Any:
    """Return what two answers must share before their values are compared."""
    if isinstance(value, list | tuple):
        return type(value), [kind_of(item) for item in value]
    if isinstance(value, dict):
        return {key: kind_of(item) for key, item in value.items()}
    array = np.asarray(value)
    return array.shape, _KINDS.get(array.dtype.kind), isinstance(value, np.ndarray) and array.ndim


_KINDS = {"f": "float", "i": "int", "u": "int", "b": "bool"}


def roles_in(parts: Sequence[Slot]) -> list[str]:
    """Return the names of parts, each once, in their order."""
    return list(dict.fromkeys(part.role for part in parts))
