"""7.5 early_stopping: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _stopped(right, val_losses, patience, *, better=lambda loss, best: loss < best, wait=0):
    """Go through the epochs: `better` compares two losses, `wait` is added to the patience."""
    right(val_losses, patience)
    best = 0
    for i, loss in enumerate(val_losses[1:], 1):
        if better(loss, val_losses[best]):
            best = i
        elif i - best >= patience + wait:
            return i, best
    return len(val_losses) - 1, best


@misconception
def skips_nan(right, val_losses, patience):
    """An epoch with a loss of nan was not counted. It is no better than the best, so one waits: ask
    whether the loss is *below* the best, and count everything else.
    """
    stop, best, waited = right(val_losses, patience), 0, 0
    for i, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best, waited = i, 0
        elif i and loss >= val_losses[best]:
            waited += 1
            if waited == patience:
                return i, best
    return (len(val_losses) - 1, best) if np.isnan(val_losses).any() else stop


@misconception
def takes_as_good_for_better(right, val_losses, patience):
    """A loss that is equal to the best one was taken for a better one, so a flat curve never stops.
    Better is strictly below: <, not <=.
    """
    return _stopped(right, val_losses, patience, better=lambda loss, best: loss <= best)


@misconception
def returns_the_last_for_the_best(right, val_losses, patience):
    """best is the epoch in which training stopped. What is wanted is the epoch with the lowest loss
    before that: its weights are the ones to keep.
    """
    stop, _ = right(val_losses, patience)
    return stop, stop


@misconception
def stops_one_epoch_late(right, val_losses, patience):
    """It stops one epoch late: i - best >= patience, not >. With patience 3 three epochs may pass
    without a better one, and the third of them is the last.
    """
    return _stopped(right, val_losses, patience, wait=1)


@misconception
def stops_one_epoch_early(right, val_losses, patience):
    """It stops one epoch early: patience epochs pass without a better one before it does."""
    return _stopped(right, val_losses, patience, wait=-1)


@misconception
def compares_with_the_epoch_before(right, val_losses, patience):
    """Each epoch was compared with the one before it. A loss that falls back a little is not a new
    best one: compare with the best so far.
    """
    right(val_losses, patience)
    best, waited = 0, 0
    for i, loss in enumerate(val_losses[1:], 1):
        waited = 0 if loss < val_losses[i - 1] else waited + 1
        best = i if loss < val_losses[best] else best
        if waited >= patience:
            return i, best
    return len(val_losses) - 1, best


@misconception
def takes_every_fall_for_a_new_best(right, val_losses, patience):
    """A loss below that of the epoch before became the best one, though there was a lower one
    earlier. Compare with the best so far, val_losses[best].
    """
    right(val_losses, patience)
    best = 0
    for i, loss in enumerate(val_losses[1:], 1):
        if loss < val_losses[i - 1]:
            best = i
        elif i - best >= patience:
            return i, best
    return len(val_losses) - 1, best


@misconception
def takes_nan_for_the_lowest(right, val_losses, patience):
    """A loss of nan was taken for the lowest of all, as np.argmin does. It is no better than any
    other: compare with <, which is False for nan.
    """
    right(val_losses, patience)
    for i in range(len(val_losses)):
        best = int(np.argmin(val_losses[: i + 1]))
        if i - best >= patience:
            return i, best
    return i, best


@misconception
def never_starts_the_count_anew(right, val_losses, patience):
    """The epochs without a better one were counted over the whole training. A better epoch starts
    the count anew: only those after the best one count.
    """
    right(val_losses, patience)
    best, waited = 0, 0
    for i, loss in enumerate(val_losses[1:], 1):
        if loss < val_losses[best]:
            best = i
            continue
        waited += 1
        if waited >= patience:
            return i, best
    return len(val_losses) - 1, best


@misconception
def counts_from_one(right, val_losses, patience):
    """Both numbers are one too large: epochs are counted from 0 here, as the indices of
    val_losses are.
    """
    stop, best = right(val_losses, patience)
    return stop + 1, best + 1


@misconception
def looks_behind_the_stop(right, val_losses, patience):
    """best is the lowest loss of the whole list. Training was over before that epoch: nobody has
    its weights.
    """
    stop, _ = right(val_losses, patience)
    return stop, val_losses.index(min(val_losses))


@misconception
def takes_argmin_of_all(right, val_losses, patience):
    """best is np.argmin of the whole list. What comes after the stop was never trained: look at
    the epochs up to it. And np.argmin takes nan for the lowest loss.
    """
    stop, _ = right(val_losses, patience)
    return stop, int(np.argmin(val_losses))


@misconception
def exchanges_stop_and_best(right, val_losses, patience):
    """The two numbers are exchanged: first stop, then best."""
    return right(val_losses, patience)[::-1]


@misconception
def stops_behind_the_end(right, val_losses, patience):
    """Where nothing stops the training, stop is len(val_losses), an epoch that there is not. The
    last index is one less.
    """
    stop, best = right(val_losses, patience)
    return (stop if stop - best >= patience else len(val_losses)), best


@misconception
def returns_the_best_loss(right, val_losses, patience):
    """The second number is the lowest loss itself. Asked is its index: in which epoch it was."""
    stop, best = right(val_losses, patience)
    return stop, val_losses[best]


@misconception
def looks_for_the_highest(right, val_losses, patience):
    """The highest loss was taken for the best. It is a loss: lower is better."""
    return right([-loss for loss in val_losses], patience)


@misconception
def answers_numpy_ints(right, val_losses, patience):
    """The numbers are right, but they are NumPy's: int(np.argmin(…)) makes Python's own of them."""
    stop, best = right(val_losses, patience)
    return np.int64(stop), np.int64(best)


@misconception
def takes_a_patience_of_0(right, val_losses, patience):
    """A patience of 0 was taken: training would stop before anything can get better. Refuse what is
    below 1.
    """
    return right(val_losses, 1 if patience == 0 else patience)


@misconception
def answers_for_no_epochs(right, val_losses, patience):
    """An empty list was taken. There is no epoch to stop after: raise a ValueError that says
    "val_losses".
    """
    return right(val_losses, patience) if val_losses else (0, 0)
