"""The learner's command `check`: what is asked for, the verdicts, and the next step."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape

from autograder.cli.style import outcome_lines, plural, warning_lines

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.chapters import Chapter
    from autograder.grading.results import Outcome
    from autograder.learner.check import Checked
    from autograder.learner.workfile import WorkFile


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Learner")(check)


def check(
    what: str = typer.Argument(
        "", metavar="[CHAPTER[/EXERCISE]]", help="All chapters if left out."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the outcomes as JSON."),
) -> None:
    """Check your own answers with the public checks.

    Example: `autograder check ch01_neuron/sigmoid`
    """
    from autograder.chapters import find_root
    from autograder.learner.check import check_work
    from autograder.learner.workfile import read_work

    root = find_root()
    chapters, exercise = _meant(root, what)
    works = [read_work(chapter) for chapter in chapters]
    console, found = Console(highlight=False), []
    for chapter, work in zip(chapters, works, strict=True):
        if not what and _is_untouched(chapter):
            continue  # what nobody has begun needs no checks
        with _Patience(60 if work.heavy else 10) as patience:
            found.append(check_work(chapter, work, exercise, patience.again))
        _remember(found[-1], work)
        if not as_json:
            _show(console, found[-1], work)
    if as_json:
        print(json.dumps([o.to_json() for checked in found for o in checked.outcomes], indent=1))
    else:
        if not found:
            console.print("Nothing is written yet.")
        if not what or all(checked.passed for checked in found):
            _name_next(console, root, found[-1] if what else None)
        _name_notebooks(chapters)
    is_done = len(found) == len(chapters) and all(checked.passed for checked in found)
    raise typer.Exit(0 if is_done else 1)


def _meant(root: Path, what: str) -> tuple[list[Chapter], str]:
    """Return the chapters, and the exercise if it is one, that a learner named."""
    from autograder.chapters import all_chapters, find_chapter
    from autograder.errors import UsageError
    from autograder.learner.exercises import find_exercise

    if not what:
        return list(all_chapters(root)), ""
    place = what.removeprefix("exercises/").strip("/")
    name, _, exercise = place.partition("/")
    try:
        return [find_chapter(root, name)], exercise
    except UsageError as error:
        try:  # an exercise by its name alone, as `hint` and `check("…")` take it
            found = find_exercise(root, place)
        except UsageError:
            raise error from None
    return [found.chapter], found.name


def _is_untouched(chapter: Chapter) -> bool:
    """Return whether a learner's file stands as it was built."""
    from autograder.learner.exercises import stub_of
    from autograder.learner.workfile import work_path

    path = work_path(chapter)
    return path.exists() and path.read_text("utf-8", "replace") == stub_of(chapter)


def _name_notebooks(chapters: Sequence[Chapter]) -> None:
    """Say where answers were written that this command does not read."""
    from autograder.learner.submit import candidates

    for chapter in filter(_is_untouched, chapters):
        for candidate in candidates(chapter):
            if candidate.name.endswith(".ipynb") and candidate.worked_on:
                message = f"{chapter.name}: you wrote in {candidate.name}; this command reads"
                typer.echo(
                    f"{message} {chapter.module}.py alone. Its own cells check it.", err=True
                )


class _Patience:
    """Says what to do where a check takes long: an endless loop says nothing by itself."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> _Patience:
        self._start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()

    def again(self, check: str, calls: object) -> None:
        """Wait anew: a check has ended."""
        self._timer.cancel()
        self._start()

    def _start(self) -> None:
        self._timer = threading.Timer(self.seconds, self._say)
        self._timer.daemon = True
        self._timer.start()

    def _say(self) -> None:
        message = f"Still checking after {self.seconds:g} s: is there an endless loop?"
        typer.echo(f"{message} Ctrl-C stops it and names the line.", err=True)


def _remember(checked: Checked, work: WorkFile) -> None:
    """Note how each exercise ended, for `progress` and `next`."""
    from autograder.learner.exercises import exercises_of
    from autograder.learner.progress import changing

    groups = checked.by_exercise
    with changing(checked.chapter.root) as progress:
        for exercise in exercises_of(checked.chapter):
            if exercise.name in groups:
                progress.note(exercise, work, groups[exercise.name])


def _show(console: Console, checked: Checked, work: WorkFile) -> None:
    """Print a chapter, exercise by exercise; explain the first that was begun and is not done."""
    from autograder.cli.outline import exercise_line
    from autograder.learner.exercises import exercises_of
    from autograder.learner.standing import is_new

    new = {each.name for each in exercises_of(checked.chapter) if is_new(each, work)}
    done, groups = checked.done, checked.by_exercise
    open_ones = [name for name in groups if name not in done]
    first = next((name for name in open_ones if name not in new), next(iter(open_ones), None))
    for name, outcomes in groups.items():
        if name in new and name != first:
            console.print(f"[dim]· {escape(name)}  not written yet[/]")
            continue
        told = name in (*done, first)
        way = "" if told else f"  [dim]`autograder check {escape(name)}` says why[/]"
        console.print(exercise_line(name, outcomes) + way, soft_wrap=True)
        for line in _explanation(checked, name) if told else ():
            console.print(line, soft_wrap=True)
    counts = f"{len(done)} of {plural(len(groups), 'exercise')} done"
    console.print(f"\n{escape(checked.chapter.name)}: {counts}")


def _explanation(checked: Checked, name: str) -> Iterator[str]:
    """Yield what stands below an exercise: its checks if one failed, and the warnings."""
    if name not in checked.done:
        outcomes = checked.by_exercise[name]
        yield from (*outcome_lines(outcomes), *_picture(checked.chapter, outcomes))
    yield from warning_lines(checked.warned.get(name, ()))


def _picture(chapter: Chapter, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield where the picture of a failing check lies, if it has one."""
    from autograder.cli.outline import picture_line
    from autograder.learner.pictures import save_first

    with contextlib.suppress(OSError):  # a course opened for reading
        if path := save_first(chapter, outcomes):
            yield picture_line(path)


def _name_next(console: Console, root: Path, passed: Checked | None) -> None:
    """Name the first exercise that is not done; after what has just passed, if something has."""
    from autograder.learner.exercises import exercises_of
    from autograder.learner.progress import read_progress
    from autograder.learner.standing import next_of, standings

    found = standings(root, read_progress(root))
    here = reversed(exercises_of(passed.chapter)) if passed else ()
    last = next((each for each in here if passed and each.name in passed.by_exercise), None)
    if following := next_of(found, last):
        line = f"Next: {escape(following.title)}. `autograder next` shows where to begin."
        console.print(line, soft_wrap=True)
    else:
        console.print("Every exercise of the course is done.")
