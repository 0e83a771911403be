"""All mutants of one right answer: where they stand, and which of them differ at all."""

from __future__ import annotations

import ast
import textwrap
import types
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from autograder.authoring.mutation.manuscript import Edit, Manuscript
from autograder.authoring.mutation.operators import GUARDS, of_expression, rows_of_a_batch
from autograder.authoring.mutation.statements import of_statement, without_words
from autograder.grading.bindings import names_defined

Lines = frozenset[int]
_SKIPPED = (ast.Import, ast.ImportFrom, ast.JoinedStr, ast.Assert)
_UNREAD = ("annotation", "returns", "decorator_list", "pattern", "type", "type_params")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(frozen=True)
class Place:
    """Where a mutant stands: in a statement of the file, at some lines, in a function or not."""

    names: frozenset[str]  # what the statement of the file defines
    lines: Lines
    inside: bool


@dataclass(frozen=True)
class Mutant:
    """A right answer with one small thing changed: the line before and after, and the whole file.

    `file` is "solution", or the name of the hand that wrote the answer.
    """

    file: str
    before: str
    after: str
    text: str
    place: Place


def population(
    script: Manuscript, words: Collection[str] = (), given: Collection[str] = ()
) -> Iterator[Mutant]:
    """Yield the mutants of an answer; those that compile to what was there are left out.

    `words` are what its exceptions have promised to say, `given` the names of functions that a
    learner does not write.
    """
    for statement in script.tree.body:
        names = frozenset(names_defined(statement))
        if not names or names & set(given):
            continue
        seen = [_compiled(script, statement, None)]
        for edit, place in _edits(statement, script, words, Place(names, frozenset(), False)):
            code = _compiled(script, statement, edit)
            if code is not None and code not in seen:
                seen.append(code)
                yield Mutant(script.name, *script.lines(edit), script.edited(edit), place)


def _compiled(script: Manuscript, statement: ast.stmt, edit: Edit | None) -> types.CodeType | None:
    """Return the code of a statement with an edit made; None where that is not Python."""
    start, end = script.span(statement)
    decorators = getattr(statement, "decorator_list", [])
    start = min([start, *(script.span(each)[0] - 1 for each in decorators)])
    data = script.data[start:end]
    if edit:
        new = edit.new.encode()
        data = data[: edit.start - start] + new + data[edit.end - start :]
    try:
        tree = ast.parse(textwrap.dedent(data.decode()))
        return compile(ast.fix_missing_locations(_unplaced(tree)), "", "exec")
    except SyntaxError:
        return None


def _unplaced(tree: ast.Module) -> ast.Module:
    """Return a tree whose nodes all stand in one place, so that equal code compares as equal."""
    for node in ast.walk(tree):
        for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
            if hasattr(node, name):
                setattr(node, name, 1 if "line" in name else 0)
    return tree


def _edits(
    node: ast.AST, script: Manuscript, words: Collection[str], place: Place
) -> Iterator[tuple[Edit, Place]]:
    """Yield the edits of a node and of all below it, with their places."""
    place = _place(node, place)
    if isinstance(node, ast.Raise):
        yield from _refusals(node, script, words, place)
        return
    if _is_text(node):
        yield from ((edit, place) for edit in without_words(node, script, words))
    if isinstance(node, _SKIPPED):
        return
    for edit in (*of_statement(node, script), *of_expression(node, script)):
        yield edit, place
    for field, value in ast.iter_fields(node):
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST) and field not in _UNREAD and not _is_unread(part):
                yield from _edits(part, script, words, place)


def _refusals(
    node: ast.Raise, script: Manuscript, words: Collection[str], place: Place
) -> Iterator[tuple[Edit, Place]]:
    """Yield the edits of a `raise`: the class and the promised word, not what else is told."""
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    for edit in of_expression(raised, script) if raised else ():
        yield edit, place
    for part in ast.walk(node):
        if _is_text(part):
            yield from ((edit, place) for edit in without_words(part, script, words))


def _place(node: ast.AST, place: Place) -> Place:
    """Return the place of what stands below a node."""
    if isinstance(node, _FUNCTIONS):
        return Place(place.names, _lines(node) if isinstance(node, ast.Lambda) else Lines(), True)
    if isinstance(node, ast.If | ast.While | ast.For | ast.With | ast.Match):
        return Place(place.names, Lines({node.lineno}), place.inside)
    if isinstance(node, ast.stmt) and not hasattr(node, "body"):
        return Place(place.names, _lines(node), place.inside)
    return place


def _lines(node: ast.stmt | ast.expr) -> Lines:
    return Lines(range(node.lineno, (node.end_lineno or node.lineno) + 1))


def _is_text(node: ast.AST) -> bool:
    text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return text or isinstance(node, ast.JoinedStr)


def _is_unread(node: ast.AST) -> bool:
    """Return whether a node is a docstring, a keyword that only guards, or a size of batches."""
    if isinstance(node, ast.keyword):
        return node.arg in GUARDS or rows_of_a_batch(node) > 0
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
