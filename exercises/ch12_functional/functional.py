"""Chapter 12: Models that are graphs, and how they are trained well.

With the functional API a model is a graph: layers are called on tensors, and inputs and outputs may
be several. batch_norm, ensemble_predict, adam_step and clip_by_global_norm are to be written with
NumPy alone, or plain Python and what comes with it. `import keras` up here may stay, but Keras is
not there when they are graded: use nothing of it in them. np.float64 counts as a `float`,
np.float32 does not. `standardize` is given, from chapter 5.
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


def build_package_model(vocab: int, seq_len: int, n_numeric: int, n_sections: int) -> keras.Model:
    """Return a model with two inputs and two outputs, compiled, with new random start weights.

    Inputs: "tokens", (seq_len,) ids of words below `vocab`, of dtype int32, where 0 fills up;
    "numeric", (n_numeric,) numbers. These are their names. No row of tokens is of zeros alone.
    The layers, to be made in this order (each draws its seed when it is made), so one layer a line:
    in Dense(1)(Dense(8)(x)) the outer layer is made first:
    1. Embedding with `vocab` rows of 16 numbers, and mask_zero=True: the next layer leaves the
       places of zeros out;
    2. GlobalAveragePooling1D, the mean over the words of a row: 16 numbers;
    3. Concatenate: these 16 and the numbers of "numeric", in this order;
    4. Dense with 64 units, relu;
    5. Dense with 1 unit and no activation, the layer's name "dependencies": the first output;
    6. Dense with `n_sections` units, softmax, the layer's name "section": the second output.
    5 and 6 both get what 4 answers. keras.Model(inputs, outputs) takes two lists, in these orders
    (two dicts with these names as keys are right as well, but do not fit the lesson's cells). No
    other layers that compute, no penalty, no seed set in here.
    Compile it with Adam at learning rate 0.003; the losses "mse" for dependencies and
    "sparse_categorical_crossentropy" for section, added up as they are, without loss weights; the
    metrics "mae" for dependencies and "accuracy" for section.

    >>> model = build_package_model(2000, 16, 3, 12)
    >>> model.count_params(), sorted(each.name for each in model.inputs)
    (34125, ['numeric', 'tokens'])

    ValueError (say "size") if one of the four numbers is below 1.
    """
    raise NotImplementedError("12.1 build_package_model")


def residual_block(x: keras.KerasTensor, filters: int, stride: int = 1) -> keras.KerasTensor:
    """Call the layers of a residual block on x; return the tensor that they answer.

    x is a symbolic tensor (N, H, W, C), as `keras.Input((H, W, C))` makes one, or a layer that was
    called -> (N, H', W', filters); H' and W' are H and W with stride 1, and half of them, rounded
    up, with stride 2. Two ways lead from x to the end:
    1. Conv2D with `filters` kernels of 3×3, strides=stride; relu; Conv2D with `filters` kernels of
       3×3, without an activation. Both with padding="same" and a bias.
    2. The shortcut: x itself. If stride is not 1, or C is not `filters`, the shapes would not fit:
       then, and only then, x goes through a Conv2D with `filters` kernels of 1×1, strides=stride,
       padding="same", with a bias and without an activation: a projection.
    The answer is relu(way 1 + way 2). C stands in x.shape[-1]. No other layers that compute, no
    penalty, no seed set in here. stride is 1 or more.

    >>> x = keras.Input((8, 8, 4))
    >>> residual_block(x, 4).shape, residual_block(x, 6, stride=2).shape
    ((None, 8, 8, 4), (None, 4, 4, 6))
    >>> keras.Model(x, residual_block(x, 4)).count_params()
    296

    ValueError (say "filters") if filters is below 1.
    """
    raise NotImplementedError("12.2 residual_block")


def batch_norm(
    X: np.ndarray,
    gamma: np.ndarray,
    beta: np.ndarray,
    mean: np.ndarray,
    var: np.ndarray,
    momentum: float,
    training: bool,
    eps: float = 1e-3,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Normalise the columns of a batch; return `(Y, new_mean, new_var)`.

    X (N, D), a batch of N rows; gamma, beta, mean, var (D,): a scale and a shift that are learned,
    and the *running* mean and variance.
    With training=True: mu (D,) is the mean of each column of X and s2 (D,) the mean of its squared
    distances from mu (divided by N), both over the rows of this batch;
        Y = gamma * (X - mu) / sqrt(s2 + eps) + beta
        new_mean = momentum * mean + (1 - momentum) * mu
        new_var = momentum * var + (1 - momentum) * s2
    With training=False the batch says nothing: Y is computed with `mean` in place of mu and `var`
    in place of s2, and new_mean and new_var are copies of `mean` and `var`.
    Graded: NumPy alone, no Python loop over the rows; where all five arrays are float32, so are the
    three answers, and integers of any kind count as float64, in each argument; the arrays are not
    changed, and the answers share no memory with them.

    >>> X = np.array([[1.0, 10.0], [3.0, 30.0]])
    >>> one, zero = np.ones(2), np.zeros(2)
    >>> Y, new_mean, new_var = batch_norm(X, one, zero, zero, one, 0.9, True, eps=0.0)
    >>> Y.round(6), new_mean.round(6), new_var.round(6)
    (array([[-1., -1.],
           [ 1.,  1.]]), array([0.2, 2. ]), array([ 1. , 10.9]))
    >>> batch_norm(X, one, zero, np.array([1.0, 0.0]), 4 * one, 0.9, False, eps=0.0)[0]
    array([[ 0.,  5.],
           [ 1., 15.]])

    ValueError (say "shape") if X has not two axes, or if gamma, beta, mean or var is not (D,).
    """
    raise NotImplementedError("12.3 batch_norm")


def make_callbacks(log_dir: str, patience: int = 3) -> list[keras.callbacks.Callback]:
    """Return three callbacks that watch a training, in a list, in any order.

    - `keras.callbacks.EarlyStopping`: it watches "val_loss", ends the training once that has not
      fallen for `patience` epochs, and then puts the weights of the best epoch back.
    - `keras.callbacks.ModelCheckpoint`: it watches "val_loss", too, and saves the whole model, the
      best one so far and no other, in the file best.keras in the folder `log_dir`.
    - `keras.callbacks.TensorBoard`: it writes its events into `log_dir`.
    All else is left as Keras has it. Nothing is made or written before a training begins: log_dir
    need not be there yet.

    >>> kinds = [type(each).__name__ for each in make_callbacks("logs/first")]
    >>> sorted(kinds)
    ['EarlyStopping', 'ModelCheckpoint', 'TensorBoard']

    ValueError (say "patience") if patience is below 1.
    """
    raise NotImplementedError("12.4 make_callbacks")


def ensemble_predict(probs: list[np.ndarray], weights: list[float] | None = None) -> np.ndarray:
    """Return the weighted mean of what several networks say of the same rows.

    probs: one array (N, C) for each network, all of the same shape, the probability of each class
    for each row; weights: one number for each network, none below 0, or None for equal ones
    -> (N, C): the sum of each network's array times its weight, where the weights are first divided
    by their sum. Weights 3 and 1 are 0.75 and 0.25.
    Graded: NumPy alone; float32 in all of probs stays float32, and integers of any kind count as
    float64; neither probs nor weights are changed, and the answer shares no memory with them.

    >>> one, other = np.array([[0.9, 0.1]]), np.array([[0.5, 0.5]])
    >>> ensemble_predict([one, other]).round(6), ensemble_predict([one, other], [3, 1]).round(6)
    (array([[0.7, 0.3]]), array([[0.8, 0.2]]))

    ValueError (say "shape") if probs is empty, or its arrays have not all the same shape.
    ValueError (say "weight") if there are not as many weights as arrays, if one of them is below 0,
    or if all are 0.
    """
    raise NotImplementedError("12.5 ensemble_predict")


def fit_packages(
    data: dict[str, np.ndarray], epochs: int = 8, seed: int = 0, log_dir: str | None = None
) -> dict[str, float | keras.Model]:
    """Train the model of `build_package_model` on packages, and measure it on rows set aside.

    data has "tokens" (N, L) int32, ids from 0; "numeric" (N, M); "dependencies" (N,) floats;
    "section" (N,) integers from 0. The rows arrive shuffled.
    1. The first 4 * N // 5 rows are for training, the rest for the test.
    2. If log_dir is not None, the training rows are cut once more, into the first 4 * K // 5 of
       these K rows, which are trained on, and the others, which are watched. Else all K are trained
       on.
    3. numeric is standardized with what the rows that are trained on say (`standardize`).
    4. `keras.utils.set_random_seed(seed)`, then build the model. Its four sizes are read off data,
       off all N rows: vocab is 1 more than the largest id, n_sections 1 more than the largest
       section. (Sizes say nothing of what is right in a row: that is no leak.)
    5. Fit it on the rows that are trained on, `epochs` epochs in batches of 32, shuffled as fit
       does it, silently. If log_dir is not None, the watched rows go into fit as validation data,
       and `make_callbacks(log_dir)` as its callbacks. Else there are neither, nothing is written
       anywhere, and the weights after the last epoch count.
    6. Measure once, after fit, on the test rows. But for the sizes they are for nothing else.
    Returns a dict with exactly these keys: "accuracy", a `float`, the share of the test rows whose
    section is the one that got the highest probability; "mae", a `float`, the mean distance of what
    the model says of dependencies from what is true; "model", the trained model.
    Graded: what the model has learned, from which rows, in how many steps; what is written; nothing
    is printed; data is not changed; the same seed gives the same model, another seed another one;
    how well it does on rows that you do not see. Your build_package_model and make_callbacks are
    not graded here once more.

    >>> rng = np.random.default_rng(0)
    >>> data = {"tokens": rng.integers(0, 9, (20, 4), np.int32), "numeric": rng.random((20, 2)),
    ...         "dependencies": rng.random(20), "section": np.arange(20) % 3}
    >>> result = fit_packages(data, epochs=1)
    >>> sorted(result), result["model"].count_params()
    (['accuracy', 'mae', 'model'], 1620)
    """
    raise NotImplementedError("12.6 fit_packages")


def adam_step(
    w: np.ndarray,
    g: np.ndarray,
    m: np.ndarray,
    v: np.ndarray,
    t: int,
    lr: float = 1e-3,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-7,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Make one step of Adam, as Keras does it; return `(w, m, v)` after it.

    w, the weights; g, their gradient; m and v, the running means of the gradient and of its square,
    zeros before the first step: four arrays of one shape, any shape. t, the number of the step,
    from 1.
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g²
        w = w - lr * sqrt(1 - beta2**t) / (1 - beta1**t) * m / (sqrt(v) + eps)
    with the new m and v in the last line. The two factors with t correct the means, which began at
    zero and are too small at first.
    Graded: NumPy alone, no Python loop over the entries; where all four arrays are float32, so are
    the three answers, and integers of any kind count as float64, in each argument; w, g, m and v
    are not changed, and the answers share no memory with them.

    >>> w, g = np.array([1.0, 1.0]), np.array([0.5, -20.0])
    >>> w, m, v = adam_step(w, g, np.zeros(2), np.zeros(2), 1)
    >>> w.round(6), m.round(6), v.round(6)
    (array([0.999, 1.001]), array([ 0.05, -2.  ]), array([2.5e-04, 4.0e-01]))

    ValueError (say "shape") if g, m or v has not the shape of w.
    ValueError (say "t must be") if t is below 1.
    """
    raise NotImplementedError("12.7 adam_step")


def clip_by_global_norm(grads: list[np.ndarray], limit: float) -> list[np.ndarray]:
    """Return gradients that are no longer than a limit, all of them together.

    grads: arrays of any shapes, the gradient of each array of weights -> a list of as many new
    arrays of the same shapes. Their common length is the norm over all entries of all arrays, the
    root of the sum of their squares. If it is more than `limit`, every entry of every array is
    multiplied by limit / norm, so that the direction stays; else the values stay as they are.
    An empty list gives an empty list.
    Graded: NumPy alone; each float32 array stays float32, and integers of any kind count as
    float64; grads is not changed, and the answer shares no memory with it.

    >>> clip_by_global_norm([np.array([3.0]), np.array([[4.0]])], 1.0)
    [array([0.6]), array([[0.8]])]
    >>> clip_by_global_norm([np.array([3.0]), np.array([[4.0]])], 9.0)
    [array([3.]), array([[4.]])]

    ValueError (say "limit") if limit is 0 or below.
    """
    raise NotImplementedError("12.8 clip_by_global_norm")
