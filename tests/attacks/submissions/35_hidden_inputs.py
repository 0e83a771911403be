# attack: carries hidden inputs out in exceptions, output and class names
# expect: at most 0 points
def attack(*args):
    import sys
    print("HIDDEN", args)
    sys.stderr.write("HIDDEN %r" % (args,))
    kind = type("HIDDEN%s" % str(args)[:40].encode().hex(), (ValueError,), {})
    raise kind("HIDDEN %r" % (args,))

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
