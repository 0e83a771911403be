"""4.7 build_mlp_256: the mistakes that its graders know."""

import keras

from autograder.asserting import (
    misconception,
)

# Each is right where its mistake has no effect; `right` refuses bad input.


def _mlp(
    right,
    kernel_init,
    hidden=2,
    activation="relu",
    last=None,
    start=None,
    last_start=None,
    dropout=0,
    regularizer=None,
    **compiled,
):
    """Return the right network but for some of its parts."""
    right(kernel_init)
    normal = keras.initializers.RandomNormal(stddev=1.0)
    starts = {"he_normal": ("he_normal", "zeros"), "random_normal": (normal, normal)}
    kernel, bias = (starts | (start or {}))[kernel_init]

    def dense(units, activation=None, kernel=kernel):
        return keras.layers.Dense(
            units,
            activation,
            kernel_initializer=kernel,
            bias_initializer=bias,
            kernel_regularizer=regularizer,
        )

    layers = []
    for _ in range(hidden):
        layers += [dense(256, activation), *([keras.layers.Dropout(dropout)] if dropout else [])]
    model = keras.Sequential([keras.Input((784,)), *layers, dense(10, last, last_start or kernel)])
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
    return _mlp(right, kernel_init, hidden=1)


@misconception
def ends_the_mlp_in_softmax(right, kernel_init="he_normal"):
    """The last layer applies softmax, and the loss does so again. Keep the last layer linear."""
    return _mlp(right, kernel_init, last="softmax")


@misconception
def leaves_the_mlp_linear(right, kernel_init="he_normal"):
    """The hidden layers have no activation: three linear layers in a row are only one."""
    return _mlp(right, kernel_init, activation=None)


@misconception
def keeps_keras_own_start(right, kernel_init="he_normal"):
    """Under "he_normal" the weights start as Keras would start them anyway (Glorot), too small for
    ReLU. Hand kernel_initializer on to every Dense layer.
    """
    return _mlp(right, kernel_init, start={"he_normal": ("glorot_uniform", "zeros")})


@misconception
def uses_the_string_random_normal(right, kernel_init="he_normal"):
    """The string "random_normal" means a standard deviation of 0.05.

    Make the initializer yourself: keras.initializers.RandomNormal(stddev=1.0).
    """
    return _mlp(right, kernel_init, start={"random_normal": ("random_normal", "random_normal")})


@misconception
def starts_biases_at_0(right, kernel_init="he_normal"):
    """Under "random_normal" the biases start at 0.

    They are drawn too: give bias_initializer as well.
    """
    normal = keras.initializers.RandomNormal(stddev=1.0)
    return _mlp(right, kernel_init, start={"random_normal": (normal, "zeros")})


@misconception
def leaves_out_from_logits(right, kernel_init="he_normal"):
    """The loss is told to expect probabilities, but the network gives logits: say
    from_logits=True.
    """
    return _mlp(right, kernel_init, loss=keras.losses.CategoricalCrossentropy())


@misconception
def wants_integer_labels(right, kernel_init="he_normal"):
    """This loss wants integer labels; here they come as one-hot rows.

    That one is called CategoricalCrossentropy, without Sparse.
    """
    return _mlp(
        right, kernel_init, loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )


@misconception
def drops_hidden_units(right, kernel_init="he_normal"):
    """Dropout stands between the layers. A good idea in many networks, but not asked in this one:
    three Dense layers, and no more.
    """
    return _mlp(right, kernel_init, dropout=0.2)


@misconception
def leaves_the_last_layer_to_keras(right, kernel_init="he_normal"):
    """The last Dense layer starts as Keras would start it anyway. kernel_init holds for all three:
    give kernel_initializer there, too.
    """
    own = "glorot_uniform" if kernel_init == "he_normal" else None
    return _mlp(right, kernel_init, last_start=own)


@misconception
def draws_uniformly(right, kernel_init="he_normal"):
    """The start weights come from a uniform distribution (he_uniform); "he_normal" is asked."""
    return _mlp(right, kernel_init, start={"he_normal": ("he_uniform", "zeros")})


@misconception
def adds_a_penalty(right, kernel_init="he_normal"):
    """A regularizer adds its penalty to the loss: only the layers that are asked for, without."""
    return _mlp(right, kernel_init, regularizer="l2")


@misconception
def takes_another_optimizer(right, kernel_init="he_normal"):
    """The steps are not those of Adam at a learning rate of 0.001: is it another optimizer, another
    rate, or one with settings of its own? Write keras.optimizers.Adam(0.001).
    """
    return _mlp(right, kernel_init, optimizer=keras.optimizers.AdamW(0.001))
