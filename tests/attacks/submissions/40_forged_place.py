# attack: carries hidden inputs out as the file name of an exception
# expect: at most 0 points
from autograder.sandbox.worker import calls
calls.describe = lambda error, files: {"type": "ValueError", "mro": ["HIDDEN", "ValueError", "Exception"], "message": "HIDDEN", "file": f"HIDDEN {SEEN}", "line": 7}
SEEN = []


def attack(*args):
    SEEN.append(repr(args))
    raise ValueError

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
