"""8.5 train_convnet: the mistakes that its graders know."""

import keras
import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; bad input is refused.


def _network():
    """Return the network of 8.4, compiled."""
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            *(layers.Conv2D(16, 3, activation="relu"), layers.MaxPooling2D(2)),
            *(layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(2)),
            *(layers.Flatten(), layers.Dense(64, "relu"), layers.Dense(10, "softmax")),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def _checked(train, test, in_test=True):
    """Refuse pictures of another shape; those to test only if it is asked for."""
    for x, _ in (train, test) if in_test else (train,):
        if x.shape[1:] != (28, 28):
            raise ValueError(f"train_convnet: shape: {x.shape}")


def _run(train, test, epochs, seed, *, learn=None, measure=None, **of_fit):
    """Do all that is asked for, but from other rows, or with other arguments of fit."""
    if seed is not None:
        keras.utils.set_random_seed(seed)
    model = _network()
    (x, y), options = learn or train, {"epochs": epochs, "batch_size": 32, "verbose": 0}
    model.fit(x[..., np.newaxis], y, **(options | of_fit))
    x, y = measure or test
    loss, accuracy = model.evaluate(np.expand_dims(x, -1), y, verbose=0)
    return {"loss": float(loss), "accuracy": float(accuracy), "model": model}


@misconception
def trains_on_the_test_rows(right, train, test, epochs=8, seed=0):
    """The network has learned from the test rows, too. They are to measure with, and for nothing
    else.
    """
    _checked(train, test)
    both = tuple(np.concatenate(pair) for pair in zip(train, test, strict=True))
    return _run(train, test, epochs, seed, learn=both)


@misconception
def watches_the_test_rows(right, train, test, epochs=8, seed=0):
    """fit was given the test rows as validation data. Nothing is chosen by them here, and whoever
    sees them in every epoch will choose: measure once, behind fit.
    """
    _checked(train, test)
    x, y = test
    return _run(train, test, epochs, seed, validation_data=(x[..., np.newaxis], y))


@misconception
def holds_rows_back(right, train, test, epochs=8, seed=0):
    """Some rows of train were held back to validate with: no validation_split is asked for. Fit on
    all of them.
    """
    _checked(train, test)
    return _run(train, test, epochs, seed, validation_split=0.1)


@misconception
def scales_again(right, train, test, epochs=8, seed=0):
    """The pictures were divided by 255 although they are from 0 to 1 already: all of them are
    nearly black now. Use them as they are.
    """
    _checked(train, test)
    dark, other = [(x / 255, y) for x, y in (train, test)]
    return _run(dark, other, epochs, seed)


@misconception
def turns_the_pictures(right, train, test, epochs=8, seed=0):
    """Rows and columns of the pictures were exchanged on the way into the network."""
    _checked(train, test)
    turned, other = [(x.transpose(0, 2, 1), y) for x, y in (train, test)]
    return _run(turned, other, epochs, seed)


@misconception
def keeps_an_earlier_epoch(right, train, test, epochs=8, seed=0):
    """The training ended before the last epoch. All epochs count: no EarlyStopping, and epochs as
    it is given.
    """
    _checked(train, test)
    return _run(train, test, max(epochs - 1, 1), seed)


@misconception
def ignores_epochs(right, train, test, epochs=8, seed=0):
    """There are always 8 epochs, whatever is given: hand the argument epochs on."""
    _checked(train, test)
    return _run(train, test, 8, seed)


@misconception
def ignores_the_batch_size(right, train, test, epochs=8, seed=0):
    """The batches have another size. Asked is batch_size=32, which is Keras's default."""
    _checked(train, test)
    return _run(train, test, epochs, seed, batch_size=128)


