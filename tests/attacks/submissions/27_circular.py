# attack: returns circles, depth and giant numbers
# expect: at most 0 points
VALUES = [0, 1, 2, 3]

def attack(*args):
    circle = []
    circle.append(circle)
    deep = 0.5
    for _ in range(10_000):
        deep = (deep,)
    VALUES.append(VALUES.pop(0))
    return [circle, deep, 10**100_000, {"a": circle}][VALUES[0]]

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
