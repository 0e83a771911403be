"""4.7 build_mlp_256: its graders."""

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_close,
    assert_reaches,
    grader,
    networks,
    optimizers,
    refuses,
    require,
)

from .cases import (
    HELD_OUT,
    cross_entropy,
    digits,
    forward,
    is_same,
    one_hot,
    redrawn,
    redrawn_digits,
    require_layers,
    softmax,
    taken_for_probabilities,
)

MLP_ACCURACY = Threshold(0.90, mean=0.9222, deviation=0.0062, seeds=20, baseline=0.134)

MLP_SHAPES = [(784, 256), (256,), (256, 256), (256,), (256, 10), (10,)]


def built(function, *settings, seed=0):
    """Return the learner's network and its start weights, drawn with a seed."""
    (call,) = function.map([settings], seed=seed)
    model = call.value
    networks.architecture(model)
    weights = networks.get_weights(model)
    require_layers(weights, MLP_SHAPES)
    return model, weights


@grader(1, gate=True)
def test_form(function, rng):
    """The model takes rows of 784 numbers and answers ten numbers for each."""
    model = function()
    networks.architecture(model)
    logits = networks.predict(model, rng.random((5, 784), dtype=np.float32))
    assert_close(
        logits, np.zeros((5, 10), np.float32), atol=np.inf, hint="keras.Input((784,)) first"
    )
    message = "The model answers the same for every image."
    require(np.ptp(logits, axis=0).max() > 0, message, hint="is the input used?")


@grader(1)
def test_parameters(function):
    """The model has 269,322 parameters in three Dense layers."""
    found = networks.architecture(function()).parameters
    require(
        found, "The model has no weights yet.", hint="call it once on data before you return it"
    )
    message = "The number of parameters is not that of 784-256-256-10 with biases."
    one_less = found == 203_530  # 784-256-10
    mistake = "has_one_hidden_layer" if one_less else ""
    require(found == 269_322, message, hint="two hidden layers of 256", mistake=mistake)


@grader(2)
def test_outputs(function, rng):
    """The model computes two ReLU layers, then logits; in training the same, nothing is dropped."""
    model, weights = built(function)
    weights = redrawn(rng, weights)
    networks.set_weights(model, weights)
    x = rng.random((30, 784), dtype=np.float32)
    seen, logits = networks.predict(model, x), forward(weights, x)
    known = {
        "ends_the_mlp_in_softmax": softmax(logits),
        "leaves_the_mlp_linear": forward(weights, x, hidden=lambda z: z),
    }
    message = "The model does not compute what its layers should."
    for mistake, outputs in known.items():
        require(not is_same(seen, outputs), message, mistake=mistake)
    hint = "relu in both hidden layers, none in the last"
    require(is_same(seen, logits), message, hint=hint)
    message = "In training the model computes something else."
    same = is_same(networks.apply(model, x, training=True), logits)
    require(same, message, hint="no Dropout is asked here", mistake="drops_hidden_units")


def spread(array):
    """Return the standard deviation of all entries."""
    return float(np.std(array.astype(np.float64)))


def is_uniform(array):
    """Return whether no entry is far from 0: √3 standard deviations are the end then."""
    return float(np.max(np.abs(array))) < 1.8 * spread(array)


@grader(2)
def test_he(function):
    """Under "he_normal" every layer's weights spread like √(2/inputs), and biases are 0."""
    _, weights = built(function, "he_normal")
    message = "The start weights do not have He's spread, √(2/inputs), in every Dense layer."
    kernels = weights[0::2]
    off = [abs(spread(W) / np.sqrt(2 / len(W)) - 1) > 0.1 for W in kernels]
    glorot = [abs(spread(W) / np.sqrt(2 / sum(W.shape)) - 1) < 0.1 for W in kernels]
    flat = [is_uniform(W) for W in kernels]
    mistake = "keeps_keras_own_start" if all(glorot) else ""
    hint = 'kernel_initializer="he_normal" in all three Dense layers'
    require(not any(off), message, hint=hint, mistake=mistake)
    message = "Start weights are drawn from a uniform distribution, not from a normal one."
    last = flat[-1] and not any(flat[:-1])  # its spread would be nearly the same
    mistake = "leaves_the_last_layer_to_keras" if last else "draws_uniformly"
    require(not any(flat), message, hint=hint, mistake=mistake)
    require(not any(map(np.any, weights[1::2])), "The biases do not start at 0.", hint="zeros")


@grader(2)
def test_random_normal(function):
    """Under "random_normal" weights and biases are normal, with mean 0 and spread 1."""
    _, weights = built(function, "random_normal")
    kernels = [spread(W) for W in weights[0::2]]
    message = "The start weights do not have standard deviation 1 in every Dense layer."
    string = all(abs(each - 0.05) < 0.01 for each in kernels)
    mistake = "uses_the_string_random_normal" if string else ""
    hint = "keras.initializers.RandomNormal(stddev=1.0)"
    require(all(abs(each - 1) < 0.1 for each in kernels), message, hint=hint, mistake=mistake)
    message = "The start weights are not normal with mean 0."
    normal = all(abs(np.mean(W)) < 0.1 and not is_uniform(W) for W in weights[0::2])
    require(normal, message, hint=hint)
    biases = np.concatenate(weights[1::2])
    zero = "starts_biases_at_0" if not np.any(biases) else ""
    message = "The biases do not have standard deviation 1 in every Dense layer."
    right = abs(spread(biases) - 1) < 0.2 and all(np.any(b) for b in weights[1::2])
    require(right, message, hint="give bias_initializer as well", mistake=zero)
    require(abs(np.mean(biases)) < 0.3, "The biases are not normal with mean 0.", hint=hint)


