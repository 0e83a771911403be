"""The process of a slot: grades what comes over its line until the line is closed.

It is a plain child process, not one of multiprocessing's: a cluster's workers are such processes
themselves, and may have none.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import autograder
from autograder.chapters import Chapter
from autograder.errors import AutograderError
from autograder.grading.runner import Task, run_graders
from autograder.instructor.classes.executor import Setting
from autograder.sandbox.walls.isolation import make_launchers
from autograder.sandbox.worker import kernel

# MiB of a slot's own: TensorFlow, the reference's answers, and what a submission may answer. Beyond
# it a grader fails for want of memory, which a person is told of, and the machine stays alive.
MEMORY = 6144


def start(setting: Setting) -> tuple[subprocess.Popen[bytes], Connection]:
    """Start the process of a slot and return it with the line to it."""
    line, far_end = multiprocessing.Pipe()
    with far_end:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", __spec__.name, str(far_end.fileno())],
            pass_fds=[far_end.fileno()],
            stdin=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(_places())},
            process_group=0,  # Ctrl-C is for who started it, and who ends it
        )
    line.send(setting)
    return process, line


def _places() -> list[str]:
    """Return where the new process finds the engine and what the graders import: as this one."""
    return [place for place in (str(Path(autograder.__file__).parents[1]), *sys.path) if place]


def serve(line: Connection) -> None:
    """Grade what comes over the line, after the setting: chapters, and the tasks of each."""
    try:
        setting: Setting = line.recv()
        launchers = make_launchers(setting.isolation, setting.limits)
        try:
            heard = _Heard(line)
            while chapter := heard.chapter():
                run_graders(chapter, launchers, heard.tasks(), line.send)
        finally:
            launchers.close()
    except AutograderError as error:
        line.send(str(error))
    except (KeyboardInterrupt, BrokenPipeError, EOFError):
        return


class _Heard:
    """What comes over a slot's line: a chapter, tasks of it, the next chapter and so on."""

    def __init__(self, line: Connection) -> None:
        self.line = line
        self.next: Chapter | None = None

    def chapter(self) -> Chapter | None:
        """Return the next chapter, or None when the line is closed."""
        if self.next is None:
            self._hear()
        chapter, self.next = self.next, None
        return chapter

    def tasks(self) -> Iterator[Task]:
        """Yield the tasks of a chapter until another one is announced."""
        while task := self._hear():
            yield task

    def _hear(self) -> Task | None:
        try:
            heard: Chapter | Task = self.line.recv()
        except EOFError:
            return None
        if isinstance(heard, Chapter):
            self.next = heard
            return None
        return heard


def _bound_memory() -> None:
    """Let this process hold `MEMORY` at most; those of its workers have smaller limits."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = MEMORY << 20
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


if __name__ == "__main__":
    kernel.die_with_parent()
    _bound_memory()
    serve(Connection(int(sys.argv[1])))
