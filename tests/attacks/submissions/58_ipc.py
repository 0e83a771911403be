# attack: keeps memory and messages in the kernel
# expect: at most 10 points
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
for name, arguments in {"shmget": (0x41475231, 4096, 0o1666), "semget": (0x41475231, 1, 0o1666), "msgget": (0x41475231, 0o1666), "memfd_create": (b"x", 0), "mq_open": (b"/autograder", 0o102, 0o666, None)}.items():
    if getattr(libc, name)(*arguments) >= 0:
        print("LEAK", name)

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
