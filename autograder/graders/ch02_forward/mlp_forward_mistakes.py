"""2.4 mlp_forward: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import (
    misconception,
)

# Each is right where its mistake has no effect; `right` refuses bad input.


def _layers(right, X, params, kinds):
    """Return what comes into each layer, its scores, and what it gives."""
    A, caches = right(X, params, kinds)
    inputs = [cache["A_prev"] for cache in caches]
    return inputs, [cache["Z"] for cache in caches], [*inputs[1:], A]


def _caches(scores, inputs):
    """Return caches that hold these."""
    return [{"A_prev": A_prev, "Z": Z} for A_prev, Z in zip(inputs, scores, strict=True)]


@misconception
def caches_the_activation_as_z(right, X, params, activations):
    """Under "Z" your caches hold A, after the activation. Chapter 3 needs the scores from before
    it.
    """
    inputs, _, outputs = _layers(right, X, params, activations)
    return outputs[-1], _caches(outputs, inputs)


@misconception
def applies_relu_in_place(right, X, params, activations):
    """Where the activation is relu, the negative scores under "Z" are gone: you set them to 0 in
    place, and the cache holds the same array. Let activate make a new one.
    """
    A, caches = right(X, params, activations)
    for cache, kind in zip(caches, activations, strict=True):
        if kind == "relu":
            cache["Z"] = np.maximum(cache["Z"], 0.0)
    return A, caches


@misconception
def caches_the_output_as_a_prev(right, X, params, activations):
    """Under "A_prev" your caches hold what the layer gave, not what it got. Fill the dict before
    A is replaced.
    """
    _, scores, outputs = _layers(right, X, params, activations)
    return outputs[-1], _caches(scores, outputs)


@misconception
def caches_the_scores_of_the_layer_before(right, X, params, activations):
    """Under "A_prev" your caches hold the scores Z of the layer before. What comes in is its A,
    after the activation.
    """
    inputs, scores, outputs = _layers(right, X, params, activations)
    return outputs[-1], _caches(scores, [inputs[0], *scores[:-1]])


@misconception
def leaves_the_last_layer_linear(right, X, params, activations):
    """The last layer has no activation in your network. `activations` has one for it too: use
    it.
    """
    right(X, params, activations)
    return right(X, params, [*activations[:-1], "linear"])


@misconception
def uses_the_first_activation_everywhere(right, X, params, activations):
    """All your layers use the first activation. Layer l has its own: go over params and
    activations together, with zip.
    """
    right(X, params, activations)
    return right(X, params, activations[:1] * len(params))


@misconception
def uses_relu_everywhere(right, X, params, activations):
    """The activations had no effect: your relu is fixed. Layer l uses activations[l]."""
    right(X, params, activations)
    return right(X, params, ["relu"] * len(params))


@misconception
def hands_on_the_scores(right, X, params, activations):
    """Z went on to the next layer instead of A: the activation is calculated and then forgotten."""
    right(X, params, activations)
    linear = ["linear"] * (len(params) - 1)
    return right(X, params, [*linear, activations[-1]])


@misconception
def leaves_out_all_biases(right, X, params, activations):
    """The biases had no effect. Every layer computes A_prev W + b."""
    right(X, params, activations)
    return right(X, [(W, 0 * b) for W, b in params], activations)


@misconception
def starts_every_layer_from_x(right, X, params, activations):
    """Every layer starts from X again, so only the last one counts. The A of one layer is the
    A_prev of the next.
    """
    right(X, params, activations)
    caches, A = [], X
    for entry, kind in zip(params, activations, strict=True):
        A, (cache,) = right(X, [entry], [kind])
        caches.append(cache)
    return A, caches


@misconception
def keeps_the_last_cache_only(right, X, params, activations):
    """Your list holds one cache, that of the last layer. Append inside the loop."""
    A, caches = right(X, params, activations)
    return A, caches[-1:]


@misconception
def reverses_the_caches(right, X, params, activations):
    """Your caches stand in reverse order. The first layer's comes first: append, do not insert at
    0.
    """
    A, caches = right(X, params, activations)
    return A, caches[::-1]


@misconception
def lets_zip_drop_layers(right, X, params, activations):
    """Lists of different lengths went through: zip stops at the shorter one without a word, and a
    layer is lost. Compare the lengths first.
    """
    shorter = min(len(params), len(activations))
    return right(X, params[:shorter], activations[:shorter])


@misconception
def shares_one_dict(right, X, params, activations):
    """All your caches are those of the last layer: one dict is filled again and again, and the
    list holds it several times. Make a new dict for each layer.
    """
    A, caches = right(X, params, activations)
    return A, [caches[-1]] * len(caches)


@misconception
def caches_x_in_every_layer(right, X, params, activations):
    """Under "A_prev" every layer of yours holds X. What comes into a later layer is the A of the
    one before it.
    """
    A, caches = right(X, params, activations)
    return A, _caches([cache["Z"] for cache in caches], [caches[0]["A_prev"]] * len(caches))
