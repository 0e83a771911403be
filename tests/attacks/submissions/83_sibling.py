# attack: makes children that are not its own
# expect: at most 10 points
import contextlib, ctypes, os, signal, time
libc = ctypes.CDLL(None, use_errno=True)
for flags in (0x8000, 0x8000 | 0x800000, 0x2000, 0x800000):  # CLONE_PARENT, CLONE_UNTRACED, ptraced
    child = libc.syscall(56, ctypes.c_long(flags | signal.SIGCHLD), 0, 0, 0, 0)
    if child == 0:
        libc.prctl(36, 1, 0, 0, 0)  # adopts what is left of its children
        if os.fork():
            time.sleep(300)
        time.sleep(300)
        os._exit(0)

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
