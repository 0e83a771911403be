"""The folder of the whole sample class: what was written by hand beside what is composed."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from autograder.authoring.samples.sample import Sample
from autograder.authoring.samples.table import BY_HAND, TABLE
from autograder.errors import CourseError, UsageError


def write_class(
    root: Path, samples: Iterable[Sample], out: Path, chapters: Collection[str] = ()
) -> None:
    """Write a copy of the class by hand and the composed samples to a new folder.

    `chapters` are the names of those that it holds: all of them if none is named.

    Raises:
        UsageError: if the folder holds something.
        CourseError: if a sample cannot be composed, or its student has answered by hand as well.
    """
    if out.exists() and any(out.iterdir()):
        raise UsageError(f"{out} is not empty: remove it, or name another folder")
    wanted = [each for each in samples if not chapters or each.chapter.name in chapters]
    files = {out / each.student / each.chapter.name: each for each in wanted}
    texts = {folder: sample.text for folder, sample in files.items()}  # before anything is written
    for folder in sorted((root / BY_HAND).glob("*/*")):
        if not chapters or folder.name in chapters:
            shutil.copytree(folder, out / folder.relative_to(root / BY_HAND))
    for folder, sample in files.items():
        if folder.exists():
            place = BY_HAND / sample.student / sample.chapter.name
            raise CourseError(f"{place} is there by hand: name another student in {TABLE}")
        folder.mkdir(parents=True)
        file = folder / f"{sample.chapter.module}.py"
        file.write_text(texts[folder], encoding="utf-8", newline="\n")
