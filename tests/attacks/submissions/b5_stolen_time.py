# attack: lets short-lived children keep it waiting, so that its time never counts
# expect: at most 0 points
"""Attempts to hold a grading slot for far longer than a call may take.
Channel: the deadline is moved by the longest wait of any living thread of the family, unless the
living have *used* the time; what an ended child has used is forgotten. One thread with nice 19
waits on a processor that ever new children (60 ms each) keep busy; nobody alive has used much.
Stops by itself after 20 s and then answers wrong, so that the run stays short.
"""
import os
import threading
import time

import numpy as np

SECONDS = 20.0


def waiter(end):
    try:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
    except OSError:
        pass
    while time.monotonic() < end:
        pass


def burn(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass
    os._exit(0)


def attack(*args):
    start = time.monotonic()
    end = start + SECONDS
    try:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    except OSError:
        pass
    if os.fork() == 0:  # a process of its own: Python's lock would make it sleep, not wait
        waiter(end)
        os._exit(0)
    children = []
    while time.monotonic() < end:
        try:
            while len(children) < 4:
                child = os.fork()
                if child == 0:
                    burn(0.06)
                children.append(child)
        except OSError:
            pass
        if children:
            os.waitpid(children.pop(0), 0)
    print("LEAK a call went on for", round(time.monotonic() - start), "s")


def weighted_sum(x, w, b=0.0):
    attack(x, w, b)
    return 1.0


def sigmoid(z):
    return np.ones(np.shape(z))
