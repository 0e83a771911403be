"""2.2 two_layer_forward: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception, reference_for

reference = reference_for(__file__)

# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def activates_the_output_too(right, X, W1, b1, W2, b2, hidden="relu"):
    """A negative output became 0 (or was squeezed). The last layer here is linear: the activation
    stands between the layers only.
    """
    return reference.activate(right(X, W1, b1, W2, b2, hidden), hidden)


@misconception
def leaves_out_the_activation(right, X, W1, b1, W2, b2, hidden="relu"):
    """There is no activation between the layers: two linear layers are no better than one. Send
    the hidden scores through activate(…, hidden).
    """
    right(X, W1, b1, W2, b2, hidden)
    return right(X, W1, b1, W2, b2, "linear")


@misconception(unseen="hidden activations other than relu")
def activates_twice(right, X, W1, b1, W2, b2, hidden="relu"):
    """The hidden scores went through the activation twice. relu of relu is relu, so it does not
    show there; the sigmoid of a sigmoid is another curve.
    """
    right(X, W1, b1, W2, b2, hidden)
    A1 = reference.activate(reference.dense_forward(X, W1, b1), hidden)
    return reference.dense_forward(reference.activate(A1, hidden), W2, b2)


@misconception
def always_uses_relu(right, X, W1, b1, W2, b2, hidden="relu"):
    """`hidden` had no effect: you always use relu. Hand it on: activate(Z1, hidden)."""
    right(X, W1, b1, W2, b2, hidden)
    return right(X, W1, b1, W2, b2, "relu")


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
    return right(reference.activate(X, hidden), W1, b1, W2, b2, "linear")


@misconception
def lets_numpy_stretch_the_biases(right, X, W1, b1, W2, b2, hidden="relu"):
    """A bias of length 1 was accepted: NumPy stretched it over the layer. Use your dense_forward
    for both layers, it compares the shapes.
    """
    b1, b2 = (b + np.zeros_like(W[0]) for b, W in ((b1, W1), (b2, W2)))
    return right(X, W1, b1, W2, b2, hidden)


@misconception
def always_answers_float64_in_two_layers(right, X, W1, b1, W2, b2, hidden="relu"):
    """float32 came back as float64. activate keeps the float type; convert integers only."""
    arrays = (np.asarray(part, dtype=np.float64) for part in (X, W1, b1, W2, b2))
    return right(*arrays, hidden)


@misconception
def ends_in_softmax(right, X, W1, b1, W2, b2, hidden="relu"):
    """Your rows sum to 1: there is a softmax at the end. The output layer here is linear."""
    Z = right(X, W1, b1, W2, b2, hidden)
    e = np.exp(Z - Z.max(axis=-1, keepdims=True, initial=-np.inf))
    return e / e.sum(axis=-1, keepdims=True)


@misconception
def ends_in_softmax_of_large_scores(right, X, W1, b1, W2, b2, hidden="relu"):
    """There is a softmax at the end, and it overflows for large scores. The output layer here is
    linear.
    """
    e = np.exp(right(X, W1, b1, W2, b2, hidden))
    return e / e.sum(axis=-1, keepdims=True)


@misconception
def ends_in_sigmoid(right, X, W1, b1, W2, b2, hidden="relu"):
    """All your answers lie between 0 and 1: there is a sigmoid at the end. The output layer here is
    linear.
    """
    return 1 / (1 + np.exp(-right(X, W1, b1, W2, b2, hidden)))


@misconception
def activates_the_output_only(right, X, W1, b1, W2, b2, hidden="relu"):
    """The activation stands at the end, and there is none between the layers. It goes over the
    hidden scores X W1 + b1; the output layer is linear.
    """
    right(X, W1, b1, W2, b2, hidden)
    return reference.activate(right(X, W1, b1, W2, b2, "linear"), hidden)
