"""Notices that a learner has saved a file, by looking at it: this works with every editor."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.chapters import Chapter
from autograder.errors import UsageError
from autograder.learner.workfile import WorkFile, read_work, work_path

GONE_SECONDS = 2.0  # many editors remove a file for a moment while they save it

Stamp = tuple[int, int, int]


class Saves:
    """The learner's files, and what each looked like the last time."""

    def __init__(self, chapters: Iterable[Chapter]) -> None:
        self.stamps: dict[Chapter, Stamp | None] = {
            chapter: _stamp(work_path(chapter)) for chapter in chapters
        }
        self.gone: dict[Chapter, float] = {}  # since when; infinity once it has been said

    def new(self) -> Iterator[tuple[Chapter, WorkFile | str]]:
        """Yield each file that was saved since the last call, or a sentence on what ails it."""
        for chapter, before in self.stamps.items():
            now = _stamp(work_path(chapter))
            if now is None and before is not None:
                yield from self._missing(chapter)
            elif now != before and now is not None and now[1]:  # empty: it is being written
                self.gone.pop(chapter, None)
                self.stamps[chapter] = now
                try:
                    yield chapter, read_work(chapter)
                except UsageError as error:
                    yield chapter, str(error)

    def _missing(self, chapter: Chapter) -> Iterator[tuple[Chapter, str]]:
        since = self.gone.setdefault(chapter, time.monotonic())
        if time.monotonic() - since > GONE_SECONDS:
            self.gone[chapter] = float("inf")
            self.stamps[chapter] = None  # so that its return counts as a save
            way_out = f"`autograder reset {chapter.name} --file` puts it back"
            yield chapter, f"{work_path(chapter)} is not there: {way_out}"


def _stamp(path: Path) -> Stamp | None:
    """Return what changes with every save: time, size, and the file's own number."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
