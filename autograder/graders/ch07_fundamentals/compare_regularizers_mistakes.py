"""7.6 compare_regularizers: the mistakes that its graders know."""

import keras
import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect.

TABLE = {"base": (16, 16), "smaller": (4,), "l2": (16, 16), "dropout": (16, 16)}


def _built(columns, units, *, penalties=(), rates=()):
    """Return a compiled network; a penalty and a rate for each of its layers, 0 if left out."""
    model = keras.Sequential([keras.Input((columns,))])
    layers = [(n, "relu") for n in units] + [(1, "sigmoid")]
    for k, (n, activation) in enumerate(layers):
        strength = penalties[k] if k < len(penalties) else 0
        regularizer = keras.regularizers.L2(strength) if strength else None
        model.add(keras.layers.Dense(n, activation=activation, kernel_regularizer=regularizer))
        if k < len(rates) and rates[k]:
            model.add(keras.layers.Dropout(rates[k]))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


def _entropy(y, p):
    """Return the mean cross-entropy of labels and probabilities, as NumPy stretches them."""
    p = np.clip(p.astype(np.float64), 1e-7, 1 - 1e-7)
    return float(np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)))


def _plain(model, X, y, history):
    """Return the cross-entropy of a network's predictions."""
    return _entropy(y, model.predict(X, verbose=0)[:, 0])


def _run(
    X,
    y,
    epochs,
    seed,
    *,
    table=TABLE,
    penalties=(0.002, 0.002),
    rates=(0.5, 0.5),
    rows=lambda cut: slice(0, cut),
    each=True,
    train=_plain,
    val=_plain,
    drops_first=False,
    cut=None,
    **fitting,
):
    """Do all that is asked for but for some parts; a seed of None is not set."""
    cut, answer = cut or 2 * len(X) // 3, {}
    if seed is not None:
        keras.utils.set_random_seed(seed)
    for name, units in table.items():
        if each and seed is not None:
            keras.utils.set_random_seed(seed)
        cures = {"l2": {"penalties": penalties}, "dropout": {"rates": rates}}.get(name, {})
        for _ in range(2 if drops_first and name == "dropout" else 0):
            keras.layers.Dropout(0.5)  # draws a seed
        model = _built(X.shape[1], units, **cures)
        some, arguments = rows(cut), {"batch_size": 128, "verbose": 0, "epochs": epochs} | fitting
        history = model.fit(X[some], y[some], **arguments).history
        one, other = train(model, X[:cut], y[:cut], history), val(model, X[cut:], y[cut:], history)
        answer[name] = {"train": one, "val": other, "gap": other - one, "model": model}
    return answer


@misconception
def includes_the_penalty(right, X, y, epochs=20, seed=0):
    """The numbers of l2 hold the penalty: evaluate and history measure the loss that is trained on,
    and that is larger by it. Compare plain cross-entropies, of the predictions.
    """

    def evaluated(model, X, y, history):
        return float(model.evaluate(X, y, verbose=0, return_dict=True)["loss"])

    return _run(X, y, epochs, seed, train=evaluated, val=evaluated)


@misconception
def takes_the_loss_of_fit(right, X, y, epochs=20, seed=0):
    """train is the loss that fit tells: a mean over the epoch while the weights changed, with
    dropout at work and the penalty in it. Predict the training rows after the last epoch.
    """
    return _run(X, y, epochs, seed, train=lambda model, X, y, history: float(history["loss"][-1]))


@misconception
def stretches_the_shapes(right, X, y, epochs=20, seed=0):
    """Every label was compared with every prediction: predict answers (N, 1), and NumPy stretches
    that beside labels (N,) to a table. Take its only column: model.predict(…)[:, 0].
    """

    def stretched(model, X, y, history):
        return _entropy(y, model.predict(X, verbose=0))

    return _run(X, y, epochs, seed, train=stretched, val=stretched)


@misconception
def turns_the_gap_round(right, X, y, epochs=20, seed=0):
    """The gap has the wrong sign, everywhere or where the validation loss is the lower one: it is
    val - train as it comes, without abs. Above 0 a network overfits.
    """
    answer = _run(X, y, epochs, seed)
    return {name: entry | {"gap": -entry["gap"]} for name, entry in answer.items()}


