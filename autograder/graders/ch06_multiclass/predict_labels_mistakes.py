"""6.3 predict_labels: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

YES_OR_NO = ("binary", "multilabel")

# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def takes_one_label_of_several(right, probs, problem, threshold=0.5):
    """A multilabel problem got exactly one label for each row, by argmax. Several labels may be
    there, or none: each entry is a question of its own.
    """
    labels = right(probs, problem, threshold)
    return labels.argmax(axis=-1) if problem == "multilabel" else labels


@misconception
def marks_the_largest_label(right, probs, problem, threshold=0.5):
    """Each row of a multilabel problem has its 1 where the largest probability is, and nowhere
    else. Several entries may be above the threshold, or none.
    """
    labels = right(probs, problem, threshold)
    top = (probs == probs.max(axis=-1, keepdims=True)).astype(np.int64)
    return top if problem == "multilabel" else labels


@misconception
def takes_what_is_equal(right, probs, problem, threshold=0.5):
    """A probability equal to the threshold became a 1. Only what is above it does: >, not >=."""
    labels = right(probs, problem, threshold)
    return (probs >= threshold).astype(np.int64) if problem in YES_OR_NO else labels


@misconception
def ignores_the_threshold(right, probs, problem, threshold=0.5):
    """The threshold is always a half, whatever is given: compare with `threshold`."""
    return right(probs, problem)


@misconception
def ignores_the_threshold_of_binary(right, probs, problem, threshold=0.5):
    """In a binary problem the threshold is always a half, whatever is given: compare with
    `threshold` there, too.
    """
    return right(probs, problem, 0.5 if problem == "binary" else threshold)


@misconception
def ignores_the_threshold_of_multilabel(right, probs, problem, threshold=0.5):
    """In a multilabel problem the threshold is always a half, whatever is given: compare with
    `threshold` there, too.
    """
    return right(probs, problem, 0.5 if problem == "multilabel" else threshold)


@misconception
def rounds(right, probs, problem, threshold=0.5):
    """The labels are rounded probabilities, so that the threshold has no effect, and 0.5 is decided
    by the rules of rounding. Compare: probs > threshold.
    """
    labels = right(probs, problem, threshold)
    wrong = np.floor(np.asarray(probs) + 0.5).astype(np.int64)
    return wrong if problem in YES_OR_NO else labels


@misconception
def asks_classes_for_the_threshold(right, probs, problem, threshold=0.5):
    """In a multiclass problem a row without an entry above the threshold became class 0. The
    largest entry is the class, however small it is.
    """
    labels = right(probs, problem, threshold)
    return (probs > threshold).argmax(axis=1) if problem == "multiclass" else labels


@misconception
def takes_the_last_of_equals(right, probs, problem, threshold=0.5):
    """Of equal entries the last one became the class. np.argmax takes the first, as is asked."""
    labels = right(probs, problem, threshold)
    last = probs.shape[-1] - 1 - probs[..., ::-1].argmax(axis=-1)
    return last if problem == "multiclass" else labels


@misconception
def takes_the_largest_of_each_column(right, probs, problem, threshold=0.5):
    """In a multiclass problem the largest of each column was looked for. A row is an example: its
    class is the argmax along axis 1.
    """
    labels = right(probs, problem, threshold)
    return probs.argmax(axis=0) if problem == "multiclass" else labels


@misconception
def answers_the_largest_probability(right, probs, problem, threshold=0.5):
    """In a multiclass problem the largest probability itself came back. Asked is which class has
    it: argmax, not max.
    """
    labels = right(probs, problem, threshold)
    return probs.max(axis=1) if problem == "multiclass" else labels


@misconception
def answers_bools(right, probs, problem, threshold=0.5):
    """True and False came back. Make integers of them: (…).astype(int)."""
    labels = right(probs, problem, threshold)
    return labels.astype(bool) if problem in YES_OR_NO else labels


@misconception
def answers_floats(right, probs, problem, threshold=0.5):
    """The labels are floats. Labels are integers: (…).astype(int)."""
    return right(probs, problem, threshold).astype(np.float64)


@misconception
def flattens_columns(right, probs, problem, threshold=0.5):
    """A binary problem given as a column came back as a row. The shape of probs stays."""
    labels = right(probs, problem, threshold)
    return labels.reshape(-1) if problem == "binary" else labels


@misconception
def refuses_0_and_1(right, probs, problem, threshold=0.5):
    """Your own check refused a probability of exactly 0 or 1. Both are legal: refuse what is below
    0 or above 1.
    """
    labels = right(probs, problem, threshold)
    if np.any((probs == 0) | (probs == 1)):
        raise ValueError("predict_labels: range")
    return labels


@misconception
def accepts_logits(right, probs, problem, threshold=0.5):
    """Numbers below 0 or above 1 were accepted. They are no probabilities, logits perhaps: refuse
    them.
    """
    right(np.clip(probs, 0, 1), problem, threshold)
    if problem == "multiclass":
        return probs.argmax(axis=1)
    return (probs > threshold).astype(np.int64)
