"""Chapter 6: Many classes, many labels, one number.

What a network ends in follows from the question: one of many classes, several labels at once, or a
number. Rows are the examples, and those that a network learns from are *training* rows. 6.1 and 6.3
to 6.5 are to be written with NumPy alone, or plain Python and what comes with it. `import keras` up
here may stay, but Keras is not there when they are graded: use nothing of it in them. A refusal is
a ValueError whose text holds the word that is named. np.float64 counts as a `float`, unless a
built-in one is asked for. `standardize` and `vectorize_sequences` are given, from chapter 5.
"""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

import keras
import numpy as np


def standardize(train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return all tables, moved and scaled as the training rows say; given, nothing to write.

    train (N, D), each of others (any number of rows, D) -> a tuple of new arrays of these shapes,
    train first: (entry - mean) / deviation, with the mean and the deviation of train's column.
    A column in which all entries of train are equal is only moved.

    >>> standardize(np.array([[1.0, 7.0], [3.0, 7.0]]), np.array([[5.0, 9.0]]))[1]
    array([[3., 2.]])
    """
    constant = train.max(axis=0) == train.min(axis=0)
    mean = np.where(constant, train[0], train.mean(axis=0))
    deviation = np.where(constant, 1, train.std(axis=0))
    return tuple((table - mean) / deviation for table in (train, *others))


def vectorize_sequences(sequences: list[list[int]], dimension: int) -> np.ndarray:
    """Return a multi-hot row per sequence; given, nothing to write.

    sequences: lists of ints -> float32 (len(sequences), dimension): 1 in the column of every number
    that occurs, 0 elsewhere. Numbers of `dimension` and above are skipped.

    >>> vectorize_sequences([[0, 3, 3, 5], []], 5)
    array([[1., 0., 0., 1., 0.],
           [0., 0., 0., 0., 0.]], dtype=float32)
    """
    X = np.zeros((len(sequences), dimension), dtype=np.float32)
    for row, ids in zip(X, sequences, strict=True):
        row[[i for i in ids if i < dimension]] = 1
    return X


def choose_head(problem: str, n_outputs: int) -> dict[str, int | str | None]:
    """Return the last layer and the loss that fit a problem: its "head".

    A dict with exactly these keys: "units", an `int`; "activation", a `str` or None for none;
    "loss", a `str`. The problems, n being n_outputs ("multiclass" has one-hot labels):

        problem               units  activation  loss
        "binary"              1      "sigmoid"   "binary_crossentropy"
        "multiclass"          n      "softmax"   "categorical_crossentropy"
        "multilabel"          n      "sigmoid"   "binary_crossentropy"
        "regression"          n      None        "mse"
        "bounded_regression"  n      "sigmoid"   "mse"

    >>> choose_head("multiclass", 45)
    {'units': 45, 'activation': 'softmax', 'loss': 'categorical_crossentropy'}
    >>> choose_head("regression", 1)
    {'units': 1, 'activation': None, 'loss': 'mse'}

    ValueError (say "problem") if `problem` is none of the five words.
    ValueError (say "n_outputs") if n_outputs is below 1, for every problem; for "binary" if it is
    not 1; for "multiclass" if it is below 3: two classes are a binary problem.
    """
    ### BEGIN SOLUTION
    heads: dict[str, tuple[str | None, str]] = {
        "binary": ("sigmoid", "binary_crossentropy"),
        "multiclass": ("softmax", "categorical_crossentropy"),
        "multilabel": ("sigmoid", "binary_crossentropy"),
        "regression": (None, "mse"),
        "bounded_regression": ("sigmoid", "mse"),
    }
    if problem not in heads:
        raise ValueError(f"choose_head: problem: must be one of {', '.join(heads)} ({problem!r})")
    least = 3 if problem == "multiclass" else 1
    if n_outputs < least or (problem == "binary" and n_outputs != 1):
        raise ValueError(f"choose_head: n_outputs: does not fit {problem} ({n_outputs})")
    activation, loss = heads[problem]
    return {"units": n_outputs, "activation": activation, "loss": loss}
    ### END SOLUTION


def train_topics(
    X: np.ndarray, y: np.ndarray, hidden: int = 64, epochs: int = 12, seed: int = 0
) -> dict[str, float | keras.Model]:
    """Train a network for many classes, and measure it on rows set aside.

    X (N, D) multi-hot rows, float32; y (N,), the classes, from 0, of any integer dtype. The rows
    arrive shuffled.
    1. The first 4N // 5 rows are for training, the rest for the test.
    2. There are C classes, 1 more than the largest label of y, whether each of them occurs or not.
    3. `keras.utils.set_random_seed(seed)`, then make the layers one after the other, the first one
       first, since each draws its weights when it is made: input (D,), Dense layers of 64 and of
       `hidden` units with ReLU, one of C units with softmax. No other layers, and no penalty such
       as L2.
    4. Compile it with Adam at learning rate 0.001 and the cross-entropy for integer labels. Fit it
       on all training rows for `epochs` epochs in batches of 128, silently.
    5. Measure once, after the last epoch, on the test rows, by `evaluate` or `predict`. They are
       for nothing else.
    Returns a dict with exactly these keys: "accuracy", a `float`, the share of the test rows that
    the network has right; "baseline", a `float`; "model", the trained network. For the baseline
    take the most frequent class of the *training* rows, of equally frequent ones the lowest. It is
    the share of the test rows that are of this class.
    Graded: the network, its steps, and what it has learned from which rows; nothing is printed; X
    and y are not changed; the same seed gives the same network, another seed another one; how well
    it does on rows that you do not see.

    >>> X, y = np.eye(10, dtype=np.float32), np.array([2, 0, 2, 1, 2, 0, 1, 2, 2, 0])
    >>> result = train_topics(X, y, hidden=4, epochs=1)
    >>> sorted(result), result["baseline"]
    (['accuracy', 'baseline', 'model'], 0.5)

    ValueError (say "hidden") if hidden is below 1.
    """
    ### BEGIN SOLUTION
    if hidden < 1:
        raise ValueError(f"train_topics: hidden: must be 1 or more ({hidden})")
    cut, classes = 4 * len(X) // 5, int(y.max()) + 1
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input(X.shape[1:]),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(hidden, activation="relu"),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(X[:cut], y[:cut], epochs=epochs, batch_size=128, verbose=0)
    right = model.predict(X[cut:], verbose=0).argmax(axis=1) == y[cut:]
    commonest = np.bincount(y[:cut]).argmax()
    return {
        "accuracy": float(right.mean()),
        "baseline": float(np.mean(y[cut:] == commonest)),
        "model": model,
    }
    ### END SOLUTION


def predict_labels(probs: np.ndarray, problem: str, threshold: float = 0.5) -> np.ndarray:
    """Return the labels that probabilities stand for, an array of any integer dtype.

    "binary" and "multilabel": probs of any shape -> an array of that shape, 1 where the probability
    is above threshold (not where it is equal), else 0. Each entry by itself: a row may have several
    labels, or none.
    "multiclass": probs (N, C) -> (N,), the class with the largest entry of each row, of equal ones
    the lowest. threshold has no effect, and the rows need not add up to 1.
    There is one row at least.
    Graded: NumPy alone; probs is not changed.

    >>> probs = np.array([[0.7, 0.2, 0.6], [0.4, 0.1, 0.3]])
    >>> predict_labels(probs, "multilabel")
    array([[1, 0, 1],
           [0, 0, 0]])
    >>> predict_labels(probs, "multiclass")
    array([0, 0])

    ValueError (say "problem") if `problem` is none of these three words.
    ValueError (say "range") if an entry of probs is below 0 or above 1.
    """
    ### BEGIN SOLUTION
    if problem not in ("binary", "multilabel", "multiclass"):
        raise ValueError(f"predict_labels: problem: has no labels ({problem!r})")
    if np.any((probs < 0) | (probs > 1)):
        raise ValueError("predict_labels: range: a probability is below 0 or above 1")
    if problem == "multiclass":
        return np.argmax(probs, axis=1)
    return (probs > threshold).astype(np.int64)
    ### END SOLUTION


def k_fold_indices(n: int, k: int, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return k folds of the rows 0 to n - 1: k pairs `(train, validation)` of row numbers.

    1. order = rng.permutation(n), once. Nothing else is drawn.
    2. Cut order into k parts of neighbours. Their sizes differ by at most 1: n // k, and the first
       n % k parts have one more.
    3. Pair i has part i as its validation rows, and all other rows as its training rows.
    Each is a 1-D array of integers; within it, the rows may stand in any order. So each row
    validates once, and trains k - 1 times.
    Graded: NumPy alone; the same seed gives the same folds.

    >>> folds = k_fold_indices(7, 3, np.random.default_rng(0))
    >>> np.random.default_rng(0).permutation(7)
    array([2, 4, 3, 6, 5, 0, 1])
    >>> [validation.tolist() for _, validation in folds]
    [[2, 4, 3], [6, 5], [0, 1]]
    >>> sorted(folds[1][0].tolist())
    [0, 1, 2, 3, 4]

    ValueError (say "k must be") if k is below 2 or above n; k = n is legal.
    """
    ### BEGIN SOLUTION
    if not 2 <= k <= n:
        raise ValueError(f"k_fold_indices: k must be 2 to {n} ({k})")
    parts = np.array_split(rng.permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), part) for i, part in enumerate(parts)]
    ### END SOLUTION


