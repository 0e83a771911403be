# attack: writes the reply to the next question before it is asked
# expect: at most 0 points
import os, struct, json
def forge(number, value):
    said = ["", ""]
    reply = [{"value": value, "elapsed": 0.0, "changed": [], "shared": [], "events": 1}]
    tree = {"d": {"id": number, "ok": True, "said": said, "reply": [{"d": r} for r in reply]}}
    header = json.dumps(tree).encode()
    body = struct.pack("<I", len(header)) + header
    os.write(11, struct.pack("<Q", len(body)) + body)


def attack(*args):
    for n in range(1, 9): forge(n, 0.5)
    return 0.5

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
