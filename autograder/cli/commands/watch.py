"""Check at every save, and move on to the next exercise when one passes.

Example: `autograder watch ch01_neuron`
"""

from __future__ import annotations

import sys

import typer
from rich.console import Console

from autograder.chapters import find_chapter, find_root
from autograder.cli.outline import course_line
from autograder.cli.plain import Plain
from autograder.cli.screen import Screen
from autograder.learner.keys import terminal_keys
from autograder.learner.loop import follow

app = typer.Typer()


@app.command(help=__doc__)
def watch(
    chapter: str = typer.Argument("", metavar="[CHAPTER]", help="Where to begin."),
    plain: bool = typer.Option(False, "--plain", help="Plain lines: no keys, nothing is cleared."),
) -> None:
    """Follow the learner's saves until the watch is stopped; then say how far the course is."""
    root = find_root()
    first = find_chapter(root, chapter) if chapter else None
    console = Console(highlight=False)
    full = console.is_terminal and sys.stdin.isatty() and not plain
    display = Screen(console) if full else Plain(console)
    stopped = follow(root, display, first, terminal_keys() if full else None)
    line = f"\n{course_line(stopped.scene.standings)} `autograder watch` goes on here."
    console.print(line, soft_wrap=True)
