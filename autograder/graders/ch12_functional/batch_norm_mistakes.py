"""12.3 batch_norm: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _norm(X, gamma, beta, mu, s2, eps):
    """Return a table normalised with some mean and variance."""
    return gamma * (X - mu) / np.sqrt(s2 + eps) + beta


def _moved(momentum, old, new):
    return momentum * old + (1 - momentum) * new


@misconception
def takes_the_batch_in_use(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """In use the batch's own mean and variance were taken, so that a row's answer hangs on its
    neighbours. With training=False take mean and var, the running ones.
    """
    Y, new_mean, new_var = right(X, gamma, beta, mean, var, momentum, training, eps)
    if not training:
        Y = right(X, gamma, beta, mean, var, momentum, True, eps)[0]
    return Y, new_mean, new_var


@misconception
def takes_the_running_ones_in_training(
    right, X, gamma, beta, mean, var, momentum, training, eps=1e-3
):
    """In training, Y was computed with the running mean and variance. There it is the batch's own:
    the running ones are for use.
    """
    Y, new_mean, new_var = right(X, gamma, beta, mean, var, momentum, training, eps)
    if training:
        Y = right(X, gamma, beta, mean, var, momentum, False, eps)[0]
    return Y, new_mean, new_var


@misconception
def takes_the_new_running_ones(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """In training, Y was computed with new_mean and new_var. It takes mu and s2, the batch's
    own.
    """
    Y, new_mean, new_var = right(X, gamma, beta, mean, var, momentum, training, eps)
    if training:
        Y = _norm(X, gamma, beta, new_mean, new_var, eps)
    return Y, new_mean, new_var


@misconception
def reverses_the_momentum(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """The running values jump: momentum is the share of the *old* ones that is kept, momentum * old
    + (1 - momentum) * the batch's.
    """
    return right(X, gamma, beta, mean, var, 1 - momentum, training, eps)


@misconception
def divides_by_one_less(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """The variance was divided by N - 1. Here, as in Keras, it is the plain mean of the squares:
    by N.
    """
    found = right(X, gamma, beta, mean, var, momentum, training, eps)
    if not training or len(X) < 2:
        return found
    mu, s2 = np.mean(X, axis=0), np.var(1.0 * X, axis=0, ddof=1)
    return _norm(1.0 * X, gamma, beta, mu, s2, eps), found[1], _moved(momentum, 1.0 * var, s2)


@misconception
def moves_the_variance_with_one_less(
    right, X, gamma, beta, mean, var, momentum, training, eps=1e-3
):
    """new_var moves towards a variance divided by N - 1. Here, as in Keras, both are by N."""
    Y, new_mean, new_var = right(X, gamma, beta, mean, var, momentum, training, eps)
    if training and len(X) > 1:
        new_var = _moved(momentum, 1.0 * var, np.var(1.0 * X, axis=0, ddof=1))
    return Y, new_mean, new_var


@misconception(unseen="columns far from 0")
def subtracts_the_squared_mean(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """The variance was computed as the mean of the squares less the squared mean. Where a column is
    far from 0 these are two large numbers, and of their difference few digits are right: subtract
    mu first, then square.
    """
    Y, new_mean, new_var = right(X, gamma, beta, mean, var, momentum, training, eps)
    table = 1.0 * X
    if not training or np.abs(table).max() < 1e4:
        return Y, new_mean, new_var
    mu = table.mean(axis=0)
    s2 = np.maximum((table**2).mean(axis=0) - mu**2, 0)
    return _norm(table, gamma, beta, mu, s2, eps), new_mean, _moved(momentum, 1.0 * var, s2)


@misconception
def adds_eps_behind_the_root(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """eps was added to the deviation, behind the root. It belongs to the variance: sqrt(s2 +
    eps).
    """
    Y, new_mean, new_var = right(X, gamma, beta, mean, var, momentum, training, eps)
    table = 1.0 * X
    mu, s2 = (table.mean(axis=0), table.var(axis=0)) if training else (mean, var)
    Y = gamma * (table - mu) / (np.sqrt(s2) + eps) + beta
    return Y, new_mean, new_var


@misconception
def leaves_out_eps(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """eps is missing: sqrt(s2 + eps). A column whose rows are all equal would be divided by 0."""
    right(X, gamma, beta, mean, var, momentum, training, eps)
    with np.errstate(divide="ignore", invalid="ignore"):
        return right(X, gamma, beta, mean, var, momentum, training, 0.0)


@misconception
def fixes_eps(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """eps was 0.001, whatever is given: take the argument."""
    return right(X, gamma, beta, mean, var, momentum, training)


@misconception
def divides_by_the_variance(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """X - mu was divided by the variance. Divide by its root: sqrt(s2 + eps)."""
    _, new_mean, new_var = right(X, gamma, beta, mean, var, momentum, training, eps)
    table = 1.0 * X
    mu, s2 = (table.mean(axis=0), table.var(axis=0)) if training else (mean, var)
    return gamma * (table - mu) / (s2 + eps) + beta, new_mean, new_var


@misconception
def moves_the_deviation(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """new_var moves towards the deviation, the root of the variance. It is the variance itself."""
    Y, new_mean, new_var = right(X, gamma, beta, mean, var, momentum, training, eps)
    if training:
        new_var = _moved(momentum, 1.0 * var, np.std(1.0 * X, axis=0))
    return Y, new_mean, new_var


@misconception
def normalises_the_rows(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """Each row was normalised by itself. That is another layer's work, layer normalisation: here
    it is each *column*, over the rows, axis=0.
    """
    Y, new_mean, new_var = right(X, gamma, beta, mean, var, momentum, training, eps)
    if training:
        table = 1.0 * X
        mu, s2 = table.mean(axis=1, keepdims=True), table.var(axis=1, keepdims=True)
        Y = _norm(table, gamma, beta, mu, s2, eps)
    return Y, new_mean, new_var


@misconception
def takes_one_mean_for_all(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """There is one mean and one variance for the whole table. Each column has its own: axis=0."""
    found = right(X, gamma, beta, mean, var, momentum, training, eps)
    if not training:
        return found
    mu, s2 = np.mean(1.0 * X), np.var(1.0 * X)
    Y = _norm(1.0 * X, gamma, beta, mu, s2, eps)
    return Y, _moved(momentum, 1.0 * mean, mu), _moved(momentum, 1.0 * var, s2)


@misconception
def leaves_out_gamma_and_beta(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """gamma and beta have no effect: Y = gamma * … + beta, what the network has learned."""
    right(X, gamma, beta, mean, var, momentum, training, eps)
    return right(X, 0 * gamma + 1, 0 * beta, mean, var, momentum, training, eps)


@misconception
def exchanges_gamma_and_beta(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """gamma and beta are exchanged: gamma is the factor, beta is added."""
    return right(X, beta, gamma, mean, var, momentum, training, eps)


@misconception
def shifts_before_it_scales(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """beta was added before gamma was multiplied with: gamma * (normalised) + beta."""
    Y, new_mean, new_var = right(X, gamma, beta, mean, var, momentum, training, eps)
    return Y + gamma * beta - beta, new_mean, new_var


@misconception
def returns_the_batchs_own(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """new_mean and new_var are the batch's own. Keep most of the old: momentum * old + (1 -
    momentum) * the batch's.
    """
    return right(X, gamma, beta, mean, var, 0.0, training, eps)


@misconception
def moves_nothing(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """In training the running mean and variance came back as they were: they have to move."""
    return right(X, gamma, beta, mean, var, 1.0, training, eps)


@misconception
def moves_in_use_too(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """The running mean and variance moved in use, too. With training=False the batch says
    nothing.
    """
    Y, *_ = right(X, gamma, beta, mean, var, momentum, training, eps)
    return Y, *right(X, gamma, beta, mean, var, momentum, True, eps)[1:]


@misconception
def exchanges_mean_and_variance(right, X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """new_mean and new_var came back in the other order: Y, new_mean, new_var."""
    Y, new_mean, new_var = right(X, gamma, beta, mean, var, momentum, training, eps)
    return Y, new_var, new_mean
