# attack: opens namespaces and mounts
# expect: at most 10 points
import ctypes, os, struct
libc = ctypes.CDLL(None, use_errno=True)
for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
    if libc.unshare(flag) == 0:
        print("LEAK unshare", hex(flag))
    child = libc.syscall(56, flag | 17, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    if child > 0:
        print("LEAK clone", hex(flag))
arguments = ctypes.create_string_buffer(struct.pack("<11Q", 0x10000000, *[0] * 3, 17, *[0] * 6))
child = libc.syscall(435, arguments, 88)
if child == 0:
    os._exit(0)
if child > 0:
    print("LEAK clone3")
for target in (b"/", b"/scratch", b"/proc", b"/boot", b"/dev/shm"):
    if libc.mount(b"tmpfs", target, b"tmpfs", 0, None) == 0:
        print("LEAK mount", target)
    if libc.umount2(target, 2) == 0:
        print("LEAK umount", target)
for number, arguments in {428: (-100, b"/", 1), 429: (-1, b"", -1, b"", 0), 430: (b"tmpfs", 0), 442: (-100, b"/", 0, None, 0), 308: (0, 0), 155: (b".", b".")}.items():
    if libc.syscall(number, *arguments) >= 0:
        print("LEAK call", number)

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
