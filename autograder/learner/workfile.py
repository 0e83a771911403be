"""The file that a learner writes in: its definitions, and what each exercise depends on."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.chapters import Chapter
from autograder.errors import UsageError
from autograder.sandbox.worker.limits import HEAVY

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class WorkFile:
    """The text of a learner's file, as it was at one moment."""

    path: Path
    text: str

    @cached_property
    def fault(self) -> SyntaxError | None:
        """Why the text is not Python, if it is not."""
        try:
            ast.parse(self.text)
        except SyntaxError as error:
            return error
        except ValueError as error:  # a NUL character, before Python 3.12
            return SyntaxError(str(error))
        return None

    @cached_property
    def tree(self) -> ast.Module:
        """The text as a tree; an empty one while it is not Python."""
        return ast.Module([], []) if self.fault else ast.parse(self.text)

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """The functions and classes of the file, the last of each name."""
        return {node.name: node for node in self.tree.body if isinstance(node, Definition)}

    @cached_property
    def heavy(self) -> bool:
        """Whether the file imports TensorFlow or Keras anywhere."""
        return any(map(_heavy_names, ast.walk(self.tree)))

    def is_heavy(self, name: str) -> bool:
        """Return whether `name`, with all that it uses, needs TensorFlow or Keras.

        To import them at the top costs nothing until something of them is used.
        """
        tops = [node for node in self.tree.body if not isinstance(node, Definition)]
        used = self._named(sorted(self._reached([*tops, *self._named([name])]) | {name}))
        bound = {each for part in _parts(tops) for each in _heavy_names(part)}
        inside = _parts(used)
        named = (part for part in [*inside, *_parts(tops)] if isinstance(part, ast.Name))
        return "" in bound or any(map(_heavy_names, inside)) or any(p.id in bound for p in named)

    def line(self, name: str) -> int:
        """Return the line on which `name` is defined, or the one to look at first."""
        if self.fault:
            return self.fault.lineno or 1
        return self.definitions[name].lineno if name in self.definitions else 1

    def own(self, name: str) -> str:
        """Return a definition without its comments and its layout; nothing where it is missing."""
        return ast.dump(self.definitions[name]) if name in self.definitions else ""

    def digest(self, name: str) -> str:
        """Return a digest of all that decides how `name` behaves.

        That is its own definition, those of the file that it uses, and every statement of the
        file that is no definition.
        """
        if self.fault:
            return _digest([self.text])
        rest = [node for node in self.tree.body if not isinstance(node, Definition)]
        used = self._reached([*rest, *self._named([name])])
        return _digest([name, *map(ast.dump, rest), *map(self.own, sorted(used | {name}))])

    def _reached(self, nodes: Iterable[ast.AST]) -> set[str]:
        """Return the definitions that some parts of the file use, directly or through others."""
        found: set[str] = set()
        ahead = list(nodes)
        while ahead:
            names = {part.id for part in ast.walk(ahead.pop()) if isinstance(part, ast.Name)}
            new = (names & self.definitions.keys()) - found
            found |= new
            ahead += self._named(new)
        return found

    def _named(self, names: Iterable[str]) -> list[Definition]:
        return [self.definitions[name] for name in names if name in self.definitions]


def read_work(chapter: Chapter) -> WorkFile:
    """Return the learner's file of a chapter; a byte order mark, as Windows writes it, is no fault.

    Raises:
        UsageError: if it is not there, or not UTF-8.
    """
    path = work_path(chapter)
    try:
        return WorkFile(path, path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UsageError(
            f"{path} is not there: `autograder reset {chapter.name} --file` puts it back"
        ) from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 ({error.reason}): save it as UTF-8") from None


def work_path(chapter: Chapter) -> Path:
    """Return where a learner writes the answers of a chapter."""
    return chapter.exercises_folder / f"{chapter.module}.py"


def _parts(nodes: Iterable[ast.AST]) -> list[ast.AST]:
    return [part for node in nodes for part in ast.walk(node)]


def _heavy_names(node: ast.AST) -> list[str]:
    """Return the names that an import gives TensorFlow and Keras; "" where it loads them at once.

    `from keras import layers` has to look into the package, `import keras` does not.
    """
    if isinstance(node, ast.ImportFrom):
        return [""] if (node.module or "").partition(".")[0] in HEAVY else []
    if not isinstance(node, ast.Import):
        return []
    parts = [(a.asname or a.name.partition(".")[0], a.name) for a in node.names]
    return [
        ("" if "." in whole else name) for name, whole in parts if whole.partition(".")[0] in HEAVY
    ]


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
