# attack: kills its process group
# expect: at most 10 points
import os, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
for number in (signal.SIGKILL, signal.SIGTERM):
    try:
        os.killpg(0, number)
    except OSError:
        pass

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
