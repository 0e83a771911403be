# attack: replaces the builtins that a comparison needs
# expect: at most 0 points
import builtins
builtins.abs = lambda *args: 0.0
builtins.all = builtins.any = builtins.isinstance = lambda *args: True
builtins.AssertionError = SystemExit


def attack(*args):
    return 0.123

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
