# attack: kills its parent, process 1 and everyone it may signal
# expect: at most 10 points
import os, signal
for target in (os.getppid(), 2, 3, 4, 5, -1, 0):
    if target > 0 or target in (-1, 0):
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP):
            try:
                if target != os.getpid():
                    os.kill(target, number)
            except OSError:
                pass

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
