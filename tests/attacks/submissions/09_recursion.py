# attack: recurses without end and without a limit
# expect: at most 0 points
import sys
sys.setrecursionlimit(10**9)

def attack(*args):
    return sorted([args], key=lambda a: attack(*a))

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
