"""4.2 build_mnist_model: its graders, and the mistakes that they know."""

import keras
import numpy as np

from autograder.asserting import (
    assert_close,
    assert_rejects_all,
    grader,
    misconception,
    networks,
    reference_for,
    require,
)

from .cases import SHAPES, noise, relu, require_layers

reference = reference_for(__file__)


@grader(2, gate=True)
def test_form(function, rng):
    """The model takes images (28, 28) and answers ten numbers for each."""
    model = function()
    networks.architecture(model)
    x, _ = noise(rng, 5)
    logits = networks.predict(model, x)
    assert_close(logits, np.zeros((5, 10), np.float32), atol=np.inf, hint="end with Dense(10)")
    message = "The model answers the same for every image."
    require(np.ptp(logits, axis=0).max() > 0, message, hint="is the input used?")


@grader(3)
def test_parameters(function):
    """The model has 101,770 parameters in two Dense layers."""
    model = function(0.3)
    found = networks.architecture(model)
    hidden = found.of_kind("Dense")[0].units if found.of_kind("Dense") else None
    known = {d.units for d in found.of_kind("Dense")} == {128, 10}
    require(found.parameters != 101_632, "The biases are missing.", mistake="leaves_out_biases")
    message = "The number of parameters is not 784 × 128 + 128 + 128 × 10 + 10."
    mistake = "" if known or hidden is None else "has_another_width"
    require(found.parameters == 101_770, message, hint="count layer by layer", mistake=mistake)
    require_layers(networks.get_weights(model), SHAPES)


@grader(5)
def test_outputs(function, rng):
    """The model computes ReLU of the first Dense layer, then the second one's logits."""
    model = function(0.5)
    networks.architecture(model)
    weights = networks.get_weights(model)
    require_layers(weights, SHAPES)
    # Biases start at 0: with others their place is seen too.
    W1, b1, W2, b2 = (rng.normal(0, 0.05, array.shape).astype(np.float32) for array in weights)
    networks.set_weights(model, [W1, b1, W2, b2])
    x, _ = noise(rng, 30)
    seen = networks.predict(model, x)
    hidden = x.reshape(30, 784) @ W1 + b1
    logits = relu(hidden) @ W2 + b2
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)

    def same(wanted):
        return seen.shape == wanted.shape and np.allclose(seen, wanted, rtol=1e-3, atol=1e-4)

    message = "The model does not compute what its layers should."
    require(not same(probabilities), message, mistake="ends_in_softmax")
    require(not same(relu(logits)), message, mistake="ends_in_relu")
    require(not same(hidden @ W2 + b2), message, mistake="forgets_relu")
    sigmoid = 1 / (1 + np.exp(-hidden)) @ W2 + b2
    require(not same(sigmoid), message, mistake="uses_sigmoid")
    require(same(logits), message, hint="Flatten, Dense(128, relu), Dropout, Dense(10)")


def dropped(submission, rate, rows=400):
    """Return which of ten hidden units are dropped, (rows, 10), and the model's training outputs.

    All hidden units are 1 here and the k-th output is the k-th of them: what is not 1 was dropped
    or made larger.
    """
    model = submission.build_mnist_model(rate)
    networks.architecture(model)
    weights = networks.get_weights(model)
    require_layers(weights, SHAPES)
    W1, b1, W2, b2 = map(np.zeros_like, weights)
    W2[np.arange(10), np.arange(10)] = 1
    networks.set_weights(model, [W1, b1 + 1, W2, b2])
    x = np.ones((rows, 28, 28), np.float32)
    return networks.apply(model, x, training=True)


@grader(3)
def test_dropout_place(function, submission):
    """In training, Dropout sets outputs of the first Dense layer to 0, and nothing else."""
    seen = dropped(submission, 0.5)
    require(seen.shape == (400, 10), "The model does not answer ten numbers per image.")
    message = "In training no output of the first Dense layer is dropped."
    require(np.ptp(seen) > 0, message, mistake="has_no_dropout_there")
    model = function(0.5)
    zeros = [np.zeros_like(array) for array in networks.get_weights(model)]
    networks.set_weights(model, [*zeros[:-1], zeros[-1] + 1])
    last = networks.apply(model, np.ones((400, 28, 28), np.float32), training=True)
    message = "Dropout acts on the ten outputs as well."
    require(np.ptp(last) == 0, message, mistake="drops_outputs", hint="before the last layer")


