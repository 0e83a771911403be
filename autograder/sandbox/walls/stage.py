"""What a worker needs of this machine: an interpreter, packages, and a copy of the worker's code.

The copies and links stand in one temporary folder, so that the isolated side sees neutral paths
and nothing beside them: no grader, no reference solution, no other package.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import autograder
from autograder.errors import IsolationError
from autograder.sandbox.walls import seccomp
from autograder.sandbox.worker.removal import remove_tree

ENGINE = Path(autograder.__file__).parent
BESIDE = {"tensorflow": ["tensorboard"]}  # what a package imports, and does not say it needs
PREFIX = "autograder-"  # of the temporary folder; the maker's process number follows


@dataclass(frozen=True)
class Interpreter:
    """A Python installation outside any virtual environment."""

    prefix: Path  # holds lib/python3.x
    executable: Path  # below the prefix

    @classmethod
    def current(cls) -> Interpreter:
        """Return the installation that runs this code."""
        prefix = Path(sys.base_prefix).resolve()
        name = f"bin/python{sys.version_info.major}.{sys.version_info.minor}"
        if not (prefix / name).exists():
            raise IsolationError(f"{prefix / name} is missing: no interpreter for the sandbox")
        return cls(prefix, prefix / name)


class Stage:
    """A temporary folder: `boot` (worker code, seccomp filter) and `site` (links to packages)."""

    def __init__(self, packages: tuple[str, ...]) -> None:
        self.packages = {path.name: path for path in installed(packages)}
        _remove_abandoned()
        self._folder = tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-")
        self.root = Path(self._folder.name)
        self.boot, self.site = self.root / "boot", self.root / "site"
        self.scratch = self.root / "scratch"
        for folder in (self.boot, self.site, self.scratch):
            folder.mkdir()
        for path in (self.root, self.scratch):
            path.chmod(0o711)
        self._copy_worker_code()
        for name, path in self.packages.items():
            (self.site / name).symlink_to(path)
        (self.boot / "filter.bpf").write_bytes(seccomp.program())

    def _copy_worker_code(self) -> None:
        for module in worker_modules():
            target = self.boot / "autograder" / module
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ENGINE / module, target)

    def close(self) -> None:
        """Remove the folder."""
        remove_tree(str(self.scratch))  # by then a worker may have left anything in it
        self._folder.cleanup()


def worker_modules() -> list[str]:
    """Return the files of this project that go into the sandbox, below the engine's folder.

    They are all of `sandbox/worker`, the packages that it lies in, and the errors that it raises.
    """
    own = (path.relative_to(ENGINE).as_posix() for path in ENGINE.glob("sandbox/worker/*.py"))
    return ["__init__.py", "errors.py", "sandbox/__init__.py", *sorted(own)]


def _remove_abandoned() -> None:
    """Remove the folders of processes of this user that were killed before they could."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = path.name.removeprefix(PREFIX).partition("-")[0]
        with contextlib.suppress(OSError):
            if pid.isdigit() and path.lstat().st_uid == os.getuid() and not _is_running(int(pid)):
                remove_tree(str(path))


def _is_running(pid: int) -> bool:
    return Path("/proc", str(pid)).exists()


def installed(packages: Iterable[str]) -> list[Path]:
    """Return the files and folders of installed packages and of all that they depend on.

    Raises:
        IsolationError: if one of `packages` is not installed.
    """
    found: dict[str, metadata.Distribution] = {}
    waiting = [*packages, *(more for name in packages for more in BESIDE.get(name, ()))]
    while waiting:
        name = waiting.pop()
        if canonicalize_name(name) in found:
            continue
        try:
            found[canonicalize_name(name)] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            if name in packages:
                extra = "" if name == "numpy" else ": run `make setup`"
                raise IsolationError(f"the package {name} is not installed{extra}") from None
            continue  # a dependency for another system
        waiting += _dependencies(found[canonicalize_name(name)])
    return sorted({path for each in found.values() for path in _top_level(each)})


def _dependencies(distribution: metadata.Distribution) -> Iterator[str]:
    for text in distribution.requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement.name


def _top_level(distribution: metadata.Distribution) -> Iterator[Path]:
    """Yield what a distribution put into site-packages, without programs and metadata."""
    names = {file.parts[0] for file in distribution.files or ()}
    for name in names - {"..", "__pycache__"}:
        path = Path(str(distribution.locate_file(name))).resolve()
        if path.suffix not in (".dist-info", ".pth") and path.exists():
            yield path


def readable_by_others(path: Path) -> bool:
    """Return whether another user of this machine could read the file or folder `path`."""
    may_enter = all(os.stat(part).st_mode & 0o001 for part in path.parents)
    return may_enter and bool(os.stat(path).st_mode & (0o001 if path.is_dir() else 0o004))
