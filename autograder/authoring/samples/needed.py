"""What mistakes use of the authors' files: helpers, constants and imports, under free names."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from autograder.authoring.samples.imports import Imports
from autograder.authoring.samples.scripts import Script, dotted
from autograder.chapters import Chapter, read_text
from autograder.solution import Definition, first_line

MARK, REFERENCE = "misconception", "reference_for"  # as rooms call them


def free_name(name: str, taken: set[str]) -> str:
    """Return a name, with a number where it is taken, and take it."""
    numbered = (f"{name}_{number}" for number in range(2, 1000))
    free = name if name not in taken else next(each for each in numbered if each not in taken)
    taken.add(free)
    return free


class Needed:
    """Collects what mistakes use of the authors' files: each piece once, after what it uses."""

    def __init__(
        self, chapter: Chapter, right: Mapping[str, str], taken: set[str], imports: Imports
    ) -> None:
        self.chapter = chapter
        self.right = right
        self.taken = taken
        self.imports = imports
        self.pieces: list[str] = []
        self._scripts: dict[Path, Script] = {}
        self._names: dict[tuple[Path, str], str] = {}
        self._added: set[tuple[Path, int]] = set()

    def of(self, path: Path, name: str) -> str:
        """Return what a name of an author's file is called here, once what it stands for is here.

        Raises:
            CourseError: if it cannot be here; names file and line.
        """
        statements = self._script(path).bindings.get(name)
        if statements is None:
            return name  # one of Python's own
        if (path, name) not in self._names:
            found = self._imported(path, statements[0], name)
            self._names[path, name] = found or free_name(name, self.taken)
            for statement in () if found else statements:
                self._add(path, statement)
        return self._names[path, name]

    def _script(self, path: Path) -> Script:
        if path not in self._scripts:
            place = path.relative_to(self.chapter.root).as_posix()
            self._scripts[path] = Script(place, read_text(path))
        return self._scripts[path]

    def _imported(self, path: Path, statement: ast.stmt, name: str) -> str:
        """Return what an imported name is called here; "" for one that the file itself defines."""
        if isinstance(statement, ast.ImportFrom) and statement.level:  # from another room
            if not statement.module:
                message = f"a mistake uses `{name}`, a whole file: import the names that it needs"
                raise self._script(path).fault(statement.lineno, message)
            (alias,) = (each for each in statement.names if name in (each.asname, each.name))
            return self.of(path.with_name(f"{statement.module}.py"), alias.name)
        if isinstance(statement, ast.Import | ast.ImportFrom):
            if here := self.imports.add(statement, name, lambda: free_name(name, self.taken)):
                return here
            message = f"a mistake uses `{name}`, which no submission can import: do without it"
            raise self._script(path).fault(statement.lineno, message)
        return ""

    def _add(self, path: Path, statement: ast.stmt) -> None:
        """Add a statement of a file, and before it what it uses."""
        if (path, statement.lineno) in self._added:
            return
        self._added.add((path, statement.lineno))
        script = self._script(path)
        left_out = set(_left_out(statement))
        lines = script.rewritten([statement], lambda name, part: self._renamed(path, name, part))
        kept = range(first_line(statement), (statement.end_lineno or 0) + 1)
        text = [lines[number - 1] for number in kept if number not in left_out]
        if isinstance(statement, Definition) and not statement.body:
            text.append("    pass")
        self.pieces.append("\n".join(text))

    def _renamed(self, path: Path, name: ast.Name, part: str) -> str:
        """Return what a name of a file becomes, with the attribute that is taken of it."""
        script = self._script(path)
        if not _is_reference(script.bindings.get(name.id, [])):
            return dotted(self.of(path, name.id), part)
        if not part:
            message = f"a mistake uses `{name.id}` as a whole: name the function that it needs"
            raise script.fault(name.lineno, message)
        return self.right.get(part, part)


def _left_out(statement: ast.stmt) -> Iterator[int]:
    """Take the mark of a mistake and what a learner is told from it; yield the lines they had."""
    if not isinstance(statement, ast.FunctionDef):
        return
    marks = [each for each in statement.decorator_list if _name_of(each) == MARK]
    for mark in marks:
        statement.decorator_list.remove(mark)
        yield from range(mark.lineno, (mark.end_lineno or 0) + 1)
    if marks and ast.get_docstring(statement) is not None:
        told = statement.body.pop(0)
        yield from range(told.lineno, (told.end_lineno or 0) + 1)


def _is_reference(statements: Sequence[ast.stmt]) -> bool:
    """Return whether a name is bound to the whole reference."""
    values = [each.value for each in statements if isinstance(each, ast.Assign)]
    return any(isinstance(value, ast.Call) and _name_of(value) == REFERENCE for value in values)


def _name_of(node: ast.expr) -> str:
    """Return the name of a decorator or of what is called."""
    return ast.unparse(node.func if isinstance(node, ast.Call) else node)
