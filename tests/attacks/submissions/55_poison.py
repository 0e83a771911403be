# attack: leaves code where the next Python would find it
# expect: at most 10 points
import glob, importlib, os, sys, numpy
places = {*sys.path, os.path.dirname(numpy.__file__), os.path.dirname(os.__file__), "/site", "/boot", "/python", "/usr/lib/python3/dist-packages", os.path.expanduser("~/.local/lib/python3.11/site-packages"), *glob.glob("/python/lib/python3.*/*"), *glob.glob("/usr/lib/python3*/*")}
for place in places:
    for name in ("sitecustomize.py", "usercustomize.py", "x.pth", "numpy.py", "neuron.py", "__pycache__/autograder-marker"):
        path = os.path.join(place, name)
        try:
            with open(path, "w") as file:
                file.write("print('LEAK poisoned')")
        except OSError:
            continue
        if not path.startswith(os.getcwd()):
            print("LEAK writable", path)
for module in list(sys.modules.values()):
    cached = getattr(module, "__cached__", None)
    if cached and os.access(cached, os.W_OK):
        print("LEAK writable", cached)

import numpy as np

def weighted_sum(x, w, b=0.0):
    return float(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)

def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
