"""Gradescope: the zip that its «autograder» upload takes, and what each run there answers.

The zip holds one chapter with its graders and solution, the engine, and the course secret: it is
for Gradescope alone. Source: Gradescope's documentation, «Autograder specifications».
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.atomic import write_atomic
from autograder.chapters import Chapter
from autograder.grading.secret import course_secret

SCRIPTS = ("setup.sh", "run_autograder")
TEMPLATES = Path(__file__).with_name("templates")
_BESIDE = ("pyproject.toml", "constraints.txt", "README.md", "LICENSE")
_LEFT_OUT = {"__pycache__", ".ipynb_checkpoints"}
UNGRADED = (
    "This could not be graded. It costs nothing: your instructor sees it, and can run it again."
)


def autograder_zip(chapter: Chapter, path: Path) -> int:
    """Write the zip for one chapter; return how many files are in it."""
    packed = io.BytesIO()
    count = 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in SCRIPTS:
            text = (TEMPLATES / name).read_text(encoding="utf-8").replace("CHAPTER", chapter.name)
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o755 << 16
            archive.writestr(info, text)
        for name, data in _files(chapter):
            archive.writestr(name, data)
            count += 1
    write_atomic(path, packed.getvalue())
    path.chmod(0o600)  # as the secret in it
    return count + len(SCRIPTS)


def _files(chapter: Chapter) -> Iterator[tuple[str, bytes]]:
    """Yield what grading one chapter needs, by its place below the root."""
    root = chapter.root
    graders = chapter.graders.parent
    others = {each for each in graders.iterdir() if each.is_dir() and each != chapter.graders}
    folders = (root / "autograder", root / "course", chapter.solution.parent)
    for folder in (*folders, chapter.exercises_folder):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not (_LEFT_OUT & set(path.parts) or others & set(path.parents)):
                yield path.relative_to(root).as_posix(), path.read_bytes()
    for name in _BESIDE:
        if (root / name).exists():
            yield name, (root / name).read_bytes()
    yield ".autograder/secret", course_secret(root)


def answer(path: Path) -> dict[str, Any]:
    """Return what Gradescope is told of a result: without a score where a person must look.

    A results.json without one is shown as a run that failed, never as 0 points.
    """
    try:
        said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        extra = said["extra_data"]
    except (OSError, ValueError, KeyError):
        return {"output": UNGRADED}
    if extra["needs_review"]:
        return {"output": said["output"] or UNGRADED}
    for test in said["tests"]:
        test.pop("extra_data")
    if extra["isolation"] != "sandbox":
        said["output"] += f" (Isolation: {extra['isolation']}.)"
    return {key: said[key] for key in ("score", "output", "tests")}


if __name__ == "__main__":
    write_atomic(Path(sys.argv[2]), json.dumps(answer(Path(sys.argv[1])), indent=1))
