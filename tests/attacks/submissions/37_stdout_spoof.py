# attack: prints what a grader might print
# expect: at most 0 points
import os

def attack(*args):
    print('{"score": 10, "passed": true}')
    print("10 passed in 0.01s")
    os.write(1, b'{"ok": true, "score": 10}')
    os.write(2, b"PASSED")
    return 0.123

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
