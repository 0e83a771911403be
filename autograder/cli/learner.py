"""The learner's commands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape

from autograder.cli.style import outcome_lines, plural

if TYPE_CHECKING:
    from autograder.learner.check import Checked


def register(app: typer.Typer) -> None:
    """Add the learner's commands."""
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
    from autograder.chapters import all_chapters, find_chapter, find_root
    from autograder.learner.check import check_file

    root = find_root()
    name, _, exercise = what.partition("/")
    chapters = [find_chapter(root, name)] if name else list(all_chapters(root))
    found = [check_file(chapter, exercise) for chapter in chapters]
    if as_json:
        print(json.dumps([o.to_json() for checked in found for o in checked.outcomes], indent=1))
    else:
        console = Console(highlight=False)
        for checked in found:
            _show(console, checked)
    raise typer.Exit(0 if all(checked.passed for checked in found) else 1)


def _show(console: Console, checked: Checked) -> None:
    """Print a chapter, exercise by exercise; stop explaining after the first that is not done."""
    from autograder.grading.results import State, by_exercise

    groups = by_exercise(checked.outcomes)
    done = 0
    explained = False
    for exercise, outcomes in groups.items():
        passed = sum(outcome.state is State.PASSED for outcome in outcomes)
        done += passed == len(outcomes)
        label = escape(exercise or checked.chapter.name)
        mark = "[green]✓[/]" if passed == len(outcomes) else "[red]✗[/]"
        console.print(f"{mark} [bold]{label}[/]  {passed} of {plural(len(outcomes), 'check')} pass")
        if passed < len(outcomes) and not explained:
            explained = True
            for line in outcome_lines(outcomes):
                console.print(line, soft_wrap=True)
    console.print(
        f"\n{escape(checked.chapter.name)}: {done} of {plural(len(groups), 'exercise')} done"
    )
