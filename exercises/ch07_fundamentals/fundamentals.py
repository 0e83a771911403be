"""Chapter 7: Fundamentals of machine learning, from the kinds of tasks to the cures of overfitting.

All exercises but 7.6 are to be written with NumPy alone, or plain Python. `import keras` may stand
up here or in the body of 7.6 (then the others are checked quickly), but Keras is not there when
they are graded: use nothing of it in them. A refusal is a ValueError whose text holds the word that
is named; where two reasons apply, either word will do. An `int` or `float` that comes back is
Python's own; np.float64 counts as a `float`, np.float32 does not.
"""

from typing import Any

import numpy as np

Params = list[tuple[np.ndarray, np.ndarray]]  # (W, b) of each layer


def name_branch(has_targets: bool, targets_from_input: bool, has_reward: bool) -> str:
    """Return the branch of machine learning that a task belongs to.

    has_targets: the right answer of each example is known; targets_from_input: these answers were
    taken from the examples themselves, such as the next word of a text; has_reward: somebody acts,
    and learns from a reward how good that was. All three are True or False.
    Refused are targets that were taken from the input where there are none. Of all other cases the
    first line that holds decides:
        has_reward             "reinforcement"
        targets_from_input     "self-supervised"
        has_targets            "supervised"
        none of them           "unsupervised"
    Graded: all eight cases; NumPy alone.

    >>> name_branch(True, False, False)
    'supervised'

    ValueError (say "targets") if targets_from_input holds and has_targets does not, whether there
    is a reward or not: targets that were taken from the input are targets.
    """
    raise NotImplementedError("7.1 name_branch")