def mean_absolute_error(y: np.ndarray, p: np.ndarray) -> float:
    """Return the mean of |y - p| over all rows, as a `float`: how far off predictions are.

    y and p each (N,) or (N, 1), in any mixture: a network's predictions are a column.
    Loop form, for y and p made flat: for every row n: the absolute value of y[n] - p[n]; their
    sum, divided by N.
    Integers of any kind count as floats, unsigned ones too.
    Graded: NumPy alone; y and p are not changed.

    >>> mean_absolute_error(np.array([1.0, 2.0, 4.0]), np.array([[2.0], [0.0], [6.0]]))
    1.6666666666666667

    ValueError (say "shape") if y and p have different numbers of rows; (N,) beside (N, 1) is legal.
    """
    ### BEGIN SOLUTION
    if len(y) != len(p):
        raise ValueError(f"mean_absolute_error: shape: y {y.shape}, p {p.shape}")
    return float(np.mean(np.abs(1.0 * y.reshape(-1) - p.reshape(-1))))
    ### END SOLUTION


def cross_validate(
    X: np.ndarray, y: np.ndarray, k: int = 4, epochs: int = 50, seed: int = 0
) -> list[float]:
    """Return the validation errors of k networks, each of which has not seen one of k folds.

    X (N, D), a raw table of floats; y (N,), the numbers to predict, floats, used as they are.
    The folds: `k_fold_indices(N, k, np.random.default_rng(seed))`. For each fold, in their order:
    1. Scale X: `standardize`, by the training rows of this fold. y stays in its unit.
    2. `keras.utils.set_random_seed(seed)`, then make new layers one after the other, the first one
       first: input (D,), two Dense layers of 64 units with ReLU, a Dense layer of one unit without
       an activation. No other layers, and no penalty such as L2.
    3. Compile it with Adam at learning rate 0.001 and the mean squared error. Fit it on the
       training rows of this fold for `epochs` epochs in batches of 16, silently.
    4. Predict the validation rows of this fold, after the last epoch. The mean absolute error of
       these predictions, over all of its rows, is the number of this fold.
    Returns the k numbers in a list, each a built-in `float`.
    Graded: which rows each network has learned from, that nothing of it comes from its validation
    rows or from the fold before, and its steps; nothing is printed (a warning of TensorFlow does
    not count); X and y are not changed; how large the errors are on houses of Ames. Call your other
    functions, or not: where one of them is wrong, the course's is used.

    >>> X, y = np.arange(12.0).reshape(6, 2), np.ones(6)
    >>> errors = cross_validate(X, y, k=3, epochs=1)
    >>> len(errors), type(errors[0])
    (3, <class 'float'>)

    ValueError (say "k must be") if k is below 2 or above N.
    """
    ### BEGIN SOLUTION
    errors = []
    for train, validation in k_fold_indices(len(X), k, np.random.default_rng(seed)):
        rows, held_out = standardize(X[train], X[validation])
        keras.utils.set_random_seed(seed)
        model = keras.Sequential(
            [
                keras.Input(X.shape[1:]),
                keras.layers.Dense(64, activation="relu"),
                keras.layers.Dense(64, activation="relu"),
                keras.layers.Dense(1),
            ]
        )
        model.compile(optimizer="adam", loss="mse")
        model.fit(rows, y[train], epochs=epochs, batch_size=16, verbose=0)
        predictions = np.asarray(model(held_out))  # all at once: few rows
        errors.append(mean_absolute_error(y[validation], predictions))
    return errors
    ### END SOLUTION
