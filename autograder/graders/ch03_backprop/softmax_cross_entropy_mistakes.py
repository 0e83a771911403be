"""3.2 softmax_cross_entropy: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

from .cases import softmax

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


def _capped(right, logits, y, cap):
    """Return the loss with `cap` of the right probabilities in the logarithm."""
    logits, rows = _rows(right, logits, y)
    return float(np.mean(-np.log(cap(softmax(logits)[rows, y]))))


@misconception
def caps_the_loss(right, logits, y):
    """Your loss stops growing: the probability is clipped, or a small number is added to it. The
    true value goes on to 2000, and the gradient dies where the mistake is worst: work from logits.
    """
    return _capped(right, logits, y, lambda P: np.maximum(P, 1e-7))


@misconception
def adds_a_ten_millionth(right, logits, y):
    """1e-7 was added to the probabilities before the logarithm: every loss is a little wrong, and
    it stops growing at 16. Work from logits: log-sum-exp minus the true logit.
    """
    return _capped(right, logits, y, lambda P: P + 1e-7)


@misconception
def adds_a_hundred_millionth(right, logits, y):
    """1e-8 was added to the probabilities before the logarithm: every loss is a little wrong, and
    it stops growing at 18. Work from logits: log-sum-exp minus the true logit.
    """
    return _capped(right, logits, y, lambda P: P + 1e-8)


@misconception
def fixes_the_number_of_classes(right, logits, y):
    """Your answer is right for one number of classes only: it stands in your code. Take it from the
    logits: logits.shape[1].
    """
    right(logits, y)
    return right(np.asarray(logits) + np.zeros(3), y)


def _log_softmax(right, logits, y):
    """Return the logarithms of the probabilities."""
    logits, _ = _rows(right, logits, y)
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


@misconception
def picks_the_columns_for_all_rows(right, logits, y):
    """Every row paid for the labels of all rows: [:, y] picks these columns in each of them.
    [np.arange(N), y] picks one entry per row.
    """
    return float(-np.mean(_log_softmax(right, logits, y)[:, y]))


@misconception
def pays_for_every_class(right, logits, y):
    """The label had no effect: you added up the logarithms of all classes. Only that of the right
    class counts: [np.arange(N), y].
    """
    return float(-np.mean(_log_softmax(right, logits, y).sum(axis=1)))


@misconception
def takes_the_likeliest_class(right, logits, y):
    """The label had no effect: your loss is that of the likeliest class. Take the right one's:
    [np.arange(N), y].
    """
    return float(-np.mean(_log_softmax(right, logits, y).max(axis=1)))


@misconception
def leaves_out_the_right_logit(right, logits, y):
    """The label had no effect: this is log-sum-exp alone. The logit of the right class is taken
    off it.
    """
    logits, _ = _rows(right, logits, y)
    top = logits.max(axis=1)
    return float(np.mean(np.log(np.exp(logits - top[:, None]).sum(axis=1)) + top))


@misconception
def takes_the_logarithm_to_base_two(right, logits, y):
    """Your logarithm has base 2. The loss uses the natural one: np.log."""
    return right(logits, y) / np.log(2)


@misconception
def takes_the_logarithm_to_base_ten(right, logits, y):
    """Your logarithm has base 10. The loss uses the natural one: np.log."""
    return right(logits, y) / np.log(10)


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


@misconception
def shifts_the_sum_alone(right, logits, y):
    """The row's maximum was taken off in the sum, and not off the logit of the right class. Take it
    off both, or add it again after the logarithm.
    """
    logits, rows = _rows(right, logits, y)
    shifted = logits - logits.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(shifted).sum(axis=1)) - logits[rows, y]))


@misconception
def lets_the_other_classes_pay(right, logits, y):
    """The classes that are not right pay too, with log(1 - p): that is the loss of many answers of
    yes or no. Here a row pays -log of the right class's probability, and nothing else.
    """
    logits, rows = _rows(right, logits, y)
    P = softmax(logits)
    P[rows, y] = 0.0
    return right(logits, y) - float(np.log(np.maximum(1 - P, 1e-16)).sum(axis=1).mean())


@misconception
def counts_classes_from_one(right, logits, y):
    """Every row pays for the class before its label: y - 1 picks the wrong column. Labels count
    from 0, as columns do.
    """
    logits, _ = _rows(right, logits, y)
    return right(logits, (np.asarray(y, int) - 1) % logits.shape[1])


@misconception
def leaves_out_the_logarithm(right, logits, y):
    """This is the mean probability of the right class. The loss is minus its logarithm, row by
    row.
    """
    logits, rows = _rows(right, logits, y)
    return float(softmax(logits)[rows, y].mean())
