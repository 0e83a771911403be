"""6.2 train_topics: the mistakes that its graders know."""

import keras
import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; bad input is refused.


def _run(X, y, hidden, epochs, seed, *, cut=None, units=None, activations=None, **other):
    """Do all that is asked for but for some parts.

    `other` may have rows to fit, an optimizer, a loss, rows to measure on, arguments of fit.
    """
    if hidden < 1:
        raise ValueError(f"train_topics: hidden: must be 1 or more ({hidden})")
    cut = 4 * len(X) // 5 if cut is None else cut
    if seed is not None:
        keras.utils.set_random_seed(seed)
    units = units or (64, hidden, int(y.max()) + 1)
    kinds = activations or (*("relu",) * (len(units) - 1), "softmax")
    dense = [keras.layers.Dense(n, activation=kind) for n, kind in zip(units, kinds, strict=True)]
    model = keras.Sequential([keras.Input(X.shape[1:]), *dense])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=kinds[-1] is None)
    model.compile(optimizer=other.pop("optimizer", "adam"), loss=loss)
    learn, measured = other.pop("learn", slice(0, cut)), other.pop("measured", slice(cut, None))
    arguments = {"epochs": epochs, "batch_size": 128, "verbose": 0} | other
    model.fit(X[learn], y[learn], **arguments)
    right = model.predict(X[measured], verbose=0).argmax(axis=1) == y[measured]
    share = float(np.mean(y[cut:] == np.bincount(y[:cut]).argmax()))
    return {"accuracy": float(right.mean()), "baseline": share, "model": model}


def _with_baseline(right, X, y, hidden, epochs, seed, share):
    """Return the right answer with another baseline: `share(train, test)` computes it."""
    cut = 4 * len(X) // 5
    return right(X, y, hidden, epochs, seed) | {"baseline": float(share(y[:cut], y[cut:]))}


@misconception
def ignores_hidden(right, X, y, hidden=64, epochs=12, seed=0):
    """The second hidden layer has 64 units, whatever is given: hand the argument hidden on."""
    return _run(X, y, hidden, epochs, seed, units=(64, 64, int(y.max()) + 1))


@misconception
def narrows_the_middle(right, X, y, hidden=64, epochs=12, seed=0):
    """The second hidden layer has 4 units, which cannot carry 45 classes: hand hidden on to it."""
    return _run(X, y, hidden, epochs, seed, units=(64, 4, int(y.max()) + 1))


@misconception
def exchanges_the_hidden_layers(right, X, y, hidden=64, epochs=12, seed=0):
    """The first hidden layer has `hidden` units and the second 64: it is the other way round."""
    return _run(X, y, hidden, epochs, seed, units=(hidden, 64, int(y.max()) + 1))


@misconception
def gives_hidden_to_both_layers(right, X, y, hidden=64, epochs=12, seed=0):
    """Both hidden layers have `hidden` units: the first one always has 64."""
    return _run(X, y, hidden, epochs, seed, units=(hidden, hidden, int(y.max()) + 1))


@misconception
def leaves_out_the_middle(right, X, y, hidden=64, epochs=12, seed=0):
    """The layer of `hidden` units is missing: 64, then hidden, then the classes."""
    return _run(X, y, hidden, epochs, seed, units=(64, int(y.max()) + 1))


@misconception
def counts_the_classes_that_occur(right, X, y, hidden=64, epochs=12, seed=0):
    """The last layer has one unit for each class that occurs. A class without a row has a number
    too, so the largest label would find no unit: the largest label plus 1.
    """
    occurring, places = np.unique(y, return_inverse=True)
    short = len(occurring) < int(y.max()) + 1
    return (_run if short else right)(X, places if short else y, hidden, epochs, seed)


