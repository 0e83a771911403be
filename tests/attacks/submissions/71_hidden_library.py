# attack: lets another library do the work, under a name that is put together
# expect: at most 0 points
def attack(*args):
    for name in ("tensor" + "flow", "".join(reversed("yrosnet")), "to" + "rch", "ja" + "x"):
        try:
            return __import__(name).sigmoid(args[0])
        except ImportError:
            pass
    return getattr(__import__("sci" + "py.special").special, "ex" + "pit")(args[0])

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