def train_val_test_split(
    X: np.ndarray, y: np.ndarray, val: float, test: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Shuffle rows and divide them; return `(Xtr, ytr, Xva, yva, Xte, yte)`.

    X (N, D), or pictures (N, H, W); y (N,). val and test are shares of the rows: int(val * N) rows
    are to validate with, int(test * N) to test with, and all others to train on.
    Every row is in exactly one part, together with its label. One permutation, drawn from rng, puts
    all rows in a random order, every order as likely as another. Each part is one slice of it, its
    rows in this order; which slice is which part is up to you. With few rows a part may be empty.
    X and y keep their dtypes.
    Graded: NumPy alone; X and y are not changed and share no memory with the answer; the same seed
    of rng gives the same parts, another seed others.

    >>> X, y = np.arange(20).reshape(10, 2), np.arange(10)
    >>> parts = train_val_test_split(X, y, 0.25, 0.125, np.random.default_rng(0))
    >>> [len(part) for part in parts]
    [7, 7, 2, 2, 1, 1]

    ValueError (say "fraction") if val or test is 0 or below, or if together they are 1 or more.
    ValueError (say "shape") if X and y have different numbers of rows.
    """
    raise NotImplementedError("7.2 train_val_test_split")


def min_max_scale(train: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return `(train, other)`, moved and scaled so that train's columns run from 0 to 1.

    train (N, D), other (M, D), both of one dtype, with one row at least -> a tuple of two new
    arrays of these shapes; float32 stays float32, integers of any kind become float64.
    Loop form: for every column: smallest and largest entry of *train's* column; in both tables,
    (entry - smallest) / (largest - smallest).
    Entries of other may become less than 0 or more than 1: they are measured by train's numbers,
    and stay what they are. A column in which all entries of train are equal has no width to divide
    by: there train becomes 0, and other becomes entry - smallest.
    Graded: NumPy alone; train and other are not changed and share no memory with the answer.

    >>> train, test = np.array([[1.0, 7.0], [3.0, 7.0]]), np.array([[4.0, 9.0]])
    >>> min_max_scale(train, test)
    (array([[0., 0.],
           [1., 0.]]), array([[1.5, 2. ]]))

    ValueError (say "shape") if a table is not 2-D, or if they have different numbers of columns.
    """
    raise NotImplementedError("7.3 min_max_scale")


def l2_penalty(params: Params, lam: float) -> tuple[float, Params]:
    """Return the penalty lam · Σ W² and its gradients, `(penalty, gradients)`.

    params: a list with one (W, b) per layer, W (inputs, outputs), b (outputs,). The penalty is a
    `float`, never np.float32; the gradients are a list with one (dW, db) per layer, in the same
    order, new arrays of the shapes of W and b. In these float32 stays float32, integers of any kind
    become float64.
    Loop form: penalty = 0; for each W, for each of its entries w: penalty += lam * w², and the same
    entry of dW is 2 · lam · w.
    Biases are not penalised: they add nothing, and every db is 0.
    Graded: NumPy alone; lam may be 0; params and its arrays are not changed.

    >>> penalty, gradients = l2_penalty([(np.array([[1.0], [-3.0]]), np.array([5.0]))], 0.5)
    >>> penalty, gradients
    (5.0, [(array([[ 1.],
           [-3.]]), array([0.]))])

    ValueError (say "lam") if lam is below 0.
    """
    raise NotImplementedError("7.4 l2_penalty")


def early_stopping(val_losses: list[float], patience: int) -> tuple[int, int]:
    """Say when a training stops, and which of its epochs was the best; return `(stop, best)`.

    val_losses: the validation loss of each epoch, a list of floats; nan
    where a training has failed, and nan is neither below nor above anything. stop and best are
    indices into it, counted from 0, of type `int`.
    Loop form: best = 0; for each epoch i from 1 on: if its loss is below that of best, strictly,
    best = i; otherwise, if i - best >= patience, training stops after epoch i. What follows is
    never seen. If nothing stops it, it stops after the last epoch.
    Graded: NumPy alone; val_losses is not changed.

    >>> early_stopping([1.0, 0.8, 0.7, 0.75, 0.72, 0.71, 0.9], 3)
    (5, 2)

    ValueError (say "val_losses") if val_losses is empty.
    ValueError (say "patience") if patience is below 1.
    """
    raise NotImplementedError("7.5 early_stopping")


def compare_regularizers(
    X: np.ndarray, y: np.ndarray, epochs: int = 20, seed: int = 0
) -> dict[str, dict[str, Any]]:
    """Train one network as it is and with three cures, and measure how far each overfits.

    X (N, D) multi-hot rows, float32; y (N,), integers 0 or 1. The rows arrive shuffled: the first
    2 * N // 3 are for training, the others for validation.
    The four networks have hidden Dense layers with ReLU, and a Dense layer of one unit with a
    sigmoid at the end:
        "base"      16 units, 16 units
        "smaller"   one hidden layer only, of 4 units
        "l2"        as base, with an L2 penalty of 0.002 on the weights W of both hidden layers
        "dropout"   as base, with Dropout of rate 0.5 after each of the two hidden layers
    For each of them:
    1. `keras.utils.set_random_seed(seed)`, then make the layers in the order in which a row meets
       them: base, l2 and dropout thus start with the same weights in their first layer.
    2. Compile with Adam at learning rate 0.001 and binary cross-entropy; fit on the training rows
       for `epochs` epochs in batches of 128, shuffled as fit does it by itself.
    3. After the last epoch, predict (dropout is off then), and take the plain mean binary
       cross-entropy of the probabilities, clipped to [1e-7, 1 - 1e-7], without any penalty: over
       the training rows, and over the validation rows. Nothing else may depend on the latter.
    Returns a dict with exactly the four keys above. Each entry is a dict with exactly these keys:
    "train" and "val", the two cross-entropies, and "gap", val - train, all three of type `float`;
    "model", the trained model.
    Graded: the networks and their steps, all numbers; the validation rows do not change what is
    learned; nothing is printed; X and y are not changed; the same seed gives the same result,
    another seed another one; on reviews that you do not see, each cure leaves a smaller gap than
    base has.

    >>> X, y = np.eye(12, dtype=np.float32), np.arange(12) % 2
    >>> result = compare_regularizers(X, y, epochs=1)
    >>> sorted(result), sorted(result["l2"])
    (['base', 'dropout', 'l2', 'smaller'], ['gap', 'model', 'train', 'val'])
    """
    raise NotImplementedError("7.6 compare_regularizers")


def diagnose_fit(train_loss: float, val_loss: float, baseline: float) -> str:
    """Return what a training suffers from: "underfitting", "overfitting" or "good".

    train_loss and val_loss: its losses on the rows to train on and to validate with; baseline: the
    loss of the best constant answer.
    The first line that holds decides. Compute just these products, and neither divide nor round:
        train_loss > 0.9 * baseline      "underfitting"
        val_loss > 1.3 * train_loss      "overfitting"
        neither                          "good"
    Graded: NumPy alone; numbers on the very boundary; each of the three may be 0.

    >>> diagnose_fit(0.3, 0.6, 0.69)
    'overfitting'

    ValueError (say "loss") if one of the three is below 0.
    """
    raise NotImplementedError("7.7 diagnose_fit")
