# attack: gives itself a name that is no text, so that its watch stumbles, and hangs
# expect: at most 0 points
import ctypes, time

def attack(*args):
    libc = ctypes.CDLL(None)
    libc.prctl(1, 0, 0, 0, 0)
    libc.prctl(15, b"\xff\xfe\n)", 0, 0, 0)
    while True:
        time.sleep(0.1)

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
