"""The isolation levels, best first, and the launcher of each.

`sandbox`: bubblewrap, namespaces, seccomp, limits. `process`: a process of its own with seccomp,
Landlock, limits, and another uid where root: weaker (it shares the machine's process and file
names). `none`: this very process, for a learner's own code. Grading never falls to a weaker level
by itself.
"""

from __future__ import annotations

from autograder.errors import UsageError
from autograder.sandbox.launcher import Launcher, LocalLauncher, ZygoteLauncher
from autograder.sandbox.limits import Limits

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
    return ZygoteLauncher(level, packages, limits)
