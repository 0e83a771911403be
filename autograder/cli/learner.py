"""The learner's commands that check, count and put back."""

from __future__ import annotations

import contextlib
import json
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape

from autograder.cli import guidance
from autograder.cli.style import outcome_lines, plural

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.chapters import Chapter
    from autograder.grading.results import Outcome
    from autograder.learner.check import Checked
    from autograder.learner.workfile import WorkFile


def register(app: typer.Typer) -> None:
    """Add the learner's commands."""
    app.command(rich_help_panel="Learner")(check)
    app.command(rich_help_panel="Learner")(watch)
    guidance.register(app)
    app.command(rich_help_panel="Learner")(progress)
    app.command(rich_help_panel="Learner")(reset)


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
    found = []
    for chapter, work in zip(chapters, works, strict=True):
        if not what and _is_untouched(chapter):
            continue  # what nobody has begun needs no checks
        with _Patience(60 if work.heavy else 10) as patience:
            found.append(check_work(chapter, work, exercise, patience.again))
        _remember(found[-1], work)
    if as_json:
        print(json.dumps([o.to_json() for checked in found for o in checked.outcomes], indent=1))
    else:
        console = Console(highlight=False)
        for checked in found:
            _show(console, checked)
        if not found:
            console.print("Nothing is written yet.")
        if not what or all(checked.passed for checked in found):
            _name_next(console, root)
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


def _show(console: Console, checked: Checked) -> None:
    """Print a chapter, exercise by exercise; stop explaining after the first that is not done."""
    from autograder.cli.outline import exercise_line

    groups = checked.by_exercise
    first = next((name for name in groups if name not in checked.done), None)
    for name, outcomes in groups.items():
        console.print(exercise_line(name, outcomes) + _way_to_more(checked, name, first))
        if name == first:
            for line in (*outcome_lines(outcomes), *_picture(checked.chapter, outcomes)):
                console.print(line, soft_wrap=True)
    counts = f"{len(checked.done)} of {plural(len(groups), 'exercise')} done"
    console.print(f"\n{escape(checked.chapter.name)}: {counts}")


def _way_to_more(checked: Checked, name: str, first: str | None) -> str:
    """Return how to read about an exercise that was begun and is not explained here."""
    passed = any(outcome.state.value == "passed" for outcome in checked.by_exercise[name])
    if name in checked.done or name == first or not passed:
        return ""
    return f"  [dim]`autograder check {escape(name)}` says why[/]"


def _picture(chapter: Chapter, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield where the picture of a failing check lies, if it has one."""
    from autograder.cli.outline import picture_line
    from autograder.learner.pictures import save_first

    with contextlib.suppress(OSError):  # a course opened for reading
        if path := save_first(chapter, outcomes):
            yield picture_line(path)


def _name_next(console: Console, root: Path) -> None:
    """Name the exercise that comes after what has just passed."""
    from autograder.learner.progress import read_progress
    from autograder.learner.standing import next_of, standings

    found = standings(root, read_progress(root))
    if following := next_of(found):
        line = f"Next: {escape(following.title)}. `autograder next` shows where to begin."
        console.print(line, soft_wrap=True)
    else:
        console.print("Every exercise of the course is done.")


def watch(
    chapter: str = typer.Argument("", metavar="[CHAPTER]", help="Where to begin."),
    plain: bool = typer.Option(False, "--plain", help="Plain lines: no keys, nothing is cleared."),
) -> None:
    """Check at every save, and move on to the next exercise when one passes.

    Example: `autograder watch ch01_neuron`
    """
    from autograder.chapters import find_chapter, find_root
    from autograder.cli.outline import course_line
    from autograder.cli.screen import Plain, Screen
    from autograder.learner.keys import terminal_keys
    from autograder.learner.loop import follow

    root = find_root()
    first = find_chapter(root, chapter) if chapter else None
    console = Console(highlight=False)
    full = console.is_terminal and sys.stdin.isatty() and not plain
    display = Screen(console) if full else Plain(console)
    stopped = follow(root, display, first, terminal_keys() if full else None)
    line = f"\n{course_line(stopped.scene.standings)} `autograder watch` goes on here."
    console.print(line, soft_wrap=True)


def progress(
    as_json: bool = typer.Option(False, "--json", help="Print it for a program."),
) -> None:
    """Show what is done, the points that public checks can see, and the time that is left.

    Example: `autograder progress`
    """
    from autograder.chapters import find_root
    from autograder.cli import outline
    from autograder.learner.recheck import recheck

    console = Console(highlight=False)
    aside = Console(highlight=False, stderr=True)
    found = recheck(find_root(), lambda text: aside.print(escape(text), soft_wrap=True))
    if as_json:
        print(json.dumps(outline.to_json(found), indent=1, ensure_ascii=False))
        return
    for chapter, group in outline.by_chapter(found).items():
        console.print(outline.chapter_heading(chapter.contents["title"], group), soft_wrap=True)
        console.print(outline.chapter_table(group))
        console.print()
    console.print(outline.course_line(found))
    console.print(f"[dim]{outline.HIDDEN}[/]", soft_wrap=True)


def reset(
    exercise: str = typer.Argument(metavar="[CHAPTER/]EXERCISE", help="For example softmax."),
    whole: bool = typer.Option(False, "--file", help="The whole file; name the chapter."),
) -> None:
    """Put the stub of one exercise back; your file is kept beside it.

    Example: `autograder reset ch02_forward/softmax`
    """
    from autograder.chapters import all_chapters, find_chapter, find_root
    from autograder.cli.outline import shown_path
    from autograder.errors import UsageError
    from autograder.learner.exercises import find_exercise
    from autograder.learner.reset import reset_exercise, reset_file
    from autograder.learner.workfile import work_path

    root = find_root()
    if not whole and exercise in {chapter.name for chapter in all_chapters(root)}:
        raise UsageError(f"{exercise} is a chapter: name an exercise, or add --file for all of it")
    if whole:
        chapter = find_chapter(root, exercise)
        backup, what = reset_file(chapter), shown_path(work_path(chapter))
    else:
        found = find_exercise(root, exercise)
        backup, what = reset_exercise(found), found.label
    if backup:
        typer.echo(f"{what} is as it was built. What you had is kept in {shown_path(backup)}.")
    else:
        typer.echo(f"{what} is as it was built. Nothing had to be kept.")
