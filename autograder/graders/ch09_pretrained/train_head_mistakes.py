"""9.6 train_head: the mistakes that its graders know."""

import keras
import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect.


def _run(features, y, epochs, seed, **other):
    """Do all that is asked for but for some parts.

    `other` may have units, activations, layers more, all layers (`made`), an optimizer, and
    arguments of fit.
    """
    units = other.pop("units", (32, int(y.max()) + 1))
    hidden, end = other.pop("hidden", "relu"), other.pop("end", "softmax")
    if seed is not None:
        keras.utils.set_random_seed(seed)
    dense = [keras.layers.Dense(n, activation=hidden) for n in units[:-1]]
    dense += [*other.pop("more", []), keras.layers.Dense(units[-1], activation=end)]
    head = keras.Sequential([keras.Input(features.shape[1:]), *other.pop("made", dense)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=end is None)
    head.compile(optimizer=other.pop("optimizer", "adam"), loss=loss)
    head.fit(features, y, **({"epochs": epochs, "batch_size": 32, "verbose": 0} | other))
    return head


@misconception
def counts_the_classes_that_occur(right, features, y, epochs=30, seed=0):
    """The last layer has one unit for each class that occurs. The largest label plus 1: a class
    without a row has a number, too.
    """
    occurring, places = np.unique(y, return_inverse=True)
    return _run(features, places, epochs, seed, units=(32, len(occurring)))


@misconception
def counts_in_the_type_of_y(right, features, y, epochs=30, seed=0):
    """y.max() + 1 was computed in the type of y: 127 + 1 is -128 in int8. int(y.max()) + 1."""
    return _run(features, y, epochs, seed, units=(32, int(y.max() + y.dtype.type(1))))


@misconception
def leaves_out_the_hidden_layer(right, features, y, epochs=30, seed=0):
    """The Dense layer of 32 units is missing."""
    return _run(features, y, epochs, seed, units=(int(y.max()) + 1,))


@misconception
def takes_64_units(right, features, y, epochs=30, seed=0):
    """The hidden layer has 64 units. Asked is 32."""
    return _run(features, y, epochs, seed, units=(64, int(y.max()) + 1))


@misconception
def ends_in_logits(right, features, y, epochs=30, seed=0):
    """The last layer has no activation: it answers logits. Asked are shares: softmax."""
    return _run(features, y, epochs, seed, end=None)


@misconception
def ends_in_sigmoids(right, features, y, epochs=30, seed=0):
    """The last layer has sigmoids. Exactly one class is right: softmax."""
    return _run(features, y, epochs, seed, end="sigmoid")


@misconception
def leaves_out_relu(right, features, y, epochs=30, seed=0):
    """The hidden layer has no activation. ReLU."""
    return _run(features, y, epochs, seed, hidden=None)


@misconception
def drops_units(right, features, y, epochs=30, seed=0):
    """In training the head computes something else: there is a Dropout, which nobody asked for."""
    return _run(features, y, epochs, seed, more=[keras.layers.Dropout(0.3)])


@misconception
def takes_another_optimizer(right, features, y, epochs=30, seed=0):
    """The optimizer is another one. Asked is Adam: optimizer="adam"."""
    return _run(features, y, epochs, seed, optimizer="rmsprop")


@misconception
def makes_the_last_layer_first(right, features, y, epochs=30, seed=0):
    """The last layer was made first, and took the part of the seed that is another layer's: make
    Dense(32) first, then the one with C units.
    """
    keras.utils.set_random_seed(seed)
    last = keras.layers.Dense(int(y.max()) + 1, activation="softmax")
    return _run(features, y, epochs, None, made=[keras.layers.Dense(32, activation="relu"), last])


@misconception
def holds_rows_back(right, features, y, epochs=30, seed=0):
    """Some rows were held back to validate with: no validation_split is asked for."""
    return _run(features, y, epochs, seed, validation_split=0.1)


@misconception
def keeps_an_earlier_epoch(right, features, y, epochs=30, seed=0):
    """The training ended before the last epoch. All epochs count."""
    return _run(features, y, max(epochs - 1, 1), seed)


@misconception
def ignores_epochs(right, features, y, epochs=30, seed=0):
    """There are always 30 epochs, whatever is given: hand the argument epochs on."""
    return _run(features, y, 30, seed)


@misconception
def ignores_the_batch_size(right, features, y, epochs=30, seed=0):
    """The batches have another size. Asked is batch_size=32, which is Keras's default."""
    return _run(features, y, epochs, seed, batch_size=128)


@misconception
def ignores_the_seed(right, features, y, epochs=30, seed=0):
    """The same seed gave another head: keras.utils.set_random_seed(seed), before it is built."""
    return _run(features, y, epochs, None)


@misconception
def fixes_the_seed(right, features, y, epochs=30, seed=0):
    """Every training is seeded with the same number: hand the argument seed on."""
    return _run(features, y, epochs, 0)


@misconception
def prints_progress(right, features, y, epochs=30, seed=0):
    """Something is printed: verbose=0 in fit."""
    return _run(features, y, epochs, seed, verbose=2)


@misconception
def changes_the_arrays(right, features, y, epochs=30, seed=0):
    """An array that was given holds other numbers afterwards. Work on copies."""
    head = right(features, y, epochs, seed)
    features[...] = features * 2 - 1
    return head
