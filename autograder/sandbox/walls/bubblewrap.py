"""The command line that puts the zygote into namespaces of its own (bubblewrap).

As root no user namespace is opened: bubblewrap would leave kernel uid 0 inside it, with
/proc/sys/kernel/core_pattern open for writing. The zygote keeps the few capabilities that it needs
to mount, to change the uid and to give capabilities up, and each worker runs as another uid.
An ordinary user gets a user namespace, in which the zygote has the same capabilities.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from autograder.errors import IsolationError
from autograder.sandbox.walls.stage import Interpreter, Stage

BOOT, SITE, SCRATCH, PYTHON = "/boot", "/site", "/scratch", "/python"


def executable() -> str:
    """Return the path of bwrap.

    Raises:
        IsolationError: if it is not installed.
    """
    path = shutil.which("bwrap")
    if path is None:
        raise IsolationError(
            "bubblewrap is not installed: install the system package `bubblewrap` "
            "(or run `make setup` as root)"
        )
    return path


def arguments(stage: Stage, python: Interpreter, *, root: bool) -> list[str]:
    """Return bubblewrap's options for a zygote; the command to run is to follow."""
    return [
        *(_ROOT if root else _ORDINARY_USER),
        *("--hostname", "worker", "--die-with-parent", "--new-session"),
        *_system_libraries(),
        *_interpreter(python),
        *_folder(SITE),
        *(word for name, path in stage.packages.items() for word in _bind(path, f"{SITE}/{name}")),
        *_bind(stage.boot, BOOT),
        *("--proc", "/proc", "--dev", "/dev"),
        # / and /dev are tmpfs without a size: whoever may write there can fill the memory.
        *("--perms", "1777", "--size", "1048576", "--tmpfs", "/dev/shm", "--remount-ro", "/dev"),
        # TensorFlow's import wants a folder to write to; each worker mounts its own over this one.
        *("--perms", "0700", "--size", "1048576", "--tmpfs", SCRATCH),
        *("--remount-ro", "/", "--chdir", "/"),
    ]


_ROOT = [
    *("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup"),
    *("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"),
    *("--cap-add", "CAP_SETPCAP", "--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_KILL"),
]
_ORDINARY_USER = [
    *("--unshare-all", "--unshare-user", "--uid", "0", "--gid", "0"),
    *("--cap-drop", "ALL", "--cap-add", "CAP_SETPCAP", "--cap-add", "CAP_SYS_ADMIN"),
]


def _bind(path: Path, target: str) -> list[str]:
    return ["--ro-bind", str(path), target]


def _folder(target: str) -> list[str]:
    """Make a folder that the worker's uid may enter; bubblewrap's own would be closed to it."""
    return ["--perms", "0755", "--dir", target]


def _nothing(target: str) -> list[str]:
    """Hide a folder behind an empty one; an ordinary user's worker owns it: nobody may write."""
    return ["--tmpfs", target, "--remount-ro", target]


def _system_libraries() -> list[str]:
    """Bind the shared libraries of the system, and none of its programs or Python packages."""
    words = _folder("/usr")
    for name in ("lib", "lib32", "lib64"):
        if Path("/usr", name).is_dir():
            words += _bind(Path("/usr", name), f"/usr/{name}")
        top = Path("/", name)
        if top.is_symlink():
            words += ["--symlink", os.readlink(top), str(top)]
        elif top.is_dir():
            words += _bind(top, str(top))
    for packages in Path("/usr/lib").glob("python3*/dist-packages"):
        words += _nothing(str(packages))
    words += _folder("/etc")
    cache = Path("/etc/ld.so.cache")
    return [*words, *(_bind(cache, str(cache)) if cache.exists() else [])]


def _interpreter(python: Interpreter) -> list[str]:
    if python.prefix == Path("/usr"):
        return [*_folder("/usr/bin"), *_bind(python.executable, str(python.executable))]
    words = [*_folder(PYTHON), *_bind(python.prefix, PYTHON)]
    for packages in python.prefix.glob("lib/python3*/site-packages"):
        words += _nothing(f"{PYTHON}/{packages.relative_to(python.prefix)}")
    return words


def inside(python: Interpreter) -> str:
    """Return the interpreter's path inside."""
    if python.prefix == Path("/usr"):
        return str(python.executable)
    return f"{PYTHON}/{python.executable.relative_to(python.prefix)}"
