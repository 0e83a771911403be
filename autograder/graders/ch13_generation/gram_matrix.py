"""13.6 gram_matrix: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    dtype,
    form,
    grader,
    integers,
    misconception,
    pure,
    refuses,
    values,
    vectorised,
)

from .cases import maps

SIZES = [(5, 4, 3), (3, 6, 2), (1, 4, 5), (4, 1, 3), (3, 3, 3), (2, 5, 1)]


test_form = form(
    1,
    "{name} returns a square of channels.",
    lambda rng: [(maps(rng, 5, 4, 3),) for _ in range(3)],
    like=lambda F: np.zeros((3, 3)),
    hint="(C, C), not (H·W, H·W)",
)
test_values = values(
    6,
    "{name} takes the mean over all places of the product of each two channels.",
    lambda rng: [(maps(rng, *sizes),) for sizes in SIZES],
    hint="F as a table (H·W, C): its transpose times itself, divided by H·W",
)


@grader(2)
def test_order(function, rng):
    """Where something is in the picture does not count."""
    F = maps(rng, 4, 6, 3)
    mixed = rng.permutation(F.reshape(24, 3)).reshape(6, 4, 3)
    message = "the same numbers at other places give the same style"
    assert_close(function(mixed), function(F), rtol=1e-9, hint=message)


test_vectorised = vectorised(
    1,
    lambda rng, n: (maps(rng, n, 3, 2),),
    of="places",
    hint="table.T @ table",
)
test_dtype = dtype(1, lambda rng: [(3 * maps(rng, 4, 3, 2),), (maps(rng, 2, 2, 3),)])
test_integers = integers(
    1,
    lambda rng: [(np.array([[[100.0, -3.0], [90.0, 5.0]], [[-120.0, 7.0], [11.0, 2.0]]]),)],
    hint="make floats first: in int8, 100 * 90 is 40",
)
test_pure = pure(1, lambda rng: [(maps(rng, 3, 4, 2),), (maps(rng, 1, 1, 3),)])
test_shape = refuses(
    2,
    "{name} refuses what has not three axes.",
    "shape",
    lambda rng: [(maps(rng, *sizes),) for sizes in ((4, 3), (5,), (1, 4, 3, 2), (2, 2, 2, 2))],
    hint="F.ndim != 3",
)


@misconception
def compares_the_places(right, F):
    """The places were compared, HW × HW. Style is what the *channels* have to do with each other:
    table.T @ table, C × C.
    """
    right(F)
    table = 1.0 * F.reshape(-1, F.shape[-1])
    return table @ table.T / len(table)


@misconception
def mixes_the_channels_up(right, F):
    """reshape(C, -1) mixes channels and places up: reshape to (H·W, C), then transpose."""
    right(F)
    table = 1.0 * F.reshape(F.shape[-1], -1)
    return table @ table.T / table.shape[1]


@misconception
def adds_the_places_up(right, F):
    """The products were added up over all places. Divide by H·W, so that the size of the picture
    does not count.
    """
    return right(F) * (F.shape[0] * F.shape[1])


@misconception
def divides_by_all_entries(right, F):
    """It was divided by H·W·C, too. Divide by the number of places, H·W."""
    return right(F) / F.shape[-1]


@misconception
def divides_by_the_height(right, F):
    """It was divided by H. There are H·W places."""
    return right(F) * F.shape[1]


@misconception
def subtracts_the_means(right, F):
    """The means of the channels were subtracted first: that is their covariance. The gram takes F
    as it is.
    """
    right(F)
    return right(1.0 * F - np.mean(1.0 * F, axis=(0, 1)))


@misconception
def divides_by_one_less(right, F):
    """It was divided by one less than there are places. A mean divides by H·W."""
    count = F.shape[0] * F.shape[1]
    return right(F) * count / max(count - 1, 1)


@misconception
def makes_lengths_1(right, F):
    """The channels were made of length 1 first: these are cosines. The gram takes F as it is."""
    gram = right(F)
    lengths = np.sqrt(np.diag(gram))
    return gram / np.outer(lengths, lengths)
