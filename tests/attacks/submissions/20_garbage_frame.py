# attack: answers with noise
# expect: at most 0 points
import os, struct

def attack(*args):
    body = os.urandom(1000)
    os.write(11, struct.pack('<Q', 1000) + body)
    return 0.5

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
