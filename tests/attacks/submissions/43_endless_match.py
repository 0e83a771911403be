# attack: stays in C code: a regular expression without end
# expect: at most 0 points
import re

def attack(*args):
    return re.match('(a*)*b', 'a' * 60)

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
