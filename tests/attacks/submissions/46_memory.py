# attack: asks for more and more memory
# expect: at most 0 points
def attack(*args):
    kept = []
    while True:
        kept.append(bytearray(32 << 20))

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
