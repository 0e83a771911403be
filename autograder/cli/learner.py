"""The learner's commands: those that follow, count and put back stand here."""

from __future__ import annotations

import json
import sys

import typer
from rich.console import Console
from rich.markup import escape

from autograder.cli import checking, guidance


def register(app: typer.Typer) -> None:
    """Add the learner's commands."""
    checking.register(app)
    app.command(rich_help_panel="Learner")(watch)
    guidance.register(app)
    app.command(rich_help_panel="Learner")(progress)
    app.command(rich_help_panel="Learner")(reset)


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
