# attack: uses and closes every descriptor
# expect: at most 0 points
import os

def attack(*args):
    for number in range(256):
        try:
            os.fstat(number)
        except OSError:
            continue
        if number not in (0, 1, 2, 3, 4, 10, 11):
            print("LEAK descriptor", number)
        try:
            os.write(number, b"\0" * 100)
        except OSError:
            pass
    os.closerange(0, 256)
    return 0.5

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
