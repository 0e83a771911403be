"""Check your own answers with the public checks.

Example: `autograder check ch01_neuron/sigmoid`
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape

from autograder.chapters import Chapter, all_chapters, find_chapter, find_root
from autograder.cli.account import account
from autograder.cli.patience import Patience
from autograder.errors import UsageError
from autograder.learner.checking import Checked, check_work
from autograder.learner.exercises import exercises_of, find_exercise, stub_of
from autograder.learner.progress import changing, read_progress
from autograder.learner.standing import next_of, standings
from autograder.learner.submit import candidates
from autograder.learner.workfile import WorkFile, read_work, work_path

app = typer.Typer()


@app.command(help=__doc__)
def check(
    what: str = typer.Argument(
        "", metavar="[CHAPTER[/EXERCISE]]", help="All chapters if left out."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the outcomes as JSON."),
) -> None:
    """Print how the checks ended; the exit code is 1 unless all of what was meant passes."""
    root = find_root()
    chapters, exercise = _meant(root, what)
    works = [read_work(chapter) for chapter in chapters]
    console, found = Console(highlight=False), []
    for chapter, work in zip(chapters, works, strict=True):
        if not what and _is_untouched(chapter):
            continue  # what nobody has begun needs no checks
        found.append(_checked(chapter, work, exercise))
        if not as_json:
            for line in account(found[-1], work):
                console.print(line, soft_wrap=True)
    passed = all(checked.passed for checked in found)
    if as_json:
        print(json.dumps([o.to_json() for checked in found for o in checked.outcomes], indent=1))
    else:
        if not found:
            console.print("Nothing is written yet.")
        if not what or passed:
            _name_next(console, root, found[-1] if what else None)
        _name_notebooks(chapters)
    raise typer.Exit(0 if passed and len(found) == len(chapters) else 1)


def _meant(root: Path, what: str) -> tuple[Sequence[Chapter], str]:
    """Return the chapters, and the exercise if it is one, that a learner named."""
    if not what:
        return all_chapters(root), ""
    place = what.removeprefix("exercises/").strip("/")
    for each in all_chapters(root):
        if place in _files_of(each):
            return [each], ""
    name, _, exercise = place.partition("/")
    try:
        chapter = find_chapter(root, name)
    except UsageError as unknown:
        try:  # an exercise by its name alone, as `hint` and `check("…")` take it
            found = find_exercise(root, place)
        except UsageError as nothing:
            raise (unknown if exercise else nothing) from None
        return [found.chapter], found.name
    return [chapter], "" if exercise in _files_of(chapter) else exercise


def _files_of(chapter: Chapter) -> tuple[str, str]:
    """Return the names of the files that a learner writes in."""
    return f"{chapter.module}.py", f"{chapter.module}.ipynb"


def _checked(chapter: Chapter, work: WorkFile, exercise: str) -> Checked:
    """Run the checks of a chapter, and note how they ended for `progress` and `next`."""
    with Patience(60 if work.heavy else 10) as patience:
        checked = check_work(chapter, work, exercise, patience.again)
    groups = checked.by_exercise
    with changing(chapter.root) as progress:
        for each in exercises_of(chapter):
            if each.name in groups:
                progress.note(each, work, groups[each.name])
    return checked


def _is_untouched(chapter: Chapter) -> bool:
    """Return whether a learner's file stands as it was built."""
    path = work_path(chapter)
    return path.exists() and path.read_text("utf-8", "replace") == stub_of(chapter)


def _name_next(console: Console, root: Path, passed: Checked | None) -> None:
    """Name the first exercise that is not done; after what has just passed, if something has."""
    found = standings(root, read_progress(root))
    here = reversed(exercises_of(passed.chapter)) if passed else ()
    last = next((each for each in here if passed and each.name in passed.by_exercise), None)
    if following := next_of(found, last):
        line = f"Next: {escape(following.title)}. `autograder next` shows where to begin."
        console.print(line, soft_wrap=True)
    else:
        console.print("Every exercise of the course is done.")


def _name_notebooks(chapters: Sequence[Chapter]) -> None:
    """Say where answers were written that this command does not read."""
    for chapter in filter(_is_untouched, chapters):
        for candidate in candidates(chapter):
            if candidate.name.endswith(".ipynb") and candidate.worked_on:
                message = f"{chapter.name}: you wrote in {candidate.name}; this command reads"
                typer.echo(
                    f"{message} {chapter.module}.py alone. Its own cells check it.", err=True
                )
