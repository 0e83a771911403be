"""3.7 backprop: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import (
    misconception,
    reference_for,
)

from .cases import at_logits, named, softmax

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


# These two hold a number of the learner's own: the graders see them by `mistake_in`.


@misconception
def leaves_weight_decay_in(right, X, y, params):
    """Every dW holds a multiple of W: that is weight decay, a term of another loss. Here the loss
    is the cross-entropy alone.
    """
    loss, grads = right(X, y, params)
    return loss, [(dW + 0.01 * W, db) for (dW, db), (W, _) in zip(grads, params, strict=True)]


@misconception
def updates_weights_on_the_way(right, X, y, params):
    """The gradients of the earlier layers were computed with weights that had taken their step
    already. Go back with the weights as they came in, and change none.
    """
    right(X, y, params)
    return reference.backprop(X, y, params)[0], _on_the_way(X, y, params, 0.1)


def _on_the_way(X, y, params, lr):
    """Return the gradients where each layer takes its step before the one below is reached."""
    logits, cache = reference.forward_pass(np.asarray(X, float), params)
    dZ, grads = at_logits(logits, np.asarray(y)), []
    for layer in reversed(range(len(params))):
        _, dW, db = reference.dense_backward(dZ, cache[layer]["A_prev"], params[layer][0])
        grads.append((dW, db))
        if layer > 0:
            dZ = dZ @ (params[layer][0] - lr * dW).T * (cache[layer - 1]["Z"] > 0)
    return grads[::-1]


def mistake_in(grads, X, y, params):
    """Return the mistake whose one unknown number explains the gradients; "" if there is none."""
    wanted = named(reference.backprop(X, y, params)[1])
    seen = named(grads)
    off = {name: seen[name] - wanted[name] for name in wanted}
    last = f"W{len(params)}"
    if _are_multiples(off, {n: W * (n[0] == "W") for n, W in named(params).items()}):
        return "leaves_weight_decay_in"
    if len(params) == 2 and not np.any(np.abs(off[last]) > 1e-9):
        step = named(_on_the_way(X, y, params, 1.0))
        if _are_multiples(off, {name: step[name] - wanted[name] for name in wanted}):
            return "updates_weights_on_the_way"
    return ""


def _are_multiples(off, of):
    """Return whether all tensors of `off` are one multiple, not 0, of those of `of`."""
    one, other = (np.concatenate([each[name].ravel() for name in of]) for each in (off, of))
    with np.errstate(all="ignore"):
        factor = one @ other / (other @ other)
        return abs(factor) > 1e-9 and np.allclose(one, factor * other, rtol=1e-6, atol=1e-12)


@misconception
def works_for_two_layers_only(right, X, y, params):
    """Your code is right for two layers and does not take another number of them. Go through
    params with a loop, from the last layer to the first.
    """
    _, _ = params
    return right(X, y, params)


@misconception
def stops_at_the_last_layer(right, X, y, params):
    """Only the last layer gets a gradient: those of the hidden layers are 0. Carry dX of the layer
    above on, through the relu of the layer's own Z.
    """
    loss, grads = right(X, y, params)
    return loss, [(0 * dW, 0 * db) for dW, db in grads[:-1]] + grads[-1:]


@misconception
def starts_with_the_squared_error(right, X, y, params):
    """At the logits you took the slope of a squared error: (p - t) p (1 - p). With softmax and
    cross-entropy it is p - t alone.
    """

    def start(z, y):
        P = softmax(z)
        return at_logits(z, y) * P * (1 - P)

    return _backprop(right, X, y, params, at_logits=start)


@misconception
def leaves_softmax_out_at_the_logits(right, X, y, params):
    """You started from logits - one_hot. At the logits the gradient is softmax(logits) - one_hot,
    divided by N.
    """
    return _backprop(
        *(right, X, y, params), at_logits=lambda z, y: (z - np.eye(z.shape[1])[y]) / len(y)
    )


@misconception
def divides_by_n_in_every_layer(right, X, y, params):
    """The last layer is right, and with every layer below it 1/N comes in once more. Divide by N
    at the logits only.
    """
    return _backprop(right, X, y, params, gate=lambda dA, Z, A: dA * (Z > 0) / len(Z))
