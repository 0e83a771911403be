"""7.7 diagnose_fit: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import form, misconception, refuses, values


def beyond(number):
    """Return the next float above a number."""
    return float(np.nextafter(number, np.inf))


def underfits(rng):
    """Return losses near the baseline, and above it; validation near them, below, or far above."""
    shares = ((0.95, 1.0), (0.91, 0.9), (0.99, 1.7), (1.1, 1.2), (2.0, 1.9), (0.92, 1.4))
    return [
        (float(b * share), float(b * share * times), float(b))
        for b, (share, times) in zip(rng.uniform(0.3, 4, 6), shares, strict=True)
    ]


def overfits(rng):
    """Return low training losses with validation losses far above; below the baseline, too."""
    shares = ((0.1, 2.0), (0.5, 1.4), (0.8, 1.35), (0.85, 3.0), (0.02, 60.0), (0.6, 1.32))
    return [
        (float(b * share), float(b * share * times), float(b))
        for b, (share, times) in zip(rng.uniform(0.3, 4, 6), shares, strict=True)
    ]


def fits(rng):
    """Return low training losses with validation losses near them, below them, too."""
    shares = ((0.1, 1.28), (0.5, 1.0), (0.88, 1.25), (0.85, 0.7), (0.4, 1.2), (0.6, 1.1))
    baselines = rng.uniform(0.3, 4, 6)
    baselines[2] = rng.uniform(2, 4)  # losses that are large, and differ by more than 0.3
    return [
        (float(b * share), float(b * share * times), float(b))
        for b, (share, times) in zip(baselines, shares, strict=True)
    ]


def boundaries(rng):
    """Return losses that are exactly on a boundary, and the next number above it."""
    cases = []
    for unit in (2.0 ** rng.permutation(np.arange(-4, 5))[:4]).tolist():
        bar = 0.9 * unit
        cases += [(bar, bar, unit), (beyond(bar), beyond(bar), unit)]
        val = 1.3 * unit
        cases += [(unit, val, 4 * unit), (unit, beyond(val), 4 * unit)]
    return cases


ZEROS = [(0.0, 0.0, 0.7), (0.0, 0.2, 0.7), (0.3, 0.0, 0.7), (0.0, 0.0, 0.0), (0.2, 0.2, 0.0)]

test_form = form(
    1,
    "{name} returns a word.",
    lambda rng: [underfits(rng)[0], overfits(rng)[0], fits(rng)[1]],
    str,
    hint="return a str, one of the three",
)
test_underfitting = values(
    2,
    "A training loss near the baseline or above it is underfitting, whatever validation says.",
    underfits,
    hint="train_loss > 0.9 * baseline, asked first",
)
test_overfitting = values(
    2,
    "A validation loss far above a low training loss is overfitting.",
    overfits,
    hint="val_loss > 1.3 * train_loss",
)
test_good = values(2, "What is neither is good.", fits, hint="the last line of the table")
test_boundaries = values(
    1,
    "On the very boundary nothing is said yet: strictly above.",
    boundaries,
    hint="> and not >=, with the products of the docstring",
)
test_zeros = values(
    1, "Losses of 0 are legal.", ZEROS, hint="compare with a product: a quotient divides by 0"
)
test_negative = refuses(
    1,
    "A number below 0 is refused, whichever of the three it is.",
    "loss",
    [(-0.1, 0.5, 0.6), (0.1, -0.5, 0.6), (0.1, 0.5, -0.6), (-0.1, -0.2, -0.3), (0.5, -1e-9, 0.6)],
    hint="look at all three",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


def _unchecked(train_loss, val_loss, baseline):
    """Return what the table says, also of negative numbers."""
    if train_loss > 0.9 * baseline:
        return "underfitting"
    return "overfitting" if val_loss > 1.3 * train_loss else "good"


@misconception
def asks_for_overfitting_first(right, train_loss, val_loss, baseline):
    """Where both lines hold you answered overfitting. Who has learned nothing cannot have learned
    too much: underfitting is asked first.
    """
    answer = right(train_loss, val_loss, baseline)
    return "overfitting" if val_loss > 1.3 * train_loss else answer


@misconception
def measures_underfitting_on_validation(right, train_loss, val_loss, baseline):
    """A high validation loss was taken for underfitting. That is asked of the *training* loss: has
    the network learned the rows that it was shown?
    """
    right(train_loss, val_loss, baseline)
    if val_loss > 0.9 * baseline:
        return "underfitting"
    return "overfitting" if val_loss > 1.3 * train_loss else "good"


@misconception
def forgets_the_0_9(right, train_loss, val_loss, baseline):
    """A training loss just below the baseline was taken for learned. It is to be clearly below:
    compare with 0.9 * baseline.
    """
    right(train_loss, val_loss, baseline)
    if train_loss > baseline:
        return "underfitting"
    return "overfitting" if val_loss > 1.3 * train_loss else "good"


@misconception
def forgets_the_1_3(right, train_loss, val_loss, baseline):
    """Any validation loss above the training loss was called overfitting. A little above is usual:
    compare with 1.3 * train_loss.
    """
    answer = right(train_loss, val_loss, baseline)
    return "overfitting" if answer == "good" and val_loss > train_loss else answer


@misconception
def compares_the_difference(right, train_loss, val_loss, baseline):
    """The difference was compared: val_loss - train_loss > 0.3. What counts is the ratio,
    val_loss > 1.3 * train_loss: 0.3 is much beside 0.1 and little beside 4.
    """
    answer = right(train_loss, val_loss, baseline)
    if answer == "underfitting":
        return answer
    return "overfitting" if val_loss - train_loss > 0.3 else "good"


@misconception
def compares_validation_with_the_baseline(right, train_loss, val_loss, baseline):
    """Overfitting was measured against the baseline. Compare val_loss with train_loss: has the
    network learned something that holds for its own rows only?
    """
    answer = right(train_loss, val_loss, baseline)
    if answer == "underfitting":
        return answer
    return "overfitting" if val_loss > 1.3 * baseline else "good"


@misconception
def exchanges_the_losses(right, train_loss, val_loss, baseline):
    """The losses are exchanged: train_loss comes first, then val_loss."""
    return right(val_loss, train_loss, baseline)


@misconception
def takes_at_least_for_above(right, train_loss, val_loss, baseline):
    """On the boundary itself you answered underfitting or overfitting: > and not >=."""
    right(train_loss, val_loss, baseline)
    if train_loss >= 0.9 * baseline:
        return "underfitting"
    return "overfitting" if val_loss >= 1.3 * train_loss else "good"


@misconception
def divides_by_the_training_loss(right, train_loss, val_loss, baseline):
    """A training loss of 0 was divided by. Compare products: val_loss > 1.3 * train_loss."""
    answer = right(train_loss, val_loss, baseline)
    if answer != "underfitting":
        val_loss / train_loss
    return answer


@misconception
def divides_by_the_baseline(right, train_loss, val_loss, baseline):
    """A baseline of 0 was divided by. Compare products: train_loss > 0.9 * baseline."""
    answer = right(train_loss, val_loss, baseline)
    train_loss / baseline
    return answer


@misconception
def exchanges_the_words(right, train_loss, val_loss, baseline):
    """Underfitting and overfitting are exchanged. Under: not even the training rows are learned."""
    answer = right(train_loss, val_loss, baseline)
    words = {"underfitting": "overfitting", "overfitting": "underfitting"}
    return words.get(answer, answer)


@misconception
def refuses_0(right, train_loss, val_loss, baseline):
    """A loss of 0 was refused. It is rare, but legal: refuse what is below 0."""
    if min(train_loss, val_loss, baseline) == 0:
        raise ValueError("diagnose_fit: loss")
    return right(train_loss, val_loss, baseline)


@misconception
def looks_at_the_training_loss_alone(right, train_loss, val_loss, baseline):
    """A negative number was taken: look at all three, not at train_loss alone."""
    if train_loss < 0:
        raise ValueError("diagnose_fit: loss")
    return _unchecked(train_loss, val_loss, baseline)


@misconception
def forgets_the_baseline(right, train_loss, val_loss, baseline):
    """A negative baseline was taken: it is a loss, too. Look at all three numbers."""
    if min(train_loss, val_loss) < 0:
        raise ValueError("diagnose_fit: loss")
    return _unchecked(train_loss, val_loss, baseline)


@misconception
def never_refuses(right, train_loss, val_loss, baseline):
    """Negative numbers were taken. No cross-entropy is below 0: raise a ValueError that says
    "loss".
    """
    return _unchecked(train_loss, val_loss, baseline)