@grader(1)
def test_loss(function, rng):
    """The model is compiled: cross-entropy of one-hot rows, from logits."""
    model, weights = built(function)
    found = networks.architecture(model)
    require(found.compiled, "The model is not compiled.", hint="model.compile(…)")
    x, labels = rng.random((32, 784), dtype=np.float32), rng.integers(0, 10, 32)
    networks.set_weights(model, [array * 2 for array in weights])
    logits = networks.predict(model, x)
    loss = networks.loss_of(model, x, one_hot(labels))
    whole = networks.loss_of(model, x, labels) if loss is None else None
    message = "Keras stops with an error where the loss gets logits and one-hot rows."
    mistake = "" if whole is None else "wants_integer_labels"
    require(loss is not None, message, hint="CategoricalCrossentropy", mistake=mistake)
    penalty = networks.architecture(model).penalty
    message = "A penalty on the weights is added to the loss."
    hint = "only the layers that are asked for: no kernel_regularizer"
    require(not penalty, message, hint=hint, mistake="adds_a_penalty")
    message = "The loss is not the cross-entropy of softmax(logits) for one-hot rows."
    twice = abs(loss - taken_for_probabilities(logits, labels, rows=True)) < 1e-2
    mistake = "leaves_out_from_logits" if twice else ""
    near = abs(loss - cross_entropy(logits, labels)) < 1e-3
    require(near, message, hint="CategoricalCrossentropy(from_logits=True)", mistake=mistake)


@grader(1)
def test_compiled(function, rng):
    """It is compiled with Adam at learning rate 0.001 and the metric "accuracy"."""
    model, weights = built(function)
    found = networks.architecture(model)
    require(found.compiled, "The model is not compiled.", hint="model.compile(…)")
    x, labels = digits()[0][:32].reshape(32, 784), digits()[1][:32]
    logits = networks.predict(model, x)
    scores = networks.evaluate(model, x, one_hot(labels))
    share = np.mean(np.argmax(logits, axis=1) == labels)
    others = [value for name, value in scores.items() if name != "loss"]
    elsewhere = any(abs(value - share) < 1e-3 for value in others)
    message = "The metric «accuracy» is missing."
    hint = "it is measured, but under another name" if elsewhere else 'metrics=["accuracy"]'
    require("accuracy" in scores, message, hint=hint)
    message = "The metric «accuracy» is not the share of right answers."
    require(abs(scores["accuracy"] - share) < 1e-3, message, hint='metrics=["accuracy"]')
    message = "The optimizer is not Adam with learning rate 0.001."
    right = found.optimizer == "Adam" and abs((found.learning_rate or 0) - 0.001) < 1e-6
    usual = networks.apply(model, x, training=True)
    known = is_same(usual, forward(weights, x)) and is_same(usual, logits)
    if known and abs(scores["loss"] - cross_entropy(logits, labels)) < 1e-3:
        right = moves_as_adam(rng, model)
    hint = "keras.optimizers.Adam(0.001), and no more"
    require(right, message, hint=hint, mistake="takes_another_optimizer")


def moves_as_adam(rng, model):
    """Return whether the first two steps are Adam's."""
    steps = optimizers.steps_of(
        rng, model, MLP_SHAPES, 0.001, lambda x, labels: (x, one_hot(labels)), steps=2
    )
    return abs(steps.size - 1) < 0.05 and max(steps.apart) < 0.005 and steps.decay == 0


@grader(1)
def test_first_loss(function):
    """The loss before training is below 3 under He, and above 100 under N(0, 1)."""
    # Under He the largest of 2,000 draws was 2.71 for 128 digits, and the smallest 3.61 where
    # from_logits is left out. Under N(0, 1) the smallest of 150 was 1,000 for 32.
    he, normal = first_loss(function, "he_normal", 128), first_loss(function, "random_normal", 32)
    require(he < 3, "The first loss under He is not below 3.", hint="from logits? He start?")
    require(normal > 100, "The first loss under N(0, 1) is not above 100.", hint="spread 1?")


def first_loss(function, start, rows):
    """Return the loss of so many digits before training."""
    model, _ = built(function, start)
    x, labels = (part[:rows] for part in digits())
    return networks.evaluate(model, x.reshape(rows, 784), one_hot(labels)).get("loss", np.nan)


@grader(3, seconds=60)
def test_learns(function, rng):
    """Within 15 epochs on 4,000 digits the "he_normal" network reads 90 % of new digits."""
    x, y = redrawn_digits(rng)
    x, rows = x.reshape(-1, 784), one_hot(y)

    def measure(seed):
        model, _ = built(function, seed=seed)
        accuracy = 0.0
        for epochs in (5, 10):  # the first five are enough for an honest network
            if not MLP_ACCURACY.is_met_by(accuracy):
                networks.fit(model, x[:4000], rows[:4000], epochs=epochs, batch_size=100, seed=seed)
                answers = np.argmax(networks.predict(model, x[HELD_OUT]), axis=1)
                accuracy = float(np.mean(answers == y[HELD_OUT]))
        return accuracy

    assert_reaches(measure, MLP_ACCURACY, what="accuracy on new digits", hint="He start, relu")


test_names = refuses(
    1,
    "Other names of initializers are refused.",
    "kernel_init",
    [("zeros",), ("glorot_uniform",), ("HE_NORMAL",)],
    hint="two names are legal; raise ValueError for every other",
)
