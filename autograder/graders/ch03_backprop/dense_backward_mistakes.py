"""3.5 dense_backward: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def takes_the_mean_for_db(right, dY, X, W):
    """dX and dW are right, db is N times too small: the loss already holds the 1/N. Add the rows
    up.
    """
    dX, dW, db = right(dY, X, W)
    return dX, dW, db / len(X)


@misconception
def divides_by_n_once_more(right, dY, X, W):
    """dW and db are N times too small. The 1/N belongs to the loss and is in dY already."""
    dX, dW, db = right(dY, X, W)
    return dX, dW / len(X), db / len(X)


@misconception
def ignores_what_comes_in(right, dY, X, W):
    """Doubling dY changed nothing: multiply by the gradient coming in."""
    right(dY, X, W)
    return right(np.ones(np.shape(dY)), X, W)


@misconception
def forgets_to_transpose_w(right, dY, X, W):
    """dX is dY @ W.T: dY on the left, W transposed on the right. With a square W the shapes hide
    another order; the values do not.
    """
    _, dW, db = right(dY, X, W)
    return dY @ W, dW, db


@misconception
def transposes_dw(right, dY, X, W):
    """dW is transposed: it has the shape of W, (inputs, outputs), from X.T @ dY."""
    dX, dW, db = right(dY, X, W)
    return dX, dW.T.copy(), db


@misconception
def returns_another_order(right, dY, X, W):
    """The order of the three is dX, dW, db."""
    dX, dW, db = right(dY, X, W)
    return dW, db, dX


@misconception
def keeps_an_axis_in_db(right, dY, X, W):
    """db is a row (1, M). b has the shape (M,): leave out keepdims=True."""
    dX, dW, db = right(dY, X, W)
    return dX, dW, db[None, :]


@misconception
def sums_db_over_the_outputs(right, dY, X, W):
    """db has one entry per row of the batch. It needs one per output: sum over axis 0."""
    dX, dW, _ = right(dY, X, W)
    return dX, dW, np.sum(dY, axis=1)


@misconception
def does_not_sum_db(right, dY, X, W):
    """db is dY itself, one row per sample. All rows share the one b: add them up, axis 0."""
    dX, dW, _ = right(dY, X, W)
    return dX, dW, np.array(dY)


@misconception
def does_not_compare_x_with_w(right, dY, X, W):
    """A W that does not fit X went through, because X.T @ dY never meets W. Compare the shapes of
    all three.
    """
    if np.ndim(dY) == np.ndim(X) == np.ndim(W) == 2 and np.shape(W)[1] == np.shape(dY)[1]:
        _, dW, db = right(dY, X, np.zeros((np.shape(X)[1], np.shape(dY)[1])))
        return dY @ W.T, dW, db
    return right(dY, X, W)


@misconception(grader="test_vectorised")
def adds_row_by_row(right, dY, X, W):
    """Right gradients, but the work grows with N in Python. X.T @ dY adds the products of all rows
    in one step.
    """
    right(dY, X, W)
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for n in range(len(X)):
        dX[n] = W @ dY[n]
        dW += np.outer(X[n], dY[n])
        db += dY[n]
    return dX, dW, db
