"""Open a lesson as a page, with its figures and formulas: a chapter, a section or an exercise.

Example: `autograder lesson 2C`
"""

from __future__ import annotations

import webbrowser

import typer
from rich.console import Console

from autograder.chapters import find_root
from autograder.cli.style import shown_path
from autograder.learner.reading import address_of, is_made_here, make_page, place_of

app = typer.Typer()


@app.command(help=__doc__)
def lesson(
    what: str = typer.Argument(
        "", metavar="[CHAPTER|SECTION|EXERCISE]", help="For example ch02, 2C; else where you are."
    ),
    opened: bool = typer.Option(
        True, "--open/--no-open", help="Open it in the browser, or only say where it is."
    ),
) -> None:
    """Open the page in the browser, and say where it is."""
    chapter, place = place_of(find_root(), what)
    console = Console(highlight=False)
    if is_made_here(chapter):
        with console.status("making the page of the lesson …"):
            make_page(chapter)
    address = address_of(chapter, place)
    console.print(shown_path(chapter.page), soft_wrap=True, markup=False)
    if opened and not webbrowser.open(address):
        console.print("No browser is known here: open this file in one.")
