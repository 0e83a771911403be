"""13.3 train_char_lstm: the mistakes that its graders know."""

import keras
import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect.


def _network(vocab, *, layer="LSTM", units=64, mask=False, ends=None, out=None, **other):
    """Return the layers that are asked for, but for some; `other` are options of the LSTM."""
    layers = keras.layers
    return [
        *(keras.Input((30,)), layers.Embedding(vocab, 16, mask_zero=mask)),
        getattr(layers, layer)(units, **other),
        layers.Dense(out or vocab, activation=ends),
    ]


def _cut(ids, *, step=3, ahead=0):
    starts = np.arange(0, len(ids) - 30 - ahead, step)
    return ids[starts[:, np.newaxis] + np.arange(30)], ids[starts + 30 + ahead]


def _run(ids, vocab, epochs, seed, *, data=None, network=None, answer=None, logits=True, **other):
    """Do all that is asked for but for some parts.

    `other` may have a function that makes the model, an optimizer, and arguments of fit.
    """
    model = other.pop("model", None)
    X, y = _cut(ids) if data is None else data
    if seed is not None:
        keras.utils.set_random_seed(seed)
    model = model() if model else keras.Sequential(_network(vocab, **(network or {})))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=logits)
    optimizer = other.pop("optimizer", None) or keras.optimizers.Adam(0.005)
    model.compile(optimizer=optimizer, loss=loss)
    fitting = {"epochs": epochs, "batch_size": 128, "verbose": 0} | other
    losses = model.fit(X, y, **fitting).history["loss"]
    return model, float(losses[-1] if answer is None else answer(model, X, y, losses))


@misconception
def takes_a_gru(right, ids, vocab, epochs=8, seed=0):
    """The recurrent layer is a GRU. Asked is an LSTM with 64 units."""
    return _run(ids, vocab, epochs, seed, network={"layer": "GRU"})


@misconception
def takes_32_units(right, ids, vocab, epochs=8, seed=0):
    """The LSTM has 32 units: LSTM(64)."""
    return _run(ids, vocab, epochs, seed, network={"units": 32})


@misconception
def masks_an_id(right, ids, vocab, epochs=8, seed=0):
    """mask_zero=True leaves out the letter with number 0, and it is a letter as any other."""
    return _run(ids, vocab, epochs, seed, network={"mask": True})


@misconception
def reads_backwards(right, ids, vocab, epochs=8, seed=0):
    """The windows were read from their last id to the first. Leave go_backwards out."""
    return _run(ids, vocab, epochs, seed, network={"go_backwards": True})


@misconception
def ends_in_shares(right, ids, vocab, epochs=8, seed=0):
    """The last layer has a softmax. Logits are asked for: no activation."""
    return _run(ids, vocab, epochs, seed, network={"ends": "softmax"}, logits=False)


@misconception
def takes_logits_for_shares(right, ids, vocab, epochs=8, seed=0):
    """The loss takes the logits for probabilities: from_logits=True."""
    return _run(ids, vocab, epochs, seed, logits=False)


@misconception
def cuts_a_window_at_each_place(right, ids, vocab, epochs=8, seed=0):
    """A window begins at each place. They begin at every third: 0, 3, 6 and so on."""
    return _run(ids, vocab, epochs, seed, data=_cut(ids, step=1))


@misconception
def leaves_no_overlap(right, ids, vocab, epochs=8, seed=0):
    """The windows stand one behind the other. They overlap: one begins at every third place."""
    return _run(ids, vocab, epochs, seed, data=_cut(ids, step=30))


@misconception
def foretells_two_ahead(right, ids, vocab, epochs=8, seed=0):
    """The target is one place too late: it is the id right behind the window."""
    return _run(ids, vocab, epochs, seed, data=_cut(ids, ahead=1))


@misconception
def foretells_the_last_id_that_it_sees(right, ids, vocab, epochs=8, seed=0):
    """The target is the last id of the window itself, so there is nothing to foretell: the one
    behind it.
    """
    X, _ = _cut(ids)
    return _run(ids, vocab, epochs, seed, data=(X, X[:, -1]))


