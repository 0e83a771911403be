"""What a learner's kit holds, and the zip of it: the same bytes for the same course."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import os
import re
import subprocess
import time
import tomllib
import zipfile
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from autograder.chapters import NAME, PICTURES, SECTION, Chapter, all_chapters, read_text
from autograder.errors import CourseError
from autograder.grading.key import packages_of
from autograder.sandbox.worker.limits import KERAS

RECORD = ".kit.json"  # in the kit: path -> SHA-256 of each other file of it
ABSENT = ("graders", "instructor", "authoring")  # rooms of the engine that stay here
COURSE = (
    *(
        "course/__init__.py",
        "course/glossary.md",
        "course/numpy.md",
        "course/datasets",
        "course/lessons",
    ),
    "course/plots",
)
LESSON_PICTURES = "course/pictures"
BUILT = ".built.json"  # the one hidden file that learners need: it says which files are untouched
OWN = {  # files that only a kit has, and their templates
    "README.md": "kit_readme.txt",
    "Makefile": "kit_makefile.txt",
    "start.py": "kit_start.py",
    "pyproject.toml": "kit_pyproject.txt",
    ".gitignore": "kit_gitignore.txt",
    ".github/workflows/checks.yml": "kit_workflow.txt",
}
INSTALL_KERAS = "      - run: python start.py keras\n"  # a step on GitHub
TEMPLATES = Path(__file__).with_name("templates")

_SECTION = re.compile(rf"^## ({SECTION}) ", re.MULTILINE)
_QUIZ = re.compile(r"^(`{3,})\{quiz\}.*?^\1$", re.MULTILINE | re.DOTALL)

Files = dict[str, bytes]  # path inside the kit -> content
Date = tuple[int, int, int, int, int, int]  # in universal time
TOP = "deep-learning-with-python"  # the folder in the zip: a later chapter unpacks into the same


def kit_files(root: Path, chapters: Sequence[Chapter] = ()) -> Files:
    """Return every file of the kit of the course in `root`, by its path inside the kit.

    `chapters` are those that it holds: all of them if none is named.

    Raises:
        CourseError: if a part of the course is missing, or a link.
    """
    files: Files = {}
    parts = [*COURSE, "course/data", "exercises", "LICENSE", "constraints.txt"]
    if any("pictures/" in read_text(chapter.lesson) for chapter in all_chapters(root)):
        parts.append(LESSON_PICTURES)
    parts += [_name(root, chapter.page) for chapter in all_chapters(root) if chapter.page.exists()]
    for part in parts:
        files |= {_name(root, path): path.read_bytes() for path in _below(root / part)}
    chapters = chapters or all_chapters(root)
    left_out = {each.name for each in all_chapters(root)} - {each.name for each in chapters}
    files = {name: data for name, data in files.items() if not _is_of(name, left_out)}
    for chapter in chapters:
        files[_name(root, chapter.lesson)] = without_answers(read_text(chapter.lesson)).encode()
    files |= {_name(root, path): path.read_bytes() for path in _engine(root)}
    files |= _own_files(root, chapters)
    record = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    return files | {RECORD: f"{json.dumps(record, indent=1)}\n".encode()}


def _is_of(name: str, chapters: Set[str]) -> bool:
    """Return whether a file is one of some chapters: in a folder of their name, or called so."""
    return any(part.partition(".")[0] in chapters for part in name.split("/"))


def without_answers(lesson: str) -> str:
    """Return a lesson as learners read it: the questions are asked by the command."""

    def ask(block: re.Match[str]) -> str:
        section = _SECTION.findall(lesson, 0, block.start())[-1]
        return f"Questions: `autograder quiz {section}`"

    return _QUIZ.sub(ask, lesson)


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _below(place: Path) -> Iterator[Path]:
    """Yield a file, or the files of a folder without those that Python and editors keep there."""
    if place.is_symlink() or not place.exists():
        fault = "is a link: a kit holds files" if place.is_symlink() else "is missing"
        raise CourseError(f"{place} {fault}")
    if place.is_file():
        yield place
        return
    for path in sorted(place.iterdir()):
        of_checks = path.name == PICTURES and NAME.fullmatch(place.name)
        hidden = path.name.startswith(".") and path.name != BUILT
        if path.name == "__pycache__" or hidden or of_checks:
            continue
        yield from _below(path)


def _engine(root: Path) -> Iterator[Path]:
    """Yield the modules of the engine that a learner's machine can import."""
    engine = root / "autograder"
    for path in _below(engine):
        room = path.relative_to(engine).parts[0]
        if room not in ABSENT and not (room == "cli" and _needs_absent(path)):
            yield path


