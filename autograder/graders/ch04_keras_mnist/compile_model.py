"""4.5 compile_model: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_rejects_all,
    grader,
    networks,
    observation,
    optimizers,
    remote,
    require,
    sequential,
)

from .cases import (
    LAYERS,
    SMALL,
    cross_entropy,
    digits,
    noise,
    one_hot,
    small_network,
    taken_for_probabilities,
)


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
    model, _, _ = compiled(function, submission, rng)
    x, labels = noise(rng)
    # Larger weights: logits of several units, where softmax taken twice is far off.
    networks.set_weights(model, [array * 4 for array in networks.get_weights(model)])
    logits = networks.predict(model, x)
    message = "The loss is not the cross-entropy of softmax(logits)."
    loss = networks.loss_of(model, x, labels)
    mistake = mistake_of_rows(model, x, labels, logits) if loss is None else ""
    message = "Keras stops with an error where the loss gets logits and integer labels."
    hint = "SparseCategoricalCrossentropy takes integers"
    require(loss is not None, message, hint=hint, mistake=mistake)
    message = "The loss is not the cross-entropy of softmax(logits)."
    twice = abs(loss - taken_for_probabilities(logits, labels)) < 1e-2
    mistake = "forgets_from_logits" if twice else ""
    near = abs(loss - cross_entropy(logits, labels)) < 1e-3
    require(near, message, hint="from_logits=True", mistake=mistake)


def mistake_of_rows(model, x, labels, logits):
    """Return the misconception that shows in the loss of one-hot rows."""
    rows = one_hot(labels)
    loss = networks.loss_of(model, x, rows)
    known = {
        "takes_squared_error": np.mean((logits - rows) ** 2),
        "wants_one_hot_rows": cross_entropy(logits, labels),
    }
    named = [name for name, wanted in known.items() if loss and abs(loss - wanted) < 1e-3]
    also = loss and abs(loss - taken_for_probabilities(logits, labels, rows=True)) < 1e-2
    return named[0] if named else "wants_one_hot_rows" if also else ""


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
    others = [value for name, value in scores.items() if name != "loss"]
    elsewhere = any(abs(value - right) < 1e-3 for value in others)
    mistake = "calls_the_metric_otherwise" if elsewhere else "" if others else "forgets_the_metric"
    message = "There is no metric of the name «accuracy»."
    hint = 'metrics=["accuracy"]'
    require("accuracy" in scores, message, hint=hint, mistake=mistake)
    assert_close(scores["accuracy"], right, rtol=1e-3, hint=hint)


RATE = 2**-8


@observation
def given_rate(function, submission, rng):
    """Return the first steps of a small network that is compiled with a rate of its own."""
    model = function(small_network(submission), RATE)
    networks.architecture(model)
    return optimizers.steps_of(rng, model, SMALL, RATE, as_images)


def as_images(x, labels):
    """Return a batch as the network takes it."""
    return x.reshape(-1, 28, 28), labels


@grader(2)
def test_step(function, submission, rng, given_rate):
    """The first training step moves the weights as Adam does, by the learning rate."""
    model = function(small_network(submission))
    networks.architecture(model)
    usual = optimizers.steps_of(rng, model, SMALL, 0.001, as_images, steps=1)
    message = "The first step is not Adam's with this learning rate."
    for steps in (usual, given_rate):
        mistake = step_mistake(steps, is_fixed=steps is given_rate)
        hint = "keras.optimizers.Adam(learning_rate)"
        require(abs(steps.size - 1) < 0.05, message, hint=hint, mistake=mistake)


def step_mistake(steps, *, is_fixed=True):
    """Return the misconception that the steps show."""
    if is_fixed and abs(steps.size * RATE / 0.001 - 1) < 0.05:
        return "ignores_the_learning_rate"
    if abs(steps.size - np.sqrt(10)) < 0.2:  # RMSprop: lr · g/√(0.1 g²)
        return "uses_rmsprop"
    if abs(steps.size - 1) < 0.1:
        return "takes_a_relative_of_adam"
    return "uses_sgd" if steps.size < 0.5 else ""


@observation
def usual_loss(function, submission, rng):
    """Return whether the loss is the one asked for, and the optimizer's name."""
    model, _, found = compiled(function, submission, rng)
    x, labels = noise(rng)
    loss = networks.loss_of(model, x, labels)
    wanted = cross_entropy(networks.predict(model, x), labels)
    return loss is not None and abs(loss - wanted) < 1e-3, found.optimizer


@grader(1)
def test_adam(given_rate, usual_loss):
    """The next steps are Adam's too, with its usual settings and without weight decay."""
    known, name = usual_loss
    if not known:  # its slopes are others: the loss is another grader's question
        require(name == "Adam", "The optimizer is not Adam.", mistake=step_mistake(given_rate))
        return
    message = "Weights become smaller that nothing in the data moves."
    hint = "keras.optimizers.Adam(learning_rate), and no more"
    require(given_rate.decay == 0, message, hint=hint, mistake="decays_the_weights")
    message, mistake = "The next steps are not those of Adam.", step_mistake(given_rate)
    require(max(given_rate.apart) < 0.005, message, hint=hint, mistake=mistake)
    message, mistake = "Adam has settings that show in later steps.", "gives_adam_more_settings"
    require(not given_rate.remembers, message, hint=hint, mistake=mistake)


@grader(1)
def test_rates(function, submission):
    """Learning rates of 0 and below are refused."""
    model = remote(submission, sequential(LAYERS))
    cases = [(model, rate) for rate in (0.0, -0.001)]
    hint = "check learning_rate > 0 first"
    assert_rejects_all(function, cases, says="learning_rate", hint=hint)
