"""4.7 build_mlp_256: its graders, and the mistakes that they know."""

import keras
import numpy as np

from autograder.asserting import (
    Threshold,
    assert_close,
    assert_reaches,
    assert_rejects_all,
    grader,
    misconception,
    networks,
    reference_for,
    require,
)

from .cases import cross_entropy, digits, relu, require_layers

reference = reference_for(__file__)


MLP_ACCURACY = Threshold(0.90, mean=0.9228, deviation=0.0066, seeds=20, baseline=0.134)

MLP_SHAPES = [(784, 256), (256,), (256, 256), (256,), (256, 10), (10,)]


def built(submission, *settings, seed=0):
    """Return the submission's 256-256 network and its start weights, drawn with a seed."""
    (call,) = submission.build_mlp_256.map([settings], seed=seed)
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
def test_outputs(submission, rng):
    """The model computes two ReLU layers, then logits."""
    model, weights = built(submission)
    W1, b1, W2, b2, W3, b3 = (rng.normal(0, 0.05, a.shape).astype(np.float32) for a in weights)
    networks.set_weights(model, [W1, b1, W2, b2, W3, b3])
    x = rng.random((30, 784), dtype=np.float32)
    seen = networks.predict(model, x)
    logits = relu(relu(x @ W1 + b1) @ W2 + b2) @ W3 + b3
    linear = ((x @ W1 + b1) @ W2 + b2) @ W3 + b3
    message = "The model does not compute what its layers should."

    def same(wanted):
        return seen.shape == wanted.shape and np.allclose(seen, wanted, rtol=1e-3, atol=1e-4)

    softmax = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    require(not same(softmax), message, mistake="ends_the_mlp_in_softmax")
    require(not same(linear), message, mistake="leaves_the_mlp_linear")
    require(same(logits), message, hint="relu in both hidden layers, none in the last")


def spread(array):
    """Return the standard deviation of all entries."""
    return float(np.std(array.astype(np.float64)))


@grader(2)
def test_he(submission):
    """Under "he_normal" every layer's weights spread like √(2/inputs), and biases are 0."""
    _, weights = built(submission, "he_normal")
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
def test_random_normal(submission):
    """Under "random_normal" weights and biases have spread 1."""
    _, weights = built(submission, "random_normal")
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
def test_compiled(submission, rng):
    """The model is compiled: cross-entropy of one-hot rows from logits, Adam at 0.001, accuracy."""
    model, _ = built(submission)
    found = networks.architecture(model)
    require(found.compiled, "The model is not compiled.", hint="model.compile(…)")
    x, labels = rng.random((64, 784), dtype=np.float32), rng.integers(0, 10, 64)
    networks.set_weights(model, [array * 2 for array in networks.get_weights(model)])
    logits = networks.predict(model, x)
    message = "The loss is not the cross-entropy of softmax(logits) for one-hot rows."
    sparse = found.loss in ("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy")
    require(not sparse, message, mistake="wants_integer_labels")
    scores = networks.evaluate(model, x, np.eye(10, dtype=np.float32)[labels])
    near = abs(scores.get("loss", np.nan) - cross_entropy(logits, labels)) < 1e-3
    mistake = "leaves_out_from_logits" if found.from_logits is False else ""
    require(near, message, hint="CategoricalCrossentropy(from_logits=True)", mistake=mistake)
    require("accuracy" in scores, "The metric «accuracy» is missing.", hint='metrics=["accuracy"]')
    require(found.optimizer == "Adam", "The optimizer is not Adam.", hint="keras.optimizers.Adam")
    rate = found.learning_rate or 0.0
    require(abs(rate - 0.001) < 1e-6, "Adam's learning rate is not 0.001.", hint="Adam(0.001)")


@grader(1)
def test_first_loss(submission):
    """The loss before training is below 3 under He, and above 100 under N(0, 1)."""
    x, y = digits()
    x, rows = x[:500].reshape(500, 784), np.eye(10, dtype=np.float32)[y[:500]]
    he, _ = built(submission, "he_normal")
    normal, _ = built(submission, "random_normal")
    first = networks.evaluate(he, x, rows).get("loss", np.nan)
    require(first < 3, "The first loss under He is not below 3.", hint="from logits? He start?")
    first = networks.evaluate(normal, x, rows).get("loss", np.nan)
    require(first > 100, "The first loss under N(0, 1) is not above 100.", hint="spread 1?")


