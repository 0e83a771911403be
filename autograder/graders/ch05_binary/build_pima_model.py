"""5.4 build_pima_model: its graders."""

import numpy as np

from autograder.asserting import dense, descent, grader, networks, require

from .cases import RATE, loss_seen, redrawn, weights_of

SHAPES = dense.shapes_of(8, 12, 8, 1)


def adam_is_off(rng, model, shapes):
    """Return how far three steps of a model are from Adam's on binary cross-entropy.

    In learning rates, for nine of ten weights; a weight that nothing moves must stay exactly.
    """
    start = redrawn(rng, shapes)
    start[0][0] = 100.0  # of a column that is always 0
    batches = []
    for size in (15.0, 4.0, 15.0):  # slopes of other sizes: to clip some of them shows
        x = (size * rng.normal(0, 1, (32, shapes[0][0]))).astype(np.float32)
        x[:, 0] = 0
        batches.append((x, rng.integers(0, 2, 32)))
    networks.set_weights(model, start)
    off = []
    wanted = descent.adam(start, batches, RATE, upstream=descent.binary_slope)
    for (x, y), ideal in zip(batches, wanted, strict=True):
        networks.fit(model, x, y, epochs=1, batch_size=32, seed=0)
        seen = networks.get_weights(model)
        apart = [np.abs(a - b) for a, b in zip(seen, ideal, strict=True)]
        apart[0] = apart[0][1:]
        rows = np.concatenate([each.ravel() for each in apart])
        off.append(float(np.quantile(rows, 0.9)) / RATE)
    kept = bool(np.all(seen[0][0] == start[0][0]))
    return max(off) if kept else np.inf


def women(rng, rows=32):
    """Return standardised rows and labels."""
    return rng.normal(0, 1, (rows, 8)).astype(np.float32), rng.permutation(np.arange(rows) % 2)


@grader(1, gate=True)
def test_form(function, rng):
    """The model takes rows of 8 numbers and answers one number for each."""
    model = function()
    networks.architecture(model)
    outputs = networks.predict(model, women(rng, 5)[0])
    mistake = "ends_in_two_units" if outputs.shape == (5, 2) else ""
    message = "The model does not answer one number per row."
    hint = "keras.Input((8,)) first, Dense(1) last"
    require(outputs.shape == (5, 1), message, hint=hint, mistake=mistake)
    constant = "ends_in_softmax" if np.all(outputs == 1) else ""
    message = "The model answers the same for every row."
    require(np.ptp(outputs) > 0, message, hint="is the input used?", mistake=constant)


@grader(2)
def test_parameters(function):
    """The model has 221 parameters: 8-12-8-1, with biases."""
    found = networks.architecture(function()).parameters
    hint = "call it once on data before you return it"
    require(found, "The model has no weights yet.", hint=hint)
    known = {200: "leaves_out_biases", 277: "has_two_layers_of_12", 121: "has_one_hidden_layer"}
    message = "The number of parameters is not 8 × 12 + 12 + 12 × 8 + 8 + 8 + 1."
    hint, mistake = "Dense 12, Dense 8, Dense 1", known.get(found or 0, "")
    require(found == 221, message, hint=hint, mistake=mistake)
    weights_of(function(), SHAPES)


def built(function, rng, seed=0):
    """Return a model with weights that are drawn, and them."""
    (call,) = function.map([()], seed=seed)
    weights_of(call.value, SHAPES)
    weights = redrawn(rng, SHAPES)
    networks.set_weights(call.value, weights)
    return call.value, weights


def one_linear(weights, x, seen):
    """Return the outputs if one hidden layer has no ReLU: those that were seen, if it can be."""
    W1, b1, W2, b2, W3, b3 = weights
    first, second = dense.relu(x @ W1 + b1) @ W2 + b2, dense.relu((x @ W1 + b1) @ W2 + b2)
    found = [dense.sigmoid(hidden @ W3 + b3) for hidden in (first, second)]
    return next((outputs for outputs in found if dense.is_same(seen, outputs)), found[0])


