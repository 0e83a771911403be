"""4.2 build_mnist_model: its graders, and the mistakes that they know."""

import keras
import numpy as np

from autograder.asserting import (
    assert_close,
    grader,
    misconception,
    networks,
    refuses,
    require,
)

from .cases import SHAPES, forward, is_same, noise, redrawn, require_layers, softmax


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
    weights = redrawn(rng, weights_of(model))
    networks.set_weights(model, weights)
    x, _ = noise(rng, 30)
    seen, logits = networks.predict(model, x), forward(weights, x)
    known = {
        "ends_in_softmax": softmax(logits),
        "ends_in_relu": np.maximum(logits, 0),
        "forgets_relu": forward(weights, x, hidden=lambda z: z),
        "uses_sigmoid": forward(weights, x, hidden=lambda z: 1 / (1 + np.exp(-z))),
    }
    message = "The model does not compute what its layers should."
    for mistake, outputs in known.items():
        require(not is_same(seen, outputs), message, mistake=mistake)
    hint = "Flatten, Dense(128, relu), Dropout, Dense(10)"
    require(is_same(seen, logits), message, hint=hint)


def weights_of(model):
    """Return the weights of a model, once they have the shapes that were asked for."""
    networks.architecture(model)
    weights = networks.get_weights(model)
    require_layers(weights, SHAPES)
    return weights


def in_training(model, weights):
    """Return the outputs for 400 white images as in training, with these weights."""
    networks.set_weights(model, weights)
    return networks.apply(model, np.ones((400, 28, 28), np.float32), training=True)


def dropped(model):
    """Return outputs, (400, 10), the k-th of which is the k-th hidden unit as Dropout left it.

    All hidden units are 1 here: what is not 1 was dropped or made larger.
    """
    W1, b1, W2, b2 = map(np.zeros_like, weights_of(model))
    W2[np.arange(10), np.arange(10)] = 1
    return in_training(model, [W1, b1 + 1, W2, b2])


@grader(3)
def test_dropout_place(function):
    """In training, Dropout sets outputs of the first Dense layer to 0, and nothing else."""
    model = function(0.5)
    seen = dropped(model)
    require(seen.shape == (400, 10), "The model does not answer ten numbers per image.")
    message = "In training no output of the first Dense layer is dropped."
    require(np.ptp(seen) > 0, message, mistake="has_no_dropout_there")
    *zeros, last = map(np.zeros_like, weights_of(model))
    outputs = in_training(model, [*zeros, last + 1])
    message = "Dropout acts on the ten outputs as well."
    require(np.ptp(outputs) == 0, message, mistake="drops_outputs", hint="before the last layer")


@grader(2)
def test_dropout_rate(function):
    """The share that is dropped is the rate that was given."""
    for rate in (0.2, 0.5, 0.0):  # 0 is legal, too
        seen = dropped(function(rate))
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


test_rates = refuses(
    2,
    "Dropout rates below 0, and of 1 and above, are refused.",
    "dropout",
    [(1.0,), (1.5,), (-0.1,)],
    hint="check 0 <= dropout < 1 before the layers are made",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


def _layers(right, dropout):
    """Return the right layers; a bad rate is refused."""
    right(dropout)
    return [
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(dropout),
        keras.layers.Dense(10),
    ]


def _replaced(right, dropout, changes):
    """Return the right model with the layers at some places replaced, or left out for None."""
    layers = dict(enumerate(_layers(right, dropout))) | changes
    return keras.Sequential([layer for layer in layers.values() if layer is not None])


@misconception
def ends_in_softmax(right, dropout=0.2):
    """The last layer applies softmax, and the loss will apply it again.

    Keep the last layer linear: its ten numbers are logits.
    """
    return _replaced(right, dropout, {4: keras.layers.Dense(10, activation="softmax")})


@misconception
def ends_in_relu(right, dropout=0.2):
    """The last layer applies ReLU, so no logit can be below 0. Keep the last layer linear."""
    return _replaced(right, dropout, {4: keras.layers.Dense(10, activation="relu")})


@misconception
def forgets_relu(right, dropout=0.2):
    """The hidden layer has no activation: two linear layers in a row are only one.

    Give the first Dense activation="relu".
    """
    return _replaced(right, dropout, {2: keras.layers.Dense(128)})


@misconception
def uses_sigmoid(right, dropout=0.2):
    """The hidden layer uses the sigmoid. Here ReLU is asked: activation="relu"."""
    return _replaced(right, dropout, {2: keras.layers.Dense(128, activation="sigmoid")})


@misconception
def leaves_out_biases(right, dropout=0.2):
    """The biases are missing: Dense has them unless you switch them off with use_bias=False."""
    hidden = keras.layers.Dense(128, activation="relu", use_bias=False)
    return _replaced(right, dropout, {2: hidden, 4: keras.layers.Dense(10, use_bias=False)})


@misconception
def has_another_width(right, dropout=0.2):
    """A Dense layer has another width than asked: 128 units in the hidden layer, 10 in the last."""
    return _replaced(right, dropout, {2: keras.layers.Dense(64, activation="relu")})


@misconception
def has_no_dropout_there(right, dropout=0.2):
    """Nothing is dropped between the two Dense layers.

    Dropout belongs after the first Dense: before it, pixels would be dropped.
    """
    first, hidden = keras.layers.Dropout(dropout), keras.layers.Dense(128, activation="relu")
    return _replaced(right, dropout, {1: first, 2: keras.layers.Flatten(), 3: hidden})


@misconception
def drops_outputs(right, dropout=0.2):
    """Dropout comes after the last layer too, so logits themselves become 0.

    Put it between the two Dense layers, and only there.
    """
    return keras.Sequential([*_layers(right, dropout), keras.layers.Dropout(dropout)])


@misconception
def ignores_the_rate(right, dropout=0.2):
    """The share that is dropped is always 0.2: hand the argument on, Dropout(dropout)."""
    return _replaced(right, dropout, {3: keras.layers.Dropout(0.2)})


@misconception
def keeps_the_rate(right, dropout=0.2):
    """You keep the share that should be dropped. Keras's Dropout takes the rate to drop."""
    kept = keras.layers.Dropout(1 - dropout) if dropout else None
    return _replaced(right, dropout, {3: kept})


@misconception
def gives_input_shape(right, dropout=0.2):
    """Keras warns: input_shape belongs to no layer any more.

    Begin the list with keras.Input((28, 28)).
    """
    flat = keras.layers.Flatten(input_shape=(28, 28))
    return _replaced(right, dropout, {0: None, 1: flat})
