# attack: keeps a text in the kernel's keyring
# expect: at most 10 points
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
for ring in (-3, -4, -5):
    if libc.syscall(248, b"user", b"autograder", b"text", 4, ring) >= 0:
        print("LEAK add_key", ring)
    if libc.syscall(250, 0, ring, 1) >= 0:
        print("LEAK keyctl", ring)
if libc.syscall(249, b"user", b"autograder", None, 0) >= 0:
    print("LEAK request_key")

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
