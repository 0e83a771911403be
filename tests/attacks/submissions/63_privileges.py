# attack: makes devices, changes root and user
# expect: at most 10 points
import ctypes, os, resource, stat
def attempt(function, *args):
    try:
        function(*args)
    except OSError:
        return
    print("LEAK", function.__name__, args)
start = os.getuid()
attempt(os.mknod, "disk", 0o666 | stat.S_IFBLK, os.makedev(254, 0))
attempt(os.mknod, "null", 0o666 | stat.S_IFCHR, os.makedev(1, 3))
attempt(os.chroot, ".")
attempt(os.setgroups, [0])
for uid in {0, 1, 1000, 62000, 65534} - {start}:
    attempt(os.setuid, uid)
    attempt(os.setresuid, uid, uid, uid)
    attempt(os.setgid, uid)
attempt(os.chown, ".", 12345, 12345)
libc = ctypes.CDLL(None, use_errno=True)
kept = [n for n in range(64) if libc.prctl(23, n, 0, 0, 0) == 1]
if kept and start != 0:
    print("LEAK bounding set", kept)
if libc.prctl(39, 0, 0, 0, 0) != 1:
    print("LEAK new privileges")
status = ctypes.create_string_buffer(24)
header = ctypes.create_string_buffer(b"\x22\x05\x08\x20" + bytes(4))
if libc.capget(header, status) == 0 and any(status.raw):
    print("LEAK capabilities", status.raw)
for kind in (resource.RLIMIT_NPROC, resource.RLIMIT_DATA, resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_CPU, resource.RLIMIT_MEMLOCK):
    soft, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY:
        print("LEAK no limit", kind)
    try:
        resource.setrlimit(kind, (hard, hard + 1))
        print("LEAK limit", kind)
    except ValueError:
        pass
try:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print("LEAK core")
except (OSError, ValueError):
    pass

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
