"""What several exercises of this chapter are graded with."""

import numpy as np

KINDS = ("linear", "step", "sigmoid", "tanh", "relu", "softplus", "elu")
NEAR_ZERO = (-0.4, -0.2, 0.2, 0.4)  # scores that a bar at 0.5 would answer alike
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])

# Of the two exercises that take (z, kind).
UNKNOWN_KINDS = [(np.ones(3), kind) for kind in ("gelu", "", "ReLU", "relu6", " relu ", "lin")]

# Of the two that take (x, w): what is not 1-D, in each of them alone and in both.
NO_VECTORS = [
    *((np.array(2.0), np.ones(1)), (np.ones(3), np.array(2.0)), (np.array(1.0),) * 2),
    *((np.ones((2, 3)), np.ones(3)), (np.ones(3), np.ones((3, 1))), (np.ones((3, 3)),) * 2),
    *((np.ones((1, 3)), np.ones(3)), (np.ones(3), np.ones((1, 3)))),
]
LENGTHS = [(3, 1), (1, 3), (2, 4), (4, 2)]


def whole_vectors(rng):
    """Return cases (x, w, b) whose products and sums wrap in some kind of integer.

    The answers differ, whatever is added to b.
    """
    cases = [
        (np.array([100]), np.array([2]), -150.0),
        (np.array([200, 100]), np.array([2, 1]), -400.0),
        (np.array([60000, 30000]), np.array([2, 2]), -100000.0),
        (np.array([-7, 3, 1]), np.array([5, 11, -2]), 1.5),
    ]
    return [(x, w, b + float(rng.uniform(-1, 1))) for x, w, b in cases]


def around_a_billion(rng):
    """Return two numbers that only float64 tells apart, and the one between them."""
    middle = float(rng.integers(10**9, 2 * 10**9))
    return middle - 1, middle, middle + 1


def large(rng):
    """Return entries up to ±1000, 0 and small ones between them: exp overflows at some."""
    z = np.array([-1000.0, -750.0, -40.0, -1.0, 0.0, 1.0, 40.0, 750.0, 1000.0])
    return rng.uniform(0.96, 1.0) * z


def around_zero(rng):
    """Return 0 between two small numbers."""
    return float(rng.uniform(0.1, 0.4)) * np.array([-1.0, 0.0, 1.0])


def whole(rng):
    """Return integers; the negative of some wraps."""
    return rng.permutation([-128, -7, -1, 0, 1, 2, 3, 100, 200])


def number(rng):
    """Return an array without axes, below 0."""
    return np.array(-rng.uniform(0.5, 1.0))


def vectors(rng, count=20):
    """Return `count` cases (x, w, b) of different lengths, biases well away from 0."""
    sizes = [1, 2, 3, 5, 7, 11]
    return [
        (rng.normal(size=d), rng.normal(size=d), float(rng.choice([-1, 1]) * rng.uniform(0.5, 2)))
        for d in rng.choice(sizes, count)
    ]


def batches(rng):
    """Return pre-activations of several shapes, none within 1e-2 of 0."""
    shapes = [(7,), (5, 3), (1, 1), (2, 3, 4)]
    return [rng.choice([-1, 1], s) * rng.uniform(0.01, 4, s) for s in shapes]


def shapes(rng):
    """Return cases (z, kind) of no axis to two."""
    sides = {"relu": (), "tanh": 4, "sigmoid": (2, 3)}
    return [(np.asarray(rng.uniform(0.1, 2.0, shape)), kind) for kind, shape in sides.items()]


def both_sides(rng):
    """Return two cases (z, kind) whose answers differ."""
    return [(np.full(3, k * rng.uniform(0.4, 1.0)), "tanh") for k in (-1.0, 1.0)]


def every_kind(z):
    """Return one case (z, kind) for each of the seven activations."""
    return [(z, kind) for kind in KINDS]


def with_kind(right, replaced, wrong):
    """Return the right function of (z, kind), one kind replaced by `wrong(z)` of floats."""

    def answer(z, kind):
        value = right(z, kind)
        if kind != replaced:
            return value
        return np.asarray(wrong(1.0 * np.asarray(z)), dtype=np.asarray(value).dtype)

    return answer


def floats_of(right, X, y, lr):
    """Return rows and labels as floats; bad input is refused."""
    right(X, y, lr, 0)
    return np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)


def plain(error, row, label, score):
    """Return what a mistake adds to w and to b."""
    return error * row, error


def by_bar(score, label, bar=0.0):
    """Return the error of an answer."""
    return label - (score > bar)


def train_otherwise(right, X, y, lr, epochs, change=plain, **other):
    """Train with another rule: `change(error, row, label, score)` -> what to add to w and to b.

    `other` may have `error_of(score, label)`, what each error `counts`, what is `noted` of their
    sum, and where w starts.
    """
    X, y = floats_of(right, X, y, lr)
    error_of, counts = other.get("error_of", by_bar), other.get("counts", bool)
    w, b, mistakes = other.get("w", np.zeros(X.shape[1])), 0.0, []
    for _ in range(epochs):
        total = 0
        for row, label in zip(X, y, strict=True):
            score = row @ w + b
            error = float(error_of(score, label))
            if error != 0:
                dw, db = change(error, row, label, score)
                w, b, total = w + lr * dw, b + lr * db, total + int(counts(error))
        mistakes.append(other.get("noted", int)(total))
        if total == 0:
            break
    return w, float(b), mistakes
