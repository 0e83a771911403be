"""Chapter 5: Binary classification, on a table and on text.

Rows of a table are the examples, labels are 0 or 1. The rows that a network learns from are
*training* rows, all others are there to examine it: nothing that is computed from those may reach
the training. Four of the exercises are arithmetic on arrays, to be written with NumPy alone: the
import of Keras may stay up here, but use nothing of it in these four. np.float64 counts as a
`float`, np.int64 is no `int`; differences by rounding do not count.
"""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

from typing import Any

import keras
import numpy as np


def bce_from_logits(y: np.ndarray, logits: np.ndarray) -> float:
    """Return the mean binary cross-entropy of labels y and logits, as a `float`.

    y and logits of one shape, any; labels are 0 or 1 of any dtype, bool too. The mean is over all
    entries. Integers of any kind count as floats: convert them before you negate, or uint8 wraps.
    Loop form: for every entry, with the label y and the logit z:
        max(z, 0) - z * y + ln(1 + e^-|z|)
    which is -ln(sigmoid(z)) where y is 1 and -ln(1 - sigmoid(z)) where y is 0, without a sigmoid
    that rounds to 0 or 1.
    Graded: NumPy alone; right for logits of ±1e3, in float32 too; y and logits are not changed.

    >>> round(bce_from_logits(np.array([1, 0]), np.array([0.0, 0.0])), 6)
    0.693147
    >>> bce_from_logits(np.array([0]), np.array([1000.0]))
    1000.0

    ValueError (say "shape") if y and logits have different shapes.
    ValueError (say "label") if an entry of y is neither 0 nor 1.
    """
    raise NotImplementedError("5.1 bce_from_logits")


