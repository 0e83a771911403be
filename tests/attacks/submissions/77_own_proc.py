# attack: reads and changes what a /proc of its own shows, where TensorFlow needs one
# expect: at most 10 points
import os

def look(path):
    try:
        with open(path, "rb") as file:
            print(path, file.read(3000).decode("latin-1"))
    except OSError:
        return False
    return True

if os.path.exists("/proc/self"):
    try:
        entries = set(os.listdir("/proc")) - {"self", "thread-self"}
    except OSError:
        entries = set()
    if entries - {str(os.getpid())}:
        print("LEAK entries", sorted(entries))
    for name in ("cmdline", "keys", "kallsyms", "kcore", "kmsg", "interrupts", "diskstats", "iomem", "config.gz", "sys/kernel/core_pattern", "sys/kernel/hostname", "net/unix", "1/../sys/kernel/random/boot_id"):
        if look(f"/proc/{name}"):
            print("LEAK of the machine", name)
    for name in ("environ", "cmdline", "cgroup", "maps", "net/tcp", "mountinfo"):
        look(f"/proc/self/{name}")
    for number in os.listdir("/proc/self/fd") if os.access("/proc/self/fd", os.R_OK) else ():
        try:
            target = os.readlink(f"/proc/self/fd/{number}")
        except OSError:
            continue  # it listed the folder
        if not target.startswith(("/dev/null", os.getcwd(), "pipe:")):
            print("LEAK descriptor", number, target)
        if target.startswith(os.getcwd()) and "(deleted)" not in target:
            print("LEAK file", target)
    for name in os.listdir("/proc/self"):
        try:
            os.close(os.open(f"/proc/self/{name}", os.O_WRONLY))
        except OSError:
            continue
        print("LEAK written", name)
    for folder in ("root/work", "root/etc", "root/root", "cwd/.."):
        try:
            names = os.listdir(f"/proc/self/{folder}")
        except OSError:
            continue
        if {"passwd", "main", ".bashrc", "autograder"} & set(names):
            print("LEAK folder", folder)
    child = os.fork()
    if child == 0:
        try:
            open(f"/proc/{os.getppid()}/mem", "r+b").close()
            os.write(1, b"LEAK mem\n")
        except OSError:
            pass
        os._exit(0)
    os.waitpid(child, 0)

if os.path.isdir("/scratch"):
    if [name for name in os.listdir("/scratch") if not name.startswith("autograder-marker")]:
        print("LEAK files in /scratch", os.listdir("/scratch"))
allowed = set("PATH LANG HOME TMPDIR OMP_NUM_THREADS OPENBLAS_NUM_THREADS TF_NUM_INTRAOP_THREADS TF_NUM_INTEROP_THREADS TF_CPP_MIN_LOG_LEVEL CUDA_VISIBLE_DEVICES HDF5_USE_FILE_LOCKING TF2_BEHAVIOR TF_USE_LEGACY_KERAS KERAS_BACKEND".split())
if set(os.environ) - allowed:
    print("LEAK environment", sorted(set(os.environ) - allowed))

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
