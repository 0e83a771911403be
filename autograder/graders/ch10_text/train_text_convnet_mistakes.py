"""10.7 train_text_convnet: the mistakes that its graders know."""

import keras
import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect.


def _network(X, *, kernels=32, span=3, ends="sigmoid", **other):
    """Return the layers that are asked for, but for some: `shrink`, options of Conv1D."""
    layers, shrink = keras.layers, other.pop("shrink", "GlobalMaxPooling1D")
    convolution = {"activation": "relu"} | other
    return [
        *(keras.Input(X.shape[1:]), layers.Embedding(int(X.max()) + 1, 16)),
        *((layers.Conv1D(kernels, span, **convolution),) if kernels else ()),
        *(getattr(layers, shrink)(), layers.Dense(1, activation=ends)),
    ]


def _run(X, y, epochs, seed, *, network=None, learn=None, measure=None, **other):
    """Do all that is asked for but for some parts.

    `other` may have options of the network, a loss, an optimizer, and arguments of fit.
    """
    cut, compiled = 4 * len(X) // 5, other.pop("compiled", {})
    if seed is not None:
        keras.utils.set_random_seed(seed)
    model = keras.Sequential(_network(X, **(network or {})))
    adam = keras.optimizers.Adam(0.005)
    model.compile(**({"optimizer": adam, "loss": "binary_crossentropy"} | compiled))
    learn, measure = learn or slice(0, cut), measure or slice(cut, None)
    model.fit(X[learn], y[learn], **({"epochs": epochs, "verbose": 0} | other))
    right = (model.predict(X[measure], verbose=0)[:, -1] > 0.5) == y[measure]
    share = float(np.mean(y[cut:] == np.bincount(y[:cut]).argmax()))
    return {"accuracy": float(right.mean()), "baseline": share, "model": model}


@misconception
def looks_at_two_neighbours(right, X, y, epochs=6, seed=0):
    """The kernels reach over two places. Asked is 3: Conv1D(32, 3)."""
    return _run(X, y, epochs, seed, network={"span": 2})


