"""9.2 build_transfer_model: the mistakes that its graders know."""

import keras

from autograder.asserting import misconception

# Each is right where its mistake has no effect; bad input is refused.


def _in_use(base):
    """Return a layer that does what a base does in use. To make a class of Keras's imports it."""

    class InUse(keras.layers.Layer):  # type: ignore[misc]
        def __init__(self):
            super().__init__()
            self.base = base

        def call(self, inputs):
            return self.base(inputs, training=False)

    return InUse()


def _built(base, n_classes, trainable, *, plain=False, units=(32,), end="softmax", **other):
    """Return the model that is asked for, but for some parts; `plain` calls the base itself."""
    if n_classes < 2:
        raise ValueError(f"build_transfer_model: n_classes: must be 2 or more ({n_classes})")
    base.trainable = other.get("freeze", trainable)
    inputs = keras.Input(base.input_shape[1:])
    x = base(inputs) if plain else _in_use(base)(inputs)
    start = other.get("start", "glorot_uniform")
    for n in units:
        x = keras.layers.Dense(n, other.get("hidden", "relu"), kernel_initializer=start)(x)
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation=end)(x))


@misconception
def forgets_to_freeze(right, base, n_classes, trainable=False):
    """The base can be trained: its weights move with the head's, and what others have learned is
    lost to a head that starts at random. base.trainable = trainable.
    """
    return _built(base, n_classes, trainable, freeze=True)


@misconception
def freezes_always(right, base, n_classes, trainable=False):
    """The base is frozen, whatever is asked for: base.trainable = trainable."""
    return _built(base, n_classes, trainable, freeze=False)


@misconception
def never_unfreezes(right, base, n_classes, trainable=False):
    """With trainable=True a base that was frozen stays frozen: the flag is only ever set to False.
    base.trainable = trainable, in either case.
    """
    return _built(base, n_classes, trainable, freeze=trainable and base.trainable)


@misconception
def lets_the_base_train(right, base, n_classes, trainable=False):
    """In training the base drops units, or takes the statistics of the batch. Small batches would
    wreck what it has learned: as_in_use(base)(inputs). Alone, base(inputs, training=False) does not
    last: while the model is trained, Keras hands training=True to all its layers.
    """
    return _built(base, n_classes, trainable, plain=True)


@misconception
def hands_trainable_on_as_training(right, base, n_classes, trainable=False):
    """With trainable=True the base works as in training. These are two things: whether weights may
    move, and whether layers work as in training. It works as in use in both cases.
    """
    return _built(base, n_classes, trainable, plain=trainable)


@misconception
def leaves_out_the_hidden_layer(right, base, n_classes, trainable=False):
    """The Dense layer of 32 units is missing between the features and the shares."""
    return _built(base, n_classes, trainable, units=())


@misconception
def takes_64_units(right, base, n_classes, trainable=False):
    """The hidden layer has 64 units. Asked is 32."""
    return _built(base, n_classes, trainable, units=(64,))


@misconception
def ends_in_logits(right, base, n_classes, trainable=False):
    """The last layer has no activation: it answers logits. Asked are shares: softmax."""
    return _built(base, n_classes, trainable, end=None)


@misconception
def ends_in_sigmoids(right, base, n_classes, trainable=False):
    """The last layer has sigmoids. Exactly one class is right: softmax."""
    return _built(base, n_classes, trainable, end="sigmoid")


@misconception
def leaves_out_relu(right, base, n_classes, trainable=False):
    """The hidden layer has no activation. ReLU."""
    return _built(base, n_classes, trainable, hidden=None)


@misconception
def freezes_the_head(right, base, n_classes, trainable=False):
    """The whole model is frozen, the new head too, and nothing can be learned. Only the base is to
    be frozen: base.trainable, not model.trainable.
    """
    model = _built(base, n_classes, trainable)
    if not trainable:
        model.trainable = False
    return model


@misconception
def compiles_it_too(right, base, n_classes, trainable=False):
    """The model is compiled. It is not asked for: to fine-tune, it wants another learning rate."""
    model = _built(base, n_classes, trainable)
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@misconception
def fixes_the_seed(right, base, n_classes, trainable=False):
    """Every new head has the same start weights: a seed was set inside. Leave it to the caller."""
    keras.utils.set_random_seed(7)
    return _built(base, n_classes, trainable)


@misconception(unseen="how a new layer starts")
def starts_by_another_rule(right, base, n_classes, trainable=False):
    """A new layer starts with weights of another rule, such as He's: leave kernel_initializer and
    bias_initializer out, and Keras takes its own.
    """
    return _built(base, n_classes, trainable, start="he_normal")


@misconception
def freezes_the_norm(right, base, n_classes, trainable=False):
    """BatchNormalization was frozen as a whole. Its statistics stay, which as_in_use sees to; scale
    and shift are weights of the base like others, and move where the base is to learn.
    """
    model = _built(base, n_classes, trainable)
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    return model
