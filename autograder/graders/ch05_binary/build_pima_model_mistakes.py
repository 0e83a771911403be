"""5.4 build_pima_model: the mistakes that its graders know."""

import functools

import keras

from autograder.asserting import misconception

# Each is the right model but for one of its parts.


def _model(sizes=(12, 8), last=1, hidden="relu", end="sigmoid", dropout=0, layer=None, **compiled):
    """Return the network with these parts, compiled."""
    given = layer or {}
    layers = [keras.Input((8,))]
    for units in sizes:
        layers.append(keras.layers.Dense(units, activation=hidden, **given))
        layers += [keras.layers.Dropout(dropout)] if dropout else []
    model = keras.Sequential([*layers, keras.layers.Dense(last, activation=end, **given)])
    arguments = {"optimizer": "adam", "loss": "binary_crossentropy", "metrics": ["accuracy"]}
    model.compile(**arguments | compiled)
    return model


@misconception(unseen="settings of Adam beside its learning rate")
def gives_adam_more_settings(right):
    """Adam got settings beside its learning rate, such as clipnorm or beta_1, and takes other steps
    than the one that is asked for: optimizer="adam".
    """
    return _model(optimizer=keras.optimizers.Adam(clipnorm=1.0))


@misconception
def counts_exact_answers(right):
    """keras.metrics.Accuracy counts where p is exactly y, which a probability never is. The word
    "accuracy" asks whether p is on the right side of a half.
    """
    return _model(metrics=[keras.metrics.Accuracy(name="accuracy")])


@misconception
def has_one_hidden_layer(right):
    """There is one hidden layer, of 12 units; two are asked: 8-12-8-1. The 8 at the start are the
    columns.
    """
    return _model(sizes=(12,))


@misconception
def has_two_layers_of_12(right):
    """Both hidden layers have 12 units. The second one has 8: 8-12-8-1."""
    return _model(sizes=(12, 12))


@misconception
def leaves_out_biases(right):
    """The biases are missing: Dense has them unless you switch them off with use_bias=False."""
    return _model(layer={"use_bias": False})


@misconception
def ends_in_two_units(right):
    """The model ends in two units. One is enough for two classes: it says how probable label 1 is,
    and what is left over belongs to label 0.
    """
    return _model(last=2, end="softmax", loss="sparse_categorical_crossentropy")


@misconception
def ends_in_softmax(right):
    """The last layer is a softmax of one unit: it divides a number by itself, so the answer is 1
    for every row. With one unit it is the sigmoid.
    """
    return _model(end="softmax")


@misconception
def ends_in_a_logit(right):
    """The last layer has no sigmoid: its numbers are logits. Here probabilities are asked for:
    activation="sigmoid".
    """
    return _model(end=None)


@misconception
def leaves_the_hidden_layers_linear(right):
    """The hidden layers have no activation: three linear layers in a row are only one. Give them
    activation="relu".
    """
    return _model(hidden=None)


@misconception
def leaves_one_layer_linear(right):
    """One of the two hidden layers has no activation: both take ReLU, activation="relu"."""
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(12, activation="relu")])
    model.add(keras.layers.Dense(8))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


@misconception
def takes_tanh(right):
    """The hidden layers use tanh. Here ReLU is asked: activation="relu"."""
    return _model(hidden="tanh")


@misconception
def takes_a_sigmoid_everywhere(right):
    """The hidden layers use the sigmoid, too. It belongs to the last layer; the hidden ones take
    ReLU.
    """
    return _model(hidden="sigmoid")


@misconception
def drops_hidden_units(right):
    """Dropout stands between the layers. A good idea in many networks, but not asked here."""
    return _model(dropout=0.2)


@misconception
def adds_a_penalty(right):
    """A penalty on the weights is added to the loss. Leave kernel_regularizer out."""
    return _model(layer={"kernel_regularizer": keras.regularizers.L2(0.01)})


@misconception
def takes_the_squared_error(right):
    """The loss is the squared error. For probabilities it is nearly flat where the answer is wrong
    and sure; take binary cross-entropy.
    """
    return _model(loss="mse")


@misconception
def measures_no_accuracy(right):
    """The metric «accuracy» is missing: metrics=["accuracy"], or evaluate gives the loss alone."""
    return _model(metrics=[])


@misconception
def takes_another_optimizer(right):
    """The optimizer is another one. Here Adam is asked for, as Keras sets it: optimizer="adam"."""
    return _model(optimizer="rmsprop")


@misconception
def takes_another_rate(right):
    """Adam has another learning rate than 0.001, which is Keras's own: optimizer="adam"."""
    return _model(optimizer=keras.optimizers.Adam(0.01))


@misconception
def fixes_the_seed(right):
    """Every new model starts with the same weights: a seed is set in here. Leave that to who calls
    it.
    """
    keras.utils.set_random_seed(7)
    return _model()


@functools.cache
def _first_model():
    return _model()


@misconception
def returns_one_model(right):
    """The model is built once, and each call returns the same one, trained or not. Build it inside
    the function, at every call.
    """
    return _first_model()


@misconception
def is_not_compiled(right):
    """The model is not compiled: call model.compile with optimizer, loss and metrics, then return
    it.
    """
    model = keras.Sequential([keras.Input((8,))])
    for units, activation in ((12, "relu"), (8, "relu"), (1, "sigmoid")):
        model.add(keras.layers.Dense(units, activation=activation))
    return model
