"""Right versions of the exercises that another one is built on: one mistake costs points once.

A mistake in `dense_backward` costs points there, and not again in `backprop`, which calls it: where
`backprop` fails, it is asked once more in a worker that has the reference's `dense_backward` under
that name, and never the reference's `backprop`. Workers share nothing: what is given in one earns
nothing in another.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.grading.bindings import bound_names, names_defined, names_used


@dataclass(frozen=True)
class Given:
    """Right functions: their names, and a text that defines them and all that they need."""

    names: tuple[str, ...] = ()
    text: str = ""


NOTHING = Given()


def given_to(tree: ast.Module, exercises: Sequence[str]) -> dict[str, Given]:
    """Return what each exercise of a solution may be graded with."""
    definitions = {name: node for node in tree.body for name in names_defined(node)}
    return {name: _given(name, tree, definitions, exercises) for name in exercises}


def _given(
    exercise: str,
    tree: ast.Module,
    definitions: Mapping[str, ast.stmt],
    exercises: Sequence[str],
) -> Given:
    """Return the exercises that one calls, itself or in a helper, unless they need it in turn."""
    called = _reached([exercise], definitions, stop=exercises) & set(exercises) - {exercise}
    needs = {name: _reached([name], definitions) for name in called}
    names = tuple(name for name in exercises if name in called and exercise not in needs[name])
    if not names:
        return NOTHING
    wanted = set().union(*(needs[name] for name in names))
    return Given(names, "\n\n".join(map(ast.unparse, _parts(tree, wanted))))


def _reached(
    names: Iterable[str], definitions: Mapping[str, ast.stmt], stop: Sequence[str] = ()
) -> set[str]:
    """Return these names and all that their definitions use; what is in `stop` is not entered."""
    found: set[str] = set()
    waiting, first = list(names), set(names)
    while waiting:
        name = waiting.pop()
        if name in found or name not in definitions:
            continue
        found.add(name)
        if name in first or name not in stop:
            waiting += names_used(definitions[name])
    return found


def _parts(tree: ast.Module, wanted: set[str]) -> Iterator[ast.stmt]:
    """Yield the statements of a file that define the names, and its imports that these use."""
    kept = [node for node in tree.body if names_defined(node) & wanted]
    used = {name for node in kept for name in names_used(node, annotations=True)}
    for node in tree.body:
        is_future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if is_future or node in kept or bound_names(node) & used:
            yield node