@grader(2)
def test_dropout_rate(submission):
    """The share that is dropped is the rate that was given."""
    for rate in (0.2, 0.5):
        seen = dropped(submission, rate)
        # Behind a softmax nothing is 0, but the largest of a row was kept.
        lost = seen == 0 if np.any(seen == 0) else seen < seen.max(axis=-1, keepdims=True)
        share = float(np.mean(lost))
        message = "The share of dropped units is not the rate that was given."
        fixed = "ignores_the_rate" if rate == 0.5 and abs(share - 0.2) < 0.05 else ""
        mistake = "keeps_the_rate" if abs(share - (1 - rate)) < 0.05 and rate != 0.5 else fixed
        require(abs(share - rate) < 0.05, message, hint="Dropout(dropout)", mistake=mistake)


@grader(1)
def test_quiet(function):
    """Building the model raises no warning."""
    (call,) = function.map([(0.2,)], note_warnings=True)
    networks.architecture(call.value)
    message = "Keras warns when the model is built."
    hint = "say the shape with keras.Input(…) as the first entry, not with input_shape="
    require("UserWarning" not in call.warned, message, hint=hint, mistake="gives_input_shape")


@grader(2)
def test_rates(function):
    """Dropout rates below 0, and of 1 and above, are refused."""
    cases = [(1.0,), (1.5,), (-0.1,)]
    hint = "check 0 <= dropout < 1 before the layers are made"
    assert_rejects_all(function, cases, says="dropout", hint=hint)


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


def layers_of(dropout):
    """Return the right layers, after the right refusal of a bad rate."""
    reference.build_mnist_model(dropout)
    return [
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(dropout),
        keras.layers.Dense(10),
    ]


def replaced(dropout, **changes):
    """Return the right model with the layers at some places replaced, or left out for None."""
    layers = layers_of(dropout)
    for place, layer in changes.items():
        layers[int(place[1:])] = layer
    return keras.Sequential([layer for layer in layers if layer is not None])


@misconception
def ends_in_softmax(right, dropout=0.2):
    """The last layer applies softmax, and the loss will apply it again.

    Keep the last layer linear: its ten numbers are logits.
    """
    return replaced(dropout, _4=keras.layers.Dense(10, activation="softmax"))


@misconception
def ends_in_relu(right, dropout=0.2):
    """The last layer applies ReLU, so no logit can be below 0. Keep the last layer linear."""
    return replaced(dropout, _4=keras.layers.Dense(10, activation="relu"))


@misconception
def forgets_relu(right, dropout=0.2):
    """The hidden layer has no activation: two linear layers in a row are only one.

    Give the first Dense activation="relu".
    """
    return replaced(dropout, _2=keras.layers.Dense(128))


@misconception
def uses_sigmoid(right, dropout=0.2):
    """The hidden layer uses the sigmoid. Here ReLU is asked: activation="relu"."""
    return replaced(dropout, _2=keras.layers.Dense(128, activation="sigmoid"))


@misconception
def leaves_out_biases(right, dropout=0.2):
    """The biases are missing: Dense has them unless you switch them off with use_bias=False."""
    return replaced(
        dropout,
        _2=keras.layers.Dense(128, activation="relu", use_bias=False),
        _4=keras.layers.Dense(10, use_bias=False),
    )


@misconception
def has_another_width(right, dropout=0.2):
    """A Dense layer has another width than asked: 128 units in the hidden layer, 10 in the last."""
    return replaced(dropout, _2=keras.layers.Dense(64, activation="relu"))


@misconception
def has_no_dropout_there(right, dropout=0.2):
    """Nothing is dropped between the two Dense layers.

    Dropout belongs after the first Dense: before it, pixels would be dropped.
    """
    return replaced(dropout, _1=keras.layers.Dropout(dropout), _3=None, _2=_flat_dense())


def _flat_dense():
    return keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(128, activation="relu")])


@misconception
def drops_outputs(right, dropout=0.2):
    """Dropout comes after the last layer too, so logits themselves become 0.

    Put it between the two Dense layers, and only there.
    """
    return keras.Sequential([*layers_of(dropout), keras.layers.Dropout(dropout)])


@misconception
def ignores_the_rate(right, dropout=0.2):
    """The share that is dropped is always 0.2: hand the argument on, Dropout(dropout)."""
    return replaced(dropout, _3=keras.layers.Dropout(0.2))


@misconception
def keeps_the_rate(right, dropout=0.2):
    """You keep the share that should be dropped. Keras's Dropout takes the rate to drop."""
    return replaced(dropout, _3=keras.layers.Dropout(1 - dropout) if dropout else None)


@misconception
def gives_input_shape(right, dropout=0.2):
    """Keras warns: input_shape belongs to no layer any more.

    Begin the list with keras.Input((28, 28)).
    """
    layers_of(dropout)
    return replaced(dropout, _0=None, _1=keras.layers.Flatten(input_shape=(28, 28)))
