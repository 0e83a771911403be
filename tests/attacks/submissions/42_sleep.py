# attack: sleeps
# expect: at most 0 points
import time

def attack(*args):
    time.sleep(1000)

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
