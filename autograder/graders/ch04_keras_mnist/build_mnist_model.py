"""4.2 build_mnist_model: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    descent,
    grader,
    networks,
    observation,
    refuses,
    require,
)

from .cases import SHAPES, forward, is_same, noise, redrawn, require_layers, softmax

# Of a network that was called on no image yet: a class of one's own makes its layers' weights then.
UNBUILT = "The model has no weights yet."
BUILD = "call it once on data, model(np.zeros((1, 28, 28))), before you return it"


@grader(2, gate=True)
def test_form(function, rng):
    """The model takes images (28, 28) and answers ten numbers for each."""
    model = function()
    takes = networks.architecture(model).input_shape or (None, 28, 28)
    known = {(None, 28, 28, 1): "wants_a_channel_axis", (None, 784): "takes_rows_of_784"}
    message = "The model does not take images of shape (28, 28)."
    hint, mistake = "begin with keras.Input((28, 28))", known.get(takes, "")
    require(takes == (None, 28, 28), message, hint=hint, mistake=mistake)
    x, _ = noise(rng, 5)
    logits = networks.predict(model, x)
    assert_close(logits, np.zeros((5, 10), np.float32), atol=np.inf, hint="end with Dense(10)")
    message = "The model answers the same for every image."
    require(np.ptp(logits, axis=0).max() > 0, message, hint="is the input used?")


def built(function, rate, seed=0):
    """Return a model and its weights, once they have the shapes that were asked for."""
    (call,) = function.map([(rate,)], seed=seed)
    model = call.value
    networks.architecture(model)
    networks.predict(model, np.zeros((1, 28, 28), np.float32))
    weights = networks.get_weights(model)
    require_layers(weights, SHAPES)
    return model, weights


@grader(3)
def test_parameters(function):
    """The model has 101,770 parameters in two Dense layers, and they are there from the start."""
    found = networks.architecture(function(0.3))
    require(found.parameters, UNBUILT, hint=BUILD, mistake="has_no_weights_yet")
    dense = [layer.units for layer in found.of_kind("Dense")]
    require(found.parameters != 101_632, "The biases are missing.", mistake="leaves_out_biases")
    message = "The number of parameters is not 784 × 128 + 128 + 128 × 10 + 10."
    mistake = "has_another_width" if dense and set(dense) != {128, 10} else ""
    require(found.parameters == 101_770, message, hint="count layer by layer", mistake=mistake)
    built(function, 0.3)


@grader(5)
def test_outputs(function, rng):
    """The model computes ReLU of the first Dense layer, then the second one's logits."""
    model, weights = built(function, 0.5)
    weights = redrawn(rng, weights)
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


def in_training(model, weights):
    """Return the outputs for 400 white images as in training, with these weights."""
    networks.set_weights(model, weights)
    seen = networks.apply(model, np.ones((400, 28, 28), np.float32), training=True)
    require(seen.shape == (400, 10), "The model does not answer ten numbers per image.")
    return seen


def dropped(function, rate):
    """Return outputs, (400, 9), the k-th of which is the k-th hidden unit as Dropout left it.

    Every hidden unit is the mean of the pixels, 1 here: what is not 1 was dropped or made larger.
    """
    model, weights = built(function, rate)
    W1, b1, W2, b2 = map(np.zeros_like, weights)
    W2[np.arange(9), np.arange(9)] = 1
    seen = in_training(model, [W1 + np.float32(1 / 784), b1, W2, b2])
    if np.allclose(seen.sum(axis=1), 1, atol=1e-3) and seen.min() > 0:  # behind a softmax
        seen = np.round(np.log(seen) - np.log(seen[:, 9:]), 4)
    return seen[:, :9]


@observation
def half(function):
    """Return the hidden units under a rate of 0.5."""
    return dropped(function, 0.5)


