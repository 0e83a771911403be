"""5.7 train_review_classifier: the mistakes that its graders know."""

import keras
import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect.


def _sizes(X):
    """Return where validation and test begin."""
    sixth = len(X) // 6
    return len(X) - 2 * sixth, len(X) - sixth


def _built(columns, seed, hidden="relu", end="sigmoid", optimizer="adam", late=False):
    """Return a new network D-16-16-1, compiled; seeded first or `late`, unless the seed is None."""
    if seed is not None and not late:
        keras.utils.set_random_seed(seed)
    dense = keras.layers.Dense
    layers = [dense(16, activation=hidden), dense(16, activation=hidden), dense(1, activation=end)]
    model = keras.Sequential([keras.Input((columns,)), *layers])
    loss = keras.losses.BinaryCrossentropy(from_logits=end is None)
    model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
    if late:
        keras.utils.set_random_seed(seed)
    return model


def _run(
    X,
    y,
    epochs,
    seed,
    *,
    train=None,
    held=None,
    second_seed=True,
    measured=None,
    choose=lambda history: int(np.argmin(history["val_loss"])) + 1,
    told=lambda best: best,
    network=None,
    **fitting,
):
    """Do all that is asked for but for some parts: slices of rows, the choice, arguments of fit."""
    rest, stop = _sizes(X)
    train, held = slice(0, rest) if train is None else train, held or slice(rest, stop)
    arguments = {"batch_size": 128, "verbose": 0} | fitting
    watched = {"validation_data": (X[held], y[held]), "epochs": epochs}
    first = _built(X.shape[1], seed, **network or {})
    history = first.fit(X[train], y[train], **arguments | watched).history
    best = choose(history)
    model = _built(X.shape[1], seed if second_seed else None, **network or {})
    arguments.pop("callbacks", None)
    model.fit(X[train], y[train], epochs=max(best, 1), **arguments)
    return _answer(model, history, told(best), X, y, measured or slice(stop, len(X)))


def _answer(model, history, best, X, y, rows):
    """Return the dict that is asked for."""
    scores = model.evaluate(X[rows], y[rows], verbose=0, return_dict=True)
    accuracy = float(scores["accuracy"])
    return {"history": history, "best_epoch": best, "test_accuracy": accuracy, "model": model}


@misconception
def chooses_by_training_loss(right, X, y, epochs=20, seed=0):
    """The best epoch was chosen by the training loss, which nearly always falls: it would be the
    last one. Choose by the validation loss.
    """
    return _run(X, y, epochs, seed, choose=lambda history: int(np.argmin(history["loss"])) + 1)


@misconception(unseen="equal validation losses")
def takes_the_last_of_equals(right, X, y, epochs=20, seed=0):
    """Of epochs with the same lowest validation loss the last was taken: np.argmin takes the
    first.
    """
    return _run(X, y, epochs, seed, choose=lambda h: epochs - int(np.argmin(h["val_loss"][::-1])))


@misconception
def takes_the_worst_epoch(right, X, y, epochs=20, seed=0):
    """best_epoch has the highest val_loss, or was chosen by val_accuracy, which often says the
    same. Asked is the epoch with the lowest val_loss.
    """
    return _run(X, y, epochs, seed, choose=lambda history: int(np.argmax(history["val_loss"])) + 1)


@misconception
def counts_from_0(right, X, y, epochs=20, seed=0):
    """best_epoch is one too small: np.argmin counts from 0, epochs count from 1."""
    return _run(X, y, epochs, seed, told=lambda best: best - 1)


@misconception
def returns_the_first_model(right, X, y, epochs=20, seed=0):
    """The model that came back was trained for all epochs: it is the first one, past its best.
    Train a second one for best_epoch epochs.
    """
    return _run(X, y, epochs, seed) | _first(X, y, epochs, seed)


def _first(X, y, epochs, seed):
    """Return the first model, and its score."""
    rest, stop = _sizes(X)
    model = _built(X.shape[1], seed)
    model.fit(X[:rest], y[:rest], epochs=epochs, batch_size=128, verbose=0)
    scores = model.evaluate(X[stop:], y[stop:], verbose=0, return_dict=True)
    return {"model": model, "test_accuracy": float(scores["accuracy"])}


@misconception
def goes_on_with_the_first_model(right, X, y, epochs=20, seed=0):
    """The first model was trained on, for best_epoch epochs more: fit goes on from where it was.
    Build a new one.
    """
    answer = _run(X, y, epochs, seed)
    rest, stop = _sizes(X)
    model = _first(X, y, epochs, seed)["model"]
    model.fit(X[:rest], y[:rest], epochs=answer["best_epoch"], batch_size=128, verbose=0)
    return _answer(model, answer["history"], answer["best_epoch"], X, y, slice(stop, len(X)))


