"""2.1 dense_forward: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_integers,
    assert_keeps_dtype,
    assert_matches,
    form,
    grader,
    misconception,
    pure,
    refuses,
    terms,
    values,
    vectorised,
)

from .cases import layer, whole

DIMENSIONS = [  # samples, inputs, outputs: all different, then one and another of them 1
    *((7, 5, 3), (4, 6, 2), (3, 2, 8), (6, 3, 5), (5, 8, 4)),
    *((1, 5, 3), (1, 1, 4), (6, 1, 3), (4, 3, 1), (9, 4, 6)),
]
X, W, b = np.ones((4, 3)), np.ones((3, 2)), np.ones(2)  # they fit together
MISFITS = [
    *((np.ones(shape), W, b) for shape in ((4, 2), (4, 4), (2, 4, 3), (2, 3, 3), 3, ())),
    *((X, np.ones(shape), b) for shape in ((2, 2), (4, 2), (1, 2), (2, 3, 2), 3, ())),
    *((X, np.ones(3), np.ones(shape)) for shape in (1, 4, ())),
    *(
        (np.ones((3, 3)), np.ones((3, 3, 2)), np.ones((3, 2))),
        (np.ones(3), np.ones(3), np.array(1.0)),
    ),
    (np.ones((2, 4, 3)), np.ones((2, 3, 2)), b),
    # Where NumPy is silent: one column that is stretched, a third axis of one entry.
    *((np.ones((4, 1)), W, b), (np.ones((1, 3, 1)), W, b), (X, np.ones((3, 2, 1)), b)),
]
STRETCHED = [(X, W, np.ones(shape)) for shape in (1, (1, 2), (2, 1), (2, 2), (4, 2), (), 3)]
STRETCHED += [(X, np.ones((3, 1)), np.ones(shape)) for shape in ((), (1, 1), (4, 1), 2)]


def dense(rng, n, d, m):
    """Return one case (X, W, b)."""
    return rng.normal(size=(n, d)), *layer(rng, d, m)


test_form = form(
    1,
    "{name} returns a table of floats.",
    lambda rng: [dense(rng, 3, 3, 3) for _ in range(3)],
    like=lambda X, W, b: X @ W,
    hint="one row per sample, one column per neuron",
)
test_values = values(
    4,
    "{name} computes X W + b for many sizes, one row and one neuron among them.",
    lambda rng: [dense(rng, *sizes) for sizes in DIMENSIONS * 2],
    hint="W is (inputs, outputs): column m holds the weights of neuron m",
)
test_square = values(
    2,
    "{name} is right for square tables too, where a mix-up of the axes does not show.",
    lambda rng: [dense(rng, size, size, size) for size in (2, 3, 5)],
    hint="rows are samples; a column of W and an entry of b belong to each neuron",
)


def alone(rng):
    """Return cases in which one term alone is not 0, by the term."""
    X, W, b = dense(rng, 4, 4, 4)
    return {"X W": (X, W, 0 * b), "the bias b": (0 * X, W, b)}


test_terms = terms(
    2,
    "The weights and the bias each have their effect.",
    alone,
    hint="add b once, to every row: with X = 0 each row of the answer is b",
)
test_vectorised = vectorised(
    2, lambda rng, n: dense(rng, n, 5, 5), hint="X @ W scores all samples and all neurons at once"
)
test_pure = pure(1, lambda rng: [dense(rng, 4, 3, 2), dense(rng, 2, 2, 2)])


@grader(1)
def test_dtype(function, right, rng):
    """dense_forward keeps float32 and counts integers of any kind as float64."""
    hint = "1.0 * X makes floats of integers and leaves float32 alone"
    X, W, b = case = dense(rng, 3, 2, 3)
    given = [[3 * part for part in case]]
    assert_keeps_dtype(function, given, given=["float32"], hint=hint, reference=right)
    integers = whole(rng)
    assert_integers(function, right, [integers], hint=hint)
    bytes_of = [part.astype("u1") for part in integers]
    mixed = [(bytes_of[0], W, b), (X, *bytes_of[1:])]
    assert_matches(function, right, mixed, hint=hint)


test_shapes = refuses(
    1,
    "{name} refuses X and W that do not fit together.",
    "shape",
    MISFITS,
    hint="look at X.ndim and W.ndim, then compare X.shape[1] with W.shape[0]",
)
test_bias_shape = refuses(
    1,
    "{name} refuses a b that NumPy would stretch.",
    "shape",
    STRETCHED,
    hint="b.shape must be (columns of W,) exactly",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


def _floats(right, X, W, b):
    """Return the three as float arrays; bad input is refused."""
    right(X, W, b)
    return 1.0 * np.asarray(X), 1.0 * np.asarray(W), 1.0 * np.asarray(b)


@misconception
def transposes_the_weights(right, X, W, b):
    """The shapes fit only where W is square, and there the values are those of X times W
    transposed. W is (inputs, outputs): write X @ W.
    """
    X, W, b = _floats(right, X, W, b)
    return X @ W.T + b


@misconception
def leaves_out_the_bias(right, X, W, b):
    """With X = 0 every row of the output must be b; yours is 0. Add b to X W."""
    X, W, b = _floats(right, X, W, b)
    return X @ W


@misconception
def adds_the_bias_down_the_rows(right, X, W, b):
    """b was added down the rows, one entry per sample. It belongs to the neurons: a b of shape
    (M,) reaches every row by itself.
    """
    X, W, b = _floats(right, X, W, b)
    return X @ W + b[:, None]


@misconception
def multiplies_entry_by_entry(right, X, W, b):
    """`*` multiplies entry by entry. The scores are sums over the inputs: that is `@`."""
    X, W, b = _floats(right, X, W, b)
    return X * W + b


@misconception
def puts_the_weights_first(right, X, W, b):
    """You wrote W @ X. A row of X must meet a column of W: X @ W, inputs on the left."""
    X, W, b = _floats(right, X, W, b)
    return W @ X + b


@misconception
def adds_the_bias_to_the_inputs(right, X, W, b):
    """You added b to the inputs, before the weights. It is added to the finished sums: X W + b."""
    X, W, b = _floats(right, X, W, b)
    return (X + b) @ W


@misconception
def applies_relu(right, X, W, b):
    """Scores below 0 became 0. This layer has no activation; it comes in the next exercise."""
    return np.maximum(right(X, W, b), 0.0)


@misconception
def lets_numpy_stretch_the_bias(right, X, W, b):
    """A b of another shape was accepted: NumPy stretched it over all neurons. Compare b.shape with
    (W.shape[1],) before you add.
    """
    zeros = np.zeros_like(b, shape=np.shape(W)[-1:])
    return right(X, W, zeros) + np.asarray(b)


@misconception
def compares_b_with_the_rows(right, X, W, b):
    """Your own check refused a legal b: it asks for one entry per row of X. b has one per neuron, a
    column of W.
    """
    return _refusing(right, X, W, b, len(X))


@misconception
def compares_b_with_the_inputs(right, X, W, b):
    """Your own check refused a legal b: it asks for one entry per row of W. b has one per neuron, a
    column of W.
    """
    return _refusing(right, X, W, b, len(W))


def _refusing(right, X, W, b, entries):
    """Return the right answer if b has so many entries."""
    answer = right(X, W, b)
    if len(b) != entries:
        raise ValueError("dense_forward: shape")
    return answer


@misconception
def always_answers_float64(right, X, W, b):
    """float32 came back as float64. Convert integers only: 1.0 * X does just that."""
    return right(*(np.asarray(part, dtype=np.float64) for part in (X, W, b)))


@misconception(grader="test_vectorised")
def loops_over_the_rows(right, X, W, b):
    """Right answers, but the work grows with N in Python. `X @ W + b` does all rows at once."""
    X, W, b = _floats(right, X, W, b)
    rows = []
    for x in X:
        rows.append([float(np.sum(x * W[:, m]) + b[m]) for m in range(len(b))])
    return np.array(rows, dtype=(X @ W).dtype).reshape(len(X), len(b))


@misconception
def adds_the_bias_to_the_first_row(right, X, W, b):
    """b was added to the first row only. It belongs to every row: X @ W + b does that by itself."""
    Z = right(X, W, np.zeros_like(b))
    return np.concatenate([Z[:1] + b, Z[1:]]).astype(Z.dtype)
