"""Runs a learner's file once, in a process of its own: whether it comes to its end, what passes."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import autograder
from autograder.atomic import write_atomic
from autograder.chapters import Chapter
from autograder.sandbox.worker.loading import Loaded, Source

CRASHED = "Python ended before the file did: is there an exit() in it?"
CHECKING = 120.0  # seconds for the checks of a chapter, once the file has run


@dataclass(frozen=True)
class Trial:
    """How a file ran: what kept it from its end, and the error that stopped each bad cell.

    `passing` are the exercises all of whose checks pass; None where that is not known.
    """

    stopped: str = ""
    errors: tuple[str, ...] = ()
    passing: tuple[str, ...] | None = None


def try_running(source: Source, seconds: float, chapter: Chapter | None = None) -> Trial:
    """Return how a file runs; what it prints is not shown, an endless loop ends after `seconds`.

    An error in a `.py` file keeps it from its end; after a cell's error the next cell runs. With
    `chapter` its checks are run, too.
    """
    with tempfile.TemporaryDirectory(prefix="autograder-trial-") as folder:
        given, answer = Path(folder, "source.json"), Path(folder, "errors.json")
        given.write_text(json.dumps(source.to_json()), encoding="utf-8")
        passed = Path(folder, "passing.json")
        command = [sys.executable, "-P", "-m", "autograder.learner.trial", str(given), str(answer)]
        checked = [str(passed), str(chapter.root), chapter.name] if chapter else []
        if not _run_unheard([*command, *checked], answer, seconds):
            return Trial(f"it was still running after {seconds:g} s: is there an endless loop?")
        errors, passing = _read(answer), _read(passed)
    if errors is None:
        return Trial(CRASHED)
    found = tuple(map(_sentence, errors))
    if _is_one_piece(source) and found:
        return Trial("".join(found))
    return Trial(errors=found, passing=None if passing is None else tuple(passing))


def _read(path: Path) -> list[Any] | None:
    """Return what the process has written, None where it did not come to that."""
    try:
        found: list[Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def _is_one_piece(source: Source) -> bool:
    return not any(" cell " in cell.name for cell in source.cells)


def _sentence(error: dict[str, Any]) -> str:
    where = f"{error['file']}, line {error['line']}: " if error["line"] else ""
    if error["type"] == "SyntaxError":
        return f"{where}this is not valid Python: {error['message']}."
    return f"{where}{error['type']}: {error['message']}"


def _run_unheard(command: list[str], answer: Path, seconds: float) -> bool:
    """Run the process; return whether the file ended in time. Its checks have time of their own."""
    nowhere = subprocess.DEVNULL  # not a pipe, which a process of the file's own could keep open
    with subprocess.Popen(
        command, env=_environment(), stdin=nowhere, stdout=nowhere, stderr=nowhere
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            if not answer.exists():
                process.kill()
                return False
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(CHECKING)
            process.kill()
    return True


def _environment() -> dict[str, str]:
    """Return an environment in which the process finds this engine, and draws into no window."""
    paths = [str(Path(autograder.__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "MPLBACKEND": "Agg"}


def _run(given: str, answer: str, passed: str = "", root: str = "", chapter: str = "") -> None:
    """Be the process that runs the file: write its errors to the file `answer`.

    Where a chapter is named, write which of its exercises pass to the file `passed`.
    """
    import autograder.learner
    from autograder.sandbox import heavy
    from autograder.sandbox.worker.loading import load
    from autograder.sandbox.worker.stand_ins import InertFinder

    source = Source.from_json(json.loads(Path(given).read_text(encoding="utf-8")))
    heavy.install()
    if _names_keras(source):
        # Before the stand-ins, which Keras would take for the packages that it can do without.
        with contextlib.suppress(ImportError):
            import keras

            keras.__version__  # noqa: B018 - loaded at its first use
    # The grader has TensorFlow: where it is missing here, a stand-in lets the file load.
    sys.meta_path.append(InertFinder())
    for name in autograder.learner.__all__:  # a notebook's checks were run, its hints unfolded
        setattr(autograder.learner, name, lambda exercise="": None)
    found = load(source)
    write_atomic(Path(answer), json.dumps(list(found.errors)))
    if chapter:
        write_atomic(Path(passed), json.dumps(_passing(Chapter(Path(root), chapter), found)))


def _names_keras(source: Source) -> bool:
    return any(re.search(r"\b(keras|tensorflow)\b", cell.text) for cell in source.cells)


def _passing(chapter: Chapter, loaded: Loaded) -> list[str]:
    """Return the exercises of a file that has been run all of whose checks pass."""
    from autograder.learner.checking import check_source
    from autograder.learner.running import Running

    source = Source(chapter.module, ())
    return check_source(chapter, Running(loaded), source).done


if __name__ == "__main__":
    _run(*sys.argv[1:])
