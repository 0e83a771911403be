# attack: defines names that are no names, too many of them, and too long ones
# expect: at most 0 points
for key in (3, None, b"x", "\ud800", "a\nb", "", "x" * 1_000_000, ("t",)):
    globals()[key] = attack = lambda *args: 0.5
for number in range(100_000):
    globals()[f"name_{number}"] = number

def __getattr__(name):
    return lambda *args: 0.5

class Lies(type):
    __mro__ = property(lambda self: 1 / 0)
    def __instancecheck__(self, other):
        return True
    def __call__(self, *args):
        return 0.5

class weighted_sum(metaclass=Lies):
    __signature__ = property(lambda self: 1 / 0)
    __class__ = property(lambda self: (lambda x, w, b=0.0: 0).__class__)
    __wrapped__ = __text_signature__ = __name__ = None

def sigmoid(z):
    return 0.5

sigmoid.__wrapped__ = sigmoid
sigmoid.__signature__ = "nothing"
sigmoid.__annotations__ = {"z": "1 / 0"}
sigmoid.__kwdefaults__ = {"z": 1}
