# attack: talks to another worker through files that both may only read, and takes more than its share
# expect: at most 10 points
import contextlib, ctypes, fcntl, os, struct
import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
shared = os.open(np.__file__, os.O_RDONLY)
own = os.open("own", os.O_RDWR | os.O_CREAT)


def attempt(what, function, *args):
    with contextlib.suppress(OSError):
        found = function(*args)
        if found is None or isinstance(found, bytes) or found >= 0:
            print("LEAK", what)


attempt("flock", fcntl.flock, shared, fcntl.LOCK_SH | fcntl.LOCK_NB)
attempt("flock", fcntl.flock, own, fcntl.LOCK_EX | fcntl.LOCK_NB)
lock = struct.pack("hhqqi", fcntl.F_RDLCK, 0, 0, 0, 0)
for command in (5, 6, 36, 37):
    attempt(f"lock {command}", fcntl.fcntl, shared, command, lock)
attempt("lease", fcntl.fcntl, own, 1024, fcntl.F_WRLCK)
attempt("lease", fcntl.fcntl, own, 1025)
attempt("notify", fcntl.fcntl, os.open(os.path.dirname(np.__file__), os.O_RDONLY), 1026, 1)
for name in ("inotify_init", "inotify_init1"):
    with contextlib.suppress(AttributeError):
        attempt(name, getattr(libc, name), 0)
attempt("preadv2", os.preadv, shared, [bytearray(9)], 0, getattr(os, "RWF_NOWAIT", 8))
attempt("pwritev2", os.pwritev, own, [b"own"], 0, getattr(os, "RWF_DSYNC", 2))
attempt("session", os.setsid)
if (child := os.fork()) == 0:  # one that leads no group: there a session could be made
    with contextlib.suppress(OSError):
        os.setsid()
        os._exit(7)
    os._exit(0)
if os.waitpid(child, 0)[1]:
    print("LEAK session of a child")
pages = ctypes.create_string_buffer(8)
place = np.ones(1 << 13, np.uint8)  # any page will do: it is the call that is refused
attempt("mincore", libc.mincore, ctypes.c_void_p(place.ctypes.data & ~4095), 4096, pages)
asked, told = (ctypes.c_uint64 * 2)(0, 0), (ctypes.c_uint64 * 5)()
attempt("cachestat", libc.syscall, ctypes.c_long(451), shared, asked, told, 0)
for number in (457, 458, 462, 467, 500, 1000):  # statmount and what else newer kernels have
    result = libc.syscall(ctypes.c_long(number), 0, 0, 0, 0, 0, 0)
    if result >= 0 or ctypes.get_errno() != 38:
        print("LEAK system call", number, ctypes.get_errno())


def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)


def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
