"""4.2 build_mnist_model: the mistakes that its graders know."""

import keras

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.

SIDES = (28, 28)


def _layers(right, dropout):
    """Return the right layers; a bad rate is refused."""
    right(dropout)
    return [
        keras.Input(SIDES),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(dropout),
        keras.layers.Dense(10),
    ]


def _replaced(right, dropout, changes):
    """Return the right model with the layers at some places replaced, or left out for None."""
    layers = dict(enumerate(_layers(right, dropout))) | changes
    return keras.Sequential([layer for layer in layers.values() if layer is not None])


@misconception
def ends_in_softmax(right, dropout=0.2):
    """The last layer applies softmax, and the loss will apply it again.

    Keep the last layer linear: its ten numbers are logits.
    """
    return _replaced(right, dropout, {4: keras.layers.Dense(10, activation="softmax")})


@misconception
def ends_in_relu(right, dropout=0.2):
    """The last layer applies ReLU, so no logit can be below 0. Keep the last layer linear."""
    return _replaced(right, dropout, {4: keras.layers.Dense(10, activation="relu")})


@misconception
def forgets_relu(right, dropout=0.2):
    """The hidden layer has no activation: two linear layers in a row are only one.

    Give the first Dense activation="relu".
    """
    return _replaced(right, dropout, {2: keras.layers.Dense(128)})


@misconception
def uses_sigmoid(right, dropout=0.2):
    """The hidden layer uses the sigmoid. Here ReLU is asked: activation="relu"."""
    return _replaced(right, dropout, {2: keras.layers.Dense(128, activation="sigmoid")})


@misconception
def leaves_out_biases(right, dropout=0.2):
    """The biases are missing: Dense has them unless you switch them off with use_bias=False."""
    hidden = keras.layers.Dense(128, activation="relu", use_bias=False)
    return _replaced(right, dropout, {2: hidden, 4: keras.layers.Dense(10, use_bias=False)})


@misconception
def has_another_width(right, dropout=0.2):
    """A Dense layer has another width than asked: 128 units in the hidden layer, 10 in the last."""
    return _replaced(right, dropout, {2: keras.layers.Dense(64, activation="relu")})


@misconception
def has_no_dropout_there(right, dropout=0.2):
    """Nothing is dropped between the two Dense layers.

    Dropout belongs after the first Dense: before it, pixels would be dropped.
    """
    first, hidden = keras.layers.Dropout(dropout), keras.layers.Dense(128, activation="relu")
    return _replaced(right, dropout, {1: first, 2: keras.layers.Flatten(), 3: hidden})


@misconception
def drops_outputs(right, dropout=0.2):
    """Dropout comes after the last layer too, so logits themselves become 0.

    Put it between the two Dense layers, and only there.
    """
    return keras.Sequential([*_layers(right, dropout), keras.layers.Dropout(dropout)])


@misconception
def ignores_the_rate(right, dropout=0.2):
    """The share that is dropped is always 0.2: hand the argument on, Dropout(dropout)."""
    return _replaced(right, dropout, {3: keras.layers.Dropout(0.2)})


@misconception
def keeps_the_rate(right, dropout=0.2):
    """You keep the share that should be dropped. Keras's Dropout takes the rate to drop."""
    kept = keras.layers.Dropout(1 - dropout) if dropout else None
    return _replaced(right, dropout, {3: kept})


@misconception
def gives_input_shape(right, dropout=0.2):
    """Keras warns: input_shape belongs to no layer any more.

    Begin the list with keras.Input((28, 28)).
    """
    flat = keras.layers.Flatten(input_shape=(28, 28))
    return _replaced(right, dropout, {0: None, 1: flat})


@misconception
def wants_a_channel_axis(right, dropout=0.2):
    """The input got an axis for a colour channel: images here are (28, 28), so keras.Input((28,
    28)).
    """
    return _replaced(right, dropout, {0: keras.Input((28, 28, 1))})


@misconception
def takes_rows_of_784(right, dropout=0.2):
    """The input is a row of 784 numbers. Images come as (28, 28): let Flatten make rows of them."""
    return _replaced(right, dropout, {0: keras.Input((784,)), 1: None})


@misconception
def has_no_weights_yet(right, dropout=0.2):
    """A class of your own makes its layers' weights when it is called for the first time.

    Call the model once on data before you return it: model(np.zeros((1, 28, 28))).
    """

    class Network(keras.Model):  # type: ignore[misc]
        def __init__(self, layers):
            super().__init__()
            self.inner = keras.Sequential(layers)

        def call(self, images, training=False):
            return self.inner(images, training=training)

    return Network(_layers(right, dropout)[1:])


@misconception
def drops_pixels_too(right, dropout=0.2):
    """Pixels are dropped as well as hidden units, or noise is added on the way.

    One Dropout is asked, between the two Dense layers.
    """
    layers = _layers(right, dropout)
    return keras.Sequential([layers[0], keras.layers.Dropout(dropout), *layers[1:]])


@misconception
def compiles_it_too(right, dropout=0.2):
    """The model comes back compiled. That is the job of compile_model; here only build it."""
    model = right(dropout)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model


@misconception
def adds_a_penalty(right, dropout=0.2):
    """A regularizer adds its penalty to the loss. It can be a good idea, but here only the layers
    of the list are asked, without one.
    """
    hidden = keras.layers.Dense(128, activation="relu", kernel_regularizer="l2")
    return _replaced(right, dropout, {2: hidden})


@misconception
def fixes_the_start(right, dropout=0.2):
    """Every new model starts with the same weights: a seed is set inside, or they are no random
    numbers. Leave the start to Keras, and the seed to whoever calls.
    """
    keras.utils.set_random_seed(42)
    return right(dropout)
