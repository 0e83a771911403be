"""Say what a word of the course means.

Example: `autograder word logit`
"""

from __future__ import annotations

import typer
from rich.console import Console
from rich.markup import escape

from autograder.chapters import find_root
from autograder.cli.pager import paged
from autograder.learner.glossary import meaning

app = typer.Typer()


@app.command(help=__doc__)
def word(
    words: list[str] = typer.Argument(metavar="WORD", help="For example logit, or dense layer."),
) -> None:
    """Print a word and its meaning; where another one is meant, that one too."""
    console, root = Console(highlight=False), find_root()
    name, said = meaning(root, " ".join(words))
    while said.startswith("See "):
        name, said = meaning(root, said.removeprefix("See ").rstrip("."))
    with paged(console):
        console.print(f"[bold]{escape(name)}[/]\n{escape(said)}")
