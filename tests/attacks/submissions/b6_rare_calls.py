# attack: tries the system calls that programs hardly ever make, by number, also as x32
# expect: at most 10 points
import ctypes, struct

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
room = ctypes.create_string_buffer(4096)
attribute = ctypes.create_string_buffer(struct.pack("<II", 1, 128).ljust(128, b"\0"))


def attempt(what, number, *arguments):
    call = [a if isinstance(a, (bytes, ctypes.Array)) else ctypes.c_long(a) for a in arguments]
    if libc.syscall(ctypes.c_long(number), *call) >= 0:
        print("LEAK", what)


attempt("io_uring_setup", 425, 8, room)
attempt("userfaultfd", 323, 1)
attempt("perf_event_open", 298, attribute, 0, -1, -1, 0)
attempt("perf_event_open of all", 298, attribute, -1, 0, -1, 0)
for command in (0, 5, 18):
    attempt(f"bpf {command}", 321, command, room, 120)
attempt("fanotify_init", 300, 0, 0)
attempt("fanotify_init for reports", 300, 0x200, 0)
attempt("name_to_handle_at", 303, -100, b"/", room, room, 0)
attempt("open_by_handle_at", 304, -100, room, 0)
attempt("memfd_secret", 447, 0)
attempt("process_madvise", 440, -1, room, 1, 4, 0)
attempt("kcmp", 312, 1, 1, 0, 0, 0)
attempt("lookup_dcookie", 212, 0, room, 4096)
attempt("modify_ldt", 154, 1, room, 16)
attempt("ioperm", 173, 0, 1, 1)
attempt("iopl", 172, 3)
attempt("acct", 163, b"own")
attempt("swapon", 167, b"own", 0)
attempt("quotactl", 179, 0x80000700, b"/", 0, room)
attempt("quotactl_fd", 443, 0, 0x80000700, 0, room)
attempt("add_key", 248, b"user", b"autograder", b"x", 1, -4)
attempt("request_key", 249, b"user", b"autograder", b"x", -4)
attempt("keyctl", 250, 0, -4, 1)
attempt("syslog", 103, 3, room, 4096)
attempt("settimeofday", 164, struct.pack("<QQ", 1, 1), 0)
attempt("clock_settime", 227, 0, struct.pack("<QQ", 1, 1))
attempt("sethostname", 170, b"attack", 6)
attempt("reboot", 169, 0xFEE1DEAD, 672274793, 0, 0)
attempt("kexec_load", 246, 0, 0, 0, 0)
attempt("init_module", 175, room, 8, b"")
attempt("finit_module", 313, 0, b"", 0)
attempt("vhangup", 153)
attempt("uselib", 134, b"/lib")
attempt("nfsservctl", 180, 0, room, room)
attempt("migrate_pages", 256, 0, 8, room, room)
attempt("move_pages of another", 279, 1, 0, room, room, room, 0)
attempt("get_robust_list of another", 274, 1, room, room)
attempt("process_mrelease", 448, -1, 0)
attempt("landlock with a foreign rule", 445, -1, 1, room, 0)
for number in (0, 1, 2, 9, 13, 39, 56, 57, 59, 512, 520, 539, 544, 547):
    attempt(f"x32 {number}", 0x40000000 | number, 0, 0, 0, 0, 0, 0)


def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)


def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
