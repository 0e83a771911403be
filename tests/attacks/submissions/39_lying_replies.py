# attack: answers every question with some other legal value
# expect: at most 0 points
import random
from autograder.sandbox.worker import wire, session as worker
from autograder.sandbox.worker.wire import Handle, Recipe
encode = wire.encode
CHOICES = [None, True, 0, -1, 2**63, 0.5, float("nan"), "", "value", [], [[]], [1, 2, 3], [{}], {}, {"value": 0.5}, [{"value": 0.5}], [{"value": Handle(0, "x")}], [{"value": Recipe("rng", {})}], Handle(0, "x"), Recipe("x", {}), [["x", "POSITIONAL_OR_KEYWORD", None]], [["x"], ["w"], ["b"]], [{"error": {"type": 3, "mro": [3], "message": [], "file": 7, "line": "x"}}], [{"error": None}], [{"value": 0.5, "changed": "x", "shared": {}, "events": "y"}], ["x", "w", "b"], [None, None, None], [{"x": 1}], (1, 2)]
chance = random.Random()
def lie(value, *rest):
    if isinstance(value, dict) and "reply" in value and value["id"] > 1:
        value = value | {"reply": chance.choice(CHOICES), "ok": chance.random() < 0.8}
    return encode(value, *rest)
worker.wire.encode = lie


def attack(*args):
    return 0.123

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
