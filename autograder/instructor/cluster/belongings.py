"""What the machine that grades and the one that asks for it must have in common.

Results of another course, another Python or another NumPy are other results: a worker that
differs is told so, and grades nothing.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

import autograder
from autograder.errors import GradingError
from autograder.sandbox.walls.isolation import make_launchers

COURSE = "the course"
PACKAGES = ("numpy", "tensorflow", "keras")
NONE = "none"
Belongings = Mapping[str, str]  # the version of each thing, by its name


def belongings() -> Belongings:
    """Return what this machine has, of all that a result depends on beside chapter and file."""
    found = {COURSE: _course_digest(), "Python": ".".join(platform.python_version_tuple()[:2])}
    return found | {name: _version(name) for name in PACKAGES}


def difference(own: Belongings, wanted: Belongings) -> str:
    """Return in words what a machine has otherwise than wanted; nothing if all is the same."""
    if own.get(COURSE) != wanted[COURSE]:
        return "it has another version of the course: install the one that you grade with there"
    other = [name for name, version in wanted.items() if own.get(name) != version]
    listed = ", ".join(f"{name} {own.get(name, NONE)}, not {wanted[name]}" for name in other)
    return f"it has {listed}: install the same there" if other else ""


def fault_of_sandbox(level: str) -> str:
    """Return why an isolation level does not work on this machine; nothing if it does."""
    launchers = make_launchers(level)
    try:
        launchers.of(("numpy",))
    except GradingError as error:
        return str(error)
    finally:
        launchers.close()
    return ""


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return NONE


def _course_digest() -> str:
    """Return the digest of the engine and the data sets: what every worker has of its own."""
    total = hashlib.sha256()
    root = Path(autograder.__file__).parents[1]
    for path in _own_files(root):
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _own_files(root: Path) -> Iterator[Path]:
    for path in sorted((root / "autograder").rglob("*.py")):
        if "graders" not in path.relative_to(root).parts:
            yield path
    yield from sorted((root / "course" / "datasets").glob("*.py"))
    yield from (path for path in sorted((root / "course" / "data").rglob("*")) if path.is_file())
