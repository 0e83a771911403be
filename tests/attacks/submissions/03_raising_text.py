# attack: raises an exception whose text raises
# expect: at most 0 points
class E(BaseException):
    def __str__(self):
        raise self
    __repr__ = __str__


def attack(*args):
    raise E()

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