@misconception
def leaves_out_the_smaller_batch(right, train, test, epochs=8, seed=0):
    """Rows that fill no batch of 32 were left out: of 20 rows none was learned from. The last batch
    of an epoch is smaller, and counts.
    """
    _checked(train, test)
    (x, y), whole = train, len(train[0]) // 32 * 32
    if not whole:
        return _run(train, test, 0, seed)
    return _run(train, test, epochs, seed, learn=(x[:whole], y[:whole]))


@misconception
def ignores_the_seed(right, train, test, epochs=8, seed=0):
    """The same seed gave another network: keras.utils.set_random_seed(seed), before the network is
    built.
    """
    _checked(train, test)
    return _run(train, test, epochs, None)


@misconception
def fixes_the_seed(right, train, test, epochs=8, seed=0):
    """Every training is seeded with the same number: hand the argument seed to
    keras.utils.set_random_seed.
    """
    _checked(train, test)
    return _run(train, test, epochs, 0)


@misconception
def measures_on_train(right, train, test, epochs=8, seed=0):
    """loss and accuracy are those of the rows that were learned from. Measure on test."""
    _checked(train, test)
    return _run(train, test, epochs, seed, measure=train)


@misconception
def averages_over_batches(right, train, test, epochs=8, seed=0):
    """loss and accuracy are means over batches, in which the rows of a smaller one count for more.
    Give evaluate all test rows at once.
    """
    answer = right(train, test, epochs, seed)
    (x, y), found = test, []
    for i in range(0, len(y), 32):
        batch = x[i : i + 32, ..., np.newaxis], y[i : i + 32]
        found.append(answer["model"].evaluate(*batch, verbose=0))
    loss, accuracy = np.mean(found, axis=0)
    return answer | {"loss": float(loss), "accuracy": float(accuracy)}


@misconception
def returns_the_history(right, train, test, epochs=8, seed=0):
    """loss and accuracy are the last ones of fit's history: those of the training rows, while they
    were learned. Measure on test, after fit.
    """
    model = right(train, test, epochs, seed)["model"]
    last = {name: values[-1] for name, values in model.history.history.items()}
    return {"loss": float(last["loss"]), "accuracy": float(last["accuracy"]), "model": model}


@misconception
def answers_numpy_numbers(right, train, test, epochs=8, seed=0):
    """loss and accuracy are NumPy's numbers of float32. Put float(…) around each."""
    answer = right(train, test, epochs, seed)
    return answer | {key: np.float32(answer[key]) for key in ("loss", "accuracy")}


@misconception
def exchanges_the_numbers(right, train, test, epochs=8, seed=0):
    """loss and accuracy were exchanged: evaluate answers the loss first."""
    answer = right(train, test, epochs, seed)
    return answer | {"loss": answer["accuracy"], "accuracy": answer["loss"]}


@misconception
def prints_progress(right, train, test, epochs=8, seed=0):
    """Something is printed: verbose=0, in fit and in evaluate."""
    _checked(train, test)
    return _run(train, test, epochs, seed, verbose=2)


@misconception
def changes_the_arrays(right, train, test, epochs=8, seed=0):
    """An array that was given holds other numbers afterwards: x -= … and x /= … change what the
    caller has. Work on copies.
    """
    answer = right(train, test, epochs, seed)
    train[0][...] = train[0] * 2 - 1
    return answer


@misconception
def looks_at_train_alone(right, train, test, epochs=8, seed=0):
    """Test pictures of another shape were accepted. Look at the shape of both."""
    if train[0].shape[1:] == (28, 28) and test[0].shape[1:] != (28, 28):
        return right(train, train, epochs, seed)
    return right(train, test, epochs, seed)


@misconception
def reshapes_what_comes(right, train, test, epochs=8, seed=0):
    """Pictures of another shape were made fit, by reshape. Refuse them: whoever gives rows of 784
    may mean something else.
    """
    fits = [(x.reshape(-1, 28, 28), y) if x[0].size == 784 else (x, y) for x, y in (train, test)]
    return right(*fits, epochs, seed)
