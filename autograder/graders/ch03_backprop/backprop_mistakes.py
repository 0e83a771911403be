"""3.7 backprop: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import (
    misconception,
    reference_for,
)

from .cases import at_logits, softmax

reference = reference_for(__file__)


# Each is right where its mistake has no effect; `right` refuses bad input.


def _gate(dA, Z, A):
    """Return the gradient at Z: relu lets it through where Z > 0."""
    return dA * (Z > 0)


def _backprop(right, X, y, params, *, at_logits=at_logits, gate=_gate):
    """Return loss and grads with another start at the logits, or another way through relu."""
    loss, _ = right(X, y, params)
    logits, cache = reference.forward_pass(np.asarray(X, float), params)
    dZ, grads = at_logits(logits, np.asarray(y)), []
    for layer in reversed(range(len(params))):
        dA, *gradients = reference.dense_backward(dZ, cache[layer]["A_prev"], params[layer][0])
        grads.append(tuple(gradients))
        if layer > 0:
            dZ = gate(dA, cache[layer - 1]["Z"], cache[layer]["A_prev"])
    return loss, grads[::-1]


@misconception
def leaves_the_gate_open(right, X, y, params):
    """The last layer is right, the earlier ones are wrong: pass the gradient only where Z > 0."""
    return _backprop(right, X, y, params, gate=lambda dA, Z, A: dA)


@misconception
def gates_by_the_gradient(right, X, y, params):
    """The gate opened where the gradient was above 0. relu's slope depends on Z: use the stored
    Z.
    """
    return _backprop(right, X, y, params, gate=lambda dA, Z, A: dA * (dA > 0))


@misconception
def gates_with_the_value(right, X, y, params):
    """You multiplied by relu's value on the way back. φ′ is 0 or 1: it is evaluated at the stored
    Z.
    """
    return _backprop(right, X, y, params, gate=lambda dA, Z, A: dA * A)


@misconception
def forgets_the_mean(right, X, y, params):
    """All gradients are exactly N times too large: the loss is a mean, so divide by N at the
    logits.
    """
    return _backprop(right, X, y, params, at_logits=lambda z, y: at_logits(z, y) * len(y))


@misconception
def divides_by_n_twice(right, X, y, params):
    """All gradients are exactly N times too small: 1/N came in twice. Divide at the logits only."""
    return _backprop(right, X, y, params, at_logits=lambda z, y: at_logits(z, y) / len(y))


@misconception
def does_not_take_off_the_label(right, X, y, params):
    """You started from the probabilities alone. At the logits the gradient is softmax - one_hot:
    take 1 off at the right class.
    """
    return _backprop(right, X, y, params, at_logits=lambda z, y: softmax(z) / len(y))


@misconception
def reverses_the_sign_at_the_logits(right, X, y, params):
    """The sign is reversed everywhere: softmax - one_hot, not one_hot - softmax. The minus of the
    descent comes in the update.
    """
    return _backprop(right, X, y, params, at_logits=lambda z, y: -at_logits(z, y))


@misconception
def normalises_over_the_batch(right, X, y, params):
    """Your softmax runs over the batch: columns sum to 1, rows do not. Use the class axis,
    axis=1.
    """
    return _backprop(
        *(right, X, y, params),
        at_logits=lambda z, y: (softmax(z.T).T - np.eye(z.shape[1])[y]) / len(y),
    )


@misconception
def gates_the_logits(right, X, y, params):
    """You sent the logits through relu too. The last layer is linear: nothing is gated there."""
    return _backprop(right, X, y, params, at_logits=lambda z, y: at_logits(z, y) * (z > 0))


@misconception
def lists_the_last_layer_first(right, X, y, params):
    """The gradients come in the order of the way back. Put the first layer first: insert at the
    front, or reverse the list.
    """
    loss, grads = right(X, y, params)
    return loss, grads[::-1]


@misconception
def takes_the_mean_for_every_db(right, X, y, params):
    """Every dW is right, every db is N times too small: add the rows up, no mean."""
    loss, grads = right(X, y, params)
    return loss, [(dW, db / len(y)) for dW, db in grads]


@misconception
def leaves_the_biases_alone(right, X, y, params):
    """The biases get no gradient. A bias is a weight whose input is always 1: add up dZ over the
    rows.
    """
    loss, grads = right(X, y, params)
    return loss, [(dW, np.zeros_like(db)) for dW, db in grads]


@misconception
def returns_the_summed_loss(right, X, y, params):
    """The gradients are right, the loss is a sum: exactly N times too large."""
    loss, grads = right(X, y, params)
    return loss * len(y), grads
