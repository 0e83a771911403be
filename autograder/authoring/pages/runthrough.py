"""What the code cells of a lesson show: the author's own code, run with right answers."""

from __future__ import annotations

import ast
import contextlib
import io
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib.figure import Figure

from autograder.authoring.lessons import Part
from autograder.authoring.pages.drawings import Drawn, drawn
from autograder.chapters import Chapter
from autograder.errors import CourseError
from autograder.grading.modules import load_module

Shown = str | Drawn  # what a cell prints, or a figure


@dataclass
class LessonCells:
    """The cells of one lesson, run one after the other with the same names.

    The exercises are those of the solution: a page shows what a right answer leads to.
    """

    chapter: Chapter

    def __post_init__(self) -> None:
        matplotlib.use("Agg")  # a figure is drawn for the page, in no window
        solution = load_module(self.chapter.solution, f"solution_{self.chapter.name}")
        names = {name: value for name, value in vars(solution).items() if name[:2] != "__"}
        self.names: dict[str, Any] = {"__name__": "lesson", **names, "display": self._display}
        self.place = self.chapter.lesson.relative_to(self.chapter.root).as_posix()
        self.shown: list[Shown] = []
        self.printed = io.StringIO()
        self.code = ""

    def run(self, part: Part) -> list[Shown]:
        """Run a cell; return what it prints and draws, in its order.

        Raises:
            CourseError: if it stops; names the lesson's line.
        """
        self.shown, self.printed, self.code = [], io.StringIO(), part.text
        with contextlib.redirect_stdout(self.printed), contextlib.redirect_stderr(self.printed):
            try:
                for piece, mode in _pieces(part.text):
                    self._run(compile(piece, self.place, mode))
            except Exception as error:
                raise self._stopped(part, error) from error
        self._flush()
        return self.shown

    def _run(self, code: Any) -> None:
        value = eval(code, self.names)
        if value is not None:
            self._display(value)

    def _display(self, *values: Any) -> None:
        """Show values as a notebook does."""
        for value in values:
            if isinstance(value, Figure):
                self._flush()
                self.shown.append(drawn(value, self.code))
            else:
                self.printed.write(f"{value!r}\n")

    def _flush(self) -> None:
        """Turn what has been printed so far into something shown."""
        if text := self.printed.getvalue().rstrip():
            self.shown.append(text)
        self.printed.seek(0)
        self.printed.truncate()

    def _stopped(self, part: Part, error: Exception) -> CourseError:
        steps = traceback.extract_tb(error.__traceback__)
        own = [step.lineno or 1 for step in steps if step.filename == self.place]
        line = part.line + (own[-1] if own else 0)
        fault = f"{type(error).__name__}: {error}"
        return CourseError(f"{self.place}:{line}: this cell stopped with {fault}")


def _pieces(code: str) -> Iterator[tuple[Any, str]]:
    """Yield a cell's statements to run, and its last expression, whose value is shown."""
    tree = ast.parse(code)
    if tree.body and isinstance(last := tree.body[-1], ast.Expr):
        yield ast.Module(tree.body[:-1], []), "exec"
        yield ast.Expression(last.value), "eval"
    else:
        yield tree, "exec"
