"""The Linux calls that Python's `os` module does not have: namespaces, mounts and more."""

from __future__ import annotations

import ctypes
import os
import struct

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWPID = 0x20000, 0x8000000, 0x20000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 1 << 14, 1 << 18

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP = 1, 4, 22, 24
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 36, 38, 47
_SECCOMP_MODE_FILTER = 2
_PR_CAP_AMBIENT_CLEAR_ALL = 4
_CAPABILITY_VERSION_3 = 0x20080522

# Landlock's system calls have the same numbers on every architecture.
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_FS_EXECUTE, _FS_WRITE_FILE, _FS_READ_FILE, _FS_READ_DIR = 1, 2, 4, 8
# Every right on files, and per ABI version from which the kernel knows it.
_FS_RIGHTS_SINCE = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
READ = _FS_EXECUTE | _FS_READ_FILE | _FS_READ_DIR

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def _prctl(option: int, value: int | object = 0, what: str = "prctl") -> None:
    arguments = [value if isinstance(value, int) else ctypes.byref(value)]  # type: ignore[arg-type]
    _checked(_libc.prctl(option, *arguments, 0, 0, 0), what)


def die_with_parent() -> None:
    """Have the kernel kill this process when the thread that made it ends."""
    _prctl(_PR_SET_PDEATHSIG, 9)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def set_dumpable(dumpable: bool) -> None:
    """Allow or forbid processes of the same user to trace this one and to read its memory."""
    _prctl(_PR_SET_DUMPABLE, int(dumpable))


def unshare(flags: int) -> None:
    """Leave the namespaces named by `flags` for new ones."""
    _checked(_libc.unshare(flags), "unshare")


def mount(kind: str | None, target: str, flags: int, data: str = "") -> None:
    """Mount a new file system of `kind` on `target`, or change the flags of the one there."""
    name = kind.encode() if kind else None
    options = data.encode() or None
    _checked(_libc.mount(name, target.encode(), name, flags, options), f"mount {target}")


def close_ways_to_privileges() -> None:
    """Empty the bounding set, where this process has the capability to do so."""
    for capability in range(64):
        _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)  # EINVAL above the last, EPERM without


def drop_privileges() -> None:
    """Give up every capability for good, and the way to new ones through set-uid programs."""
    _libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    header, nothing = struct.pack("<Ii", _CAPABILITY_VERSION_3, 0), bytes(24)
    _checked(_libc.capset(header, nothing), "capset")
    _prctl(_PR_SET_NO_NEW_PRIVS, 1, "no_new_privs")


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def filter_system_calls(program: bytes) -> None:
    """Install a seccomp filter, given as an array of `struct sock_filter`."""
    buffer = ctypes.create_string_buffer(program, len(program))
    filters = _FilterProgram(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    _checked(
        _libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filters), 0, 0), "seccomp"
    )


def landlock_version() -> int:
    """Return the kernel's Landlock ABI version, 0 if it has none."""
    version: int = _libc.syscall(_LANDLOCK_CREATE, None, 0, 1)
    return max(0, version)


def restrict_files(readable: list[str], writable: list[str]) -> None:
    """Allow this process and its children these trees of files and no others (Landlock).

    Needs `no_new_privs`. From ABI 4 TCP is refused as well, from ABI 6 signals to outsiders.
    """
    version = landlock_version()
    rights = sum(bits for since, bits in _FS_RIGHTS_SINCE.items() if since <= version)
    network, scopes = (3 if version >= 4 else 0), (3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    attributes = struct.pack("<QQQ", rights, network, scopes)[:size]
    ruleset = _checked(_libc.syscall(_LANDLOCK_CREATE, attributes, size, 0), "landlock")
    for paths, allowed in ((readable, READ), (writable, rights & ~_FS_EXECUTE)):
        for path in filter(os.path.exists, paths):
            _allow(ruleset, path, allowed)
    _checked(_libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0), "landlock")
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    if not os.path.isdir(path):
        rights &= _FS_EXECUTE | _FS_WRITE_FILE | _FS_READ_FILE
    file = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("<Qi", rights, file)
        _checked(_libc.syscall(_LANDLOCK_ADD, ruleset, 1, rule, 0), f"landlock {path}")
    finally:
        os.close(file)
