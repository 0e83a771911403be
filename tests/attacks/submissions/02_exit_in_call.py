# attack: ends the process with success in a call
# expect: at most 0 points
import os

def attack(*args):
    os._exit(0)

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
