# attack: has the kernel kill it, so that it looks as if the machine had done it
# expect: at most 0 points
import contextlib, ctypes, fcntl, os, resource, signal, struct
libc = ctypes.CDLL(None, use_errno=True)
KILL = 9

def refused(what, result):
    if result >= 0:
        print("LEAK", what)

def attack(*args):
    # A timer, a file and a limit that send the signal; a limit that is soon used up.
    event, timer = struct.pack("qii48x", 0, KILL, 0), ctypes.c_int()
    refused("timer", libc.syscall(222, 0, event, ctypes.byref(timer)))
    one, other = os.pipe()
    for command, argument in ((10, KILL),):
        with contextlib.suppress(OSError):
            fcntl.fcntl(one, command, argument)
            print("LEAK fcntl", command)
    for kind in (resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (0, 0))
            print("LEAK limit", kind)
        with contextlib.suppress(OSError, ValueError, PermissionError):
            resource.prlimit(0, kind, (0, 0))
            print("LEAK limit", kind)
    for call in ((62, os.getpid(), KILL), (62, 0, KILL), (62, -1, KILL), (200, os.getpid(), KILL)):
        refused("kill", libc.syscall(*call))
    signal.setitimer(signal.ITIMER_REAL, 0.01)  # this one is told by its name
    while True:
        pass

def weighted_sum(x, w, b=0.0):
    return attack()

def sigmoid(z):
    return attack()
