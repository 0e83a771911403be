"""8.4 build_convnet: its graders."""

import numpy as np

from autograder.asserting import dense, descent, grader, networks, require, training_calls

from . import cases

ROWS = 12


def pictures(rng, rows=ROWS):
    """Return pictures (N, 28, 28, 1), and labels."""
    x = rng.random((rows, 28, 28, 1), dtype=np.float32)
    return x, rng.integers(0, 10, rows)


@grader(1, gate=True)
def test_form(function, rng):
    """The model takes pictures (28, 28, 1) and answers ten numbers for each."""
    model = function()
    takes = networks.architecture(model).input_shape or (None, 28, 28, 1)
    mistake = "leaves_out_the_channel" if takes == (None, 28, 28) else ""
    message = "The model does not take pictures of 28 x 28 x 1."
    hint = "keras.Input((28, 28, 1))"
    require(takes[1:] == (28, 28, 1), message, hint=hint, mistake=mistake)
    outputs = networks.predict(model, pictures(rng, 5)[0])
    message = "The model does not answer ten numbers per picture."
    require(outputs.shape == (5, 10), message, hint="Flatten, then Dense(64), then Dense(10)")
    message = "The model answers the same for every picture."
    require(np.ptp(outputs, axis=0).max() > 0, message, hint="is the input used?")


@grader(4)
def test_parameters(function):
    """The model has 56,714 parameters: 28, 26, 13, 11, 5 pixels a side."""
    cases.weights_of(function())
    found = networks.architecture(function()).parameters
    message = "The number of parameters is not 160 + 4,640 + 51,264 + 650."
    hint = "two convolutions, two Dense layers, and no other layer with weights"
    require(found == cases.PARAMETERS, message, hint=hint)


def built(function, rng, seed=0):
    """Return a model with weights that are drawn, and them."""
    (call,) = function.map([()], seed=seed)
    cases.weights_of(call.value)
    weights = cases.redrawn(rng)
    networks.set_weights(call.value, weights)
    return call.value, weights


def plain(z):
    """Return z: no activation."""
    return z


def mean_pool(X):
    """Return the mean of every block of 2 x 2."""
    return cases.blocks(X).mean(axis=(2, 4))


@grader(4)
def test_outputs(function, rng):
    """The model computes convolutions with ReLU, pooling, and a softmax; in training the same."""
    model, weights = built(function, rng)
    x, _ = pictures(rng, 30)
    seen, logits = networks.predict(model, x), cases.logits_of(weights, x)
    linear = cases.logits_of(weights, x, hidden=plain)

    def partly_linear(*activations):
        flat = cases.features_of(weights, x, activations)
        return dense.softmax(dense.outputs_of(weights[4:], flat))

    known = {
        "ends_in_logits": logits,
        "ends_in_sigmoids": dense.sigmoid(logits),
        "leaves_out_relu": dense.softmax(linear),
        "leaves_the_convolutions_linear": partly_linear(plain, plain),
        "leaves_the_first_convolution_linear": partly_linear(plain, dense.relu),
        "leaves_the_second_convolution_linear": partly_linear(dense.relu, plain),
    }
    poolings = [(mean_pool, mean_pool), (mean_pool, cases.pool), (cases.pool, mean_pool)]
    means = [dense.softmax(cases.logits_of(weights, x, shrink=each)) for each in poolings]
    message = "The model does not compute what its layers should."
    named = [*known.items(), *(("takes_the_mean_in_pooling", outputs) for outputs in means)]
    for mistake, outputs in named:
        require(not dense.is_same(seen, outputs), message, mistake=mistake)
    hint = "Conv2D relu, MaxPooling2D, twice; Flatten, Dense relu, Dense softmax"
    require(dense.is_same(seen, dense.softmax(logits)), message, hint=hint)
    trained = networks.apply(model, x, training=True)
    message = "In training the model computes something else."
    hint = "only the layers that are asked for: no Dropout, no BatchNormalization"
    same = dense.is_same(trained, dense.softmax(logits))
    require(same, message, hint=hint, mistake="drops_units")


