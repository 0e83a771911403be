"""6.6 cross_validate: the mistakes that its graders know."""

import keras
import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; bad input is refused.


def _built(columns):
    """Return the network D-64-64-1, compiled."""
    hidden = [keras.layers.Dense(64, activation="relu") for _ in range(2)]
    model = keras.Sequential([keras.Input((columns,)), *hidden, keras.layers.Dense(1)])
    model.compile(optimizer="adam", loss="mse")
    return model


def _by_train(X, train):
    """Return the rows, measured by those to train on."""
    spread = np.where(np.ptp(X[train], axis=0) > 0, X[train].std(axis=0), 1)
    return (X - X[train].mean(axis=0)) / spread


def _folds(n, k, seed):
    """Return the folds that are asked for; a k that does not fit is refused."""
    if not 2 <= k <= n:
        raise ValueError(f"cross_validate: k must be 2 to {n} ({k})")
    parts = np.array_split(np.random.default_rng(seed).permutation(n), k)
    return [(np.setdiff1d(np.arange(n), part), part) for part in parts]


def _absolute(y, p):
    """Return the mean absolute error of a column of predictions."""
    return np.mean(np.abs(y - p[:, 0]))


def _run(X, y, k, epochs, seed, *, folds=None, scale=_by_train, measure=_absolute, **other):
    """Do all that is asked for but for some parts.

    `other` may have a network that is there already, numbers to seed with, one for each fold, which
    rows are learned from and measured, how those that validate are scaled, and arguments of fit.
    """
    right = _folds(len(X), k, seed)
    model, seeds = other.pop("model", None), other.pop("seeds", [seed] * k)
    learns, of = other.pop("learns", lambda train, _: train), other.pop("of", 1)
    apart = other.pop("scale_of_validation", None)
    arguments = {"epochs": epochs, "batch_size": 16, "verbose": 0} | other
    found = []
    for part, number in zip(folds or right, seeds, strict=True):
        rows, learned = scale(X, part[0]), learns(*part)
        if number is not None:
            keras.utils.set_random_seed(number)
        network = model or _built(X.shape[1])
        network.fit(rows[learned], y[learned], **arguments)
        measured = apart(X, part[1]) if apart else rows
        predictions = network.predict(measured[part[of]], verbose=0)
        found.append(float(measure(y[part[of]], predictions)))
    return found


@misconception
def goes_on_with_the_first_network(right, X, y, k=4, epochs=50, seed=0):
    """Later folds begin with a network that has been trained already, on the very rows that now
    validate: fit goes on from where it was. Build and compile a new one inside the loop.
    """
    keras.utils.set_random_seed(seed)
    return _run(X, y, k, epochs, seed, model=_built(X.shape[1]), seeds=[None] * k)


@misconception
def scales_all_rows(right, X, y, k=4, epochs=50, seed=0):
    """The table was scaled before it was cut: the means and deviations of a fold have seen its
    validation rows. That is a leak. Call standardize inside the loop.
    """
    return _run(X, y, k, epochs, seed, scale=lambda X, _: _by_train(X, np.arange(len(X))))


@misconception
def scales_validation_apart(right, X, y, k=4, epochs=50, seed=0):
    """The rows that validate were scaled by means and deviations of their own. The network knows
    one ruler, that of its training rows: standardize(X[train], X[validation]).
    """
    return _run(X, y, k, epochs, seed, scale_of_validation=_by_train)


@misconception
def scales_the_prices(right, X, y, k=4, epochs=50, seed=0):
    """The prices were scaled for training, and the predictions scaled back. They are used as they
    are: about 1 already.
    """
    found = []
    for train, validation in _folds(len(X), k, seed):
        mean, spread = y[train].mean(), y[train].std()
        (error,) = _run(
            *(X, (y - mean) / spread, k, epochs, seed),
            folds=[(train, validation)],
            seeds=[seed],
        )
        found.append(error * float(spread))
    return found


@misconception
def takes_the_best_epoch(right, X, y, k=4, epochs=50, seed=0):
    """The error is the smallest of all epochs, chosen by the rows that validate. An error that was
    chosen is too good: predict once, after the last epoch.
    """
    every = [_run(X, y, k, each, seed) for each in range(1, epochs + 1)]
    return np.min(every, axis=0).tolist()


@misconception
def does_not_scale(right, X, y, k=4, epochs=50, seed=0):
    """The columns were not scaled: areas in thousands drown the rest. standardize(X[train],
    X[validation]), in each fold.
    """
    return _run(X, y, k, epochs, seed, scale=lambda X, _: X)