@grader(3, seconds=60)
def test_learns(submission):
    """Within 15 epochs on 4,000 digits the "he_normal" network reads 90 % of new digits."""
    x, y = digits()
    x, rows = x.reshape(-1, 784), np.eye(10, dtype=np.float32)[y]

    def measure(seed):
        model, _ = built(submission, seed=seed)
        accuracy = 0.0
        for epochs in (5, 10):  # the first five are enough for an honest network
            if not MLP_ACCURACY.is_met_by(accuracy):
                networks.fit(model, x[:4000], rows[:4000], epochs=epochs, batch_size=100, seed=seed)
                answers = np.argmax(networks.predict(model, x[4000:]), axis=1)
                accuracy = float(np.mean(answers == y[4000:]))
        return accuracy

    assert_reaches(measure, MLP_ACCURACY, what="accuracy on new digits", hint="He start, relu")


@grader(1)
def test_names(function):
    """Other names of initializers are refused."""
    cases = [("zeros",), ("glorot_uniform",), ("HE_NORMAL",)]
    hint = "two names are legal; raise ValueError for every other"
    assert_rejects_all(function, cases, says="kernel_init", hint=hint)


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


def mlp(kernel_init, hidden=2, activation="relu", last=None, start=None, **compiled):
    """Return the right network but for some of its parts."""
    reference.build_mlp_256(kernel_init)
    normal = keras.initializers.RandomNormal(stddev=1.0)
    right = {"he_normal": ("he_normal", "zeros"), "random_normal": (normal, normal)}
    kernel, bias = (start or {}).get(kernel_init, right[kernel_init])

    def dense(units, activation=None):
        return keras.layers.Dense(
            units, activation, kernel_initializer=kernel, bias_initializer=bias
        )

    layers = [dense(256, activation) for _ in range(hidden)]
    model = keras.Sequential([keras.Input((784,)), *layers, dense(10, last)])
    arguments = {
        "optimizer": keras.optimizers.Adam(0.001),
        "loss": keras.losses.CategoricalCrossentropy(from_logits=True),
        "metrics": ["accuracy"],
    }
    model.compile(**arguments | compiled)
    return model


@misconception
def has_one_hidden_layer(right, kernel_init="he_normal"):
    """There is one hidden layer of 256 units; two are asked: 784-256-256-10."""
    return mlp(kernel_init, hidden=1)


@misconception
def ends_the_mlp_in_softmax(right, kernel_init="he_normal"):
    """The last layer applies softmax, and the loss does so again. Keep the last layer linear."""
    return mlp(kernel_init, last="softmax")


@misconception
def leaves_the_mlp_linear(right, kernel_init="he_normal"):
    """The hidden layers have no activation: three linear layers in a row are only one."""
    return mlp(kernel_init, activation=None)


@misconception
def keeps_keras_own_start(right, kernel_init="he_normal"):
    """Under "he_normal" the weights start as Keras would start them anyway (Glorot), too small for
    ReLU. Hand kernel_initializer on to every Dense layer.
    """
    return mlp(kernel_init, start={"he_normal": ("glorot_uniform", "zeros")})


@misconception
def uses_the_string_random_normal(right, kernel_init="he_normal"):
    """The string "random_normal" means a standard deviation of 0.05.

    Make the initializer yourself: keras.initializers.RandomNormal(stddev=1.0).
    """
    return mlp(kernel_init, start={"random_normal": ("random_normal", "random_normal")})


@misconception
def starts_biases_at_0(right, kernel_init="he_normal"):
    """Under "random_normal" the biases start at 0.

    They are drawn too: give bias_initializer as well.
    """
    normal = keras.initializers.RandomNormal(stddev=1.0)
    return mlp(kernel_init, start={"random_normal": (normal, "zeros")})


@misconception
def leaves_out_from_logits(right, kernel_init="he_normal"):
    """The loss is told to expect probabilities, but the network gives logits: say
    from_logits=True.
    """
    return mlp(kernel_init, loss=keras.losses.CategoricalCrossentropy())


@misconception
def wants_integer_labels(right, kernel_init="he_normal"):
    """This loss wants integer labels; here they come as one-hot rows.

    That one is called CategoricalCrossentropy, without Sparse.
    """
    return mlp(kernel_init, loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
