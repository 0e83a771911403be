"""The hidden files of a chapter on their way to a worker: solution, graders, and the secret."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.chapters import Chapter
from autograder.grading.secret import course_secret


@dataclass(frozen=True)
class Parcel:
    """What grades a chapter, by the path in the course."""

    chapter: str
    files: tuple[tuple[str, bytes], ...]

    @classmethod
    def of(cls, chapter: Chapter) -> Parcel:
        """Return what a chapter is graded with."""
        course_secret(chapter.root)  # is made here, and not by every worker for itself
        paths = sorted({*_hidden(chapter), *chapter.exercises_folder.glob("*.json")})
        places = [path.relative_to(chapter.root).as_posix() for path in paths]
        return cls(chapter.name, tuple(zip(places, (p.read_bytes() for p in paths), strict=True)))

    def unpack(self, folder: Path) -> Chapter:
        """Write the files into a new folder that nobody else reads, inside of `folder`."""
        root = Path(tempfile.mkdtemp(prefix="chapter-", dir=folder))
        for place in ("course", "exercises", "solutions"):  # by which a course is known
            (root / place).mkdir()
        for place, data in self.files:
            path = root / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return Chapter(root, self.chapter)


def _hidden(chapter: Chapter) -> Iterator[Path]:
    yield chapter.solution
    yield from chapter.graders.glob("*.py")
    yield chapter.root / ".autograder" / "secret"
