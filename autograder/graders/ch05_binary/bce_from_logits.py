"""5.1 bce_from_logits: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    form,
    grader,
    integers,
    misconception,
    pure,
    refuses,
    stable,
    values,
)


def pairs(rng, *shapes, spread=3.0):
    """Return cases of labels and logits, one for each shape; both labels occur where they can."""
    cases = []
    for shape in shapes:
        size = int(np.prod(shape))
        y = rng.permutation(np.arange(size) % 3 > 0).astype(np.int64)
        cases.append((y.reshape(shape), rng.normal(0, spread, shape)))
    return cases


def some(rng):
    """Return cases of one, two and three axes; labels of several kinds."""
    plain = pairs(rng, (7,), (5, 3), (1,), (2, 3, 4), (6, 1))
    (one, z), (other, v) = pairs(rng, (9,), (4, 2))
    return [*plain, (one.astype(bool), z), (other.astype(np.float64), v)]


test_form = form(
    1, "{name} returns a float.", lambda rng: pairs(rng, (6,), (3, 2), (5,)), float, hint="float(…)"
)
test_values = values(4, "{name} is the mean cross-entropy over all entries.", some)


def large(rng):
    """Return cases with logits of ±1e3, alone and among others; for them, and against."""
    y, z = pairs(rng, (8,))[0]
    z[:4] = np.array([1000.0, -1000.0, 700.0, -90.0]) * rng.permutation([1, -1, 1, -1])
    extremes = np.full((3, 2), 1000.0) * rng.choice([-1, 1], (3, 2))
    alone = [(np.array([label]), np.array([z])) for label in (0, 1) for z in (-1000.0, 800.0)]
    return [(y, z), (np.arange(6).reshape(3, 2) % 2, extremes), *alone]


test_large = stable(
    3,
    "Logits of ±1e3 are no trouble, whichever label they belong to.",
    large,
    hint="the form with max(z, 0) and e^-|z| needs no sigmoid: nothing overflows, no log of 0",
)


@grader(1)
def test_symmetry(function, rng):
    """Turning round all labels and the signs of all logits changes nothing."""
    ((y, z),) = pairs(rng, (11,))
    one, other = function.map([(y, z), (1 - y, -z)])
    assert_close(other.value, one.value, rtol=1e-9, hint="label 0 and label 1 are treated alike")


def whole(rng):
    """Return cases of whole numbers, from -6 to 6 in the logits."""
    return [(y, np.round(z)) for y, z in pairs(rng, (7,), (4, 3), spread=2.5)]


test_integers = integers(
    2,
    whole,
    line="Labels and logits of any integer dtype count as floats, unsigned ones too.",
    hint="turn them into floats before you compute: in uint8, -1 is 255",
)
test_pure = pure(1, some, line="{name} leaves y and logits as they were.")


def misfits(rng):
    """Return labels and logits that NumPy would stretch, or cannot."""
    z = rng.normal(0, 2, 4)
    labels = np.array([0, 1, 1, 0])
    return [
        (labels[:, np.newaxis], z),
        (labels, z[:, np.newaxis]),
        (labels[:1], z),
        (labels, z[:3]),
        (labels.reshape(2, 2), z),
    ]


test_shape = refuses(
    1,
    "Labels and logits of different shapes are refused.",
    "shape",
    misfits,
    hint="compare y.shape with logits.shape: NumPy stretches (4, 1) beside (4,) to (4, 4)",
)
STRANGE = [[0, 2, 1], [0, 1, -1], [0.5, 1, 0], [1, 0, 1.5], [-0.25, 0, 1], [7, 1, 0], [1, 0, 3]]
test_label = refuses(
    2,
    "Labels other than 0 and 1 are refused, wherever they stand.",
    "label",
    lambda rng: [(np.array(labels), rng.normal(0, 2, 3)) for labels in STRANGE],
    hint="every entry is 0 or 1: 0.5, -1 and 2 are neither",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


def _parts(right, y, logits):
    """Return labels and logits as float64; what is bad is refused."""
    right(y, logits)
    return np.asarray(y, np.float64), np.asarray(logits, np.float64)


def _losses(y, z):
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))


@misconception
def takes_the_log_of_a_sigmoid(right, y, logits):
    """Right for small logits, but far out the sigmoid is exactly 0 or 1, and its log infinite: the
    formula with max(z, 0) and e^-|z| takes no log of a sigmoid.
    """
    y, z = _parts(right, y, logits)
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        return float(-np.mean(np.where(y == 1, np.log(p), np.log(1 - p))))


@misconception
def computes_with_the_sigmoid(right, y, logits):
    """Right for small logits, but far out e^-z overflows, or the sigmoid is exactly 0 or 1 and its
    log infinite: the formula with max(z, 0) and e^-|z| does without a sigmoid.
    """
    y, z = _parts(right, y, logits)
    p = 1 / (1 + np.exp(-z))
    return float(np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)))


@misconception
def clips_the_probabilities(right, y, logits):
    """Probabilities are kept away from 0 and 1, so no loss is above 16: a logit of -1000 for a 1
    costs 1000. The form with max(z, 0) needs no clipping.
    """
    y, z = _parts(right, y, logits)
    p = np.clip(1 / (1 + np.exp(-np.clip(z, -500, 500))), 1e-7, 1 - 1e-7)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@misconception
def adds_the_losses_up(right, y, logits):
    """The losses are added up. Take their mean, or twice as many rows would cost twice as much."""
    return float(_losses(*_parts(right, y, logits)).sum())


@misconception
def adds_within_each_row(right, y, logits):
    """The losses of a row are added up, and the mean is taken over rows only. It is over all
    entries: np.mean without an axis.
    """
    losses = _losses(*_parts(right, y, logits))
    return float(np.mean(losses.reshape(len(losses), -1).sum(axis=1)) if losses.ndim else losses)


@misconception
def forgets_the_minus(right, y, logits):
    """The sign is wrong: this is the mean log-likelihood, which is below 0. The loss is minus it,
    so that better means smaller.
    """
    return -right(y, logits)


@misconception
def takes_label_0_for_1(right, y, logits):
    """The labels are taken the wrong way round: sigmoid(z) is the probability of label 1, and a
    large z makes the loss of a 1 small.
    """
    right(y, logits)
    return right(1 - np.asarray(y, np.float64), logits)


@misconception
def forgets_label_0(right, y, logits):
    """Rows with label 0 cost nothing in yours. Theirs is -ln(1 - sigmoid(z)): both labels count."""
    y, z = _parts(right, y, logits)
    return float(np.mean(_losses(y, z) * (y == 1)))


@misconception
def leaves_out_the_max(right, y, logits):
    """The term max(z, 0) is missing: right for logits below 0 only."""
    y, z = _parts(right, y, logits)
    return float(np.mean(_losses(y, z) - np.maximum(z, 0)))


@misconception
def forgets_the_absolute_value(right, y, logits):
    """The last term is ln(1 + e^-z), without the bars around z: for logits below 0 it is too large,
    and overflows far out. It is e^-|z|.
    """
    y, z = _parts(right, y, logits)
    with np.errstate(all="ignore"):
        return float(np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-z))))


@misconception
def takes_probabilities(right, y, logits):
    """The sigmoid was applied to the logits first, and the formula, which has one in it, once more.
    It takes the logits as they are.
    """
    y, z = _parts(right, y, logits)
    return right(y, 1 / (1 + np.exp(-np.clip(z, -700, 700))))


@misconception
def negates_labels_of_uint8(right, y, logits):
    """Wrong for labels of an unsigned dtype: -y was computed before they became floats, and in
    uint8 that is 255. Write z * y, or y.astype(float) first.
    """
    right(y, logits)
    y, z = np.asarray(y), np.asarray(logits, np.float64)
    y = y.astype(np.float64) if y.dtype == bool else y
    return float(np.mean(np.maximum(z, 0) + z * (-y) + np.log1p(np.exp(-np.abs(z)))))


@misconception
def stretches_the_shapes(right, y, logits):
    """Labels and logits of different shapes were taken: NumPy stretched them, and compared every
    label with every logit. Compare y.shape with logits.shape first.
    """
    y, z = np.asarray(y), np.asarray(logits)
    try:
        y, z = np.broadcast_arrays(y, z)
    except ValueError:
        return right(y, z)
    return right(y, z)


@misconception
def takes_labels_in_between(right, y, logits):
    """A label of 0.5 was taken. Only 0 and 1 are labels: to lie between them is not enough."""
    y, z = np.asarray(y), np.asarray(logits)
    if y.shape == z.shape and np.all((y >= 0) & (y <= 1)):
        return float(np.mean(_losses(y.astype(np.float64), z.astype(np.float64))))
    return right(y, z)
