# attack: loops without end
# expect: at most 0 points
def attack(*args):
    while True: pass

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
