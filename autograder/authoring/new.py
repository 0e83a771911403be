"""A new chapter: its hand-written files, with a toy exercise that runs and lines to fill in."""

from __future__ import annotations

import keyword
import sys
from collections.abc import Iterator
from pathlib import Path

from autograder.chapters import NAME, Chapter
from autograder.errors import UsageError

TEMPLATES = Path(__file__).with_name("templates")


def new(root: Path, name: str) -> list[Path]:
    """Write the hand-written files of a chapter and return them.

    Raises:
        UsageError: for a name that cannot be, a number that is taken, or a file that exists;
            nothing is written then.
    """
    _require_name(name)
    _require_free(root, name)
    chapter = Chapter(root, name)
    files = _files(chapter)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return list(files)


def _require_name(name: str) -> None:
    if not NAME.fullmatch(name) or not name.isascii():
        example = "two digits and a topic in small letters, as in `ch03_backprop`"
        raise UsageError(f"{name!r} is no name for a chapter: write `ch`, {example}")
    topic = name[5:]
    if keyword.iskeyword(topic) or topic in sys.stdlib_module_names or _is_installed(topic):
        message = "which Python knows already as something else: choose another topic"
        raise UsageError(f"{name}: learners would write a module called `{topic}`, {message}")


def _is_installed(module: str) -> bool:
    """Return whether `import module` finds a file; a mere folder of that name does not count."""
    specs = (finder.find_spec(module, None) for finder in sys.meta_path)
    return any(spec is not None and spec.origin is not None for spec in specs)


def _require_free(root: Path, name: str) -> None:
    for other in sorted(_taken(root)):
        if other == name:
            raise UsageError(f"{name} exists already: edit its files, or choose another name")
        if other[:4] == name[:4]:
            raise UsageError(f"{name}: the number {int(name[2:4])} is taken by {other}")


def _taken(root: Path) -> Iterator[str]:
    """Yield the name of every chapter of which there is a file or a folder."""
    for folder in ("course/lessons", "solutions", "autograder/graders", "exercises"):
        for path in root.glob(f"{folder}/ch*"):
            if NAME.fullmatch(path.stem):
                yield path.stem


def _files(chapter: Chapter) -> dict[Path, str]:
    """Return the text of each hand-written file."""
    templates = {
        chapter.lesson: "lesson",
        chapter.solution: "solution",
        chapter.checks: "checks",
        chapter.hints: "hints",
        chapter.graders / "scale.py": "room",
    }
    return {path: _filled(template, chapter) for path, template in templates.items()}


def _filled(template: str, chapter: Chapter) -> str:
    text = (TEMPLATES / f"{template}.txt").read_text(encoding="utf-8")
    return text.replace("@number@", str(chapter.number))
