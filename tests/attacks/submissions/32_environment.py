# attack: reads its own environment and that of process 1
# expect: at most 0 points
import os
def look(path):
    try:
        with open(path, "rb") as file:
            print(file.read(100_000).decode("latin-1"))
    except OSError:
        pass

import ctypes
print(dict(os.environ))
libc = ctypes.CDLL(None)
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
for number in range(200):
    if environ[number] is None:
        break
    print(environ[number])
# What the process was started with still stands on its first stack.
look("/proc/1/environ")
look("/proc/self/environ")
