"""4.7 build_mlp_256: its graders."""

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_close,
    assert_reaches,
    grader,
    networks,
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
    require_layers,
    softmax,
)

MLP_ACCURACY = Threshold(0.90, mean=0.9228, deviation=0.0066, seeds=20, baseline=0.134)

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


@grader(2)
def test_parameters(function):
    """The model has 269,322 parameters in three Dense layers."""
    found = networks.architecture(function()).parameters
    message = "The number of parameters is not that of 784-256-256-10 with biases."
    one_less = found == 203_530  # 784-256-10
    mistake = "has_one_hidden_layer" if one_less else ""
    require(found == 269_322, message, hint="two hidden layers of 256", mistake=mistake)


@grader(2)
def test_outputs(function, rng):
    """The model computes two ReLU layers, then logits."""
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


def spread(array):
    """Return the standard deviation of all entries."""
    return float(np.std(array.astype(np.float64)))


@grader(2)
def test_he(function):
    """Under "he_normal" every layer's weights spread like √(2/inputs), and biases are 0."""
    _, weights = built(function, "he_normal")
    message = "The start weights do not have He's spread, √(2/inputs), in every Dense layer."
    ratios = [spread(W) / np.sqrt(2 / len(W)) for W in weights[0::2]]
    glorot = [spread(W) / np.sqrt(2 / sum(W.shape)) for W in weights[0::2]]
    is_glorot = all(abs(ratio - 1) < 0.1 for ratio in glorot)
    mistake = "keeps_keras_own_start" if is_glorot else ""
    right = all(abs(ratio - 1) < 0.1 for ratio in ratios)
    hint = 'kernel_initializer="he_normal" in all three Dense layers'
    require(right, message, hint=hint, mistake=mistake)
    require(not any(map(np.any, weights[1::2])), "The biases do not start at 0.", hint="zeros")


@grader(2)
def test_random_normal(function):
    """Under "random_normal" weights and biases have spread 1."""
    _, weights = built(function, "random_normal")
    kernels = [spread(W) for W in weights[0::2]]
    message = "The start weights do not have standard deviation 1."
    string = all(abs(each - 0.05) < 0.01 for each in kernels)
    mistake = "uses_the_string_random_normal" if string else ""
    hint = "keras.initializers.RandomNormal(stddev=1.0)"
    require(all(abs(each - 1) < 0.1 for each in kernels), message, hint=hint, mistake=mistake)
    biases = np.concatenate(weights[1::2])
    zero = "starts_biases_at_0" if not np.any(biases) else ""
    message = "The biases do not have standard deviation 1."
    right = abs(spread(biases) - 1) < 0.2
    require(right, message, hint="give bias_initializer as well", mistake=zero)


@grader(1)
def test_compiled(function, rng):
    """The model is compiled: cross-entropy of one-hot rows from logits, Adam at 0.001, accuracy."""
    model, weights = built(function)
    found = networks.architecture(model)
    require(found.compiled, "The model is not compiled.", hint="model.compile(…)")
    x, labels = rng.random((32, 784), dtype=np.float32), rng.integers(0, 10, 32)
    networks.set_weights(model, [array * 2 for array in weights])
    logits = networks.predict(model, x)
    message = "The loss is not the cross-entropy of softmax(logits) for one-hot rows."
    sparse = found.loss in ("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy")
    require(not sparse, message, mistake="wants_integer_labels")
    scores = networks.evaluate(model, x, one_hot(labels))
    near = abs(scores.get("loss", np.nan) - cross_entropy(logits, labels)) < 1e-3
    mistake = "leaves_out_from_logits" if found.from_logits is False else ""
    require(near, message, hint="CategoricalCrossentropy(from_logits=True)", mistake=mistake)
    require("accuracy" in scores, "The metric «accuracy» is missing.", hint='metrics=["accuracy"]')
    require(found.optimizer == "Adam", "The optimizer is not Adam.", hint="keras.optimizers.Adam")
    rate = found.learning_rate or 0.0
    require(abs(rate - 0.001) < 1e-6, "Adam's learning rate is not 0.001.", hint="Adam(0.001)")


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
def test_learns(function):
    """Within 15 epochs on 4,000 digits the "he_normal" network reads 90 % of new digits."""
    x, y = digits()
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
