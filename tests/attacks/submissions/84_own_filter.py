# attack: lays filters and rules over itself and over what guards it
# expect: at most 10 points
import contextlib, ctypes, struct
libc = ctypes.CDLL(None, use_errno=True)

def attempt(what, *call):
    if libc.syscall(*map(ctypes.c_long, call)) >= 0:
        print("LEAK", what)

allow = ctypes.create_string_buffer(struct.pack("=HBBI", 6, 0, 0, 0x7FFF0000))
program = ctypes.create_string_buffer(struct.pack("=H6xQ", 1, ctypes.addressof(allow)))
notify = libc.syscall(317, 1, 8, ctypes.byref(program))  # a filter with a listener of its own
if notify >= 0 and libc.ioctl(notify, 0xC0502100, ctypes.create_string_buffer(80)) == 0:
    print("LEAK listens to its own calls")
attempt("undumpable back to dumpable reads the guard", 310, 1, 0, 0, 0, 0, 0)
for option, value in ((4, 2), (35, 1), (22, 0), (24, 0), (47, 2)):
    if option in (24,) and libc.prctl(option, 21, 0, 0, 0) == 0:
        pass  # to give a right up is no attack
    elif option in (35, 47) and libc.prctl(option, value, 0, 0, 0) == 0:
        print("LEAK prctl", option)
with contextlib.suppress(OSError):
    open("/proc/self/oom_score_adj", "w").write("-1000")
    print("LEAK the kernel spares it")

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
