"""4.5 compile_model: its graders, and the mistakes that they know."""

import keras
import numpy as np

from autograder.asserting import (
    assert_close,
    assert_rejects,
    grader,
    misconception,
    networks,
    remote,
    require,
    sequential,
)

from .cases import LAYERS, SHAPES, cross_entropy, noise, require_layers


def compiled(submission, rng, *settings):
    """Return the course's model, with random biases too, compiled by the submission."""
    model = remote(submission, sequential(LAYERS, seed=int(rng.integers(1000))))
    answer = submission.compile_model(model, *settings)
    networks.architecture(answer)
    found = networks.architecture(model)
    require(found.compiled, "The model that was given is not compiled.", hint="model.compile(…)")
    return model, answer, found


@grader(2, gate=True)
def test_form(submission, rng):
    """compile_model compiles the model that it is given, and returns it."""
    model, answer, _ = compiled(submission, rng)
    require(answer.handle.id == model.handle.id, "Another model came back.", hint="return model")


@grader(3)
def test_loss(submission, rng):
    """The loss is the mean cross-entropy of the logits, for integer labels."""
    model, _, found = compiled(submission, rng)
    x, labels = noise(rng, 60)
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


@grader(1)
def test_first_loss(submission, rng):
    """Before training, the loss is near ln 10: ten digits, about equally likely."""
    model, _, _ = compiled(submission, rng)
    loss = networks.evaluate(model, *noise(rng, 200)).get("loss", np.nan)
    require(abs(loss - np.log(10)) < 0.5, "The first loss is not near ln 10.", hint="from_logits")


@grader(2)
def test_accuracy(submission, rng):
    """The metric «accuracy» is the share of right answers."""
    model, _, _ = compiled(submission, rng)
    x, labels = noise(rng, 60)
    right = np.argmax(networks.predict(model, x), axis=1) == labels
    scores = networks.evaluate(model, x, labels)
    message = "There is no metric of the name «accuracy»."
    hint = 'metrics=["accuracy"]'
    require("accuracy" in scores, message, hint=hint, mistake="forgets_the_metric")
    assert_close(scores["accuracy"], float(np.mean(right)), rtol=1e-3, hint=hint)


@grader(3)
def test_step(submission, rng):
    """The first training step moves the weights as Adam does, by about the learning rate."""
    for settings in ((), (0.03125,), (0.0078125,)):
        rate = settings[0] if settings else 0.001
        model, _, _ = compiled(submission, rng, *settings)
        before = networks.get_weights(model)
        networks.fit(model, *noise(rng, 64), epochs=1, batch_size=64, seed=0)
        after = networks.get_weights(model)
        for weights in (before, after):
            require_layers(weights, SHAPES)
        pairs = zip(after, before, strict=True)
        moved = np.concatenate([np.abs(new - old).ravel() for new, old in pairs])
        # Adam's first step is lr · g/(|g| + ε) for each weight: lr wherever the slope is not 0.
        step = float(np.median(moved[moved > 0])) if np.any(moved > 0) else 0.0
        message = "The first step is not Adam's with this learning rate."
        fixed = settings and abs(step / 0.001 - 1) < 0.05
        mistake = "ignores_the_learning_rate" if fixed else _optimizer_mistake(step, rate)
        hint = "keras.optimizers.Adam(learning_rate)"
        require(abs(step / rate - 1) < 0.05, message, hint=hint, mistake=mistake)


def _optimizer_mistake(step, rate):
    """Return the misconception that the size of one step shows."""
    if abs(step / rate - np.sqrt(10)) < 0.2:  # RMSprop: lr · g/√(0.1 g²)
        return "uses_rmsprop"
    return "uses_sgd" if step < 0.5 * rate else ""


@grader(1)
def test_rates(function, submission):
    """Learning rates of 0 and below are refused."""
    for rate in (0.0, -0.001):
        model = remote(submission, sequential(LAYERS))
        hint = "check learning_rate > 0 first"
        assert_rejects(function, model, rate, says="learning_rate", hint=hint)


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


def recompiled(model, learning_rate, **changes):
    """Compile the model rightly but for some arguments, and return it."""
    if learning_rate <= 0:
        raise ValueError(f"compile_model: learning_rate: must be above 0 ({learning_rate})")
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
    return recompiled(model, learning_rate, loss=loss)


@misconception
def wants_one_hot_rows(right, model, learning_rate=1e-3):
    """This loss wants one-hot rows, but the labels are integers.

    The one for integers is called SparseCategoricalCrossentropy.
    """
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    return recompiled(model, learning_rate, loss=loss)


@misconception
def takes_squared_error(right, model, learning_rate=1e-3):
    """Mean squared error compares a logit with the label's number, as if digit 8 were «twice» digit
    4. Classes need cross-entropy.
    """
    return recompiled(model, learning_rate, loss="mse")


@misconception
def forgets_the_metric(right, model, learning_rate=1e-3):
    """The accuracy is not measured: metrics=["accuracy"] is missing, so fit and evaluate report
    only the loss.
    """
    return recompiled(model, learning_rate, metrics=None)


@misconception
def ignores_the_learning_rate(right, model, learning_rate=1e-3):
    """Your learning_rate is not used: the string "adam" always means 0.001.

    Make the optimizer yourself, keras.optimizers.Adam(learning_rate).
    """
    return recompiled(model, learning_rate, optimizer=keras.optimizers.Adam())


@misconception
def uses_sgd(right, model, learning_rate=1e-3):
    """The optimizer is SGD. Adam, which is asked, adapts the step of each weight by itself."""
    return recompiled(model, learning_rate, optimizer=keras.optimizers.SGD(learning_rate))


@misconception
def uses_rmsprop(right, model, learning_rate=1e-3):
    """The optimizer is RMSprop; Adam is asked."""
    return recompiled(model, learning_rate, optimizer=keras.optimizers.RMSprop(learning_rate))