@misconception
def trains_another_second_model(right, X, y, epochs=20, seed=0):
    """The second model is not the first one's twin: it was not seeded again, or has learned from
    other rows. The best epoch is that of the first one: seed in the same way, and fit the same
    training rows.
    """
    return _run(X, y, epochs, seed, second_seed=False)


@misconception
def validates_on_test(right, X, y, epochs=20, seed=0):
    """The best epoch was chosen with the test rows. That is a leak: the test accuracy is then that
    of the luckiest epoch. Validate on the N // 6 rows before them.
    """
    return _run(X, y, epochs, seed, held=slice(_sizes(X)[1], len(X)))


@misconception
def trains_on_test(right, X, y, epochs=20, seed=0):
    """Test rows were trained on: their accuracy tells how well the network remembers. Training ends
    two sixths before the end.
    """
    rest, stop = _sizes(X)
    return _run(X, y, epochs, seed, train=np.r_[0:rest, stop : len(X)])


@misconception
def trains_on_validation_rows(right, X, y, epochs=20, seed=0):
    """Validation rows were trained on, so their loss says nothing about new ones. Training ends two
    sixths before the end.
    """
    return _run(X, y, epochs, seed, train=slice(0, _sizes(X)[1]))


@misconception
def validates_on_training_rows(right, X, y, epochs=20, seed=0):
    """The validation rows are rows that were trained on: their loss keeps falling. Take the N // 6
    rows before the test.
    """
    rest, stop = _sizes(X)
    return _run(X, y, epochs, seed, held=slice(2 * rest - stop, rest))


@misconception
def measures_on_validation_rows(right, X, y, epochs=20, seed=0):
    """test_accuracy was measured on the validation rows, by which the epoch was chosen: it is a
    little too good. Measure on the last N // 6 rows.
    """
    return _run(X, y, epochs, seed, measured=slice(*_sizes(X)))


@misconception
def measures_on_train(right, X, y, epochs=20, seed=0):
    """test_accuracy was measured on training rows. Measure on the last N // 6 rows."""
    return _run(X, y, epochs, seed, measured=slice(0, _sizes(X)[0]))


@misconception
def ignores_the_batch_size(right, X, y, epochs=20, seed=0):
    """The batches have 32 rows, Keras's own size. Say batch_size=128, in both calls of fit."""
    return _run(X, y, epochs, seed, batch_size=32)


@misconception
def ends_in_a_logit(right, X, y, epochs=20, seed=0):
    """The last layer has no sigmoid: its numbers are logits. Here probabilities are asked for."""
    return _run(X, y, epochs, seed, network={"end": None})


@misconception
def leaves_the_hidden_layers_linear(right, X, y, epochs=20, seed=0):
    """The hidden layers have no activation. Give them activation="relu"."""
    return _run(X, y, epochs, seed, network={"hidden": None})


@misconception
def takes_another_optimizer(right, X, y, epochs=20, seed=0):
    """The optimizer is not Adam with its own settings: optimizer="adam"."""
    return _run(X, y, epochs, seed, network={"optimizer": "rmsprop"})


@misconception
def stops_early(right, X, y, epochs=20, seed=0):
    """The first training ends before its last epoch: EarlyStopping is at work. Here all epochs are
    trained, and the best one is read off the history.
    """
    stop = keras.callbacks.EarlyStopping(patience=1, min_delta=9.0)
    return _run(X, y, epochs, seed, callbacks=[stop])


@misconception
def ignores_the_seed(right, X, y, epochs=20, seed=0):
    """The argument seed has no effect: hand it to keras.utils.set_random_seed, before each model is
    built.
    """
    return _run(X, y, epochs, None, second_seed=False)


@misconception
def seeds_too_late(right, X, y, epochs=20, seed=0):
    """The seed does not reach all chance: keras.utils.set_random_seed(seed), then build a model."""
    return _run(X, y, epochs, seed, network={"late": True})


@misconception
def fixes_the_seed(right, X, y, epochs=20, seed=0):
    """The seed is always the same number, whatever is given: hand the argument seed on."""
    return _run(X, y, epochs, 0)


@misconception
def prints_progress(right, X, y, epochs=20, seed=0):
    """Keras prints a line for every epoch: say verbose=0, in fit and in evaluate."""
    return _run(X, y, epochs, seed, verbose=2)


@misconception
def changes_the_arrays(right, X, y, epochs=20, seed=0):
    """The arrays that were given hold other numbers afterwards: somebody else may need them. Work
    on copies.
    """
    answer = right(X, y, epochs, seed)
    X[:] = 0
    return answer
