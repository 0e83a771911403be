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
from autograder.grading.intake import make_source
from autograder.instructor.classes.choice import choose
from autograder.instructor.classes.collection import Collection, collect
from autograder.instructor.people.enrolment import enrol
from autograder.instructor.people.roster import Roster
from autograder.instructor.people.tables import TableFiles, read_tables
from autograder.instructor.similarity.pairpage import similar_csv, similar_html
from autograder.instructor.similarity.pairs import AlikePair, alike
from autograder.sandbox.worker.loading import Source

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
        pairs += alike(each.name, texts, given_in(each), may_share=_together(tables.roster))
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
    texts: dict[str, str] = {}
    seen: set[str] = set()
    for entry in found.entries:
        if entry.chapter == chapter.name and entry.origin not in seen:  # a group's is one
            seen.add(entry.origin)
            source = choose(entry, chapter).source
            if source is not None:
                texts[entry.student] = text_of(source)
    return texts


def given_in(chapter: Chapter) -> list[str]:
    """Return what a chapter gives: the stub, and the cells of its notebook."""
    found = []
    for ending in ("py", "ipynb"):
        path = chapter.exercises_folder / f"{chapter.module}.{ending}"
        if path.exists():
            found.append(text_of(make_source(path.name, path.read_bytes(), chapter.module)))
    return found


def text_of(source: Source) -> str:
    """Return the code of a submission as one text, with the line ends that Pygments gives it."""
    text = "\n\n".join(cell.text for cell in source.cells)
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")


def _together(roster: Roster) -> Callable[[str, str], bool]:
    """Return what says of two students that they are in one group."""

    def together(one: str, other: str) -> bool:
        person = roster.by_id.get(one)
        return person is not None and other in {each.id for each in roster.mates(person)}

    return together