def impute_missing(
    train: np.ndarray, other: np.ndarray, columns: list[int], missing: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """Return train and other with the missing entries of some columns filled.

    train (N, D), other (M, D) -> a tuple of two new arrays of these shapes; float32 stays float32,
    integers of any kind become float64, each table for itself.
    `missing` is a number, never NaN; an entry is missing if it equals that.
    Loop form: for each c in columns: take the known entries of train[:, c], those that are not
    `missing`, and their median (`np.median`: of an even number, the mean of the two in the middle);
    wherever column c is `missing`, in train and in other, put that median. Columns that are not
    listed stay as they are, and so does what is known.
    The rows of other decide nothing: they may even be all missing.
    Graded: NumPy alone; train, other and columns are not changed and share no memory with the
    answer.

    >>> train = np.array([[0.0, 90.0], [2.0, 0.0], [1.0, 120.0]])
    >>> other = np.array([[0.0, 0.0]])
    >>> filled, also = impute_missing(train, other, [1])
    >>> filled[:, 1], also
    (array([ 90., 105., 120.]), array([[  0., 105.]]))

    ValueError (say "column") if a number in columns is below 0 or not below D.
    ValueError (say "unknown") if a listed column of train has no known entry.
    """
    raise NotImplementedError("5.2 impute_missing")


def standardize(train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return all tables, measured by the means and deviations of the training rows.

    train (N, D), each of others (any number of rows, D), all of one dtype -> a tuple of new arrays
    of these shapes, train first; a tuple of one if there are no others. float32 stays float32,
    integers of any kind become float64.
    Loop form: for every column: mean and standard deviation of *train's* column (its sum of squared
    deviations divided by N, as `np.std` does); in every table, (entry - mean) / deviation.
    A column in which all entries of train are equal has no spread to divide by: there each table
    becomes entry - that one value, so train becomes 0. (Compare its largest and smallest entry, for
    exactly equal: the computed deviation of seven times 0.1 is not exactly 0.)
    Graded: NumPy alone; no Python loop over rows; the tables are not changed and share no memory
    with the answer.

    >>> train, test = np.array([[1.0, 7.0], [3.0, 7.0]]), np.array([[5.0, 9.0]])
    >>> standardize(train, test)
    (array([[-1.,  0.],
           [ 1.,  0.]]), array([[3., 2.]]))

    ValueError (say "shape") if a table is not 2-D, or has another number of columns than train.
    """
    raise NotImplementedError("5.3 standardize")


def build_pima_model() -> keras.Model:
    """Return the network 8-12-8-1 with new random start weights, compiled.

    Input of shape (8,); Dense layers of 12 and of 8 units with ReLU; a Dense layer of one unit with
    a sigmoid: its number is the probability of label 1. No other layers, no penalty such as L2, and
    no seed set in here.
    Compiled with Adam at learning rate 0.001 and no other setting, binary cross-entropy of
    probabilities (by its name, or as an object) and the metric "accuracy".
    Graded: what the network computes, its 221 parameters, loss and accuracy as `evaluate` gives
    them, and its first training steps.

    >>> build_pima_model().count_params()
    221
    """
    raise NotImplementedError("5.4 build_pima_model")


def run_pima(X: np.ndarray, y: np.ndarray, epochs: int = 150, seed: int = 0) -> dict[str, Any]:
    """Train the network of `build_pima_model` on a raw table, and measure it on rows set aside.

    X (N, 8) floats as `load_pima` gives them, zeros for what is missing; y (N,), 0 or 1. The rows
    arrive shuffled.
    1. The first 3N // 4 rows are for training, the rest for the test.
    2. Fill what is missing in columns 1 to 5 (`impute_missing`), then `standardize`.
    3. `keras.utils.set_random_seed(seed)`, then build the model.
    4. Fit on all training rows for `epochs` epochs in batches of 32, silently. All epochs are
       trained, and the weights of the last are kept.
    5. Measure once, after the last epoch, on the test rows: with `evaluate`, or by `predict` and a
       count. They are for nothing else: `fit` does not get them as `validation_data` either.
    Returns a dict with exactly these keys: "accuracy", a `float`, of the trained model on the test
    rows; "baseline", a `float`, the share of the more frequent label among the *test* rows: what
    the best constant answer would reach there (a yardstick, from which nothing is learned);
    "model", the trained model.
    Graded: nothing that is learned hangs on the test rows; two calls with the same seed give the
    same model, another seed gives another one; nothing is printed; X and y are not changed; how
    well the model does on rows that you do not see. Where you call another function of yours that
    is wrong, the course's takes its place.

    >>> X, y = np.arange(96.0).reshape(12, 8) + 1, np.arange(12) % 2
    >>> result = run_pima(X, y, epochs=1)
    >>> sorted(result), result["baseline"]
    (['accuracy', 'baseline', 'model'], 0.6666666666666666)

    ValueError (say "columns") if X has not exactly 8 columns.
    """
    raise NotImplementedError("5.5 run_pima")


def vectorize_sequences(sequences: list[list[int]], dimension: int) -> np.ndarray:
    """Return one row per sequence: 1 in the column of every number that occurs in it, 0 elsewhere.

    sequences: lists of ints, the ids of words, of any lengths, empty ones too -> float32
    (len(sequences), dimension).
    Loop form: for every n: row n is all 0, then for each number i of sequence n that is below
    `dimension`: X[n, i] = 1. Numbers of `dimension` and above are skipped: rare words.
    A number that occurs twice counts once.
    Graded: NumPy alone; no sequences at all give an array (0, dimension); sequences is not changed.

    >>> vectorize_sequences([[0, 3, 3, 5], []], 5)
    array([[1., 0., 0., 1., 0.],
           [0., 0., 0., 0., 0.]], dtype=float32)

    ValueError (say "id") if a number is below 0, wherever it stands: behind a rare one, too.
    """
    raise NotImplementedError("5.6 vectorize_sequences")


def train_review_classifier(
    X: np.ndarray, y: np.ndarray, epochs: int = 20, seed: int = 0
) -> dict[str, Any]:
    """Find the best number of epochs on validation rows, then train anew for that many.

    X (N, D) multi-hot rows, float32, 6 or more; y (N,), 0 or 1. The rows arrive shuffled. The last
    N // 6 rows are for the test, the N // 6 before them for validation, the others for training.
    The network: input (D,), Dense layers of 16 and 16 units with ReLU, one unit with a sigmoid, and
    no other layers; Adam at learning rate 0.001 and no other setting, binary cross-entropy, metric
    "accuracy", batches of 128.
    1. `keras.utils.set_random_seed(seed)`, build a model, fit it on the training rows for `epochs`
       epochs, with the validation rows as `validation_data`: these are measured after each epoch.
    2. best_epoch: the epoch with the lowest validation loss, counted from 1; the first of equals.
    3. Seed again in the same way, build a second model, and fit it on the same training rows for
       best_epoch epochs, without validation rows.
    4. Measure the second model on the test rows, once.
    All silently. No row of the test is for anything else.
    Returns a dict with exactly these keys: "history", the dict of the first fit's
    `fit(...).history`, with its four lists loss, accuracy, val_loss and val_accuracy; "best_epoch",
    an `int`; "test_accuracy", a `float`; "model", the second model.
    Graded: the sizes, which rows decide what, the network and its steps; nothing is printed; X and
    y are not changed; the same seed gives the same result, another seed another one; how well the
    model does on reviews that you do not see.

    >>> X, y = np.eye(12, dtype=np.float32), np.arange(12) % 2
    >>> result = train_review_classifier(X, y, epochs=2)
    >>> sorted(result)
    ['best_epoch', 'history', 'model', 'test_accuracy']
    """
    raise NotImplementedError("5.7 train_review_classifier")
