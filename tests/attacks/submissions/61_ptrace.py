# attack: traces other processes, reads their memory, takes their descriptors
# expect: at most 10 points
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(64)
class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
local, remote = Vector(ctypes.addressof(buffer), 64), Vector(id(1), 64)
for pid in {os.getppid(), 1, 2, 3, 4, 5} - {os.getpid(), 0}:
    if libc.ptrace(16, pid, 0, 0) == 0:
        print("LEAK ptrace", pid)
    if libc.process_vm_readv(pid, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0) > 0:
        print("LEAK process_vm_readv", pid)
    try:
        handle = os.pidfd_open(pid)
    except OSError:
        continue
    for descriptor in range(20):
        if libc.syscall(438, handle, descriptor, 0) >= 0:
            print("LEAK pidfd_getfd", pid)
    if libc.syscall(424, handle, 0, None, 0) == 0:
        print("LEAK pidfd_send_signal", pid)
if libc.syscall(312, os.getpid(), 1, 0, 0, 0) >= 0:
    print("LEAK kcmp")

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
