"""Which names a statement defines or binds, and which a definition uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def names_defined(node: ast.stmt) -> set[str]:
    """Return the names that a statement of the file defines: a function, a class, constants."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Assign | ast.AnnAssign):
        parts = ast.walk(node)
        return {p.id for p in parts if isinstance(p, ast.Name) and isinstance(p.ctx, ast.Store)}
    return set()


def bound_names(node: ast.stmt) -> set[str]:
    """Return the names that an import binds; none for another statement."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    return set()


def names_used(node: ast.AST, *, annotations: bool = False) -> set[str]:
    """Return the names read in a definition; bases, decorators and defaults are part of it."""
    parts = ast.walk(node) if annotations else _parts_that_run(node)
    return {part.id for part in parts if isinstance(part, ast.Name)}


def _parts_that_run(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all below it, except annotations."""
    yield node
    for field, value in ast.iter_fields(node):
        if field not in ("annotation", "returns"):
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, ast.AST):
                    yield from _parts_that_run(part)
