"""How a chapter is found from where one is, and how an exercise is called from there."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.chapters import CONTENTS, Chapter, all_chapters, read_text


def typed(chapter: Chapter, exercise: str) -> str:
    """Return what a learner types for an exercise: its name alone if no other chapter has it."""
    others = (each for each in all_chapters(chapter.root) if each.name != chapter.name)
    built = (each for each in others if (each.exercises_folder / CONTENTS).is_file())
    is_shared = any(exercise in each.contents["exercises"] for each in built)
    return f"{chapter.name}/{exercise}" if is_shared else exercise


def chapter_in(folder: Path) -> Chapter | None:
    """Return the chapter whose built files lie in `folder`, wherever that is; None for another.

    Raises:
        CourseError: if the folder's contents cannot be read.
    """
    if not (folder / CONTENTS).is_file():
        return None
    name = json.loads(read_text(folder / CONTENTS))["chapter"]
    return Chapter(folder, name, folder)
