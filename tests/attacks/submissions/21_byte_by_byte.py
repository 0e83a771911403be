# attack: answers one byte at a time
# expect: at most 0 points
import os, struct

def attack(*args):
    os.write(11, struct.pack('<Q', 60 << 20))
    while True:
        os.write(11, b'x')
        for _ in range(200): pass

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
