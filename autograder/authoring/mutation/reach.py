"""What an exercise's answer uses of its own file: helpers, classes, constants."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from autograder.grading.bindings import names_defined, names_used


def reached(tree: ast.Module, exercise: str, stop: Collection[str] = ()) -> frozenset[str]:
    """Return the names that an exercise uses, itself among them; what is in `stop` is not entered.

    A class that is derived from one of them, or a function that one of them decorates, counts too:
    it may be found in a table that nobody fills by name.
    """
    found: set[str] = set()
    waiting = {exercise}
    while waiting:
        found |= waiting
        entered = found - (set(stop) - {exercise})
        used = {name for node in tree.body if names_defined(node) & entered
                for name in names_used(node)}  # fmt: skip
        hung = {name for node in tree.body if _hangs_on(node) & found
                for name in names_defined(node)}  # fmt: skip
        defined = {name for node in tree.body for name in names_defined(node)}
        waiting = ((used & defined) | (hung - set(stop))) - found
    return frozenset(found)


def _hangs_on(node: ast.stmt) -> set[str]:
    """Return the names of a class's bases and of what decorates a definition."""
    parts = [*getattr(node, "bases", ()), *getattr(node, "decorator_list", ())]
    return {name for part in parts for name in names_used(part)}


def text_of(tree: ast.Module, exercise: str) -> str:
    """Return all of a file that an exercise's answer may hang on, without comments."""
    return "\n".join(ast.unparse(node) for node in _parts(tree, reached(tree, exercise)))


def _parts(tree: ast.Module, wanted: Collection[str]) -> Iterator[ast.stmt]:
    """Yield the definitions that are wanted, and what defines nothing: imports, calls."""
    for node in tree.body:
        names = names_defined(node)
        if not names or names & set(wanted):
            yield node