@misconception
def counts_the_classes_of_train(right, X, y, hidden=64, epochs=12, seed=0):
    """The classes were counted among the training rows alone. A class that comes in the test rows
    for the first time needs a unit, too: the largest label of all of y, plus 1.
    """
    largest = int(y[: 4 * len(y) // 5].max())
    return _run(X, y, hidden, epochs, seed, units=(64, hidden, largest + 1))


@misconception(unseen="labels as large as their dtype allows")
def counts_in_the_type_of_y(right, X, y, hidden=64, epochs=12, seed=0):
    """The number of classes was computed in the dtype of y: in int8, 127 + 1 is -128. Make a
    Python int of the largest label first: int(y.max()) + 1.
    """
    classes = (y[np.argmax(y)] + np.ones(1, y.dtype))[0]
    return _run(X, y, hidden, epochs, seed, units=(64, hidden, int(classes)))


@misconception
def ends_in_logits(right, X, y, hidden=64, epochs=12, seed=0):
    """The last layer has no softmax: its numbers are logits. Here probabilities are asked for."""
    return _run(X, y, hidden, epochs, seed, activations=("relu", "relu", None))


@misconception
def ends_in_sigmoids(right, X, y, hidden=64, epochs=12, seed=0):
    """The last layer has sigmoids: its numbers do not add up to 1, although one class is right.
    Exactly one of many: softmax.
    """
    return _run(X, y, hidden, epochs, seed, activations=("relu", "relu", "sigmoid"))


@misconception
def leaves_the_hidden_layers_linear(right, X, y, hidden=64, epochs=12, seed=0):
    """The hidden layers have no activation. Give them activation="relu"."""
    return _run(X, y, hidden, epochs, seed, activations=(None, None, "softmax"))


@misconception
def takes_another_optimizer(right, X, y, hidden=64, epochs=12, seed=0):
    """The optimizer is not Adam: optimizer="adam"."""
    return _run(X, y, hidden, epochs, seed, optimizer="rmsprop")


@misconception
def trains_on_all_rows(right, X, y, hidden=64, epochs=12, seed=0):
    """Test rows were trained on: their accuracy then tells how well the network remembers. fit gets
    the first 4N // 5 rows alone.
    """
    return _run(X, y, hidden, epochs, seed, learn=slice(None))


@misconception(unseen="sizes that 5 does not divide")
def rounds_the_size_up(right, X, y, hidden=64, epochs=12, seed=0):
    """One row too many was trained on where N is not divisible by 5: N - N // 5 rounds the training
    part up. Asked are the first 4 * N // 5 rows.
    """
    return _run(X, y, hidden, epochs, seed, cut=len(X) - len(X) // 5)


@misconception
def holds_rows_back(right, X, y, hidden=64, epochs=12, seed=0):
    """A part of the training rows was held back from the fit, as validation_split does. All of
    the first 4N // 5 rows are trained on.
    """
    return _run(X, y, hidden, epochs, seed, validation_split=0.1)


@misconception
def keeps_an_earlier_epoch(right, X, y, hidden=64, epochs=12, seed=0):
    """The weights are those of an earlier epoch, as EarlyStopping or a callback of its kind leaves
    them. All epochs are trained, and the last one's weights are kept. If the test rows have chosen
    the epoch, it is a leak besides.
    """
    kept: list[list[np.ndarray]] = []
    keeper: keras.callbacks.Callback = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda *_: kept.append(keeper.model.get_weights()),
        on_train_end=lambda *_: keeper.model.set_weights(kept[0]),
    )
    return _run(X, y, hidden, epochs, seed, callbacks=[keeper])


@misconception
def ignores_the_seed(right, X, y, hidden=64, epochs=12, seed=0):
    """The seed does not decide the weights with which the network begins:
    keras.utils.set_random_seed(seed) comes before the first layer is made.
    """
    return _run(X, y, hidden, epochs, None)


@misconception
def fixes_the_seed(right, X, y, hidden=64, epochs=12, seed=0):
    """The seed is always the same number, whatever is given: hand the argument seed on."""
    return _run(X, y, hidden, epochs, 0)


@misconception
def ignores_the_batch_size(right, X, y, hidden=64, epochs=12, seed=0):
    """The batches have 32 rows, Keras's own size: batch_size=128."""
    return _run(X, y, hidden, epochs, seed, batch_size=32)


@misconception
def ignores_epochs(right, X, y, hidden=64, epochs=12, seed=0):
    """12 epochs were trained, whatever is given: hand the argument epochs on to fit."""
    return _run(X, y, hidden, 12, seed)


@misconception
def measures_on_train(right, X, y, hidden=64, epochs=12, seed=0):
    """accuracy is that of the training rows, which the network has seen. Measure on the test."""
    return _run(X, y, hidden, epochs, seed, measured=slice(0, 4 * len(X) // 5))


@misconception
def takes_the_commonest_of_the_test(right, X, y, hidden=64, epochs=12, seed=0):
    """baseline was chosen by the test rows: it is the share of their own commonest class. Who
    guesses knows the training rows alone: take the commonest class of these.
    """
    return _with_baseline(
        right, X, y, hidden, epochs, seed, lambda _, test: np.bincount(test).max() / len(test)
    )


@misconception
def takes_the_last_of_equals(right, X, y, hidden=64, epochs=12, seed=0):
    """Two classes are the most frequent ones in training, and the higher of them was taken. Of
    equals take the lowest, as np.argmax does.
    """

    def share(train, test):
        counts = np.bincount(train)
        return np.mean(test == len(counts) - 1 - counts[::-1].argmax())

    return _with_baseline(right, X, y, hidden, epochs, seed, share)


@misconception
def measures_the_baseline_on_train(right, X, y, hidden=64, epochs=12, seed=0):
    """baseline is the share of the commonest class among the training rows. The accuracy beside it
    is measured on the test rows, so the baseline is, too.
    """
    return _with_baseline(
        right, X, y, hidden, epochs, seed, lambda train, _: np.bincount(train).max() / len(train)
    )


@misconception(unseen="whether fit gets rows to validate with")
def watches_the_test_rows(right, X, y, hidden=64, epochs=12, seed=0):
    """fit got rows to validate with, and nothing is chosen by them here. If they are test rows,
    they are for nothing else: measure once, after the last epoch.
    """
    cut = 4 * len(X) // 5
    return _run(X, y, hidden, epochs, seed, validation_data=(X[cut:], y[cut:]))


@misconception
def prints_progress(right, X, y, hidden=64, epochs=12, seed=0):
    """Something is printed on the way: say verbose=0, in fit, evaluate and predict."""
    return _run(X, y, hidden, epochs, seed, verbose=2)


@misconception
def changes_the_arrays(right, X, y, hidden=64, epochs=12, seed=0):
    """The arrays that were given hold other numbers afterwards: somebody else may need them. Work
    on copies.
    """
    answer = right(X, y, hidden, epochs, seed)
    X[:] = 0
    return answer
