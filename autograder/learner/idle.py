"""Statements of a learner's code that compute something and forget it: `z + 1`, `x == 2`, `x.sort`.

Python runs them without a word, and a beginner looks for the fault elsewhere.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from autograder.sandbox.worker.loading import Cell

TOLD = 3  # of one function
# What answers something new and leaves what it is called on, or given, as it was.
METHODS = frozenset("astype clip copy flatten max mean min reshape round sum transpose".split())
FUNCTIONS = frozenset(
    "argmax array asarray clip concatenate dot eye full hstack matmul mean ones ravel reshape stack"
    " sum transpose vstack where zeros".split()
)
OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def idle_statements(cells: Sequence[Cell], function: str) -> tuple[str, ...]:
    """Return what to tell about such statements in a function, by the text of its file or cells."""
    found: list[str] = []
    for cell in cells:
        try:
            tree = ast.parse(cell.text)
        except (SyntaxError, ValueError):
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == function:
                found += _in_function(node, Path(cell.name).name)
    return tuple(found[:TOLD])


def _in_function(function: ast.FunctionDef, file: str) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Expr) and (advice := _advice(node.value)):
            code = ast.unparse(node.value)
            shown = code if len(code) <= 40 else f"{code[:39]}…"
            yield f"Warning ({file}, line {node.lineno}): `{shown}` has no effect: {advice}"


def _advice(value: ast.expr) -> str:
    """Return what may be meant by an expression that is a statement; "" where it does something."""
    match value:
        case ast.Compare(ops=[ast.Eq()]):
            return "`==` compares, `=` gives a name a value"
        case ast.BinOp(left=ast.Name(id=name), op=op) if type(op) in OPERATORS:
            return f"is `{name} {OPERATORS[type(op)]}= …` meant?"
        case ast.BinOp() | ast.Compare() | ast.BoolOp() | ast.UnaryOp() | ast.Subscript():
            return "what it computes is forgotten. Is a name with `=`, or a `return`, missing?"
        case ast.Name() | ast.Tuple():
            return "is a `return` missing?"
        case ast.Attribute():
            return "are the brackets of a call missing, `()`, or a `return`?"
        case ast.Call(func=ast.Attribute(value=owner, attr=attr), keywords=keywords):
            if any(each.arg == "out" for each in keywords) or not _answers_only(owner, attr):
                return ""
            return "it answers something new and changes nothing. Give the answer a name with `=`"
    return ""


def _answers_only(owner: ast.expr, attr: str) -> bool:
    """Return whether a call like `np.exp(z)` or `z.copy()` does nothing but answer."""
    if isinstance(owner, ast.Name) and owner.id == "np":
        return attr in FUNCTIONS or isinstance(getattr(np, attr, None), np.ufunc)
    return attr in METHODS