@misconception(unseen="sizes that 3 does not divide")
def rounds_a_third(right, X, y, epochs=20, seed=0):
    """2 * (N // 3) is one row less than 2 * N // 3 where N leaves a rest of 2: multiply first."""
    return _run(X, y, epochs, seed, cut=2 * (len(X) // 3))


@misconception
def rounds_the_border_up(right, X, y, epochs=20, seed=0):
    """N - N // 3 is one row more than 2 * N // 3 where 3 does not divide N: round the training part
    down, and leave all others for validation.
    """
    return _run(X, y, epochs, seed, cut=len(X) - len(X) // 3)


@misconception(unseen="whose epoch's weights are kept")
def keeps_the_best_epoch(right, X, y, epochs=20, seed=0):
    """Rows to validate with had a say in what is kept: EarlyStopping went back to the epoch that
    was best for them. All epochs count here, so that one sees how far each network overfits.
    """
    best = keras.callbacks.EarlyStopping(patience=epochs, restore_best_weights=True)
    cut = 2 * len(X) // 3
    held = X[cut:], y[cut:]
    return _run(X, y, epochs, seed, callbacks=[best], validation_data=held)


@misconception
def makes_dropout_first(right, X, y, epochs=20, seed=0):
    """The network with dropout starts with other weights than base: its Dropout layers were made
    before the Dense layers, and each draws a seed. Make the layers in the order in which a row
    meets them.
    """
    return _run(X, y, epochs, seed, drops_first=True)


@misconception(unseen="networks that are sure")
def clips_too_far(right, X, y, epochs=20, seed=0):
    """Probabilities were kept further from 0 and 1 than 1e-7, so that a network that is sure and
    right, or sure and wrong, is not told from one that is nearly so.
    """

    def clipped(model, X, y, history):
        return _entropy(y, np.clip(model.predict(X, verbose=0)[:, 0], 0.01, 0.99))

    return _run(X, y, epochs, seed, train=clipped, val=clipped)


@misconception
def trains_on_all_rows(right, X, y, epochs=20, seed=0):
    """Rows to validate with were trained on: then the gap says nothing of new rows. Training gets
    the first 2N // 3.
    """
    return _run(X, y, epochs, seed, rows=lambda cut: slice(None))


@misconception
def seeds_once(right, X, y, epochs=20, seed=0):
    """The seed was set once, in front of all four networks. Then they differ in their start as
    well, and nobody can say what a cure has done: set it before each, and make the layers in order.
    """
    return _run(X, y, epochs, seed, each=False)


@misconception
def ignores_the_seed(right, X, y, epochs=20, seed=0):
    """The argument seed has no effect: hand it to keras.utils.set_random_seed, before each of the
    four networks is made.
    """
    return _run(X, y, epochs, None)


@misconception
def fixes_the_seed(right, X, y, epochs=20, seed=0):
    """The seed is always the same number, whatever is given: hand the argument seed on."""
    return _run(X, y, epochs, 0)


@misconception
def penalises_one_layer(right, X, y, epochs=20, seed=0):
    """One of l2's hidden layers has no penalty: both get a kernel_regularizer of their own."""
    return _run(X, y, epochs, seed, penalties=(0.002, 0))


@misconception
def penalises_the_last_layer(right, X, y, epochs=20, seed=0):
    """The last layer of l2 is penalised as well. The two hidden layers are to be, not the last."""
    return _run(X, y, epochs, seed, penalties=(0.002, 0.002, 0.002))


@misconception
def drops_one_layer_alone(right, X, y, epochs=20, seed=0):
    """Dropout stands behind one hidden layer only: put one behind each of the two."""
    return _run(X, y, epochs, seed, rates=(0, 0.5))


@misconception
def makes_smaller_deep(right, X, y, epochs=20, seed=0):
    """smaller has two hidden layers. It is smaller in both ways: one hidden layer, of 4 units."""
    return _run(X, y, epochs, seed, table=TABLE | {"smaller": (4, 4)})


@misconception
def ignores_the_batch_size(right, X, y, epochs=20, seed=0):
    """The batches have 32 rows, Keras's own size. Say batch_size=128."""
    return _run(X, y, epochs, seed, batch_size=32)
