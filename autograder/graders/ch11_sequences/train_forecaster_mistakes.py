"""11.5 train_forecaster: the mistakes that its graders know."""

import keras
import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect.


def _run(train, val, epochs, seed, *, layers=None, learn=None, compiled=None, **of_fit):
    """Do all that is asked for but for some parts."""
    if seed is not None:
        keras.utils.set_random_seed(seed)
    inner = layers() if layers else [keras.layers.LSTM(16), keras.layers.Dense(1)]
    model = keras.Sequential([keras.Input(train[0].shape[1:]), *inner])
    adam = keras.optimizers.Adam(0.003)
    model.compile(**({"optimizer": adam, "loss": "mse"} | (compiled or {})))
    X, y = train if learn is None else learn
    options = {"epochs": epochs, "batch_size": 64, "validation_data": val, "verbose": 0}
    model.fit(X, y, **(options | of_fit))
    return model


@misconception
def takes_a_gru(right, train, val, epochs=8, seed=0):
    """The recurrent layer is a GRU. Asked is an LSTM with 16 units."""
    layers = keras.layers
    return _run(train, val, epochs, seed, layers=lambda: [layers.GRU(16), layers.Dense(1)])


@misconception
def takes_a_simple_rnn(right, train, val, epochs=8, seed=0):
    """The recurrent layer is a SimpleRNN. Asked is an LSTM with 16 units."""
    layers = keras.layers
    return _run(train, val, epochs, seed, layers=lambda: [layers.SimpleRNN(16), layers.Dense(1)])


@misconception
def takes_32_units(right, train, val, epochs=8, seed=0):
    """The LSTM has 32 units. Asked are 16."""
    layers = keras.layers
    return _run(train, val, epochs, seed, layers=lambda: [layers.LSTM(32), layers.Dense(1)])


@misconception
def adds_a_hidden_layer(right, train, val, epochs=8, seed=0):
    """There is a Dense layer more. Behind the LSTM comes the one unit, and nothing else."""
    dense = keras.layers.Dense
    layers = [keras.layers.LSTM, dense]
    return _run(
        train, val, epochs, seed, layers=lambda: [layers[0](16), dense(16, "relu"), dense(1)]
    )


@misconception
def bends_the_output(right, train, val, epochs=8, seed=0):
    """The last unit has ReLU, so it cannot foretell anything below 0, which is half of all. No
    activation.
    """
    layers = keras.layers
    return _run(train, val, epochs, seed, layers=lambda: [layers.LSTM(16), layers.Dense(1, "relu")])


@misconception
def squeezes_the_output(right, train, val, epochs=8, seed=0):
    """The last unit has tanh, so it cannot foretell anything beyond -1 and 1. No activation."""
    layers = keras.layers
    return _run(train, val, epochs, seed, layers=lambda: [layers.LSTM(16), layers.Dense(1, "tanh")])


@misconception
def reads_backwards(right, train, val, epochs=8, seed=0):
    """The windows were read from their last row to the first. Leave go_backwards out, and the rows
    in their order.
    """
    layers = keras.layers
    inner = lambda: [layers.LSTM(16, go_backwards=True), layers.Dense(1)]  # noqa: E731
    return _run(train, val, epochs, seed, layers=inner)


@misconception
def learns_from_val(right, train, val, epochs=8, seed=0):
    """The network has learned from val, too. It is there to watch, and lies later in time."""
    both = tuple(np.concatenate(pair) for pair in zip(train, val, strict=True))
    return _run(train, val, epochs, seed, learn=both)


@misconception
def holds_rows_back(right, train, val, epochs=8, seed=0):
    """Some windows of train were held back: validation_split takes the last ones. val is there to
    watch; learn from all of train.
    """
    return _run(train, val, epochs, seed, validation_data=None, validation_split=0.1)


@misconception
def does_not_watch_val(right, train, val, epochs=8, seed=0):
    """fit was not given val. validation_data=val: the history then shows what is learned by heart
    only.
    """
    return _run(train, val, epochs, seed, validation_data=None)


