"""4.5 compile_model: the mistakes that its graders know."""

import keras

from autograder.asserting import misconception

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


@misconception
def calls_the_metric_otherwise(right, model, learning_rate=1e-3):
    """The accuracy is measured, but under another name: fit and evaluate report it as «acc» or
    «sparse_categorical_accuracy». Write metrics=["accuracy"], or give the object
    name="accuracy".
    """
    metrics = [keras.metrics.SparseCategoricalAccuracy()]
    return _recompiled(right, model, learning_rate, metrics=metrics)


@misconception
def decays_the_weights(right, model, learning_rate=1e-3):
    """The optimizer also makes every weight a little smaller in each step: that is weight decay, as
    in AdamW. Adam is asked, without it.
    """
    optimizer = keras.optimizers.AdamW(learning_rate)
    return _recompiled(right, model, learning_rate, optimizer=optimizer)


@misconception
def takes_a_relative_of_adam(right, model, learning_rate=1e-3):
    """The first step is like Adam's, the next ones are not: it is a relative of Adam, such as
    Adamax or Lion, or Adam with other settings. Write Adam(learning_rate), and no more.
    """
    optimizer = keras.optimizers.Adamax(learning_rate)
    return _recompiled(right, model, learning_rate, optimizer=optimizer)


@misconception
def gives_adam_more_settings(right, model, learning_rate=1e-3):
    """The optimizer remembers more of each weight than Adam does: that is amsgrad=True, or an
    average of the weights (use_ema). Write Adam(learning_rate), and no more.
    """
    optimizer = keras.optimizers.Adam(learning_rate, amsgrad=True)
    return _recompiled(right, model, learning_rate, optimizer=optimizer)
