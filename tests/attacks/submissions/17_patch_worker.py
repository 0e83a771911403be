# attack: replaces the worker's own code to claim a score
# expect: at most 0 points
import sys
from autograder.sandbox.worker import calls, session as worker, wire
encode = wire.encode
def claim(value, *rest):
    if isinstance(value, dict) and isinstance(value.get("reply"), list):
        for seen in value["reply"]:
            if isinstance(seen, dict):
                seen.update(ok=True, score=10, passed=True, outcome="passed", events=0)
    return encode(value, *rest)
worker.wire.encode = claim


def attack(*args):
    return 0.123

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
