"""The system calls that a worker may not make.

A list of what is refused, not of what is allowed: NumPy and TensorFlow use several hundred calls,
and another release uses others. libseccomp knows the numbers on every architecture.
"""

from __future__ import annotations

import errno
import functools
import signal
import struct
import tempfile
from typing import Any

from autograder.errors import IsolationError

# Other processes, other namespaces, mounts, keys, the kernel itself, new programs.
REFUSED = """
ptrace process_vm_readv process_vm_writev process_madvise process_mrelease pidfd_getfd kcmp
get_robust_list move_pages migrate_pages
unshare setns mount umount2 pivot_root chroot move_mount open_tree fsopen fsconfig fsmount fspick
mount_setattr mknod mknodat name_to_handle_at open_by_handle_at
add_key request_key keyctl bpf perf_event_open userfaultfd memfd_secret
io_uring_setup io_uring_enter io_uring_register
kexec_load kexec_file_load init_module finit_module delete_module reboot acct quotactl quotactl_fd
swapon swapoff settimeofday clock_settime clock_adjtime adjtimex syslog sethostname setdomainname
iopl ioperm personality modify_ldt uselib ustat sysfs _sysctl nfsservctl lookup_dcookie vhangup
fanotify_init execve execveat
shmget semget msgget memfd_create
inotify_init inotify_init1 flock
mincore cachestat
setsid
setrlimit timer_create
""".split()
# shmget and the next three: memory that belongs to no process, so that no limit counts it. inotify
# and flock: two workers could talk through a file that both may only read, and by mincore and
# cachestat through which of its pages are in memory. setsid: a session of its own gets a share of
# the processors of its own. setrlimit and timer_create: whoever ends by a limit or a timer of its
# own must not look like one that the machine has ended. get_robust_list and the next two tell
# addresses and pages of its guard, which runs as the same user.
_CLONE_NEW = (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
_AF_UNIX = 1
_PR_SET_PDEATHSIG = 1
# Locks, leases and notices on files, that two workers could talk through: F_GETLK to F_SETLKW, the
# same of open files, F_SETLEASE, F_GETLEASE, F_NOTIFY; and the signal that a file sends, F_SETSIG.
_FILE_SIGNALS = (5, 6, 7, 10, 36, 37, 38, 1024, 1025, 1026)
# Calls that send a signal, and which of their arguments is its number.
_SENDING = {
    **{"kill": 1, "tkill": 1, "rt_sigqueueinfo": 1, "pidfd_send_signal": 1},
    **{"tgkill": 2, "rt_tgsigqueueinfo": 2},
}
_TERMINAL_INPUT = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX: type into the terminal


@functools.lru_cache(maxsize=1)
def program() -> bytes:
    """Return the filter as an array of `struct sock_filter` for this machine's architecture.

    Raises:
        IsolationError: if libseccomp is not installed.
    """
    try:
        import pyseccomp as seccomp
    except (ImportError, OSError, RuntimeError) as error:
        raise IsolationError(
            f"libseccomp could not be loaded ({error}): install the system package libseccomp2"
        ) from None
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    _refuse_calls(rules, seccomp)
    _refuse_arguments(rules, seccomp)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return _without_unknown(_highest(seccomp)) + file.read()


def _highest(seccomp: Any) -> int:
    """Return the highest number of a system call that libseccomp has a name for."""
    return max(number for number in range(2048) if _has_name(number, seccomp))


def _has_name(number: int, seccomp: Any) -> bool:
    try:
        return bool(seccomp.resolve_syscall(seccomp.system_arch(), number))
    except ValueError:
        return False


def _without_unknown(highest: int) -> bytes:
    """Return instructions that answer ENOSYS to higher numbers: what a newer kernel has.

    Three of classic BPF: load the number, jump over the next one if it is not above, return.
    """
    load, jump, answer = 0x20, 0x25, 0x06  # BPF_LD|W|ABS, BPF_JMP|JGT|K, BPF_RET|K
    refused = 0x00050000 | errno.ENOSYS  # SECCOMP_RET_ERRNO
    steps = ((load, 0, 0, 0), (jump, 0, 1, highest), (answer, 0, 0, refused))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _refuse_calls(rules: Any, seccomp: Any) -> None:
    """Refuse what no worker needs, whatever its arguments are."""
    refuse = seccomp.ERRNO(errno.EPERM)
    for name in REFUSED:
        if seccomp.resolve_syscall(seccomp.system_arch(), name) >= 0:
            rules.add_rule(refuse, name)
    # glibc falls back to clone, whose flags a filter can read.
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
    rules.add_rule(refuse, "socket")  # a socket file of the machine could be reached, too


def _refuse_arguments(rules: Any, seccomp: Any) -> None:
    """Refuse calls that workers need with the arguments that they do not."""
    refuse = seccomp.ERRNO(errno.EPERM)
    for call in ("preadv2", "pwritev2"):  # RWF_NOWAIT tells whether a page is in memory
        rules.add_rule(seccomp.ERRNO(errno.EOPNOTSUPP), call, seccomp.Arg(5, seccomp.NE, 0))
    rules.add_rule(refuse, "prlimit64", seccomp.Arg(2, seccomp.NE, 0))  # with a new limit
    for flag in _CLONE_NEW:
        rules.add_rule(refuse, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag))
    # The lowest byte is the signal that a child's end sends to its parent.
    exit_signal = seccomp.Arg(0, seccomp.MASKED_EQ, 0xFF, signal.SIGKILL)
    rules.add_rule(refuse, "clone", exit_signal)
    rules.add_rule(refuse, "socketpair", seccomp.Arg(0, seccomp.NE, _AF_UNIX))
    for call, position, value in (
        *(("ioctl", 1, request) for request in _TERMINAL_INPUT),
        # Whoever dies by it was killed from outside: no fault of the submission.
        *((call, position, signal.SIGKILL) for call, position in _SENDING.items()),
        ("prctl", 0, _PR_SET_PDEATHSIG),
        *(("fcntl", 1, command) for command in _FILE_SIGNALS),
    ):
        # The kernel reads the lower half only.
        low_half = seccomp.Arg(position, seccomp.MASKED_EQ, 0xFFFFFFFF, value)
        rules.add_rule(refuse, call, low_half)
