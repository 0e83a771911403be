"""2.2 two_layer_forward: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_each_term,
    assert_keeps_dtype,
    assert_matches,
    assert_pure,
    assert_rejects_all,
    assert_varies,
    grader,
    misconception,
    reference_for,
)

from .cases import KINDS, layer

reference = reference_for(__file__)


def two_layers(rng, n, d, h, m):
    """Return one case (X, W1, b1, W2, b2)."""
    return rng.normal(size=(n, d)), *layer(rng, d, h), *layer(rng, h, m)


@grader(1, gate=True)
def test_form(function, rng):
    """two_layer_forward returns one row per sample and one column per output."""
    cases = [two_layers(rng, 5, 3, 4, 2) for _ in range(3)]
    answer = function(*cases[0])
    assert_close(
        answer, np.zeros((5, 2)), atol=np.inf, hint="two dense layers, one after the other"
    )
    assert_varies(function, cases)


@grader(4)
def test_values(function, right, rng):
    """The output is right with relu between the layers, which is used if no kind is named."""
    sizes = [(7, 5, 3, 4), (1, 2, 6, 3), (4, 1, 5, 2), (6, 3, 2, 1), (3, 3, 3, 3)] * 4
    cases = [two_layers(rng, *size) for size in sizes]
    cases += [(*case, "relu") for case in cases[:2]]
    assert_matches(function, right, cases)


@grader(2)
def test_kinds(function, right, rng):
    """Each of the seven activations can stand between the layers."""
    cases = [(*two_layers(rng, 5, 4, 6, 3), kind) for kind in KINDS]
    hint = "hand `hidden` on to activate"
    assert_matches(function, right, cases, hint=hint)


@grader(2)
def test_linear_output(function, right, rng):
    """The output has no activation: it may be below 0 and above 1."""
    cases = []
    for kind in ("relu", "sigmoid", "tanh", "softplus"):
        X, W1, b1, W2, b2 = two_layers(rng, 4, 3, 5, 3)
        cases.append((X, W1, b1, W2, b2 - 10.0, kind))
        cases.append((X, W1, b1, W2, b2 + 10.0, kind))
    hint = "the activation stands between the two layers only"
    assert_matches(function, right, cases, hint=hint)


@grader(2)
def test_terms(function, right, rng):
    """The inputs and both biases each have their effect."""
    X, W1, b1, W2, b2 = two_layers(rng, 4, 3, 5, 2)
    b1[:2] = abs(b1[0]), -abs(b1[1])  # relu lets one through, and the other not
    terms = {
        "the path X W1 W2": (X, W1, 0 * b1, W2, 0 * b2),
        "the hidden bias b1": (0 * X, W1, b1, W2, 0 * b2),
        "the output bias b2": (0 * X, W1, 0 * b1, W2, b2),
    }
    hint = "each layer adds its own bias: b1 before the activation, b2 at the end"
    assert_each_term(function, right, terms, hint=hint)


@grader(1)
def test_pure(function, rng):
    """two_layer_forward leaves X and the parameters as they were."""
    cases = [(*two_layers(rng, 4, 3, 5, 2), kind) for kind in ("relu", "linear")]
    assert_pure(function, cases)


@grader(1)
def test_dtype(function, rng):
    """two_layer_forward keeps float32 and turns integers into float64."""
    case = tuple(3 * part for part in two_layers(rng, 4, 3, 5, 2))
    cases = [(*case, kind) for kind in ("relu", "linear")]
    assert_keeps_dtype(function, cases, hint="as in exercise 2.1")


@grader(1)
def test_shapes(function):
    """two_layer_forward refuses parameters that do not fit together."""
    X, W1, b1, W2, b2 = np.ones((4, 3)), np.ones((3, 5)), np.ones(5), np.ones((5, 2)), np.ones(2)
    cases = [(X, W1, np.ones(1), W2, b2), (X, W1, b1, W2, np.ones(1))]
    cases += [(np.ones((4, 2)), W1, b1, W2, b2), (X, W1, b1, np.ones((4, 2)), b2)]
    hint = "your own dense_forward checks every layer that you send through it"
    assert_rejects_all(function, cases, says="shape", hint=hint)


@grader(1)
def test_unknown(function):
    """two_layer_forward refuses an activation that it does not know."""
    case = np.ones((4, 3)), np.ones((3, 5)), np.ones(5), np.ones((5, 2)), np.ones(2)
    cases = [(*case, kind) for kind in ("gelu", "", "ReLU")]
    hint = "`activate` refuses unknown kinds: do not catch its error"
    assert_rejects_all(function, cases, says="kind", hint=hint)


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


def _scores(X, W1, b1, W2, b2, hidden):
    """Return the scores of the hidden layer; bad input is refused."""
    reference.two_layer_forward(X, W1, b1, W2, b2, hidden)
    return reference.dense_forward(X, W1, b1)


@misconception
def activates_the_output_too(right, X, W1, b1, W2, b2, hidden="relu"):
    """A negative output became 0 (or was squeezed).

    The last layer here is linear: the activation stands between the layers only.
    """
    output = right(X, W1, b1, W2, b2, hidden)
    return reference.activate(output, hidden)


@misconception
def leaves_out_the_activation(right, X, W1, b1, W2, b2, hidden="relu"):
    """There is no activation between the layers: two linear layers are no better than one.

    Send the hidden scores through activate(…, hidden).
    """
    return reference.dense_forward(_scores(X, W1, b1, W2, b2, hidden), W2, b2)


@misconception
def always_uses_relu(right, X, W1, b1, W2, b2, hidden="relu"):
    """`hidden` had no effect: you always use relu. Hand it on: activate(Z1, hidden)."""
    A1 = reference.activate(_scores(X, W1, b1, W2, b2, hidden), "relu")
    return reference.dense_forward(A1, W2, b2)


@misconception
def leaves_out_the_hidden_bias(right, X, W1, b1, W2, b2, hidden="relu"):
    """The hidden bias b1 had no effect. Add it to X W1, before the activation."""
    right(X, W1, b1, W2, b2, hidden)
    return right(X, W1, 0 * b1, W2, b2, hidden)


@misconception
def leaves_out_the_output_bias(right, X, W1, b1, W2, b2, hidden="relu"):
    """The output bias b2 had no effect. Add it at the end, to A1 W2."""
    right(X, W1, b1, W2, b2, hidden)
    return right(X, W1, b1, W2, 0 * b2, hidden)


@misconception
def leaves_out_both_biases(right, X, W1, b1, W2, b2, hidden="relu"):
    """Neither bias had an effect. Each layer adds its own: X W1 + b1, then A1 W2 + b2."""
    right(X, W1, b1, W2, b2, hidden)
    return right(X, W1, 0 * b1, W2, 0 * b2, hidden)


@misconception
def adds_the_hidden_bias_after_the_activation(right, X, W1, b1, W2, b2, hidden="relu"):
    """You added b1 after the activation. The bias is part of the score: activate(X W1 + b1)."""
    right(X, W1, b1, W2, b2, hidden)
    A1 = reference.activate(reference.dense_forward(X, W1, 0 * b1), hidden) + b1
    return reference.dense_forward(A1, W2, b2)


@misconception
def activates_the_inputs(right, X, W1, b1, W2, b2, hidden="relu"):
    """The activation went over the inputs. It goes over the hidden scores X W1 + b1."""
    right(X, W1, b1, W2, b2, hidden)
    A0 = reference.activate(X, hidden)
    return reference.dense_forward(reference.dense_forward(A0, W1, b1), W2, b2)


@misconception
def lets_numpy_stretch_the_biases(right, X, W1, b1, W2, b2, hidden="relu"):
    """A bias of length 1 was accepted: NumPy stretched it over the layer.

    Use your dense_forward for both layers, it compares the shapes.
    """
    X, W1, b1, W2, b2 = (1.0 * np.asarray(part) for part in (X, W1, b1, W2, b2))
    if X.shape[-1] != W1.shape[0] or W1.shape[-1] != W2.shape[0]:
        raise ValueError("two_layer_forward: shape")
    return reference.activate(X @ W1 + b1, hidden) @ W2 + b2


@misconception
def always_answers_float64_in_two_layers(right, X, W1, b1, W2, b2, hidden="relu"):
    """float32 came back as float64. activate keeps the float type; convert integers only."""
    arrays = (np.asarray(part, dtype=np.float64) for part in (X, W1, b1, W2, b2))
    return right(*arrays, hidden)