@grader(2)
def test_outputs(function, rng):
    """The model computes two ReLU layers, then the sigmoid of one number; in training the same."""
    model, weights = built(function, rng)
    x, _ = women(rng, 30)
    seen, z = networks.predict(model, x), dense.outputs_of(weights, x)
    known = {
        "ends_in_a_logit": z,
        "leaves_the_hidden_layers_linear": dense.sigmoid(
            dense.outputs_of(weights, x, hidden=lambda z: z)
        ),
        "leaves_one_layer_linear": one_linear(weights, x, seen),
        "takes_tanh": dense.sigmoid(dense.outputs_of(weights, x, hidden=np.tanh)),
        "takes_a_sigmoid_everywhere": dense.sigmoid(
            dense.outputs_of(weights, x, hidden=dense.sigmoid)
        ),
    }
    message = "The model does not compute what its layers should."
    for mistake, outputs in known.items():
        require(not dense.is_same(seen, outputs), message, mistake=mistake)
    hint = "relu, relu, and a sigmoid at the end"
    require(dense.is_same(seen, dense.sigmoid(z)), message, hint=hint)
    same = dense.is_same(networks.apply(model, x, training=True), dense.sigmoid(z))
    message = "In training the model computes something else."
    hint = "only the layers that are asked for: no Dropout"
    require(same, message, hint=hint, mistake="drops_hidden_units")


@grader(2)
def test_loss(function, rng):
    """It is compiled with binary cross-entropy of probabilities, and the metric "accuracy"."""
    model, _weights = built(function, rng)
    found = networks.architecture(model)
    compiled = "" if found.compiled else "is_not_compiled"
    hint = "model.compile(…) before you return it"
    require(found.compiled, "The model is not compiled.", hint=hint, mistake=compiled)
    message = "A penalty on the weights is added to the loss."
    require(not found.penalty, message, hint="no kernel_regularizer", mistake="adds_a_penalty")
    x, y = women(rng)
    p = networks.predict(model, x)[:, 0].astype(np.float64)
    scores = networks.evaluate(model, x, y)
    near = abs(scores["loss"] - loss_seen(p, y)) < 1e-3
    message = "The loss is that of logits, not of probabilities."
    logits = near and (p.min() < 0 or p.max() > 1)
    require(not logits, message, mistake="ends_in_a_logit")
    squares = float(np.mean((p - y) ** 2))
    mistake = "takes_the_squared_error" if abs(scores["loss"] - squares) < 1e-4 else ""
    message = "The loss is not the binary cross-entropy."
    require(near, message, hint='loss="binary_crossentropy"', mistake=mistake)
    missing = "" if "accuracy" in scores else "measures_no_accuracy"
    message, hint = "The metric «accuracy» is missing.", 'metrics=["accuracy"]'
    require("accuracy" in scores, message, hint=hint, mistake=missing)
    message = "The metric «accuracy» is not the share of right answers."
    share = float(np.mean((p > 0.5) == y))
    exact = abs(scores["accuracy"] - np.mean(p == y)) < 1e-3
    near = abs(scores["accuracy"] - share) < 1e-3
    mistake = "counts_exact_answers" if exact and not near else ""
    require(near, message, hint='metrics=["accuracy"], the word', mistake=mistake)


@grader(2)
def test_steps(function, rng):
    """Its first training steps are those of Adam with learning rate 0.001."""
    model, _ = built(function, rng)
    found = networks.architecture(model)
    hint = "model.compile(…) before you return it"
    require(found.compiled, "The model is not compiled.", hint=hint, mistake="is_not_compiled")
    message = "The optimizer is not Adam with learning rate 0.001."
    adam = found.optimizer == "Adam"
    rate = adam and abs((found.learning_rate or 0) - 0.001) > 1e-6
    mistake = "takes_another_rate" if rate else "" if adam else "takes_another_optimizer"
    require(adam and not rate, message, hint='optimizer="adam"', mistake=mistake)
    x, y = women(rng)
    start = networks.get_weights(model)
    p = dense.sigmoid(dense.outputs_of(start, x))
    plain = dense.is_same(networks.apply(model, x, training=True), p)
    loss = networks.loss_of(model, x, y)
    wanted = -np.mean(np.log(np.where(y == 1, p[:, 0], 1 - p[:, 0])))
    if plain and loss is not None and abs(loss - wanted) < 1e-3 and not found.penalty:
        hint = 'optimizer="adam", and no other setting'
        message, mistake = "Adam has settings that show in its steps.", "gives_adam_more_settings"
        require(adam_is_off(rng, model, SHAPES) < 0.02, message, hint=hint, mistake=mistake)


@grader(1)
def test_start(function):
    """Each new model starts with weights of its own."""
    one, other = (call.value for seed in (1, 2) for call in function.map([()], seed=seed))
    starts = weights_of(one, SHAPES), weights_of(other, SHAPES)
    moved = [array + 1 for array in starts[0]]
    networks.set_weights(one, moved)
    again = np.array_equal(networks.get_weights(other)[0], moved[0])
    message = "The second call returns the model of the first one."
    require(not again, message, mistake="returns_one_model")
    message = "Every new model starts with the same weights."
    hint = "random start weights: set no seed in here"
    same = np.array_equal(starts[0][0], starts[1][0])
    require(not same, message, hint=hint, mistake="fixes_the_seed")
