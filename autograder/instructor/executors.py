"""Chooses what grades a class: the slots of this machine, or the workers of a cluster."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from autograder.errors import UsageError
from autograder.instructor.classes.executor import Executor, Setting
from autograder.instructor.classes.slots import Slots


def executor_for(
    setting: Setting, scheduler: str, certificates: Path | None, say: Callable[[str], None]
) -> Executor:
    """Return the slots of this machine or, where a scheduler is named, its workers.

    `say` is told in words what happens on the cluster.

    Raises:
        UsageError: if Dask is not installed, or one may not speak to such a scheduler.
    """
    if not scheduler:
        if certificates:
            raise UsageError("--certificates are shown to a scheduler: name it with --scheduler")
        return Slots(setting)
    try:
        from autograder.instructor.cluster.dispatch import Cluster  # only [cluster] has Dask
    except ModuleNotFoundError as error:
        raise UsageError(
            f"--scheduler needs the package {error.name}: pip install -e '.[cluster]'"
        ) from None
    return Cluster(scheduler, setting, certificates, say)
