# attack: returns objects that run a command when unpickled
# expect: at most 0 points
import os, pickle
class E:
    def __reduce__(self):
        return (os.system, ("touch /tmp/autograder-marker",))


def attack(*args):
    return [E(), pickle.dumps(E())]

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
