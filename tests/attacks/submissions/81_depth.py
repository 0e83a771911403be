# attack: leaves folders so deep and names so strange that nobody can clear them up
# expect: at most 10 points
import contextlib, os, socket
here = os.getcwd()
for _ in range(3000):
    with contextlib.suppress(OSError):
        os.mkdir("d" * 20)
        os.chdir("d" * 20)
os.chdir(here)
for name in (b"\xff\xfe", b"new\nline", b"-rf", b"~", b"$(touch x)", b"x" * 255):
    with contextlib.suppress(OSError):
        os.mkfifo(name)
os.mkdir("closed")
open("closed/file", "w").close()
os.chmod("closed", 0)
with contextlib.suppress(OSError):
    os.symlink("/", "root")
    os.symlink("loop", "loop")
with contextlib.suppress(OSError):
    os.chmod(".", 0)

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
