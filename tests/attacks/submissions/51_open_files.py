# attack: opens files without end
# expect: at most 0 points
def attack(*args):
    kept = []
    while True:
        kept.append(open("/dev/null"))
        if len(kept) > 100:
            print("LEAK files", len(kept))

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
