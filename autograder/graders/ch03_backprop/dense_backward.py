"""3.5 dense_backward: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_gradients,
    assert_matches,
    assert_pure,
    assert_rejects_all,
    assert_varies,
    assert_vectorised,
    grader,
    misconception,
    require,
)

from .cases import parts

THREE = "return dX, dW, db"


def layers(rng):
    """Return cases (dY, X, W): all sizes different, square, one row, one output."""
    sizes = [(7, 5, 3), (1, 4, 2), (6, 2, 1), (3, 1, 4)]
    return [layer(rng, *size) for size in sizes]


def layer(rng, n, d, m):
    """Return one case (dY, X, W)."""
    return rng.normal(size=(n, m)), rng.normal(size=(n, d)), rng.normal(size=(d, m))


def backward(submission, cases):
    """Return (dX, dW, db) of each case, once there are three arrays."""
    calls = submission.dense_backward.map(cases)
    return [parts(call.value, (np.ndarray,) * 3, THREE) for call in calls]


def assert_part_is_gradient(submission, cases, name, hint):
    """Compare dX, dW or db with central differences of Y = X W + b; dY comes in."""
    for answer, (dY, X, W) in zip(backward(submission, cases), cases, strict=True):
        place = ("X", "W", "b").index(name)
        assert_gradients(
            {name: answer[place]},
            lambda X, W, b: X @ W + b,
            {"X": X, "W": W, "b": np.zeros(W.shape[1])},
            upstream=dY,
            hint=hint,
        )


@grader(1, gate=True)
def test_form(function, submission, rng):
    """dense_backward returns dX, dW and db in the shapes of X, W and b."""
    cases = [layer(rng, 7, 5, 3), layer(rng, 2, 4, 1)]
    for answer, (dY, X, W) in zip(backward(submission, cases), cases, strict=True):
        for name, one, like in zip(("dX", "dW", "db"), answer, (X, W, dY[0]), strict=True):
            hint = f"{name} has the shape of {name[1:]}"
            assert_close(one, like, atol=np.inf, hint=hint)
    dY, X, W = cases[0]
    assert_varies(function, [(dY, k * X, k * W) for k in (1.0, 3.0)])


@grader(2)
def test_dx(submission, rng):
    """dX agrees with the gradient measured by small steps."""
    hint = "an input reaches every output through its row of W: dY @ W.T"
    assert_part_is_gradient(submission, layers(rng), "X", hint)


@grader(2)
def test_dw(submission, rng):
    """dW agrees with the gradient measured by small steps."""
    hint = "a weight meets one column of X and one of dY, in all rows: X.T @ dY"
    assert_part_is_gradient(submission, layers(rng), "W", hint)


@grader(2)
def test_db(submission, rng):
    """db agrees with the gradient measured by small steps."""
    hint = "the bias reaches every row: add dY over its rows"
    assert_part_is_gradient(submission, layers(rng), "b", hint)


@grader(1)
def test_square(function, right, rng):
    """dense_backward is right where all sizes are equal and no shape warns."""
    cases = [layer(rng, n, n, n) for n in (2, 3, 4)]
    assert_matches(function, right, cases)


@grader(1)
def test_linear(submission, rng):
    """Twice the dY gives twice the gradients."""
    dY, X, W = layer(rng, 5, 4, 3)
    once, twice = backward(submission, [(dY, X, W), (2 * dY, X, W)])
    hint = "multiply by the gradient that comes in"
    for name, one, two in zip(("dX", "dW", "db"), once, twice, strict=True):
        for seen in (one, two):
            assert_close(seen, one if seen.dtype.kind == "f" else np.ones(1), atol=np.inf)
        require(np.any(one), f"{name} is all zero.", hint=hint)
        require(one.shape == two.shape, f"{name} changes its shape with dY.", hint=hint)
        message = f"Doubling dY does not double {name}."
        require(np.allclose(two, 2 * one, rtol=1e-9), message, hint=hint)


@grader(1)
def test_vectorised(function, rng):
    """dense_backward has no Python loop over rows."""
    W = rng.normal(size=(4, 3))
    assert_vectorised(
        function,
        lambda n: (rng.normal(size=(n, 3)), rng.normal(size=(n, 4)), W),
        hint="two matrix products and one sum do all rows at once",
    )


@grader(1)
def test_pure(function, rng):
    """dense_backward leaves dY, X and W as they were."""
    assert_pure(function, layers(rng)[:3])


@grader(1)
def test_shapes(function):
    """dense_backward refuses dY, X and W that do not fit together."""
    dY, X, W = np.ones((4, 3)), np.ones((4, 2)), np.ones((2, 3))
    cases = [(dY, X, np.ones((5, 3))), (dY, X, np.ones((1, 3))), (dY[:1], X, W), (dY[0], X[0], W)]
    cases += [(dY, X, np.ones((2, 1))), (dY, np.ones(4), W)]
    hint = "dY is (rows of X, columns of W), and W has a row per column of X"
    assert_rejects_all(function, cases, says="shape", hint=hint)


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


@misconception
def takes_the_mean_for_db(right, dY, X, W):
    """dX and dW are right, db is N times too small: the loss already holds the 1/N.

    Add the rows up.
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
    """dX uses W where W.T belongs. With a square W the shapes hide it; the values do not."""
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
    """A W that does not fit X went through, because X.T @ dY never meets W.

    Compare the shapes of all three.
    """
    if np.ndim(dY) == np.ndim(X) == np.ndim(W) == 2 and np.shape(W)[1] == np.shape(dY)[1]:
        _, dW, db = right(dY, X, np.zeros((np.shape(X)[1], np.shape(dY)[1])))
        return dY @ W.T, dW, db
    return right(dY, X, W)


@misconception(grader="test_vectorised")
def adds_row_by_row(right, dY, X, W):
    """Right gradients, but the work grows with N in Python.

    X.T @ dY adds the products of all rows in one step.
    """
    right(dY, X, W)
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for n in range(len(X)):
        dX[n] = W @ dY[n]
        dW += np.outer(X[n], dY[n])
        db += dY[n]
    return dX, dW, db
