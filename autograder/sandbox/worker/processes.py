"""What the kernel tells of processes: their children, what they hold, how long they ran."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator


def own_tasks() -> int:
    """Return the number of threads that this process's user runs on this machine."""
    uid = str(os.getuid())
    rows = (_status(pid) for pid in _processes())
    return sum(int(row.get("Threads", 0)) for row in rows if row.get("Uid", "-").split()[0] == uid)


def descendants(pid: int) -> set[int]:
    """Return `pid` and all processes that descend from it."""
    parents = {other: int(_status(other).get("PPid", 0)) for other in _processes()}
    family = {pid}
    while new := {p for p, parent in parents.items() if parent in family} - family:
        family |= new
    return family


def listed_descendants(pid: int) -> set[int]:
    """Return `pid` and the descendants that the kernel lists at each process's threads.

    Far cheaper than `descendants` on a machine with many processes; but where children end
    meanwhile, the list may lack some of the living (proc_pid_children(5)), and a kernel without
    CONFIG_PROC_CHILDREN has none: for a quick look alone.
    """
    family, waiting = {pid}, [pid]
    while waiting:
        new = set(_children(waiting.pop())) - family
        family |= new
        waiting += new
    return family


def _children(pid: int) -> Iterator[int]:
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            with (
                contextlib.suppress(OSError),  # of a thread that has ended
                open(f"/proc/{pid}/task/{thread}/children") as file,
            ):
                yield from map(int, file.read().split())


def is_alive(pid: int) -> bool:
    """Return whether a process is there and has not ended yet."""
    return _status(pid).get("State", "X")[0] not in "ZX"  # a zombie, or gone


def held_bytes(pid: int) -> int:
    """Return the memory that a process holds beside its files, shared memory included."""
    status = _status(pid)
    return sum(int(status.get(key, "0").split()[0]) << 10 for key in ("RssAnon", "RssShmem"))


def thread_times(pid: int) -> list[tuple[float, float]]:
    """Return the seconds that each thread of a process ran, and was ready while something else ran.

    Nothing where the kernel does not count them (no CONFIG_SCHED_INFO).
    """
    found = []
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            found += _times(f"/proc/{pid}/task/{thread}/schedstat")
    return found


def own_wait() -> float:
    """Return the seconds that this very thread was ready so far while something else ran."""
    return sum(waited for _, waited in _times("/proc/thread-self/schedstat"))


def _times(path: str) -> list[tuple[float, float]]:
    try:  # descriptors and no file objects: this is asked twice for each of a hundred requests
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return []
    try:
        used, waited, _ = map(int, os.read(descriptor, 100).split())  # nanoseconds, and a count
    except (OSError, ValueError):
        return []
    finally:
        os.close(descriptor)
    return [(used / 1e9, waited / 1e9)]


def _processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _status(pid: int) -> dict[str, str]:
    # A process gives itself a name, which need not be text.
    with contextlib.suppress(OSError), open(f"/proc/{pid}/status", errors="replace") as file:
        return {key: value.strip() for key, _, value in (row.partition(":") for row in file)}
    return {}
