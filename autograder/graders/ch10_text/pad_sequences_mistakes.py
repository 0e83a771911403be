"""10.5 pad_sequences: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def pads_at_the_end(right, sequences, maxlen):
    """The zeros stand at the end. They go in front, so that the last word is always in the last
    place.
    """
    right(sequences, maxlen)
    kept = [each[-maxlen:] for each in sequences]
    return np.array([each + [0] * (maxlen - len(each)) for each in kept], int).reshape(-1, maxlen)


@misconception
def keeps_the_start(right, sequences, maxlen):
    """Of a longer list the first ids stayed. Keep the last ones: sequence[-maxlen:]."""
    right(sequences, maxlen)
    return right([each[:maxlen] for each in sequences], maxlen)


@misconception
def pads_and_cuts_at_the_end(right, sequences, maxlen):
    """Both ends are exchanged: zeros go in front of a short list, and of a long one the last ids
    stay.
    """
    right(sequences, maxlen)
    kept = [each[:maxlen] for each in sequences]
    return np.array([each + [0] * (maxlen - len(each)) for each in kept], int).reshape(-1, maxlen)


@misconception
def turns_the_lists_around(right, sequences, maxlen):
    """The ids stand from the last to the first. Keep their order."""
    right(sequences, maxlen)
    return right([each[-maxlen:][::-1] for each in sequences], maxlen)


@misconception
def pads_with_ones(right, sequences, maxlen):
    """The places in front hold 1. Padding is 0; 1 is the unknown word."""
    rows = right(sequences, maxlen)
    for row, each in zip(rows, sequences, strict=True):
        row[: max(maxlen - len(each), 0)] = 1
    return rows


@misconception
def leaves_out_long_lists(right, sequences, maxlen):
    """A list that is longer than maxlen became a row of zeros. Keep its last maxlen ids."""
    right(sequences, maxlen)
    return right([each if len(each) <= maxlen else [] for each in sequences], maxlen)


@misconception
def loses_one_of_long_lists(right, sequences, maxlen):
    """Of a longer list one id too few stayed. sequence[-maxlen:] has maxlen of them."""
    right(sequences, maxlen)
    return right([e if len(e) <= maxlen else e[len(e) - maxlen + 1 :] for e in sequences], maxlen)


@misconception
def counts_below_the_front(right, sequences, maxlen):
    """Short lists lost ids: sequence[len(sequence) - maxlen:] begins at a number below 0, and so
    counts from the end. sequence[-maxlen:] is all of a short list.
    """
    right(sequences, maxlen)
    return right([each[len(each) - maxlen :] for each in sequences], maxlen)


@misconception
def looks_for_the_longest_itself(right, sequences, maxlen):
    """The array is as wide as the longest list. It is always maxlen wide, or two batches do not fit
    together.
    """
    right(sequences, maxlen)
    longest = max(map(len, sequences), default=maxlen)
    return right(sequences, max(longest, 1))


@misconception
def leaves_out_empty_lists(right, sequences, maxlen):
    """An empty list has no row. It has one, of zeros: the rows belong to labels."""
    right(sequences, maxlen)
    return right([each for each in sequences if each], maxlen)


@misconception
def fails_on_an_empty_list(right, sequences, maxlen):
    """An empty list has no answer: -0 is 0, so a slice from minus its length is the whole row, and
    nothing cannot fill it. Leave such a row as it is.
    """
    rows = right(sequences, maxlen)
    for row, each in zip(rows, sequences, strict=True):
        row[-len(each[-maxlen:]) :] = each[-maxlen:]
    return rows


@misconception
def answers_no_columns(right, sequences, maxlen):
    """No lists gave an array without maxlen columns: np.array([]) has one axis. Begin with
    np.zeros((len(sequences), maxlen), …).
    """
    return right(sequences, maxlen) if len(sequences) else np.zeros(0, np.int64)


@misconception
def makes_floats(right, sequences, maxlen):
    """The array holds floats: np.zeros makes them unless you say otherwise. Ids are integers, and
    an index has to be one: dtype=np.int64.
    """
    return right(sequences, maxlen).astype(np.float64)


@misconception
def takes_a_narrow_dtype(right, sequences, maxlen):
    """Ids of some ten thousand came out as other numbers, or were refused: the array's dtype is too
    narrow. int64 holds all.
    """
    return right(sequences, maxlen).astype(np.uint16)


@misconception
def changes_the_lists(right, sequences, maxlen):
    """A list that was given is longer or shorter afterwards: insert, append and del change it. Make
    a new one, or write into the array.
    """
    rows = right(sequences, maxlen)
    for each in sequences:
        each[:0] = [0] * (maxlen - len(each))
        del each[: len(each) - maxlen]
    return rows


@misconception
def takes_a_maxlen_of_0(right, sequences, maxlen):
    """A maxlen below 1 was taken. sequence[-0:] is the whole list, not nothing: refuse it with a
    ValueError that says "maxlen".
    """
    return right(sequences, maxlen) if maxlen > 0 else np.zeros((len(sequences), 0), np.int64)
