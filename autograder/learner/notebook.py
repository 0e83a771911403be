"""`check("softmax")` in a notebook: the public checks on the functions of that notebook."""

from __future__ import annotations

import base64
import contextlib
import html
import inspect
import os
import re
import types
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.addresses import chapter_in
from autograder.chapters import Chapter, all_chapters, find_root
from autograder.errors import AutograderError, GradingError, UsageError
from autograder.grading.key import wanted_signatures
from autograder.grading.results import Outcome, State
from autograder.learner.checking import Checked, check_source
from autograder.learner.exercises import exercises_of, no_exercise
from autograder.learner.hintpage import hints_html
from autograder.learner.hints import Unfolded, unfold
from autograder.learner.history import cell_of, kept_from_running
from autograder.learner.pictures import png, with_picture
from autograder.learner.progress import changing
from autograder.learner.running import Running
from autograder.learner.verdict import MARKS, headline, line_of, messages, not_looked_at
from autograder.sandbox.worker.loading import Loaded, Source

NOT_CONFIGURED = (
    "this notebook was not graded: nbgrader_config.py must hold the two lines"
    " `from autograder.instructor.nbgrader import configure` and `configure(c)`."
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
        rows = "".join(_row(*each) for each in self._told())
        warned = "".join(map(_amber, self._warned()))
        below = f"{warned}{_grey(self._unseen())}{_picture(self.checked.outcomes)}{self._hints()}"
        return f'<div style="line-height:1.5"><strong>{title}</strong>{rows}{below}</div>'

    def __repr__(self) -> str:
        lines = [headline(self.exercise, self.checked.outcomes)]
        for outcome, message in self._told():
            lines.append(f"{MARKS[outcome.state]} {line_of(outcome)}")
            lines += [f"    {line}" for line in message.splitlines()]
        return "\n".join(filter(None, [*lines, self._unseen(), *self._warned()]))

    def _told(self) -> Iterator[tuple[Outcome, str]]:
        """Yield each outcome with what is read below its line."""
        outcomes = self.checked.outcomes
        return zip(outcomes, map(_in_a_cell, messages(outcomes)), strict=True)

    def _hints(self) -> str:
        """Return the hints in folds, where a check fails."""
        found = exercises_of(self.checked.chapter)
        if self.checked.passed:
            return ""
        return "".join(hints_html(each) for each in found if each.name == self.exercise)

    def _unseen(self) -> str:
        return not_looked_at(self.checked.unseen(self.exercise))

    def _warned(self) -> list[str]:
        return [_in_a_cell(line) for line in self.checked.warned.get(self.exercise, ())]


def _row(outcome: Outcome, message: str) -> str:
    colour = COLOURS.get(outcome.state, "#6b6b6b")
    mark = f'<span style="color:{colour};font-weight:600">{MARKS[outcome.state]}</span>'
    message = html.escape(message).replace("\n", "<br>")
    below = f'<div style="margin-left:1.6em;color:{colour}">{message}</div>' if message else ""
    return f"<div>{mark} {html.escape(line_of(outcome))}</div>{below}"


def _amber(line: str) -> str:
    return f'<div style="color:#8a6100">{html.escape(line)}</div>'


def _grey(line: str) -> str:
    return f'<div style="color:#6b6b6b">{html.escape(line)}</div>' if line else ""


def _picture(outcomes: Sequence[Outcome]) -> str:
    """Return the picture of the first check that failed and has one."""
    outcome = with_picture(outcomes)
    if outcome is None:
        return ""
    data = base64.b64encode(png(outcome.picture, outcome.line)).decode()
    return f'<img src="data:image/png;base64,{data}" style="max-width:100%">'


def _in_a_cell(text: str) -> str:
    """Return a text that names places in the notebook as a learner knows them.

    The kernel keeps each cell in a file whose name is a number.
    """
    return re.sub(r"\((?:\d+\.py|<ipython-input-[^>]*>), line", "(your cell, line", text)


def _cells_of(module: types.ModuleType) -> frozenset[str]:
    """Return the files in which the kernel keeps the cells that define a notebook's functions."""
    code = (getattr(value, "__code__", None) for value in vars(module).values())
    return frozenset(entry.co_filename for entry in code if entry)


def check(exercise: str = "") -> NotebookReport | None:
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
    try:
        report = NotebookReport(exercise, _check_names(exercise, frame.f_back.f_globals))
        _note(report)
    except AutograderError as error:
        if run_by == "validate":
            raise AssertionError(str(error)) from None
        print(error)
        return None
    if run_by != "validate":
        return report
    if not report.checked.passed:
        raise AssertionError(repr(report))
    return None  # nbgrader wonders aloud about any result that is no number


def _note(report: NotebookReport) -> None:
    """Remember for `overview` whether an exercise passes, where the notebook is in a course."""
    chapter = report.checked.chapter
    with contextlib.suppress(UsageError):
        root = find_root()
        if chapter.exercises_folder.resolve() != (root / "exercises" / chapter.name).resolve():
            return  # nbgrader's own folder
        with changing(root) as progress:
            key = {f"{chapter.name}/{report.exercise}"}
            passed = report.checked.passed
            progress.notebook = progress.notebook | key if passed else progress.notebook - key


def _check_names(exercise: str, names: Mapping[str, Any]) -> Checked:
    """Check what a notebook has defined, under the names that its cells use."""
    chapter = _chapter_of(exercise)
    module = types.ModuleType(chapter.module)
    module.__dict__.update({k: v for k, v in names.items() if not k.startswith("_")})
    if stopped := kept_from_running(names, exercise):
        raise UsageError(stopped)
    source = Source(chapter.module, (cell_of(names.get(exercise)),))
    files = _cells_of(module)
    here = Running(Loaded(module, files, ()))
    return check_source(chapter, here, source, exercise, files=files)


class NotebookHints:
    """The hints of an exercise as far as they are unfolded, shown as Markdown in a notebook."""

    def __init__(self, found: Unfolded) -> None:
        self.found = found

    def _repr_markdown_(self) -> str:
        return self._text("**{}**")

    def __repr__(self) -> str:
        return self._text("{}")

    def _text(self, title: str) -> str:
        parts = [part for name, text in self.found.hints for part in (title.format(name), text)]
        return "\n\n".join([*parts, self._way_on()])

    def _way_on(self) -> str:
        if self.found.left:
            more = "hint is" if self.found.left == 1 else "hints are"
            return f"{self.found.left} more {more} left: run this cell again for the next."
        return "That is the last hint. The text above the exercise explains the rest."


def hint(exercise: str = "") -> NotebookHints | None:
    """Unfold one more hint of an exercise: a nudge, then the concept, then a worked step."""
    try:
        chapter = _chapter_of(exercise)
        (found,) = (each for each in exercises_of(chapter) if each.name == exercise)
        return NotebookHints(unfold(found))
    except AutograderError as error:
        print(error)
        return None


def _chapter_of(exercise: str) -> Chapter:
    if not isinstance(exercise, str) or not exercise:
        raise UsageError('name the exercise in quotes, as in check("softmax")')
    here = chapter_in(Path.cwd())  # the folder of the notebook, if Jupyter has started it
    known: list[str] = []
    for chapter in [here] if here else all_chapters(find_root()):
        if exercise in (names := wanted_signatures(chapter)):
            return chapter
        known += names
    raise UsageError(no_exercise(exercise, known))
