"""10.6 embedding_backward: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def counts_a_repeated_id_once(right, ids, dE, vocab_size):
    """An id that occurs several times kept one of its gradients: with an array as an index,
    table[ids] += dE adds once for each row. np.add.at(table, ids, dE) adds as often as it comes.
    """
    table = right(ids, dE, vocab_size) * 0
    table[ids] += dE
    return table


@misconception
def counts_once_in_a_text(right, ids, dE, vocab_size):
    """An id that occurs twice *in the same text* kept one of its gradients there. A loop over texts
    with += does not help within one: np.add.at(table, ids, dE).
    """
    table = right(ids, dE, vocab_size) * 0
    for row, upstream in zip(ids, dE, strict=True):
        table[row] += upstream
    return table


@misconception
def overwrites_text_by_text(right, ids, dE, vocab_size):
    """Of an id in several texts the gradients of one stayed: add, do not assign."""
    table = right(ids, dE, vocab_size) * 0
    for row, upstream in zip(ids, dE, strict=True):
        summed = right(row[np.newaxis], upstream[np.newaxis], vocab_size)
        occurring = np.unique(row)
        table[occurring] = summed[occurring]
    return table


@misconception
def takes_the_mean(right, ids, dE, vocab_size):
    """The gradients of an id were averaged. Each occurrence moves the loss by itself: add them."""
    times = np.bincount(ids.ravel().astype(int), minlength=vocab_size)
    table = right(ids, dE, vocab_size)
    return table / np.maximum(times, 1)[:, np.newaxis].astype(table.dtype)


@misconception
def divides_by_the_texts(right, ids, dE, vocab_size):
    """The gradients are N times too small: dE holds the 1/N of the mean already. Add, no more."""
    table = right(ids, dE, vocab_size)
    return table / table.dtype.type(len(ids))


@misconception
def leaves_padding_out(right, ids, dE, vocab_size):
    """Row 0 stayed 0. That is what a mask would do; here padding is looked up, and learned, as any
    other id.
    """
    table = right(ids, dE, vocab_size)
    table[0] = 0
    return table


@misconception
def counts_the_rows_itself(right, ids, dE, vocab_size):
    """The array has as many rows as the largest id asks for. The table has vocab_size rows, and its
    gradient as many.
    """
    return right(ids, dE, vocab_size)[: int(ids.max()) + 1]


@misconception
def forgets_the_minus_in_adding(right, ids, dE, vocab_size):
    """Every gradient has the wrong sign. The descent takes the minus; the gradient has none."""
    return -right(ids, dE, vocab_size)


@misconception
def makes_float64(right, ids, dE, vocab_size):
    """float32 became float64: np.zeros makes float64 unless you say otherwise. dtype=dE.dtype."""
    return right(ids, dE, vocab_size).astype(np.float64)


@misconception
def keeps_integers(right, ids, dE, vocab_size):
    """A dE of integers gave an array of integers. Integers count as float64: 1.0 * dE."""
    table = right(ids, dE, vocab_size)
    return table.astype(dE.dtype) if dE.dtype.kind in "iu" else table


@misconception
def takes_negative_ids(right, ids, dE, vocab_size):
    """An id below 0 was taken: NumPy counts it from the end. Refuse it."""
    low = (ids < 0) & (ids >= -vocab_size)
    return right(np.where(low, ids % vocab_size, ids), dE, vocab_size)


@misconception
def leaves_unknown_ids_out(right, ids, dE, vocab_size):
    """An id of vocab_size or more was left out. It is somebody's mistake: raise a ValueError that
    says "id".
    """
    high = ids >= vocab_size
    if np.any(ids < 0) or not np.any(high):
        return right(ids, dE, vocab_size)
    return right(np.where(high, 0, ids), np.where(high[..., np.newaxis], 0, dE), vocab_size)


@misconception
def compares_the_sizes(right, ids, dE, vocab_size):
    """A dE of another shape was taken, since it has as many vectors as there are ids. But they
    would go to other ids than their own: compare dE.shape[:2] with ids.shape.
    """
    fits = dE.shape[0] * dE.shape[1] == ids.size
    return right(ids, dE.reshape(*ids.shape, -1) if fits else dE, vocab_size)


@misconception
def stretches_the_gradient(right, ids, dE, vocab_size):
    """A dE with an axis of 1 where ids has more was taken: NumPy stretches it. Compare dE.shape[:2]
    with ids.shape.
    """
    sizes = dE.shape[:2]
    if all(one in (1, other) for one, other in zip(sizes, ids.shape, strict=True)):
        dE = np.broadcast_to(dE, (*ids.shape, dE.shape[2]))
    return right(ids, dE, vocab_size)
