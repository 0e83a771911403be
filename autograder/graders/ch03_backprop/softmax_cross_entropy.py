"""3.2 softmax_cross_entropy: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_type,
    form,
    grader,
    misconception,
    pure,
    refuses,
    stable,
    values,
    vectorised,
)

from .cases import softmax


def scored(rng):
    """Return cases (logits, y) of several sizes and integer kinds, one row and two classes too."""
    sizes = [(7, 5), (3, 3), (1, 4), (6, 2), (12, 10)]
    kinds = ["int64", "uint8", "int32", "int64", "int16"]
    cases = [
        (rng.normal(size=s) * 2, rng.integers(0, s[1], s[0]).astype(kind))
        for s, kind in zip(sizes * 4, kinds * 4, strict=True)
    ]
    return [*cases, (rng.normal(size=(3, 300)) * 2, np.array([200, 255, 0], np.uint8))]


LARGE = [
    ([[1000.0, -1000.0]], [1]),
    ([[0.0, -800.0, -1.0]], [1]),
    ([[1000.0, 1000.0, 1000.0]], [2]),
    ([[-1000.0, -1000.0]], [0]),
    ([[1000.0, 999.0], [-1000.0, -998.0], [0.5, 0.25]], [1, 0, 1]),
    ([[1000.0, -1000.0, -1000.0], [0.0, 0.0, 0.0], [-1000.0, 1000.0, 1000.0]], [0, 1, 2]),
    ([[95.0, 94.0, -95.0], [-0.5, 0.0, 0.25], [-110.0, -111.0, -109.5]], [1, 0, 0]),
    (2000.0 * np.eye(4) - 1000.0, [0, 2, 1, 3]),  # the largest in each place
]
TWO_ROWS, TWO_LABELS = np.array([[1.0, 2.0, 0.5], [0.0, 1.0, -1.0]]), np.array([1, 2])
FOUR_ROWS, FOUR_LABELS = np.ones((4, 3)), np.zeros(4, int)
NO_LABELS = [  # of four rows
    *(FOUR_LABELS[:1], FOUR_LABELS[:3], np.zeros(5, int)),
    *(FOUR_LABELS[:, None], FOUR_LABELS[None], np.eye(4, 3, dtype=int), np.array(0)),
]
NO_LOGITS = [np.ones(4), np.ones((1, 3)), np.ones((5, 3)), np.ones((4, 3, 2)), np.array(1.0)]
NO_CLASSES = [[0, 4, 1], [0, -1, 1], [9, 0, 0], [-4, 3, 3], [0, 3, 4], [0, 3, -1]]

test_form = form(
    1,
    "{name} returns one float.",
    [(TWO_ROWS, TWO_LABELS)],
    float,
    varies=[(TWO_ROWS * k, TWO_LABELS) for k in (1, 2, 3)],
    hint="the mean over the rows is one number: float(…)",
)
test_values = values(3, "{name} is the mean of log-sum-exp minus the right class's logit.", scored)
test_stable = stable(
    3,
    "{name} is exact for logits of ±1000, in equal and in mixed rows.",
    [(np.array(logits), np.array(y)) for logits, y in LARGE],
    hint="stay with logits: log-sum-exp minus the right logit; first take each row's maximum off",
    rtol=1e-6,  # what float32 can
)


@grader(1)
def test_shift(function, rng):
    """One number added to a whole row of logits changes nothing."""
    logits, y = rng.normal(size=(6, 4)), rng.integers(0, 4, 6)
    shift = 16.0 * rng.integers(1, 7, (6, 1))
    before, after = (call.value for call in function.map([(logits, y), (logits + shift, y)]))
    assert_type(before, float)
    assert_close(after, before, rtol=1e-9, atol=1e-11, hint="softmax sees differences only")


test_vectorised = vectorised(
    1,
    lambda rng, n: (rng.normal(size=(n, 5)), rng.integers(0, 5, n)),
    hint="logits[np.arange(N), y] picks each row's own entry in one step",
)
test_pure = pure(1, lambda rng: scored(rng)[:3])
test_shapes = refuses(
    1,
    "{name} refuses labels that do not fit the rows.",
    "shape",
    [
        *((FOUR_ROWS, y) for y in NO_LABELS),
        *((logits, FOUR_LABELS) for logits in NO_LOGITS),
        (FOUR_ROWS[:1], np.array(0)),
        *((np.ones((4, 4)), y) for y in NO_LABELS),  # where NumPy is silent
        (np.ones((4, 3, 4)), FOUR_LABELS),
    ],
    hint="logits.ndim is 2 and y.shape is (rows of logits,)",
)
test_labels = refuses(
    1,
    "{name} refuses labels below 0 and above C - 1.",
    "label",
    [
        *((np.ones((3, 4)), np.array(y)) for y in NO_CLASSES),
        (np.ones((3, 4)), np.array([255, 0, 1], np.uint8)),
        (np.ones((6, 2)), np.array([0, 1, 0, 1, 2, 1])),
    ],
    hint="NumPy counts -1 from the end: check both bounds",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


def _rows(right, logits, y):
    """Return logits as floats, with the row numbers; bad input is refused."""
    right(logits, y)
    return np.asarray(logits, float), np.arange(len(y))


@misconception
def sums_over_the_rows(right, logits, y):
    """Exactly N times too large: take the mean over rows."""
    return right(logits, y) * len(y)


@misconception
def takes_the_log_of_softmax(right, logits, y):
    """log(0): the probability of the right class became 0 before you took its logarithm. Work from
    logits: log-sum-exp minus the true logit.
    """
    logits, rows = _rows(right, logits, y)
    return float(np.mean(-np.log(softmax(logits)[rows, y])))


@misconception
def leaves_the_maximum_in(right, logits, y):
    """exp overflowed at 1000. Take each row's maximum off first and add it again after the
    logarithm: log-sum-exp stays the same.
    """
    logits, rows = _rows(right, logits, y)
    return float(np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[rows, y]))


@misconception
def takes_the_log_of_a_naive_softmax(right, logits, y):
    """exp overflowed, and small probabilities became 0. Take each row's maximum off, and stay with
    logits: log-sum-exp minus the true logit.
    """
    logits, rows = _rows(right, logits, y)
    e = np.exp(logits)
    return float(np.mean(-np.log((e / e.sum(axis=1, keepdims=True))[rows, y])))


@misconception
def takes_one_maximum_for_all_rows(right, logits, y):
    """One large row wiped out the others: log(0). Take the maximum per row, keepdims=True."""
    logits, rows = _rows(right, logits, y)
    shifted = logits - logits.max()
    return float(np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[rows, y]))


@misconception
def clips_the_probabilities(right, logits, y):
    """Your loss stops growing: the probability is clipped. The true value goes on to 2000, and
    clipping kills the gradient where the mistake is worst. Work from logits.
    """
    logits, rows = _rows(right, logits, y)
    return float(np.mean(-np.log(np.maximum(softmax(logits)[rows, y], 1e-7))))


@misconception
def applies_softmax_twice(right, logits, y):
    """softmax was applied twice: the input is logits, and a second softmax flattened them."""
    logits, _ = _rows(right, logits, y)
    return right(softmax(logits), y)


@misconception
def reverses_the_sign_of_the_loss(right, logits, y):
    """The sign is reversed: a loss is 0 or above. log-sum-exp comes first, minus the right
    logit.
    """
    return -right(logits, y)


@misconception
def takes_the_mean_over_classes_too(right, logits, y):
    """Exactly C times too small: your mean goes over the classes too. One loss per row, then the
    mean over rows.
    """
    return right(logits, y) / np.shape(logits)[1]


@misconception
def lets_negative_labels_through(right, logits, y):
    """A label of -1 went through: NumPy counts it from the end and takes the last class. Check
    below 0 too.
    """
    logits, y = np.asarray(logits, float), np.asarray(y)
    if y.shape == logits.shape[:1] and logits.ndim == 2 and np.all(y >= -logits.shape[1]):
        y = np.where(y < 0, y + logits.shape[1], y)
    return right(logits, y)


@misconception(grader="test_vectorised")
def goes_through_the_rows(right, logits, y):
    """Right values, but the work grows with N in Python. logits[np.arange(N), y] picks each row's
    own entry, axis=1 does the sums.
    """
    right(logits, y)
    losses = []
    for row, label in zip(np.asarray(logits, float), y, strict=True):
        top = row.max()
        losses.append(np.log(np.exp(row - top).sum()) + top - row[label])
    return float(np.mean(losses))