@misconception
def leaves_the_rate_to_adam(right, train, val, epochs=8, seed=0):
    """Adam has its own learning rate, 0.001, as the word "adam" gives it. Asked is 0.003."""
    return _run(train, val, epochs, seed, compiled={"optimizer": "adam"})


@misconception
def takes_another_optimizer(right, train, val, epochs=8, seed=0):
    """The optimizer is not Adam: keras.optimizers.Adam(0.003)."""
    return _run(train, val, epochs, seed, compiled={"optimizer": keras.optimizers.RMSprop(0.003)})


@misconception
def takes_the_absolute_error(right, train, val, epochs=8, seed=0):
    """The loss is the mean absolute error. Train with the squared one: loss="mse"."""
    return _run(train, val, epochs, seed, compiled={"loss": "mae"})


@misconception
def keeps_an_earlier_epoch(right, train, val, epochs=8, seed=0):
    """The training ended before the last epoch. All epochs count: no EarlyStopping, and epochs as
    it is given.
    """
    return _run(train, val, max(epochs - 1, 1), seed)


@misconception(unseen="a val whose loss rises")
def lets_val_decide(right, train, val, epochs=8, seed=0):
    """val has decided something: when to stop, which weights come back, or how large the steps are.
    It is only watched: no EarlyStopping, no ReduceLROnPlateau, no callback at all.
    """
    stop = keras.callbacks.EarlyStopping("val_loss", patience=3, restore_best_weights=True)
    return _run(train, val, epochs, seed, callbacks=[stop])


@misconception
def ignores_epochs(right, train, val, epochs=8, seed=0):
    """There are always 8 epochs, whatever is given: hand the argument epochs on."""
    return _run(train, val, 8, seed)


@misconception
def ignores_the_batch_size(right, train, val, epochs=8, seed=0):
    """The batches have another size. Asked is batch_size=64; Keras's default is 32."""
    return _run(train, val, epochs, seed, batch_size=32)


@misconception
def ignores_the_seed(right, train, val, epochs=8, seed=0):
    """The same seed gave another network: keras.utils.set_random_seed(seed), before the layers are
    made.
    """
    return _run(train, val, epochs, None)


@misconception
def fixes_the_seed(right, train, val, epochs=8, seed=0):
    """Every training is seeded with the same number: hand the argument seed to
    keras.utils.set_random_seed.
    """
    return _run(train, val, epochs, 0)


@misconception
def prints_progress(right, train, val, epochs=8, seed=0):
    """Something is printed: verbose=0 in fit."""
    return _run(train, val, epochs, seed, verbose=2)


@misconception
def changes_the_arrays(right, train, val, epochs=8, seed=0):
    """An array that was given holds other numbers afterwards: X -= … changes what the caller has.
    The windows are scaled already.
    """
    model = right(train, val, epochs, seed)
    train[0][...] = 2 * train[0] + 1
    return model


@misconception
def leaves_out_the_last_batch(right, train, val, epochs=8, seed=0):
    """Each epoch has a batch too few. Windows that do not fill one of 64 are to be learned from,
    too: fit makes the last batch smaller by itself.
    """
    full = max(len(train[0]) // 64 * 64, min(len(train[0]), 64))
    return _run(train, val, epochs, seed, learn=tuple(part[:full] for part in train))


@misconception(unseen="the order in which fit takes the windows")
def keeps_the_order(right, train, val, epochs=8, seed=0):
    """fit got shuffle=False. All these windows lie before val, so to shuffle them is no leak: leave
    shuffle as fit has it.
    """
    return _run(train, val, epochs, seed, shuffle=False)


@misconception
def makes_the_last_layer_first(right, train, val, epochs=8, seed=0):
    """The Dense layer was made before the LSTM, so each began with what the seed has for the other.
    Make them in the order in which they stand.
    """
    dense = []

    def layers():
        dense.append(keras.layers.Dense(1))
        return [keras.layers.LSTM(16), *dense]

    return _run(train, val, epochs, seed, layers=layers)
