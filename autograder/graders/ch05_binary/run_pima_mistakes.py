"""5.5 run_pima: the mistakes that its graders know."""

import keras
import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; bad input is refused.

IMPUTED = (1, 2, 3, 4, 5)


def _split(X):
    """Return the number of training rows; another number of columns is refused."""
    if X.ndim != 2 or X.shape[1] != 8:
        raise ValueError(f"run_pima: X must have 8 columns ({X.shape})")
    return 3 * len(X) // 4


def _prepared(X, cut, columns=IMPUTED, scale=True, leak=False):
    """Return training and test rows, filled and scaled as said."""
    rows, known = 1.0 * X, X if leak else X[:cut]
    for c in columns:
        seen = known[:, c][known[:, c] != 0]
        rows[rows[:, c] == 0, c] = np.median(seen) if seen.size else 0
    basis = rows if leak else rows[:cut]
    constant = basis.max(axis=0) == basis.min(axis=0)
    mean = np.where(constant, basis[0], basis.mean(axis=0))
    if scale:
        rows = (rows - mean) / np.where(constant, 1, basis.std(axis=0))
    return rows[:cut], rows[cut:]


def _built():
    """Return the network 8-12-8-1, compiled."""
    dense = keras.layers.Dense
    hidden = [dense(12, activation="relu"), dense(8, activation="relu")]
    model = keras.Sequential([keras.Input((8,)), *hidden, dense(1, activation="sigmoid")])
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


def _run(parts, epochs, seed, *, late=False, evaluate_on=None, baseline=None, **fitting):
    """Train and measure on (x, y) each, and answer; `fitting` goes to fit."""
    train, test = parts
    if seed is not None and not late:
        keras.utils.set_random_seed(seed)
    model = _built()
    if late:
        keras.utils.set_random_seed(seed)
    arguments = {"epochs": epochs, "batch_size": 32, "verbose": 0}
    model.fit(*train, **arguments | fitting)
    scores = model.evaluate(*(evaluate_on or test), verbose=0, return_dict=True)
    share = float(np.mean(test[1]))
    return {
        "accuracy": float(scores["accuracy"]),
        "baseline": max(share, 1 - share) if baseline is None else float(baseline),
        "model": model,
    }


def _parts(X, y, **preparing):
    """Return (x, y) to train on and (x, y) to test on."""
    cut = _split(X)
    train, test = _prepared(X, cut, **preparing)
    return (train, y[:cut]), (test, y[cut:])


@misconception
def prepares_all_rows_together(right, X, y, epochs=150, seed=0):
    """Other test rows changed what was learned: medians, means and deviations are those of all
    rows. That is a leak: the test rows have had a say before they are a test. Split first.
    """
    return _run(_parts(X, y, leak=True), epochs, seed)


@misconception
def trains_on_all_rows(right, X, y, epochs=150, seed=0):
    """Test rows and their labels were trained on: the accuracy then tells how well the network
    remembers. fit gets the first 3N // 4 rows alone.
    """
    (train, first), (test, last) = _parts(X, y)
    both = np.concatenate([train, test]), np.concatenate([first, last])
    return _run((both, (test, last)), epochs, seed)


@misconception
def does_not_standardize(right, X, y, epochs=150, seed=0):
    """The columns are not standardised: insulin in hundreds drowns the pedigree, and in other units
    the network would learn something else. standardize comes after impute_missing.
    """
    return _run(_parts(X, y, scale=False), epochs, seed)


@misconception
def leaves_gaps(right, X, y, epochs=150, seed=0):
    """Gaps were not filled, in some or all of the columns 1 to 5: a 0 went into the network as if
    it had been measured. Call impute_missing for all five (range(1, 5) ends at 4), then
    standardize.
    """
    return _run(_parts(X, y, columns=()), epochs, seed)


@misconception
def fills_all_columns(right, X, y, epochs=150, seed=0):
    """Zeros in column 0 were filled, too: no pregnancy is a number like others. Only the columns 1
    to 5 have gaps.
    """
    return _run(_parts(X, y, columns=range(8)), epochs, seed)


