# attack: opens terminals and types into the grader's
# expect: at most 10 points
import fcntl, os
for name in ("/dev/tty", "/dev/ptmx", "/dev/console", "/dev/pts/0", "/dev/pts/ptmx"):
    try:
        terminal = os.open(name, os.O_RDWR | os.O_NOCTTY)
    except OSError:
        continue
    print("LEAK", name)
for number in (0, 1, 2):
    for request in (0x5412, 0x541C, 0x5412 | 1 << 32):
        try:
            fcntl.ioctl(number, request & 0xFFFFFFFF, b"x")
        except OSError:
            continue
        print("LEAK ioctl", hex(request))

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
