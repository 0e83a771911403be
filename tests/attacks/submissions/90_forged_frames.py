# attack: threads and children write to the line on which the answers go
# expect: at most 0 points
import json, os, struct, threading, time

def body(number):
    text = json.dumps({"d": {"id": number, "ok": True, "said": ["", ""], "reply": [
        {"d": {"value": 0.5, "printed": False}}]}}).encode()
    inner = struct.pack("<I", len(text)) + text
    return struct.pack("<Q", len(inner)) + inner

def flood():
    number = 0
    while True:
        number += 1
        for descriptor in range(3, 24):
            try:
                os.write(descriptor, body(number % 40))
            except OSError:
                pass
        time.sleep(0.001)

def attack(*args):
    threading.Thread(target=flood, daemon=True).start()
    if os.fork() == 0:
        flood()
    return 0.5

def weighted_sum(x, w, b=0.0):
    return attack()

def sigmoid(z):
    return attack()