@grader(2)
def test_dropout_place(function, half):
    """In training, Dropout sets outputs of the first Dense layer to 0, and nothing else."""
    seen = half
    message = "In training no output of the first Dense layer is set to 0."
    calm = np.ptp(seen) < 0.6
    mistake = "has_no_dropout_there" if calm else ""
    require(np.any(seen == 0), message, hint="keras.layers.Dropout", mistake=mistake)
    message = "In training the outputs of the first Dense layer are not only dropped or scaled."
    hint = "one Dropout, between the two Dense layers, and no other layer of chance"
    require(np.ptp(seen[seen != 0]) < 1e-2, message, hint=hint, mistake="drops_pixels_too")
    message = "In training every image loses the same outputs."
    require(np.ptp(seen, axis=0).min() > 0, message, hint="Dropout(dropout), and no noise_shape")
    model, weights = built(function, 0.5)
    *zeros, last = map(np.zeros_like, weights)
    outputs = in_training(model, [*zeros, last + 1])
    message = "Dropout acts on the ten outputs as well."
    require(np.ptp(outputs) == 0, message, mistake="drops_outputs", hint="before the last layer")


@grader(2)
def test_dropout_rate(function, half):
    """The share that is dropped is the rate that was given."""
    for rate, seen in ((0.2, dropped(function, 0.2)), (0.5, half), (0.0, dropped(function, 0.0))):
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
    found = networks.architecture(call.value)
    message = "Keras warns when the model is built."
    hint = "say the shape with keras.Input(…) as the first entry, not with input_shape="
    mistake = "gives_input_shape"
    if not found.parameters:
        message, hint, mistake = f"{message} {UNBUILT}", BUILD, "has_no_weights_yet"
    require("UserWarning" not in call.warned, message, hint=hint, mistake=mistake)


@grader(1)
def test_plain(function):
    """The model is not compiled, adds no penalty, and starts at random each time."""
    (model, one), (_, other) = built(function, 0.2, seed=1), built(function, 0.2, seed=2)
    found = networks.architecture(model)
    hint = "compile_model is an exercise of its own"
    require(not found.compiled, "The model is compiled.", hint=hint, mistake="compiles_it_too")
    message = "The model adds a penalty of its own to the loss."
    hint = "only the layers that are asked for: no kernel_regularizer"
    require(not found.penalty, message, hint=hint, mistake="adds_a_penalty")
    message = "Every new model starts with the same weights."
    hint = "random start weights: set no seed in here"
    require(not np.array_equal(one[0], other[0]), message, hint=hint, mistake="fixes_the_start")


@grader(1)
def test_step(function, rng):
    """Without dropout, the slope of the loss alone decides how the weights move in training."""
    model, weights = built(function, 0.0)
    start = redrawn(rng, weights)
    networks.set_weights(model, start)
    x, _ = noise(rng, 40)
    targets = rng.normal(0, 3, (40, 10)).astype(np.float32)
    outputs, slopes = descent.slopes(start, x, targets, upstream=descent.squares_slope)
    if not is_same(networks.predict(model, x), outputs):
        return  # what it computes is another grader's question
    model.compile(optimizer="sgd", loss="mse")  # steps of 0.01 times the slope
    networks.fit(model, x, targets, epochs=1, batch_size=40, seed=0)
    message = "A training step moves the weights by more or less than the slope of the loss."
    penalty = networks.architecture(model).penalty
    hint, mistake = "only the layers that are asked for", "adds_a_penalty" if penalty else ""
    for after, before, slope in zip(networks.get_weights(model), start, slopes, strict=True):
        off = np.abs(after - before + 0.01 * slope).max() / np.abs(0.01 * slope).max()
        require(off < 0.01, message, hint=hint, mistake=mistake)


test_rates = refuses(
    1,
    "Dropout rates below 0, and of 1 and above, are refused.",
    "dropout",
    [(1.0,), (1.5,), (-0.1,)],
    hint="check 0 <= dropout < 1 before the layers are made",
)