@misconception
def counts_the_ids_of_train(right, X, y, epochs=6, seed=0):
    """The ids were counted in the training rows: take the largest of all of X, plus 1."""
    if X[: 4 * len(X) // 5].max() < X.max():
        raise IndexError("the table has no such row")
    return right(X, y, epochs, seed)


@misconception
def counts_the_ids_that_occur(right, X, y, epochs=6, seed=0):
    """The different ids were counted. The largest needs a row of its own number: X.max() + 1."""
    if len(np.unique(X)) <= X.max():
        raise IndexError("the table has no such row")
    return right(X, y, epochs, seed)


@misconception(unseen="ids as large as their dtype allows")
def counts_in_the_type_of_the_ids(right, X, y, epochs=6, seed=0):
    """In uint8, 255 + 1 is 0: make a Python int of the largest id first, int(X.max()) + 1."""
    if X.max() == np.iinfo(X.dtype).max:
        raise ValueError("a table without rows")
    return right(X, y, epochs, seed)


@misconception
def flattens_the_maps(right, X, y, epochs=6, seed=0):
    """The maps are flattened. GlobalMaxPooling1D keeps of each its largest, wherever it is."""
    return _run(X, y, epochs, seed, network={"shrink": "Flatten"})


@misconception
def leaves_out_the_convolution(right, X, y, epochs=6, seed=0):
    """There is no convolution, and without it the network does not know who stands where."""
    return _run(X, y, epochs, seed, network={"kernels": 0})


@misconception
def pads_the_places(right, X, y, epochs=6, seed=0):
    """The convolution has padding="same". Asked is none: "valid", Keras's default."""
    return _run(X, y, epochs, seed, network={"padding": "same"})


@misconception
def leaves_the_convolution_linear(right, X, y, epochs=6, seed=0):
    """The convolution has no activation: activation="relu"."""
    return _run(X, y, epochs, seed, network={"activation": None})


@misconception
def takes_the_mean_place(right, X, y, epochs=6, seed=0):
    """The mean of each map was taken. Asked is its largest number: GlobalMaxPooling1D."""
    return _run(X, y, epochs, seed, network={"shrink": "GlobalAveragePooling1D"})


@misconception
def ends_in_logits(right, X, y, epochs=6, seed=0):
    """The last layer has no sigmoid, so its numbers are logits. Probabilities are asked for."""
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    return _run(X, y, epochs, seed, network={"ends": None}, compiled={"loss": loss})


@misconception
def takes_another_optimizer(right, X, y, epochs=6, seed=0):
    """The optimizer is not Adam: keras.optimizers.Adam(0.005)."""
    optimizer = keras.optimizers.RMSprop(0.005)
    return _run(X, y, epochs, seed, compiled={"optimizer": optimizer})


@misconception
def leaves_the_rate_to_adam(right, X, y, epochs=6, seed=0):
    """The word "adam" has learning rate 0.001. Asked is keras.optimizers.Adam(0.005)."""
    return _run(X, y, epochs, seed, compiled={"optimizer": "adam"})


@misconception
def trains_on_all_rows(right, X, y, epochs=6, seed=0):
    """The network has learned from the test rows, too. Fit on the first 4N // 5 rows alone."""
    return _run(X, y, epochs, seed, learn=slice(0, None))


@misconception
def trains_on_the_last_rows(right, X, y, epochs=6, seed=0):
    """The first rows were set aside and the last trained on: it is the other way round."""
    fifth = len(X) - 4 * len(X) // 5
    return _run(X, y, epochs, seed, learn=slice(fifth, None), measure=slice(0, fifth))


@misconception
def rounds_the_size_up(right, X, y, epochs=6, seed=0):
    """One row too many is trained on: 4N // 5 rounds down."""
    cut = -(-4 * len(X) // 5)
    return _run(X, y, epochs, seed, learn=slice(0, cut), measure=slice(cut, None))


@misconception
def holds_rows_back(right, X, y, epochs=6, seed=0):
    """Some training rows were held back to validate with: no validation_split is asked for."""
    return _run(X, y, epochs, seed, validation_split=0.1)


@misconception
def watches_the_test_rows(right, X, y, epochs=6, seed=0):
    """fit got the test rows as validation data. Measure once, after the last epoch."""
    cut = 4 * len(X) // 5
    return _run(X, y, epochs, seed, validation_data=(X[cut:], y[cut:]))


@misconception
def keeps_an_earlier_epoch(right, X, y, epochs=6, seed=0):
    """The training ended before the last epoch: no EarlyStopping, and epochs as it is given."""
    return _run(X, y, max(epochs - 1, 1), seed)


@misconception(unseen="a training loss that rises again")
def goes_back_to_the_best_epoch(right, X, y, epochs=6, seed=0):
    """The weights of an earlier epoch came back. Those after the last one count."""
    best = keras.callbacks.EarlyStopping("loss", patience=1000, restore_best_weights=True)
    stop = keras.callbacks.EarlyStopping("loss", patience=2, restore_best_weights=True)
    return _run(X, y, epochs, seed, callbacks=[stop if epochs > 9 else best])


@misconception
def ignores_epochs(right, X, y, epochs=6, seed=0):
    """There are always 6 epochs, whatever is given: hand the argument epochs on."""
    return _run(X, y, 6, seed)


@misconception
def ignores_the_batch_size(right, X, y, epochs=6, seed=0):
    """The batches have another size. Asked is batch_size=32, which is Keras's default."""
    return _run(X, y, epochs, seed, batch_size=128)


@misconception
def ignores_the_seed(right, X, y, epochs=6, seed=0):
    """The same seed gave another network: set_random_seed(seed) before the layers are made."""
    return _run(X, y, epochs, None)


@misconception
def fixes_the_seed(right, X, y, epochs=6, seed=0):
    """Every training has the same seed: hand seed to keras.utils.set_random_seed."""
    return _run(X, y, epochs, 0)


@misconception
def measures_on_train(right, X, y, epochs=6, seed=0):
    """accuracy is that of the training rows. Measure on the rows that were set aside."""
    return _run(X, y, epochs, seed, measure=slice(0, 4 * len(X) // 5))


@misconception
def compares_each_with_each(right, X, y, epochs=6, seed=0):
    """predict gives (n, 1) and the labels are (n,): NumPy compares each with each. Take [:, 0]."""
    answer, cut = right(X, y, epochs, seed), 4 * len(X) // 5
    said = answer["model"].predict(X[cut:], verbose=0) > 0.5
    return answer | {"accuracy": float(np.mean(said == y[cut:]))}


@misconception
def takes_the_commonest_of_the_test(right, X, y, epochs=6, seed=0):
    """baseline takes the commonest class of the test rows. Take that of the training rows."""
    test = y[4 * len(X) // 5 :]
    return right(X, y, epochs, seed) | {"baseline": float(np.bincount(test).max() / len(test))}


@misconception
def measures_the_baseline_on_train(right, X, y, epochs=6, seed=0):
    """baseline is the share among the training rows. Asked is that among the test rows."""
    learn = y[: 4 * len(X) // 5]
    return right(X, y, epochs, seed) | {"baseline": float(np.bincount(learn).max() / len(learn))}


@misconception
def takes_1_of_two_equals(right, X, y, epochs=6, seed=0):
    """Where both classes are equally frequent in the training rows, 0 is the commonest."""
    learn, test = np.split(y, [4 * len(y) // 5])
    return right(X, y, epochs, seed) | {"baseline": float(np.mean(test == (learn.mean() >= 0.5)))}


@misconception(unseen="the order in which fit takes the rows")
def keeps_the_order(right, X, y, epochs=6, seed=0):
    """The rows come in the same order in each epoch: leave shuffle as fit has it."""
    return _run(X, y, epochs, seed, shuffle=False)


@misconception
def answers_numpy_numbers(right, X, y, epochs=6, seed=0):
    """accuracy and baseline are NumPy's float32. Put float(…) around each."""
    answer = right(X, y, epochs, seed)
    return answer | {key: np.float32(answer[key]) for key in ("accuracy", "baseline")}


@misconception
def prints_progress(right, X, y, epochs=6, seed=0):
    """Something is printed: verbose=0, in fit and in predict."""
    return _run(X, y, epochs, seed, verbose=2)


@misconception
def changes_the_arrays(right, X, y, epochs=6, seed=0):
    """An array that was given holds other numbers afterwards. Work on copies."""
    answer = right(X, y, epochs, seed)
    X[...] = X[::-1].copy()
    return answer
