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
from autograder.learner.standing import next_of

app = typer.Typer()


@app.command(help=__doc__)
def progress(
    as_json: bool = typer.Option(False, "--json", help="Print it for a program."),
    whole: bool = typer.Option(False, "--all", help="The exercises of every chapter."),
) -> None:
    """Print where the learner stands; first check again what has changed.

    Chapters that nobody has begun, or that are done, take a line each.
    """
    console = Console(highlight=False)
    aside = Console(highlight=False, stderr=True)
    found = recheck(find_root(), lambda text: aside.print(escape(text), soft_wrap=True))
    if as_json:
        print(json.dumps(outline.to_json(found), indent=1, ensure_ascii=False))
        return
    following = next_of(found)
    with paged(console):
        for chapter, group in outline.by_chapter(found).items():
            title = outline.chapter_heading(chapter.contents["title"], group)
            console.print(title, soft_wrap=True)
            is_next = following is not None and following.chapter == chapter
            if whole or is_next or len({each.stand for each in group}) > 1:
                console.print(outline.chapter_table(group))
                console.print()
        console.print(f"\n{outline.course_line(found)}")
        console.print(f"[dim]{outline.HIDDEN}[/]", soft_wrap=True)
