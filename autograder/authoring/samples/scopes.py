"""Which names in a piece of Python belong to the module, and which to a function inside it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_Scope = _Function | _Comprehension | ast.ClassDef

Local = frozenset[str]  # names that mean something else than in the module


def bound_names(nodes: Iterable[ast.AST]) -> set[str]:
    """Return the names that nodes bind in the scope in which they stand, not in one inside it."""
    found: set[str] = set()
    for node in nodes:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.add(name)
            case ast.ClassDef(name=name) | ast.alias(asname=str(name)):
                found.add(name)
            case ast.alias(name=name):
                found.add(name.partition(".")[0])
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                found.add(name)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                found.add(name)
            case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                found.add(name)
        if not isinstance(node, _Scope):
            found |= bound_names(ast.iter_child_nodes(node))
    return found


def module_names(node: ast.AST, local: Local = frozenset()) -> Iterator[tuple[ast.Name, Local]]:
    """Yield each name below a node that is the module's, with the local names around it."""
    if isinstance(node, ast.Name):
        if node.id not in local:
            yield node, local
        return
    inside, inner = _inside(node, local)
    for child in ast.iter_child_nodes(node):
        yield from module_names(child, inner if child in inside else local)


def _inside(node: ast.AST, local: Local) -> tuple[list[ast.AST], Local]:
    """Return the parts of a node that stand in a scope of its own, and the names local to it."""
    if isinstance(node, ast.ClassDef):  # its methods do not see the names of its body
        body = [part for part in node.body if not isinstance(part, _Function)]
        return [*body], local | bound_names(node.body)
    if isinstance(node, _Comprehension):
        targets = bound_names(generator.target for generator in node.generators)
        return [*ast.iter_child_nodes(node)], local | targets
    if isinstance(node, _Function):
        inside: list[ast.AST] = [node.body] if isinstance(node, ast.Lambda) else [*node.body]
        names = {part.arg for part in ast.walk(node.args) if isinstance(part, ast.arg)}
        shared = {name for part in inside for name in _declared_global(part)}
        return inside, (local | names | bound_names(inside)) - shared
    return [], local


def _declared_global(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Global):
            yield from part.names
