"""11.1 simple_rnn_forward: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    dtype,
    dtype_of,
    form,
    grader,
    integers,
    pure,
    refuses,
    require,
    terms,
    values,
    vectorised,
)

# (N, T, D, H): all different, then one and another of them 1, or equal.
SIZES = [(4, 5, 3, 2), (2, 6, 1, 4), (1, 4, 2, 3), (3, 3, 3, 3), (5, 2, 4, 1)]


def case(rng, n, t, d, h, *, first=False):
    """Return one case (X, Wx, Wh, b), with a first state if it is asked for."""
    weights = rng.normal(0, 0.7, (d, h)), rng.normal(0, 0.7, (h, h)), rng.normal(0, 0.5, h)
    return rng.normal(size=(n, t, d)), *weights, *((rng.normal(0, 0.5, (n, h)),) if first else ())


test_form = form(
    1,
    "{name} returns a state for each step of each sequence.",
    lambda rng: [case(rng, 4, 5, 3, 2) for _ in range(3)],
    like=lambda X, Wx, Wh, b: np.zeros((4, 5, 2)),
    hint="(N, T, H): all states, not the last one alone",
)
test_values = values(
    4,
    "{name} carries the state from step to step, through tanh.",
    lambda rng: [case(rng, *sizes) for sizes in SIZES],
    hint="h = tanh(X[:, t] @ Wx + h @ Wh + b), with the h of the step before",
)
test_one = values(
    1,
    "A sequence of one step has one state, without anything before it.",
    lambda rng: [case(rng, 3, 1, 2, 4), case(rng, 1, 1, 1, 2)],
    hint="h0 is zeros",
)
test_first = values(
    2,
    "A first state h0 goes into the first step.",
    lambda rng: [case(rng, *sizes, first=True) for sizes in (*SIZES, (3, 1, 2, 4))],
    hint="h = h0 where it is given",
)


def alone(rng):
    """Return cases in which one term alone is not 0, by the term."""
    X, Wx, Wh, b, h0 = case(rng, 3, 1, 2, 4, first=True)
    return {
        "the input's part X Wx": (X, Wx, 0 * Wh, 0 * b, h0),
        "the state's part h Wh": (0 * X, Wx, Wh, 0 * b, h0),
        "the bias b": (0 * X, Wx, 0 * Wh, b, h0),
    }


test_terms = terms(
    1.5,
    "Input, state and bias each have their effect.",
    alone,
    hint="three terms in every step",
)


@grader(1)
def test_prefix(function, right, rng):
    """What comes later changes no state before it."""
    X, *weights = case(rng, 3, 6, 2, 3)
    whole, part = function(X, *weights), function(X[:, :4].copy(), *weights)
    wanted = right(X, *weights)
    assert_close((whole, part), (wanted, wanted[:, :4]), atol=np.inf)
    require(np.allclose(whole[:, :4], part), "The first four states change with what follows.")
    assert_close(whole, wanted)


test_vectorised = vectorised(
    1,
    lambda rng, n: case(rng, n, 4, 3, 2),
    of="sequences",
    hint="X[:, t] is the step t of all sequences: (N, D)",
)
test_dtype = dtype(0.5, lambda rng: [case(rng, 3, 4, 2, 3), case(rng, 2, 3, 2, 2, first=True)])


@grader(0.5)
def test_mixed(function, right, rng):
    """Where one of the five holds integers and the others float32, it counts as float64."""
    for place in range(5):
        parts = [2 * part for part in case(rng, 3, 4, 2, 3, first=True)]
        kinds = [np.int8 if part == place else np.float32 for part in range(5)]
        given = [part.astype(kind) for part, kind in zip(parts, kinds, strict=True)]
        value = function(*given)
        message = f"int8 beside float32 gives {dtype_of(value)}; expected float64."
        require(dtype_of(value) == np.float64, message, hint="floats in each argument, h0 too")
        assert_close(value, right(*given), rtol=1e-4, atol=1e-5)


def whole(rng):
    """Return whole numbers whose products fit into no byte, in columns that nearly cancel out."""
    column = rng.integers(86, 99, (2, 3))
    X = np.stack([column, column + np.array([[0, 1, 0], [-1, 0, 0]])], axis=2) * 1.0
    Wx = np.array([[3.0, -2.0], [-3.0, 2.0]])
    return [(X, Wx, np.array([[1.0, 0.0], [0.0, -1.0]]), np.array([1.0, -1.0]))]


test_integers = integers(0.5, whole, hint="make floats first: in int8, 3 * 60 is -76")
test_pure = pure(
    1, lambda rng: [case(rng, 3, 4, 2, 3), case(rng, 3, 4, 2, 3, first=True)], hint="a new h"
)


def misshapen(rng):
    """Return cases with one array of another shape, where NumPy would stretch some."""
    X, Wx, Wh, b, h0 = case(rng, 4, 3, 2, 3, first=True)
    yield X[:, :, :1], Wx, Wh, b
    yield rng.normal(size=(4, 3, 5)), Wx, Wh, b
    yield X, Wx, rng.normal(size=(3, 1)), b
    yield X, Wx, rng.normal(size=(4, 3)), b
    yield X, Wx, Wh, b[:1]
    yield X, Wx, Wh, b[np.newaxis]
    yield X, Wx, Wh, b, h0[:1]
    yield X, Wx, Wh, b, h0[0]
    yield X, Wx, Wh, b, h0[:, :1]


test_shape = refuses(
    1,
    "{name} refuses arrays whose shapes do not fit, each of the five.",
    "shape",
    lambda rng: list(misshapen(rng)),
    hint="X.shape[2], Wh.shape, b.shape and h0.shape, each against Wx",
)