@misconception
def rounds_the_size(right, X, y, epochs=150, seed=0):
    """One row too many is trained on: three quarters of the rows, rounded *down*: 3 * N // 4."""
    _split(X)
    cut = -(-3 * len(X) // 4)
    train, test = _prepared(X, cut)
    return _run(((train, y[:cut]), (test, y[cut:])), epochs, seed)


@misconception
def cuts_too_early(right, X, y, epochs=150, seed=0):
    """The last of the first 3N // 4 rows are neither trained on nor asked for medians and means:
    the cut comes too early. Multiply first, then divide: 3 * len(X) // 4.
    """
    _split(X)
    cut = 3 * (len(X) // 4)
    train, test = _prepared(X, cut)
    return _run(((train, y[:cut]), (test, y[cut:])), epochs, seed)


@misconception(unseen="whether fit gets test rows to watch")
def watches_the_test_rows(right, X, y, epochs=150, seed=0):
    """fit got rows as validation_data, and was shown the test rows after every epoch. They change
    no weight, but who watches them will choose by them. Measure once, after the last epoch.
    """
    parts = _parts(X, y)
    return _run(parts, epochs, seed, validation_data=parts[1])


@misconception
def holds_rows_back(right, X, y, epochs=150, seed=0):
    """Some of the first 3N // 4 rows are not trained on: validation_split keeps the last ones back.
    Nothing is chosen here, so nothing needs validation.
    """
    return _run(_parts(X, y), epochs, seed, validation_split=0.1)


@misconception
def ignores_the_batch_size(right, X, y, epochs=150, seed=0):
    """The batches have another size: batch_size=32."""
    return _run(_parts(X, y), epochs, seed, batch_size=10)


@misconception
def ignores_epochs(right, X, y, epochs=150, seed=0):
    """The same number of epochs is trained, whatever is given: hand epochs on to fit."""
    return _run(_parts(X, y), 10, seed)


@misconception
def stops_early(right, X, y, epochs=150, seed=0):
    """The training ends before its last epoch: EarlyStopping watches the test rows, so that they
    decide what is learned. All epochs are trained here, and the test rows are for the end.
    """
    train, test = _parts(X, y)
    stop = keras.callbacks.EarlyStopping(patience=2)
    return _run((train, test), epochs, seed, validation_data=test, callbacks=[stop])


@misconception
def ignores_the_seed(right, X, y, epochs=150, seed=0):
    """The argument seed has no effect: hand it to keras.utils.set_random_seed before you build."""
    return _run(_parts(X, y), epochs, None)


@misconception
def seeds_too_late(right, X, y, epochs=150, seed=0):
    """The seed does not reach all that is left to chance, as where it is set when the model has its
    start weights already. First keras.utils.set_random_seed(seed), then build the model.
    """
    return _run(_parts(X, y), epochs, seed, late=True)


@misconception
def fixes_the_seed(right, X, y, epochs=150, seed=0):
    """The seed is always the same number, whatever is given: hand the argument seed on."""
    return _run(_parts(X, y), epochs, 0)


@misconception
def measures_on_train(right, X, y, epochs=150, seed=0):
    """accuracy is that of the training rows, which the network has seen. Evaluate on the test."""
    train, test = _parts(X, y)
    return _run((train, test), epochs, seed, evaluate_on=train)


@misconception
def takes_the_share_of_label_0(right, X, y, epochs=150, seed=0):
    """baseline is the share of label 0, or of the label that is more frequent in training. Where
    the other one is more frequent among the test rows, it is the better constant answer there: take
    the larger of the two shares of the *test* labels.
    """
    train, test = _parts(X, y)
    return _run((train, test), epochs, seed, baseline=1 - np.mean(test[1]))


@misconception
def takes_the_share_of_label_1(right, X, y, epochs=150, seed=0):
    """baseline is the share of label 1. Where label 0 is more frequent, the best constant answer is
    0: take the larger of the two shares.
    """
    train, test = _parts(X, y)
    return _run((train, test), epochs, seed, baseline=np.mean(test[1]))


@misconception
def takes_the_baseline_of_train(right, X, y, epochs=150, seed=0):
    """baseline is that of the training rows. The accuracy beside it is measured on the test rows,
    so the baseline is, too.
    """
    train, test = _parts(X, y)
    share = np.mean(train[1])
    return _run((train, test), epochs, seed, baseline=max(share, 1 - share))


@misconception
def takes_the_baseline_of_all(right, X, y, epochs=150, seed=0):
    """baseline is that of all rows. The accuracy beside it is measured on the test rows, so the
    baseline is, too.
    """
    share = np.mean(y)
    return _run(_parts(X, y), epochs, seed, baseline=max(share, 1 - share))


@misconception
def prints_progress(right, X, y, epochs=150, seed=0):
    """Something is printed on the way: say verbose=0, in fit and in evaluate, and return the
    numbers.
    """
    return _run(_parts(X, y), epochs, seed, verbose=2)


@misconception
def changes_the_arrays(right, X, y, epochs=150, seed=0):
    """The raw table holds other numbers afterwards: somebody else may need it. Work on copies."""
    train, test = _parts(X, y)
    X[:] = np.concatenate([train[0], test[0]])
    return _run((train, test), epochs, seed)
