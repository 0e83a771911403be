"""Which packages an exercise's worker may import: those that the reference solution uses for it.

An exercise that is written with NumPy gets a worker that has nothing else, so that calling
somebody else's implementation is not possible, in a chapter with Keras too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from autograder.grading.bindings import names_defined, names_used
from autograder.sandbox.worker.limits import HEAVY, KERAS, NUMPY


def needed(tree: ast.Module, exercises: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the packages of each exercise, by what its code and the code it calls use.

    Annotations do not count, as they are never run, but for those of an exercise's own parameters:
    whoever is handed a model needs Keras.
    """
    bound = heavy_names(tree.body)
    definitions = {name: node for node in tree.body for name in names_defined(node)}

    def takes(name: str) -> tuple[str, ...]:
        node = definitions[name]
        heavy = bound & _named_by_parameters(node) or _is_heavy(node, definitions, bound, set())
        return KERAS if heavy else NUMPY

    return {name: takes(name) for name in exercises}


def _named_by_parameters(node: ast.stmt) -> set[str]:
    """Return the names in the annotations of a function's parameters."""
    if not isinstance(node, ast.FunctionDef):
        return set()
    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    given = [each.annotation for each in every if each.annotation]
    return {name for each in given for name in names_used(each)}


def _is_heavy(
    node: ast.AST, definitions: dict[str, ast.stmt], bound: set[str], seen: set[ast.AST]
) -> bool:
    """Return whether a definition, or one of the file that it uses, uses a heavy package."""
    seen.add(node)
    if heavy_names(ast.walk(node)):
        return True
    for name in names_used(node):
        if name in bound:
            return True
        other = definitions.get(name)
        if other and other not in seen and _is_heavy(other, definitions, bound, seen):
            return True
    return False


def heavy_names(nodes: Iterable[ast.AST]) -> set[str]:
    """Return the names that the imports among the nodes bind to a heavy package, or parts of it."""
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            heavy = [a for a in node.names if a.name.partition(".")[0] in HEAVY]
            names |= {alias.asname or alias.name.partition(".")[0] for alias in heavy}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in HEAVY:
            names |= {alias.asname or alias.name for alias in node.names}
    return names
