# attack: answers each question with what was asked before, kept in every place that outlives a call
# expect: at most 0 points
import contextlib, ctypes, mmap, os, sys

import numpy as np

kept = mmap.mmap(-1, 1 << 16)
names = ("own.npy", ".hidden", os.path.expanduser("~/kept.npy"), "/tmp/kept.npy", "/dev/shm/kept", "/scratch/kept")


def attack(*args):
    text = repr(args)[:2000]
    for name in names:
        with contextlib.suppress(OSError):
            with open(name, "a+") as file:
                file.seek(0)
                if "HIDDEN" in file.read() and os.environ.get("KEPT") is None:
                    print("LEAK kept by another process:", name)
                file.write("HIDDEN" + text)
    os.environ["KEPT"] = "1"
    sys.intern(text)
    kept.seek(0)
    kept.write(text.encode()[:4000])
    np.kept = args
    return 0.25


def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)


def sigmoid(z):
    return attack(z)