@misconception
def leaves_the_last_window_out(right, ids, vocab, epochs=8, seed=0):
    """The last window is missing: windows go on as long as there is an id behind them."""
    X, y = _cut(ids)
    return _run(ids, vocab, epochs, seed, data=(X[:-1], y[:-1]))


@misconception
def holds_windows_back(right, ids, vocab, epochs=8, seed=0):
    """Some windows were held back to validate with: no validation_split is asked for."""
    return _run(ids, vocab, epochs, seed, validation_split=0.1)


@misconception
def leaves_the_rate_to_adam(right, ids, vocab, epochs=8, seed=0):
    """The word "adam" has learning rate 0.001. Asked is keras.optimizers.Adam(0.005)."""
    return _run(ids, vocab, epochs, seed, optimizer="adam")


@misconception
def takes_another_optimizer(right, ids, vocab, epochs=8, seed=0):
    """The optimizer is not Adam: keras.optimizers.Adam(0.005)."""
    return _run(ids, vocab, epochs, seed, optimizer=keras.optimizers.RMSprop(0.005))


@misconception
def ignores_the_batch_size(right, ids, vocab, epochs=8, seed=0):
    """The batches have another size: batch_size=128."""
    return _run(ids, vocab, epochs, seed, batch_size=32)


@misconception
def makes_the_last_layer_first(right, ids, vocab, epochs=8, seed=0):
    """The layers are made in another order. In Dense(vocab)(LSTM(64)(…)) Dense is made first, and
    takes the part of the seed that is another layer's: write one layer a line.
    """
    layers = keras.layers

    def made():
        x = keras.Input((30,))
        y = layers.Dense(vocab)(layers.LSTM(64)(layers.Embedding(vocab, 16)(x)))
        return keras.Model(x, y)

    return _run(ids, vocab, epochs, seed, model=made)


@misconception(unseen="the order in which fit takes the windows")
def keeps_the_order(right, ids, vocab, epochs=8, seed=0):
    """The windows come in the same order in each epoch: fit shuffles them, if it is let."""
    return _run(ids, vocab, epochs, seed, shuffle=False)


@misconception
def ignores_epochs(right, ids, vocab, epochs=8, seed=0):
    """There are always 8 epochs, whatever is given: hand the argument epochs on."""
    return _run(ids, vocab, 8, seed)


@misconception
def keeps_an_earlier_epoch(right, ids, vocab, epochs=8, seed=0):
    """The training ended before the last epoch: epochs as it is given."""
    return _run(ids, vocab, max(epochs - 1, 1), seed)


@misconception
def ignores_the_seed(right, ids, vocab, epochs=8, seed=0):
    """Two calls with the same seed differ: keras.utils.set_random_seed(seed) before the layers."""
    return _run(ids, vocab, epochs, None)


@misconception
def fixes_the_seed(right, ids, vocab, epochs=8, seed=0):
    """The seed is always 0, whatever is given: hand the argument seed on."""
    return _run(ids, vocab, epochs, 0)


@misconception
def answers_the_first_epochs(right, ids, vocab, epochs=8, seed=0):
    """The loss is the first epoch's. Take the last one: history["loss"][-1]."""
    return _run(ids, vocab, epochs, seed, answer=lambda model, X, y, losses: losses[0])


@misconception
def measures_the_loss_anew(right, ids, vocab, epochs=8, seed=0):
    """The loss was measured behind the training. Asked is what fit has noted for the last epoch."""

    def anew(model, X, y, losses):
        return model.evaluate(X, y, verbose=0)

    return _run(ids, vocab, epochs, seed, answer=anew)


@misconception
def takes_the_mean_of_the_epochs(right, ids, vocab, epochs=8, seed=0):
    """The loss is the mean of all epochs. Take the last one."""
    return _run(ids, vocab, epochs, seed, answer=lambda model, X, y, losses: np.mean(losses))


@misconception
def prints_progress(right, ids, vocab, epochs=8, seed=0):
    """Something is printed: verbose=0, and no print."""
    print("epoch 1")
    return right(ids, vocab, epochs, seed)


@misconception
def answers_a_numpy_number(right, ids, vocab, epochs=8, seed=0):
    """The loss has NumPy's dtype float32, or another one: float(…) makes a built-in float of it."""
    model, loss = right(ids, vocab, epochs, seed)
    return model, np.float32(loss)
