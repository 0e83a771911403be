# attack: opens kernel settings for writing
# expect: at most 10 points
import os
for folder in ("/proc/sys/kernel", "/proc/sys/vm", "/proc/sys/fs", "/proc", "/sys/kernel", "/sys/fs/cgroup"):
    for name in ("core_pattern", "modprobe", "hostname", "overcommit_memory", "drop_caches", "binfmt_misc/register", "sysrq-trigger", "kcore", "kallsyms", "kmsg", "mem", "uevent_helper", "cgroup.procs"):
        for flags in (os.O_WRONLY, os.O_RDONLY) if name in ("kcore", "kmsg", "mem") else (os.O_WRONLY,):
            try:
                os.close(os.open(f"{folder}/{name}", flags))
            except OSError:
                continue
            print("LEAK", folder, name)
for name in ("mem", "kmem", "port", "kmsg", "sda", "vda", "core", "console", "tty0", "fuse", "kvm"):
    try:
        os.close(os.open(f"/dev/{name}", os.O_RDONLY))
    except OSError:
        continue
    print("LEAK device", name)

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