def _needs_absent(path: Path) -> bool:
    """Return whether a module of the command line imports a room that a kit does not have."""
    for node in ast.walk(ast.parse(read_text(path))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            if any(f"{name}.".startswith(f"autograder.{room}.")
                   for name in names for room in ABSENT):  # fmt: skip
                return True
    return False


def _own_files(root: Path, chapters: Sequence[Chapter]) -> Files:
    """Return the files that only a kit has, with what the project's settings say filled in."""
    project = tomllib.loads(read_text(root / "pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    first, heavy = chapters[0], ", ".join(f"`{name}`" for name in _heavy(chapters))
    values = {
        "name": project["name"],
        "python": project["requires-python"],
        "dependencies": json.dumps(project["dependencies"]),
        "keras": json.dumps(extras["keras"]),
        "notebook": json.dumps(extras["notebook"]),
        "chapter": first.name,
        "topic": first.module,
        "number": str(first.number),
        "exercise": next(iter(first.contents["exercises"])),
        "chapters": _table(chapters),
        "tensorflow": _filled("kit_tensorflow.txt", {"exercises": heavy}) if heavy else "",
        "install": INSTALL_KERAS if heavy else "",
    }
    return {name: _filled(template, values).encode() for name, template in OWN.items()}


def _filled(template: str, values: dict[str, str]) -> str:
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text


def _table(chapters: Sequence[Chapter]) -> str:
    """Return the rows of the README's table of chapters."""
    rows = []
    for chapter in chapters:
        title, names = chapter.contents["title"], ", ".join(chapter.contents["exercises"])
        rows.append(f"| {title.removeprefix('Chapter ')} | `exercises/{chapter.name}/` | {names} |")
    return "\n".join(rows)


def _heavy(chapters: Sequence[Chapter]) -> Iterator[str]:
    """Yield the exercises whose solutions use TensorFlow or Keras."""
    for chapter in chapters:
        yield from (name for name, needed in packages_of(chapter).items() if needed == KERAS)


def make_zip(files: Files, date: Date) -> bytes:
    """Return a zip with one folder: the same bytes for the same files and the same date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            member = zipfile.ZipInfo(f"{TOP}/{name}", date)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # whatever made it: Unix, with the rights of a plain file
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return buffer.getvalue()


def read_zip(data: bytes) -> Files:
    """Return the files of a zip, by their paths in its folder."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name.removeprefix(f"{TOP}/"): archive.read(name) for name in archive.namelist()}


def release_date(root: Path) -> Date:
    """Return the date of the course: SOURCE_DATE_EPOCH if it is set, else of the last commit.

    Where there is no repository, it is that of the newest lesson.
    """
    known = os.environ.get("SOURCE_DATE_EPOCH") or _commit_time(root)
    newest = max(chapter.lesson.stat().st_mtime for chapter in all_chapters(root))
    found = time.gmtime(int(known or newest))
    return found.tm_year, found.tm_mon, found.tm_mday, found.tm_hour, found.tm_min, found.tm_sec


def _commit_time(root: Path) -> str:
    if not (root / ".git").exists():
        return ""  # a course inside of another repository is not described by its commits
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
