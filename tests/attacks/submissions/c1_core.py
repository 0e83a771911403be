# attack: wants a core file of its memory, with whatever program the machine calls for it
# expect: at most 0 points
import contextlib, ctypes, os, resource

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
with contextlib.suppress(OSError, ValueError):
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)
    print("LEAK the limit of core files was raised")
with contextlib.suppress(OSError, ValueError):
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    if hard > 1:  # 1 is the limit at which the kernel calls no program either
        print("LEAK a core file may be written", hard)
libc.prctl(4, 1, 0, 0, 0)  # dumpable


def attack():
    open("before", "w").close()
    os.abort()


def weighted_sum(x, w, b=0.0):
    return attack()


def sigmoid(z):
    return attack()
