"""List hand-ins that are suspiciously alike, both sides shown: to look at, never a verdict.

Example: `autograder similar submitted --out out`
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import typer
from rich.console import Console

from autograder.atomic import write_atomic
from autograder.chapters import Chapter, all_chapters, find_chapter, find_root
from autograder.cli.style import plural, safe
from autograder.instructor.classes.choice import choose
from autograder.instructor.classes.collection import Collection, collect
from autograder.instructor.people.enrolment import enrol
from autograder.instructor.people.roster import Roster
from autograder.instructor.people.tables import TableFiles, read_tables
from autograder.instructor.similarity.pairpage import similar_csv, similar_html
from autograder.instructor.similarity.pairs import AlikePair, alike

app = typer.Typer()
SHOWN = 15


@app.command(help=__doc__)
def similar(
    submitted: Path = typer.Argument(help="Folder or zip that holds the submissions."),
    out: Path = typer.Option(Path("out"), help="Folder for similar.html and similar.csv."),
    chapter: str = typer.Option("", help="This chapter only."),
    pattern: str = typer.Option("", help="How names say whose they are, as for `grade`."),
) -> None:
    """Compare all with all, write page and table, and print the pairs that are most alike."""
    root = find_root()
    tables = read_tables(out, all_chapters(root), TableFiles(pattern=pattern))
    found = collect(submitted, all_chapters(root), find_chapter(root, chapter) if chapter else None)
    enrol(found, tables)
    pairs: list[AlikePair] = []
    count = 0
    console = Console(highlight=False)
    for each in all_chapters(root):
        texts = texts_of(found, each)
        count += len(texts)
        stub = each.exercises_folder / f"{each.module}.py"
        given = [stub.read_text(encoding="utf-8")] if stub.exists() else []
        pairs += alike(each.name, texts, given, may_share=_together(tables.roster))
    write_atomic(out / "similar.html", similar_html(pairs, count))
    write_atomic(out / "similar.csv", similar_csv(pairs))
    for pair in pairs[:SHOWN]:
        names = " and ".join(map(safe, pair.students))
        share = "identical" if pair.is_identical else f"{100 * pair.share:.0f} %"
        console.print(f"{share:>9}  {safe(pair.chapter)}  {names}", soft_wrap=True)
    said = f"{plural(count, 'hand-in')} compared, {plural(len(pairs), 'pair')} alike"
    console.print(f"{said}: {safe(str(out / 'similar.html'))}. No verdict: look at both sides.")


def texts_of(found: Collection, chapter: Chapter) -> dict[str, str]:
    """Return the code of each student that would be graded."""
    texts = {}
    for entry in found.entries:
        if entry.chapter == chapter.name:
            source = choose(entry, chapter).source
            if source is not None:
                texts[entry.student] = "\n\n".join(cell.text for cell in source.cells)
    return texts


def _together(roster: Roster) -> Callable[[str, str], bool]:
    """Return what says of two students that they are in one group."""

    def together(one: str, other: str) -> bool:
        people = roster.by_id.get(one), roster.by_id.get(other)
        groups = [person.group for person in people if person]
        return len(groups) == 2 and bool(groups[0]) and groups[0] == groups[1]

    return together
