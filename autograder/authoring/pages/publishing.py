"""Writes the pages of lessons that have changed: `lessons/chNN_topic.html`.

They are not committed. A figure has other bytes with another Matplotlib, and a lesson that trains
networks needs TensorFlow: neither fits `build --check`, which takes seconds and installs no
TensorFlow. `release` makes the pages for the kit, and `lesson` for whoever works in a clone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import matplotlib

from autograder.atomic import write_atomic
from autograder.authoring.pages.lessonpage import TEMPLATES, lesson_html
from autograder.chapters import NAME, Chapter, all_chapters

Tell = Callable[[Chapter], None]


def publish(
    root: Path, chapters: Sequence[Chapter] = (), tell: Tell = lambda chapter: None
) -> list[Path]:
    """Write the pages that have changed, of some chapters or of all; return their paths.

    `tell` hears of each chapter before its page is made.

    Raises:
        CourseError: if a lesson has a fault or one of its cells stops; names file and line.
    """
    made = []
    for chapter in chapters or all_chapters(root):
        made_from = digest_of(chapter)
        if _noted(chapter.page) != made_from:
            tell(chapter)
            write_atomic(chapter.page, lesson_html(chapter, made_from))
            made.append(chapter.page)
    _remove_others(root)
    return made


def digest_of(chapter: Chapter) -> str:
    """Return the digest of all that a page is made from."""
    digest = hashlib.sha256(matplotlib.__version__.encode())
    for path in sorted(_sources(chapter)):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _sources(chapter: Chapter) -> Iterator[Path]:
    yield from (chapter.lesson, chapter.solution)
    yield from chapter.rooms.values()  # the points of its exercises
    course = chapter.root / "course"
    for folder in ("plots", "datasets", "pictures"):
        for path in (course / folder).rglob("*.*"):
            other = NAME.fullmatch(path.parent.name) and path.parent.name != chapter.name
            if path.suffix != ".pyc" and not other:  # a lesson draws none of another one's figures
                yield path
    yield from (*Path(__file__).parent.glob("*.py"), *TEMPLATES.glob("lesson.*"))


def _noted(page: Path) -> str:
    """Return the digest that stands in a page, "" if there is none."""
    if not page.is_file():
        return ""
    with page.open(encoding="utf-8", errors="replace") as file:
        head = file.read(2000)
    return head.partition('name="made-from" content="')[2].partition('"')[0]


def _remove_others(root: Path) -> None:
    """Remove the pages of chapters that are no more."""
    kept = {chapter.page for chapter in all_chapters(root)}
    for page in (root / "lessons").glob("ch*.html"):
        if page not in kept:
            page.unlink()
