"""Runs a learner's file once, in a process of its own, to see whether it comes to its end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import autograder
from autograder.sandbox.worker.loading import Source

CRASHED = "Python ended before the file did: is there an exit() in it?"


@dataclass(frozen=True)
class Trial:
    """How a file ran: what kept it from its end, and the error that stopped each bad cell."""

    stopped: str = ""
    errors: tuple[str, ...] = ()


def try_running(source: Source, seconds: float) -> Trial:
    """Return how a file runs; what it prints is not shown, an endless loop ends after `seconds`.

    An error in a `.py` file keeps it from its end; after a cell's error the next cell runs.
    """
    with tempfile.TemporaryDirectory(prefix="autograder-trial-") as folder:
        given, answer = Path(folder, "source.json"), Path(folder, "errors.json")
        given.write_text(json.dumps(source.to_json()), encoding="utf-8")
        command = [sys.executable, "-P", "-m", "autograder.learner.trial", str(given), str(answer)]
        try:
            _run_unheard(command, seconds)
        except subprocess.TimeoutExpired:
            return Trial(f"it was still running after {seconds:g} s: is there an endless loop?")
        try:
            errors = json.loads(answer.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Trial(CRASHED)
    found = tuple(map(_sentence, errors))
    return Trial("".join(found)) if _is_one_piece(source) else Trial(errors=found)


def _is_one_piece(source: Source) -> bool:
    return not any(" cell " in cell.name for cell in source.cells)


def _sentence(error: dict[str, Any]) -> str:
    where = f"{error['file']}, line {error['line']}: " if error["line"] else ""
    if error["type"] == "SyntaxError":
        return f"{where}this is not valid Python: {error['message']}."
    return f"{where}{error['type']}: {error['message']}"


def _run_unheard(command: list[str], seconds: float) -> None:
    nowhere = subprocess.DEVNULL  # not a pipe, which a process of the file's own could keep open
    subprocess.run(
        command, env=_environment(), timeout=seconds, stdin=nowhere, stdout=nowhere, stderr=nowhere
    )


def _environment() -> dict[str, str]:
    """Return an environment in which the process finds this engine, and draws into no window."""
    paths = [str(Path(autograder.__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "MPLBACKEND": "Agg"}


def _run(given: str, answer: str) -> None:
    """Be the process that runs the file: write its errors to the file `answer`."""
    import autograder.learner
    from autograder.sandbox import heavy
    from autograder.sandbox.worker.loading import load
    from autograder.sandbox.worker.stand_ins import InertFinder

    source = Source.from_json(json.loads(Path(given).read_text(encoding="utf-8")))
    heavy.install()
    # The grader has TensorFlow: where it is missing here, a stand-in lets the file load.
    sys.meta_path.append(InertFinder())
    for name in autograder.learner.__all__:  # a notebook's checks were run, its hints unfolded
        setattr(autograder.learner, name, lambda exercise="": None)
    found = load(source)
    Path(answer).write_text(json.dumps(list(found.errors)), encoding="utf-8")


if __name__ == "__main__":
    _run(*sys.argv[1:])