@grader(3)
def test_compiled(function, rng):
    """It is compiled with the cross-entropy for integer labels, and the metric "accuracy"."""
    model, weights = built(function, rng)
    found = networks.architecture(model)
    mistake = "" if found.compiled else "is_not_compiled"
    message, hint = "The model is not compiled.", "model.compile(…) before you return it"
    require(found.compiled, message, hint=hint, mistake=mistake)
    message = "A penalty on the weights is added to the loss."
    require(not found.penalty, message, hint="no kernel_regularizer", mistake="adds_a_penalty")
    x, y = pictures(rng)
    p = networks.predict(model, x).astype(np.float64)
    message = "With integer labels the loss cannot be computed."
    loss, hint = networks.loss_of(model, x, y), 'loss="sparse_categorical_crossentropy"'
    mistake = "" if loss is not None else "wants_one_hot_labels"
    require(loss is not None, message, hint=hint, mistake=mistake)
    assert loss is not None
    wanted = float(-np.mean(np.log(p[np.arange(ROWS), y])))
    near = abs(loss - wanted) < 1e-3
    mistake = "ends_in_logits" if dense.is_same(p, cases.logits_of(weights, x)) else ""
    require(near, "The loss is not the cross-entropy.", hint=hint, mistake=mistake)
    scores = networks.evaluate(model, x, y)
    mistake = "" if "accuracy" in scores else "measures_no_accuracy"
    message, hint = "The metric «accuracy» is missing.", 'metrics=["accuracy"]'
    require("accuracy" in scores, message, hint=hint, mistake=mistake)
    share = float(np.mean(p.argmax(axis=1) == y))
    message = "The metric «accuracy» is not the share of right answers."
    require(abs(scores["accuracy"] - share) < 1e-3, message, hint=hint)


@grader(2)
def test_optimizer(function, rng):
    """It is compiled with Adam at learning rate 0.001."""
    model, _ = built(function, rng)
    found = networks.architecture(model)
    message, hint = "The model is not compiled.", "model.compile(…) before you return it"
    require(found.compiled, message, hint=hint, mistake="" if found.compiled else "is_not_compiled")
    adam = found.optimizer == "Adam"
    rate = adam and abs((found.learning_rate or 0) - cases.RATE) > 1e-6
    mistake = "takes_another_rate" if rate else "" if adam else "takes_another_optimizer"
    message = "The optimizer is not Adam with learning rate 0.001."
    require(adam and not rate, message, hint='optimizer="adam"', mistake=mistake)
    x, y = pictures(rng)
    start = networks.get_weights(model)
    outputs = dense.softmax(cases.logits_of(start, x))
    loss = networks.loss_of(model, x, y)
    wanted = float(-np.mean(np.log(outputs[np.arange(ROWS), y])))
    plain = dense.is_same(networks.apply(model, x, training=True), outputs)
    if plain and loss is not None and abs(loss - wanted) < 1e-3 and not found.penalty:
        message, mistake = "Adam has settings that show in its steps.", "gives_adam_more_settings"
        hint = 'optimizer="adam", and no other setting'
        require(steps_are_adams(model, start, x, y), message, hint=hint, mistake=mistake)


def steps_are_adams(model, start, x, y):
    """Return whether two steps of a model, the second on large pictures, are Adam's."""
    batches = [(x, y), (20 * x, y)]
    wanted = descent.adam(start, batches, cases.RATE, slopes_of=cases.slopes)
    for (rows, labels), ideal in zip(batches, wanted, strict=True):
        networks.fit(model, rows, labels, epochs=1, batch_size=ROWS, seed=0)
        off = training_calls.apart(networks.get_weights(model), ideal, cases.RATE)
    return off < 0.05


@grader(1)
def test_start(function):
    """Each new model starts with weights of its own."""
    one, other = (
        cases.weights_of(call.value) for seed in (1, 2) for call in function.map([()], seed=seed)
    )
    message = "Every new model starts with the same weights."
    hint = "random start weights: set no seed in here"
    same = np.array_equal(one[0], other[0])
    require(not same, message, hint=hint, mistake="fixes_the_seed")
    message = "Kernels do not start at random, each with weights of its own."
    plain = np.ptp(one[0], axis=-1).min() > 0
    require(plain, message, hint="leave the start weights to Keras")
