# attack: forks in a call, so that two processes answer the same question and all that follow
# expect: at most 0 points
import os
import threading

import numpy as np

calls = 0


def attack(value):
    global calls
    calls += 1
    if calls == 1:
        for _ in range(3):
            if os.fork() == 0:
                return value + 1  # and goes on to answer in the place of its parent
    if calls == 2:
        threading.Thread(target=os.fork, daemon=True).start()
    return value


def weighted_sum(x, w, b=0.0):
    return attack(0.5)


def sigmoid(z):
    return attack(0.5)
