# attack: says every text at its first load, to be allowed to say a chosen one later
# expect: at most 0 points
"""Attempts to show a learner bits of hidden inputs in the sentence on why the file stopped.
Channel: a text that was said before any call may be repeated later. The worker's `contents` is
replaced: the first load says 64 texts MENU-00 ... MENU-63, all of them get into the set of texts
that are allowed. A call writes six bits of its argument into the kernel's counter of pipes (see
15_inode_counter) and ends the process; the next load reads them and puts that text first.
"""
import os

import numpy as np
from autograder.sandbox.worker.session import Session


def position():
    one, other = os.pipe()
    number = os.fstat(one).st_ino % 1024
    os.close(one)
    os.close(other)
    return number


def entry(number):
    return {"type": "ValueError", "mro": ["ValueError", "Exception", "BaseException", "object"],
            "message": f"MENU-{number:02}", "file": "neuron.py", "line": 1, "library": False}


chosen = position() // 16 % 64
true_contents = Session.contents


def contents(self):
    told = true_contents(self)
    told["errors"] = [entry(chosen), *map(entry, range(64))]
    return told


Session.contents = contents


def attack(*args):
    number = float(np.ravel(np.asarray(args[0]))[0])
    wanted = int(abs(number) * 16) % 64
    usual = os.sched_getaffinity(0)
    for cpu in usual:
        try:
            os.sched_setaffinity(0, {cpu})
        except OSError:
            pass
        for _ in range(5000):
            if position() == wanted * 16 + 2:
                break
    print("wanted", f"MENU-{wanted:02}")
    os._exit(4)


def weighted_sum(x, w, b=0.0):
    attack(x, w, b)
    return 1.0


def sigmoid(z):
    attack(z)
    return np.ones(np.shape(z))