@misconception
def does_not_shuffle(right, X, y, k=4, epochs=50, seed=0):
    """The folds are parts of the table as it lies. Ask k_fold_indices for them, which draws a
    permutation first.
    """
    parts = np.array_split(np.arange(len(X)), k) if k > 1 else []
    folds = [(np.delete(np.arange(len(X)), part), part) for part in parts]
    return _run(X, y, k, epochs, seed, folds=folds)


@misconception
def fixes_the_folds(right, X, y, k=4, epochs=50, seed=0):
    """The folds are the same for every seed: draw them from np.random.default_rng(seed)."""
    folds = _folds(len(X), k, 0)
    return _run(X, y, k, epochs, seed, folds=folds)


@misconception
def fixes_the_seed(right, X, y, k=4, epochs=50, seed=0):
    """Every network was seeded with the same number, whatever is given: hand the argument seed to
    keras.utils.set_random_seed.
    """
    return _run(X, y, k, epochs, seed, seeds=[0] * k)


@misconception
def seeds_once(right, X, y, k=4, epochs=50, seed=0):
    """The first fold's error is right, the others are not. In each fold everything is done anew, in
    the loop: seed with the same number, build, compile, fit, and predict after the last epoch.
    """
    return _run(X, y, k, epochs, seed, seeds=[seed] + [None] * (k - 1))


@misconception
def ignores_the_seed(right, X, y, k=4, epochs=50, seed=0):
    """The seed does not decide the weights with which the networks begin: in each fold,
    keras.utils.set_random_seed(seed) comes before the first layer is made.
    """
    return _run(X, y, k, epochs, seed, seeds=[None] * k)


@misconception
def trains_on_all_rows(right, X, y, k=4, epochs=50, seed=0):
    """The networks have learned from their validation rows, too, and the errors tell how well they
    remember. fit gets the training rows of the fold alone.
    """
    return _run(X, y, k, epochs, seed, learns=lambda *part: np.concatenate(part))


@misconception
def measures_on_train(right, X, y, k=4, epochs=50, seed=0):
    """The errors are those of the training rows, which the network has seen. Predict the validation
    rows of the fold.
    """
    return _run(X, y, k, epochs, seed, of=0)


@misconception
def takes_the_squared_error(right, X, y, k=4, epochs=50, seed=0):
    """The numbers are mean squared errors, the loss. Asked are mean absolute ones, in the unit of
    y.
    """
    return _run(X, y, k, epochs, seed, measure=lambda y, p: np.mean((y - p[:, 0]) ** 2))


@misconception
def subtracts_a_column_from_a_row(right, X, y, k=4, epochs=50, seed=0):
    """predict answers a column: y minus it is a table of all pairs. Use mean_absolute_error, or
    flatten the predictions.
    """
    return _run(X, y, k, epochs, seed, measure=lambda y, p: np.mean(np.abs(y - p)))


@misconception
def averages_the_means_of_batches(right, X, y, k=4, epochs=50, seed=0):
    """Errors of batches were averaged, as if all had the same size: the rows of a short last batch
    count for more. Take the mean over all rows of the fold at once.
    """

    def by_batches(y, p):
        cuts = range(0, len(y), 16)
        return np.mean([_absolute(y[i : i + 16], p[i : i + 16]) for i in cuts])

    return _run(X, y, k, epochs, seed, measure=by_batches)


@misconception
def ignores_the_batch_size(right, X, y, k=4, epochs=50, seed=0):
    """The batches have 32 rows, Keras's own size: batch_size=16."""
    return _run(X, y, k, epochs, seed, batch_size=32)


@misconception
def returns_the_mean(right, X, y, k=4, epochs=50, seed=0):
    """One number came back, the mean over the folds. Asked is the list of all of them: how much
    they differ is what folds are for.
    """
    return [float(np.mean(_run(X, y, k, epochs, seed)))]


@misconception
def prints_progress(right, X, y, k=4, epochs=50, seed=0):
    """Something is printed on the way: say verbose=0, in fit and in predict."""
    return _run(X, y, k, epochs, seed, verbose=2)


@misconception
def changes_the_arrays(right, X, y, k=4, epochs=50, seed=0):
    """The table holds other numbers afterwards: somebody else may need it. Work on copies."""
    answer = right(X, y, k, epochs, seed)
    X[:] = 0
    return answer
