"""A learner's own functions of several chapters, put into one text.

Each chapter's file has helpers, constants and imports of its own; what a function needs of them
comes along, and a name that two chapters use for different things is made two names.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.grading.bindings import bound_names, names_defined, names_used


@dataclass(frozen=True)
class Excerpt:
    """What is taken of one chapter: the text that a learner wrote, and the names that are wanted.

    `given` are names of its file that another part has, or the text that they are put into;
    `left_out` are exercises that come along only where something wanted calls them.
    """

    title: str
    text: str
    wanted: Sequence[str]
    given: Collection[str] = ()
    left_out: Collection[str] = ()


@dataclass(frozen=True)
class Gathered:
    """Several parts as one: their imports, their code, and how many lines of it each part has."""

    imports: str
    text: str
    lines: tuple[int, ...]


def gather(parts: Sequence[Excerpt], around: str = "") -> Gathered:
    """Return the wanted functions of all parts, in the order of the parts, with what they need.

    `around` is the text that they are put into: its names are not taken for anything else.
    """
    meanings: dict[str, str] = {}  # name -> what it stands for
    for node in ast.parse(around).body:
        for name in names_defined(node) | bound_names(node):
            meanings[name] = ast.dump(node)
    imports: dict[str, None] = {}
    sections, lines = [], []
    for number, part in enumerate(parts, 1):
        tree = ast.parse(part.text)
        kept = list(_kept(tree, part))
        renamed = _clashes(kept, part, meanings, number)
        for node in kept:
            if bound_names(node):
                imports[_import_text(node, renamed)] = None
        pieces = [_piece(node, part.text, renamed) for node in kept if not bound_names(node)]
        sections.append("\n\n\n".join([f"# {part.title}", *pieces]))
        lines.append(sum(_length(node) for node in kept if not bound_names(node)))
    return Gathered("\n".join(imports), "\n\n\n".join(sections), tuple(lines))


def _kept(tree: ast.Module, part: Excerpt) -> Iterator[ast.stmt]:
    """Yield the statements that the wanted names need, the last definition of each name.

    A statement that changes one of these, or is handed to one as by a decorator that registers it,
    belongs to them; other exercises do not.
    """
    definitions = {name: node for node in tree.body for name in names_defined(node)}
    found, nodes = set[str](), set[ast.stmt]()
    waiting = [name for name in part.wanted if name in definitions]
    while waiting:
        while waiting:
            name = waiting.pop()
            if name in found or name not in definitions or name in part.given:
                continue
            found.add(name)
            nodes.add(definitions[name])
            waiting += names_used(definitions[name])
        for node in tree.body:
            if node not in nodes and _changes(node, found, part):
                nodes.add(node)
                waiting += names_used(node) | names_defined(node)
    used = {name for node in nodes for name in names_used(node)}
    for node in tree.body:
        is_future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if node in nodes or (bound_names(node) & used and not is_future):
            yield node


def _changes(node: ast.stmt, found: Collection[str], part: Excerpt) -> bool:
    """Return whether a statement changes what one of the names stands for, when it is run."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        run = [*node.decorator_list, *getattr(node, "bases", [])]  # a class may note its heirs
        uses = {name for each in run for name in names_used(each)}
        return bool(uses & set(found)) and node.name not in {*part.left_out, *part.given}
    if isinstance(node, ast.Expr):
        call = node.value
        is_said = isinstance(call, ast.Call) and names_used(call.func) == {"print"}
        return isinstance(call, ast.Call) and not is_said and bool(names_used(node) & set(found))
    places = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", node)]
    parts = [each for each in places if isinstance(each, ast.Subscript | ast.Attribute)]
    return any(names_used(each) & set(found) for each in parts)


def _clashes(
    kept: Sequence[ast.stmt], part: Excerpt, meanings: dict[str, str], number: int
) -> dict[str, str]:
    """Return new names for those that stand for something else in a part before; note all."""
    renamed = {}
    for node in kept:
        for name in names_defined(node) | bound_names(node):
            meaning = ast.dump(node)
            if meanings.setdefault(name, meaning) != meaning and name not in part.wanted:
                renamed[name] = f"{name}_{number}"
    return renamed


def _import_text(node: ast.stmt, renamed: Mapping[str, str]) -> str:
    """Return an import, one that binds a name that has changed under the new one."""
    assert isinstance(node, ast.Import | ast.ImportFrom)
    for alias in node.names:
        name = alias.asname or alias.name
        if name in renamed:
            alias.asname = renamed[name]
    return ast.unparse(node)


def _piece(node: ast.stmt, text: str, renamed: Mapping[str, str]) -> str:
    """Return a statement as it was written, with the comments above it, under its new names."""
    lines = text.split("\n")
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(each.lineno for each in decorators)]) - 1
    last = node.end_lineno or node.lineno
    edits = list(_edits(node, lines, renamed))
    for line, start, end, name in sorted(edits, reverse=True):
        data = lines[line].encode()
        lines[line] = (data[:start] + name.encode() + data[end:]).decode()
    while first and lines[first - 1].startswith("#"):
        first -= 1
    return "\n".join(each.rstrip() for each in lines[first:last])


def _edits(
    node: ast.stmt, lines: Sequence[str], renamed: Mapping[str, str]
) -> Iterator[tuple[int, int, int, str]]:
    """Yield line, first and last byte, and text of each name to be changed."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and part.id in renamed:
            start = part.col_offset
            yield part.lineno - 1, start, start + len(part.id.encode()), renamed[part.id]
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in renamed:
        line = node.lineno - 1
        start = lines[line].encode().index(node.name.encode(), node.col_offset + 3)
        yield line, start, start + len(node.name.encode()), renamed[node.name]


def _length(node: ast.stmt) -> int:
    """Return how many lines a statement has, without the docstrings in it."""
    lines = set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    for part in ast.walk(node):
        if isinstance(part, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(part):
            said = part.body[0]
            lines -= set(range(said.lineno, (said.end_lineno or said.lineno) + 1))
    return len(lines)
