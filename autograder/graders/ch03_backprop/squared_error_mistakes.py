"""3.1 squared_error: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _differences(right, target, output, reduction):
    """Return target - output as floats; bad input is refused."""
    right(target, output, reduction)
    return np.asarray(target, float) - np.asarray(output, float)


@misconception
def forgets_the_half(right, target, output, reduction="half_sum"):
    """«half_sum» came out twice too large: the half is missing. It is there so that the slope has
    no factor 2.
    """
    return right(target, output, "sum" if reduction == "half_sum" else reduction)


@misconception
def halves_the_mean(right, target, output, reduction="half_sum"):
    """You halved the mean. «half_sum» is half of the sum: nothing is divided by N."""
    if reduction == "half_sum":
        return right(target, output, "mean") / 2
    return right(target, output, reduction)


@misconception
def divides_by_the_rows_only(right, target, output, reduction="half_sum"):
    """Your mean divides by the number of rows. It is over all entries: target.size, or .mean()."""
    squares = _differences(right, target, output, reduction) ** 2
    if reduction == "mean":
        return float(squares.sum() / len(squares))
    return right(target, output, reduction)


@misconception
def takes_absolute_values(right, target, output, reduction="half_sum"):
    """These are absolute values. Square the differences."""
    size = np.abs(_differences(right, target, output, reduction))
    return float({"half_sum": size.sum() / 2, "sum": size.sum(), "mean": size.mean()}[reduction])


@misconception
def squares_the_sum(right, target, output, reduction="half_sum"):
    """You added first and squared afterwards, so errors of opposite sign cancel. Square each
    one.
    """
    squared = _differences(right, target, output, reduction).sum() ** 2
    return float(squared * {"half_sum": 0.5, "sum": 1, "mean": 1 / np.size(target)}[reduction])


@misconception
def takes_the_root(right, target, output, reduction="half_sum"):
    """You took the root at the end. This cost stays squared: no np.sqrt, no norm."""
    return float(np.sqrt(right(target, output, reduction)))


@misconception
def subtracts_unsigned_integers(right, target, output, reduction="half_sum"):
    """Unsigned integers have no negatives: in uint8, 3 - 5 is 254. Make both arrays floats before
    you subtract.
    """
    answer = right(target, output, reduction)
    difference = np.asarray(target) - np.asarray(output)
    if difference.dtype.kind != "u":
        return answer
    return right(difference, np.zeros(difference.shape), reduction)


@misconception
def lets_numpy_stretch_the_shapes(right, target, output, reduction="half_sum"):
    """(3,) and (3, 1) went through: NumPy stretched them to a table of 9 differences. Refuse shapes
    that are not equal.
    """
    if np.shape(target) != np.shape(output):
        target, output = np.broadcast_arrays(target, output)
    return right(target, output, reduction)


@misconception
def halves_every_mean(right, target, output, reduction="half_sum"):
    """«mean» came out half as large: the half belongs to «half_sum» alone."""
    return right(target, output, reduction) / (2 if reduction == "mean" else 1)


def _mean(right, target, output, reduction, mean):
    """Return another mean of the squares, and the right answer to the other reductions."""
    if reduction != "mean":
        return right(target, output, reduction)
    return mean(_differences(right, target, output, reduction) ** 2)


@misconception
def takes_the_mean_over_the_last_axis(right, target, output, reduction="half_sum"):
    """Your mean goes along the last axis only: of a table one number per row is left. It is over
    all entries: leave `axis` out.
    """
    mean = _mean(right, target, output, reduction, lambda squares: np.mean(squares, axis=-1))
    return float(mean) if np.ndim(mean) == 0 else mean


@misconception
def makes_a_float_of_the_means(right, target, output, reduction="half_sum"):
    """Your mean goes along the last axis only, and float(…) cannot make one number of several. It
    is over all entries: leave `axis` out.
    """
    return _mean(right, target, output, reduction, lambda squares: float(squares.mean(axis=-1)))


@misconception
def takes_the_mean_over_the_rows(right, target, output, reduction="half_sum"):
    """Your mean goes down the rows only: of a table one number per column is left. It is over all
    entries: leave `axis` out.
    """
    mean = _mean(right, target, output, reduction, lambda squares: np.mean(squares, axis=0))
    return float(mean) if np.ndim(mean) == 0 else mean


@misconception
def adds_up_the_means_of_the_rows(right, target, output, reduction="half_sum"):
    """Your mean divides by the length of the last axis only. It is over all entries: divide by
    target.size, or take .mean() without an axis.
    """
    return _mean(right, target, output, reduction, lambda s: float(s.mean(axis=-1).sum()))


@misconception
def takes_the_root_of_the_mean(right, target, output, reduction="half_sum"):
    """You took the root of the mean. This cost stays squared: no np.sqrt."""
    return _mean(right, target, output, reduction, lambda squares: np.sqrt(squares.mean()))


@misconception
def subtracts_the_squares(right, target, output, reduction="half_sum"):
    """You squared first and subtracted afterwards. Take the difference of each pair, then square
    it.
    """
    _differences(right, target, output, reduction)
    apart = np.asarray(target, float) ** 2 - np.asarray(output, float) ** 2
    return float({"half_sum": apart.sum() / 2, "sum": apart.sum(), "mean": apart.mean()}[reduction])
