# attack: leaves daemons behind and frees them from their parent
# expect: at most 10 points
import contextlib, ctypes, os, time
libc = ctypes.CDLL(None)
for name in (b"autograder-demon", b"\xff\xfe"):
    if os.fork() == 0:
        with contextlib.suppress(OSError):
            os.setsid()
        libc.prctl(1, 0, 0, 0, 0)
        libc.prctl(15, name, 0, 0, 0)
        if os.fork():
            os._exit(0)
        os.closerange(0, 64)
        time.sleep(300)
        os._exit(0)

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
