"""Show what is done, the points that public checks can see, and the time that is left.

Example: `autograder progress`
"""

from __future__ import annotations

import json

import typer
from rich.console import Console
from rich.markup import escape

from autograder.chapters import find_root
from autograder.cli import outline
from autograder.cli.pager import paged
from autograder.learner.recheck import recheck

app = typer.Typer()


@app.command(help=__doc__)
def progress(
    as_json: bool = typer.Option(False, "--json", help="Print it for a program."),
) -> None:
    """Print where the learner stands; first check again what has changed."""
    console = Console(highlight=False)
    aside = Console(highlight=False, stderr=True)
    found = recheck(find_root(), lambda text: aside.print(escape(text), soft_wrap=True))
    if as_json:
        print(json.dumps(outline.to_json(found), indent=1, ensure_ascii=False))
        return
    with paged(console):
        for chapter, group in outline.by_chapter(found).items():
            title = outline.chapter_heading(chapter.contents["title"], group)
            console.print(title, soft_wrap=True)
            console.print(outline.chapter_table(group))
            console.print()
        console.print(outline.course_line(found))
        console.print(f"[dim]{outline.HIDDEN}[/]", soft_wrap=True)
