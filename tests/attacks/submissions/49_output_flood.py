# attack: prints without end
# expect: at most 0 points
import os, sys

def attack(*args):
    while True:
        print("x" * 100_000)
        sys.stderr.write("y" * 100_000)
        try:
            os.write(1, b"z" * (1 << 20))
        except OSError:
            pass

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
