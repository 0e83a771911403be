# attack: leaves files for the next submission and looks for those of the last
# expect: at most 10 points
import glob, os
for folder in (".", "/scratch", "/dev/shm", "/tmp", "/var/tmp", "/dev/mqueue", "/usr/lib/python3/dist-packages", *glob.glob("/python/lib/python3.*/site-packages"), os.environ["HOME"]):
    path = f"{folder}/autograder-marker-56"
    if os.path.exists(path):
        print("LEAK marker", path)
for folder in (".", "/scratch", "/dev/shm", "/tmp", "/var/tmp", "/dev/mqueue", "/usr/lib/python3/dist-packages", *glob.glob("/python/lib/python3.*/site-packages")):
    try:
        open(f"{folder}/autograder-marker-56", "w").close()
    except OSError:
        pass
for name in os.listdir("/dev/pts") if os.access("/dev/pts", os.R_OK) else ():
    print("LEAK terminal", name)

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
