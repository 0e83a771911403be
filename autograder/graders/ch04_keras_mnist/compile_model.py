"""4.5 compile_model: its graders, and the mistakes that they know."""

import keras
import numpy as np

from autograder.asserting import (
    assert_close,
    assert_rejects_all,
    grader,
    misconception,
    networks,
    observation,
    remote,
    require,
    sequential,
)

from .cases import LAYERS, SHAPES, cross_entropy, digits, noise, require_layers


def compiled(function, submission, rng, *settings):
    """Return the course's model once it is compiled, what the learner returned, and what is seen.

    Its start weights are one of 1,000 draws.
    """
    model = remote(submission, sequential(LAYERS, seed=int(rng.integers(1000))))
    answer = function(model, *settings)
    networks.architecture(answer)
    found = networks.architecture(model)
    require(found.compiled, "The model that was given is not compiled.", hint="model.compile(…)")
    return model, answer, found


@grader(2, gate=True)
def test_form(function, submission, rng):
    """compile_model compiles the model that it is given, and returns it."""
    model, answer, _ = compiled(function, submission, rng)
    require(answer.handle.id == model.handle.id, "Another model came back.", hint="return model")


@grader(3)
def test_loss(function, submission, rng):
    """The loss is the mean cross-entropy of the logits, for integer labels."""
    model, _, found = compiled(function, submission, rng)
    x, labels = noise(rng)
    # Larger weights: logits of several units, where softmax taken twice is far off.
    networks.set_weights(model, [array * 4 for array in networks.get_weights(model)])
    logits = networks.predict(model, x)
    message = "The loss is not the cross-entropy of softmax(logits)."
    wrong = found.from_logits is False and found.loss is not None
    one_hot = found.loss in ("CategoricalCrossentropy", "categorical_crossentropy")
    require(not one_hot, message, mistake="wants_one_hot_rows", hint="labels are integers here")
    squared = found.loss in ("MeanSquaredError", "mean_squared_error")
    require(not squared, message, mistake="takes_squared_error")
    scores = networks.evaluate(model, x, labels)
    near = abs(scores.get("loss", np.nan) - cross_entropy(logits, labels)) < 1e-3
    mistake = "forgets_from_logits" if wrong else ""
    require(near, message, hint="from_logits=True", mistake=mistake)


@observation
def first_scores(function, submission, rng):
    """Return what the model says of 96 digits before training: its scores, and the right share.

    Digits, not noise: noise is brighter, and its first loss misses ln 10 ± 0.5 for 3 % of start
    weights. Here it is 2.20 to 2.60 for each of the 1,000 draws, and above 4.1 for all of them
    where from_logits is forgotten.
    """
    model, _, _ = compiled(function, submission, rng)
    x, labels = (part[:96] for part in digits())
    right = np.argmax(networks.predict(model, x), axis=1) == labels
    return networks.evaluate(model, x, labels), float(np.mean(right))


@grader(1)
def test_first_loss(first_scores):
    """Before training, the loss is near ln 10: ten digits, about equally likely."""
    loss = first_scores[0].get("loss", np.nan)
    require(abs(loss - np.log(10)) < 0.5, "The first loss is not near ln 10.", hint="from_logits")


@grader(2)
def test_accuracy(first_scores):
    """The metric «accuracy» is the share of right answers."""
    scores, right = first_scores
    message = "There is no metric of the name «accuracy»."
    hint = 'metrics=["accuracy"]'
    require("accuracy" in scores, message, hint=hint, mistake="forgets_the_metric")
    assert_close(scores["accuracy"], right, rtol=1e-3, hint=hint)


@grader(3)
def test_step(function, submission, rng):
    """The first training step moves the weights as Adam does, by about the learning rate."""
    for settings in ((), (0.03125,)):
        rate = settings[0] if settings else 0.001
        step = first_step(function, submission, rng, *settings)
        message = "The first step is not Adam's with this learning rate."
        fixed = settings and abs(step / 0.001 - 1) < 0.05
        mistake = "ignores_the_learning_rate" if fixed else optimizer_mistake(step, rate)
        hint = "keras.optimizers.Adam(learning_rate)"
        require(abs(step / rate - 1) < 0.05, message, hint=hint, mistake=mistake)


