"""Attacks that `doctor` runs through an isolation level: each returns whether it got through.

The text of this module is loaded into a worker as if a student had handed it in.
"""

import ctypes
import os
import socket
import time

PRIVATE = ("/etc/shadow", "/etc/passwd", "/root", "/home", "/srv", "/mnt", "/var")


def reads_private_files() -> bool:
    """Open files and folders of the machine that a submission has no business with."""
    for path in PRIVATE:
        try:
            if os.path.isdir(path):
                os.listdir(path)
            else:
                os.close(os.open(path, os.O_RDONLY))
        except OSError:
            continue
        return True
    return False


def sees_the_graders_environment(token: str) -> bool:
    """Look for a token of the grader's environment, in ours and in that of other processes."""
    if token in os.environ.values():
        return True
    for pid in os.listdir("/proc"):
        try:
            with open(f"/proc/{pid}/environ") as file:
                if token in file.read():
                    return True
        except OSError:
            continue
    return False


def reaches_the_network(port: int) -> bool:
    """Connect to a port on which the grader listens."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
    except OSError:
        return False
    return True


def starts_a_program() -> bool:
    """Run another program."""
    try:
        os.posix_spawn("/bin/sh", ["sh", "-c", "true"], {})
    except OSError:
        return False
    return True


def writes_outside(folder: str) -> bool:
    """Leave a file beside its own working folder."""
    for path in (folder, "/", "/usr", "/tmp", "/var/tmp"):
        try:
            open(os.path.join(path, "autograder-probe"), "w").close()
        except OSError:
            continue
        return True
    return False


def signals_the_grader(pid: int) -> bool:
    """Signal the grader's process."""
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def opens_kernel_settings() -> bool:
    """Open a setting through which root can be had."""
    for name in ("core_pattern", "modprobe"):
        try:
            open(f"/proc/sys/kernel/{name}", "w").close()
        except OSError:
            continue
        return True
    return False


def leaves_a_process(name: str) -> bool:
    """Start a process that outlives this one, under a name that the grader looks for."""
    if os.fork() == 0:
        os.setsid()
        ctypes.CDLL(None).prctl(15, name.encode(), 0, 0, 0)  # PR_SET_NAME
        os.closerange(0, 256)  # nobody shall wait for the end of its output
        time.sleep(60)
        os._exit(0)
    return False
