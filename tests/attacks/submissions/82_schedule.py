# attack: takes the processors from its neighbours
# expect: at most 10 points
import contextlib, ctypes, os
libc = ctypes.CDLL(None, use_errno=True)

def attempt(what, function, *args):
    with contextlib.suppress(OSError, AttributeError):
        function(*args)
        print("LEAK", what)

attempt("nice", os.setpriority, os.PRIO_PROCESS, 0, -20)
attempt("nice of the user", os.setpriority, os.PRIO_USER, 0, -5)
for policy in (os.SCHED_FIFO, os.SCHED_RR):
    attempt("real time", os.sched_setscheduler, 0, policy, os.sched_param(10))
for number in (251, 314):  # ioprio_set, sched_setattr
    real = (1 << 13, b"") if number == 251 else (b"\x30\0\0\0\x06" + b"\xff" * 43, 0)
    if number == 251 and libc.syscall(251, 1, 0, 1 << 13) == 0:
        print("LEAK real-time input and output")
    if number == 314 and libc.syscall(314, 0, real[0], 0) == 0:
        print("LEAK deadline")
if libc.mlockall(3) == 0:
    print("LEAK locked memory")
attempt("group", os.setpgid, 0, 1)

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
