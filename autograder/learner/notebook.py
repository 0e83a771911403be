"""`check("softmax")` in a notebook: the public checks on the functions of that notebook."""

from __future__ import annotations

import base64
import html
import inspect
import os
import re
import types
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.chapters import Chapter, all_chapters, chapter_in, find_root
from autograder.errors import AutograderError, GradingError, UsageError
from autograder.grading.results import Outcome, State
from autograder.grading.setup import wanted_signatures
from autograder.learner.check import Checked, check_source
from autograder.learner.pictures import png, with_picture
from autograder.learner.verdict import MARKS, headline
from autograder.sandbox.client import LocalWorker, Worker
from autograder.sandbox.launcher import LocalLauncher
from autograder.sandbox.loading import Cell, Loaded, Source
from autograder.sandbox.worker import Session

NOT_CONFIGURED = (
    "this notebook was not graded: nbgrader_config.py must hold the two lines"
    " `from autograder.instructor.bridge import configure` and `configure(c)`."
    " `autograder nbgrader init DIR` writes such a file. Nobody gets points without it"
)
COLOURS = {State.PASSED: "#1a7f5a", State.FAILED: "#b3441e"}


class NotebookReport:
    """What a check found, shown as coloured lines in a notebook and as text elsewhere."""

    def __init__(self, exercise: str, checked: Checked) -> None:
        self.exercise = exercise
        self.checked = checked

    def _repr_html_(self) -> str:
        title = html.escape(headline(self.exercise, self.checked.outcomes))
        rows = "".join(_row(outcome) for outcome in self.checked.outcomes)
        picture = _picture(self.checked.outcomes)
        return f'<div style="line-height:1.5"><strong>{title}</strong>{rows}{picture}</div>'

    def __repr__(self) -> str:
        lines = [headline(self.exercise, self.checked.outcomes)]
        for outcome in self.checked.outcomes:
            lines.append(f"{MARKS[outcome.state]} {outcome.line}")
            lines += [f"    {line}" for line in _message(outcome).splitlines()]
        return "\n".join(lines)


def _row(outcome: Outcome) -> str:
    colour = COLOURS.get(outcome.state, "#6b6b6b")
    mark = f'<span style="color:{colour};font-weight:600">{MARKS[outcome.state]}</span>'
    message = html.escape(_message(outcome)).replace("\n", "<br>")
    below = f'<div style="margin-left:1.6em;color:{colour}">{message}</div>' if message else ""
    return f"<div>{mark} {html.escape(outcome.line)}</div>{below}"


def _picture(outcomes: Sequence[Outcome]) -> str:
    """Return the picture of the first check that failed and has one."""
    outcome = with_picture(outcomes)
    if outcome is None:
        return ""
    data = base64.b64encode(png(outcome.picture, outcome.line)).decode()
    return f'<img src="data:image/png;base64,{data}" style="max-width:100%">'


def _message(outcome: Outcome) -> str:
    """Return what is shown below a line; what was not run only repeats the line above it.

    The kernel keeps each cell in a file whose name is a number: that is no help to a learner.
    """
    if outcome.state is State.NOT_RUN:
        return ""
    text = "\n".join(filter(None, [outcome.message, outcome.diagnosis]))
    return re.sub(r"\((?:\d+\.py|<ipython-input-[^>]*>), line", "(your cell, line", text)


class _Here(LocalLauncher):
    """Answers about the names of a notebook that is already running."""

    def __init__(self, module: types.ModuleType) -> None:
        super().__init__()
        self.module = module

    def launch(self) -> Worker:
        return LocalWorker(_HereSession(self.module))


class _HereSession(Session):
    def __init__(self, module: types.ModuleType) -> None:
        super().__init__()
        self.module = module

    def do_load(self, source: dict[str, Any], seed: int) -> dict[str, Any]:
        """Load nothing: the learner has run the cells."""
        code = (getattr(value, "__code__", None) for value in vars(self.module).values())
        files = frozenset(entry.co_filename for entry in code if entry)
        self.use(Loaded(self.module, files, ()))
        return self.contents()


def check(exercise: str) -> NotebookReport | None:
    """Check one exercise of the notebook that calls this; show how each check ended.

    nbgrader runs this cell too. To its `validate` a check that fails is an error. Its `autograde`
    must not run it: it would take whatever comes back for full points.

    Raises:
        AssertionError: in nbgrader's `validate`, if a check fails.
        GradingError: in nbgrader's `autograde`.
    """
    run_by = os.environ.get("NBGRADER_EXECUTION", "")
    if run_by == "autograde":
        raise GradingError(NOT_CONFIGURED)
    frame = inspect.currentframe()
    assert frame is not None
    assert frame.f_back is not None
    names = frame.f_back.f_globals
    try:
        chapter = _chapter_of(exercise)
        module = types.ModuleType(chapter.module)
        module.__dict__.update({k: v for k, v in names.items() if not k.startswith("_")})
        source = Source(chapter.module, (Cell("this notebook", ""),))
        report = NotebookReport(exercise, check_source(chapter, _Here(module), source, exercise))
    except AutograderError as error:
        print(error)
        return None
    if run_by == "validate":
        if not report.checked.passed:
            raise AssertionError(repr(report))
        return None  # nbgrader wonders aloud about any result that is no number
    return report


def _chapter_of(exercise: str) -> Chapter:
    here = chapter_in(Path.cwd())  # the folder of the notebook, if Jupyter has started it
    for chapter in [here] if here else all_chapters(find_root()):
        if exercise in wanted_signatures(chapter):
            return chapter
    raise UsageError(f"no exercise is called {exercise!r}: is it spelt as in its heading?")
