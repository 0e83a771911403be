# attack: returns an object that equals everything
# expect: at most 0 points
class Equal:
    def answer(self, *others, **more):
        return True
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __call__ = answer
    def same(self, *others):
        return self
    __sub__ = __rsub__ = __abs__ = __add__ = __array_ufunc__ = __getattr__ = __getitem__ = same
    __hash__ = None
    def __float__(self):
        return 0.0
    def __array__(self, *rest, **more):
        import numpy
        return numpy.zeros(3)


def attack(*args):
    return Equal()

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
