"""The isolation levels, best first, and the launcher of each.

`sandbox`: bubblewrap, namespaces, seccomp, limits. `process`: a process of its own with seccomp,
Landlock, limits, and another uid where root: weaker (it shares the machine's process and file
names). `none`: this very process, for a learner's own code. Grading never falls to a weaker level
by itself.
"""

from __future__ import annotations

import sys
from typing import Any, Protocol

from autograder.errors import GradingError, IsolationError, UsageError
from autograder.sandbox.walls.launcher import Launcher, LocalLauncher
from autograder.sandbox.worker.limits import Limits, limits_for

LEVELS = ("sandbox", "process", "none")


def require_level(level: str) -> None:
    """Raise UsageError unless there is a level of this name."""
    if level not in LEVELS:
        raise UsageError(f"no isolation level is called {level!r}: there are {', '.join(LEVELS)}")


def make_launcher(
    level: str, packages: tuple[str, ...] = ("numpy",), limits: Limits | None = None
) -> Launcher:
    """Return the launcher of a level.

    Raises:
        IsolationError: if the level does not work here; the message says what to install.
    """
    require_level(level)
    if level == "none":
        return LocalLauncher(limits)
    if sys.platform != "linux":
        raise IsolationError(f"the level `{level}` needs Linux: grade on a Linux machine")
    from autograder.sandbox.walls.forks import ZygoteLauncher  # needs modules that only Linux has

    return ZygoteLauncher(level, packages, limits)


class Launchers(Protocol):
    """The launchers of one isolation level, by the packages that a worker may import."""

    level: str

    def of(self, packages: tuple[str, ...]) -> Launcher:
        """Return the launcher whose workers have these packages."""

    def close(self) -> None:
        """End everything that was started."""


class WarmLaunchers:
    """One warm process for each set of packages, started when it is first asked for.

    `changed` holds limits that differ from those of a set of packages, by their names.
    """

    def __init__(self, level: str, changed: dict[str, float] | None = None) -> None:
        self.level = level
        self.changed = changed or {}
        self._started: dict[tuple[str, ...], Launcher] = {}

    def of(self, packages: tuple[str, ...]) -> Launcher:
        """Return the launcher whose workers have these packages.

        Raises:
            IsolationError: if the level does not work here; the message says what to install.
        """
        if packages not in self._started:
            limits = limits_for(packages).changed(**self.changed)
            launcher = make_launcher(self.level, packages, limits)
            try:
                require_works(launcher)
            except BaseException:
                launcher.close()
                raise
            self._started[packages] = launcher
        return self._started[packages]

    def close(self) -> None:
        """End the warm processes and all their workers."""
        for launcher in self._started.values():
            launcher.close()
        self._started = {}


def require_works(launcher: Launcher) -> None:
    """Have a worker load an empty file: what does not work here is said before anybody is graded.

    Raises:
        IsolationError: if the worker cannot be set up.
    """
    worker = launcher.launch()
    try:
        nothing: dict[str, Any] = {"module": "nothing", "cells": []}
        worker.request("load", launcher.limits.load_seconds, source=nothing, seed=0)
    except GradingError as error:
        raise IsolationError(f"no worker can be started here: {error}") from None
    finally:
        worker.close()


def make_launchers(level: str, changed: dict[str, float] | None = None) -> Launchers:
    """Return the launchers of a level; nothing is started yet.

    Raises:
        UsageError: if there is no such level.
    """
    require_level(level)
    return LocalLauncher() if level == "none" else WarmLaunchers(level, changed)
