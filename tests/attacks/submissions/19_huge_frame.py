# attack: announces a frame of 2**63 bytes
# expect: at most 0 points
import os

def attack(*args):
    os.write(11, b'\xff' * 7 + b'\x7f' + b'x' * 1000)
    os.write(11, bytes(1000))

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
