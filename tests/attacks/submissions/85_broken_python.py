# attack: breaks the Python that it runs in, before anything is asked
# expect: at most 10 points
import builtins, gc, locale, os, sys, threading, warnings
sys.setrecursionlimit(60)
sys.setswitchinterval(1000)
gc.disable()
gc.callbacks.append(lambda *args: 1 / 0)
sys.excepthook = sys.unraisablehook = threading.excepthook = lambda *args: os._exit(0)
sys.displayhook = lambda value: 1 / 0
warnings.showwarning = lambda *args, **kwargs: 1 / 0
warnings.simplefilter("error")
sys.stdout = sys.stderr = sys.__stdout__ = None
sys.stdin = object()
sys.argv = sys.path = sys.meta_path = ()
sys.modules.pop("json", None)
sys.modules["struct"] = sys.modules["io"] = None
builtins.__import__ = None
builtins.isinstance = lambda *args: True
builtins.type = builtins.len = builtins.str = builtins.open = None
__builtins__["print"] = None if isinstance(__builtins__, dict) else None
os.environ.clear()
os.chdir("/")

def weighted_sum(x, w, b=0.0):
    return float(sum(x * w) + b)

def sigmoid(z):
    return 1 / (1 + 2.718281828459045 ** -z)
