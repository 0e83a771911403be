# attack: returns floats and lists whose comparisons lie
# expect: at most 0 points
class Float(float):
    def __eq__(self, other):
        return True
    __hash__ = float.__hash__
    __sub__ = __rsub__ = __abs__ = lambda self, *rest: 0.0
    __le__ = __lt__ = __ge__ = __gt__ = __eq__
class List(list):
    __eq__ = lambda self, other: True
    __len__ = lambda self: 3


def attack(*args):
    return Float(7e77) if len(args) == 3 else List([Float(7e77)])

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