def first_step(function, submission, rng, *settings):
    """Return by how much one training step moves the weights that it moves; the median.

    Adam's first step is lr · g/(|g| + ε) for each weight: lr wherever the slope is not 0.
    """
    model, _, _ = compiled(function, submission, rng, *settings)
    before = networks.get_weights(model)
    networks.fit(model, *noise(rng), epochs=1, batch_size=32, seed=0)
    after = networks.get_weights(model)
    for weights in (before, after):
        require_layers(weights, SHAPES)
    pairs = zip(after, before, strict=True)
    moved = np.concatenate([np.abs(new - old).ravel() for new, old in pairs])
    return float(np.median(moved[moved > 0])) if np.any(moved > 0) else 0.0


def optimizer_mistake(step, rate):
    """Return the misconception that the size of one step shows."""
    if abs(step / rate - np.sqrt(10)) < 0.2:  # RMSprop: lr · g/√(0.1 g²)
        return "uses_rmsprop"
    return "uses_sgd" if step < 0.5 * rate else ""


@grader(1)
def test_rates(function, submission):
    """Learning rates of 0 and below are refused."""
    model = remote(submission, sequential(LAYERS))
    cases = [(model, rate) for rate in (0.0, -0.001)]
    hint = "check learning_rate > 0 first"
    assert_rejects_all(function, cases, says="learning_rate", hint=hint)


# Each is right where its mistake has no effect; `right` refuses bad input.


def _recompiled(right, model, learning_rate, **changes):
    """Compile the model rightly but for some arguments, and return it."""
    if learning_rate <= 0:
        return right(model, learning_rate)  # it is refused; a second compile would not undo all
    arguments = {
        "optimizer": keras.optimizers.Adam(learning_rate),
        "loss": keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        "metrics": ["accuracy"],
    }
    model.compile(**arguments | changes)
    return model


@misconception
def forgets_from_logits(right, model, learning_rate=1e-3):
    """The model gives logits, the loss expects probabilities: training gets stuck far below what it
    can reach. Say from_logits=True.
    """
    loss = keras.losses.SparseCategoricalCrossentropy()
    return _recompiled(right, model, learning_rate, loss=loss)


@misconception
def wants_one_hot_rows(right, model, learning_rate=1e-3):
    """This loss wants one-hot rows, but the labels are integers.

    The one for integers is called SparseCategoricalCrossentropy.
    """
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    return _recompiled(right, model, learning_rate, loss=loss)


@misconception
def takes_squared_error(right, model, learning_rate=1e-3):
    """Mean squared error compares a logit with the label's number, as if digit 8 were «twice» digit
    4. Classes need cross-entropy.
    """
    return _recompiled(right, model, learning_rate, loss="mse")


@misconception
def forgets_the_metric(right, model, learning_rate=1e-3):
    """The accuracy is not measured: metrics=["accuracy"] is missing, so fit and evaluate report
    only the loss.
    """
    return _recompiled(right, model, learning_rate, metrics=None)


@misconception
def ignores_the_learning_rate(right, model, learning_rate=1e-3):
    """Your learning_rate is not used: the string "adam" always means 0.001.

    Make the optimizer yourself, keras.optimizers.Adam(learning_rate).
    """
    return _recompiled(right, model, learning_rate, optimizer=keras.optimizers.Adam())


@misconception
def uses_sgd(right, model, learning_rate=1e-3):
    """The optimizer is SGD. Adam, which is asked, adapts the step of each weight by itself."""
    return _recompiled(right, model, learning_rate, optimizer=keras.optimizers.SGD(learning_rate))


@misconception
def uses_rmsprop(right, model, learning_rate=1e-3):
    """The optimizer is RMSprop; Adam is asked."""
    return _recompiled(
        right, model, learning_rate, optimizer=keras.optimizers.RMSprop(learning_rate)
    )
