# attack: reads the worker's questions from its pipe and answers in its place
# expect: at most 0 points
"""Attempts to answer in its own name, and to bring the worker's protocol out of step.
Channel: descriptors 10 and 11. A thread waits at the pipe of questions, takes the next one before
the worker's own reader, widens the pipe (F_SETPIPE_SZ), makes it non-blocking (O_NONBLOCK is of the
open file, so of everybody who shares it), answers with a well-formed reply with the right number in
two pieces, and claims events, purity and no warning.
"""
import fcntl
import json
import os
import select
import struct
import threading

import numpy as np


def frame(number):
    seen = {"d": {"value": 1.0, "elapsed": 0.0, "events": 1, "printed": False, "global_random": False}}
    tree = {"d": {"id": number, "ok": True, "said": ["", ""], "reply": [seen]}}
    header = json.dumps(tree, separators=(",", ":")).encode()
    body = struct.pack("<I", len(header)) + header
    return struct.pack("<Q", len(body)) + body


def steal():
    while True:
        try:
            select.select([10], [], [])
            head = os.read(10, 8)
            (length,) = struct.unpack("<Q", head)
            body = b""
            while len(body) < length:
                body += os.read(10, length - len(body))
            (size,) = struct.unpack_from("<I", body)
            tree = json.loads(body[4:4 + size])
            answer = frame(tree["d"]["id"])
            os.write(11, answer[:5])
            os.write(11, answer[5:])
        except (OSError, ValueError, KeyError, struct.error):
            pass


def attack(*args):
    for descriptor in (10, 11):
        try:
            fcntl.fcntl(descriptor, 1031, 1 << 20)
            flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
            fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | os.O_NONBLOCK | os.O_ASYNC)
        except OSError:
            pass
    threading.Thread(target=steal, daemon=True).start()


def weighted_sum(x, w, b=0.0):
    attack(x, w, b)
    return 1.0


def sigmoid(z):
    attack(z)
    return np.ones(np.shape(z))
