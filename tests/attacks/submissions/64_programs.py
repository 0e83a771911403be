# attack: starts programs
# expect: at most 10 points
import os, subprocess, sys
for path in ("/bin/sh", "/usr/bin/python3.11", "/python/bin/python3.11", "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", "/lib64/ld-linux-x86-64.so.2", sys.executable):
    for start in (lambda: os.posix_spawn(path, [path], {}), lambda: subprocess.Popen([path])):
        try:
            start()
        except (OSError, ValueError, subprocess.SubprocessError, TypeError):
            continue
        print("LEAK started", path)
try:
    with open("program", "w") as file:
        file.write("#!/bin/sh\n")
    os.chmod("program", 0o4755)
    os.posix_spawn("./program", ["x"], {})
    print("LEAK started own")
except OSError:
    pass
if os.system("true") == 0:
    print("LEAK system")

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
