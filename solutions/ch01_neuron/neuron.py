"""Chapter 1: one artificial neuron, from the weighted sum to a perceptron that learns.

What holds in every exercise, unless it says otherwise:

- NumPy is the only package. Arguments are arrays and numbers, no lists in their place, with one
  row at least and without NaN.
- A refusal is a ValueError whose text holds the word that is named. Where two reasons apply, say
  the one that is named first.
- Answers are compared to 7 digits, and near 0 to 12 places behind the point (in float32 to 5 digits
  and 6 places): add no small number of your own.
- np.float64 counts as a `float`, and as an array without axes.
- An overflow may be silenced inside a function (np.errstate), not for the whole file.
- «No Python loop over rows» means for, comprehensions, np.vectorize and np.apply_along_axis. A
  loop over layers, or over a handful of names, is none.
"""

import numpy as np


def weighted_sum(x: np.ndarray, w: np.ndarray, b: float = 0.0) -> float:
    """Return the neuron's score `z = x[0] w[0] + ... + x[D-1] w[D-1] + b`.

    x (D,), w (D,) of any number type, b a number -> one `float` (np.float64 is one).
    Loop form: start at b; for each j add x[j] * w[j].
    Does not change x or w. Integers of any kind count as floats, unsigned ones too.

    >>> weighted_sum(np.array([30.0, 70.0, 50.0]), np.array([0.2, 0.5, 0.3]))
    56.0
    >>> weighted_sum(np.array([1.0, 2.0]), np.array([3.0, -1.0]), b=0.5)
    1.5

    ValueError (say "1-D") if x or w is not 1-D: a single number and a table are both refused.
    ValueError (say "shape") if x and w have different lengths.
    The message reads `function: word: what is wrong (value)`, here for example
    `weighted_sum: shape: x has 3 entries, w has 2 (x (3,), w (2,))`.
    """
    ### BEGIN SOLUTION
    x, w = np.asarray(x, dtype=np.float64), np.asarray(w, dtype=np.float64)
    shapes = f"(x {x.shape}, w {w.shape})"
    if x.ndim != 1 or w.ndim != 1:
        raise ValueError(f"weighted_sum: 1-D: x and w must have one axis {shapes}")
    if x.shape != w.shape:
        raise ValueError(f"weighted_sum: shape: x has {x.size} entries, w has {w.size} {shapes}")
    return float(x @ w + b)
    ### END SOLUTION


def threshold_unit(x: np.ndarray, w: np.ndarray, b: float) -> int:
    """Return 1 if the score `z = sum of x[j] w[j], plus b` is above 0, else 0.

    x (D,), w (D,), b a number -> exactly an `int`: not a bool, not a NumPy number.
    Loop form: start z at b; for each j add x[j] * w[j]; answer 1 if z > 0, otherwise 0.
    The rule is strict: a score of exactly 0 answers 0.
    Integers of any kind count as floats, unsigned ones too. All is computed in float64.

    >>> threshold_unit(np.array([30.0, 70.0, 50.0]), np.array([0.2, 0.5, 0.3]), b=-50.0)
    1
    >>> threshold_unit(np.array([1.0, 1.0]), np.array([1.0, 1.0]), b=-2.0)
    0

    ValueError (say "1-D") if x or w is not 1-D, (say "shape") if their lengths differ.
    """
    ### BEGIN SOLUTION
    x, w = np.asarray(x, dtype=np.float64), np.asarray(w, dtype=np.float64)
    shapes = f"(x {x.shape}, w {w.shape})"
    if x.ndim != 1 or w.ndim != 1:
        raise ValueError(f"threshold_unit: 1-D: x and w must have one axis {shapes}")
    if x.shape != w.shape:
        raise ValueError(f"threshold_unit: shape: x has {x.size} entries, w has {w.size} {shapes}")
    return int(x @ w + b > 0)
    ### END SOLUTION


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return `1 / (1 + e**-z)` for every entry of z.

    z of any shape, 0-d included -> the same shape; float32 stays float32, integers of any kind
    count as float64, unsigned ones too.
    Loop form: for each entry: 1 / (1 + e**-z); the same number is e**z / (1 + e**z).
    Graded: finite, and without an overflow warning, for entries of ±1e3, in float32 too (np.seterr
    for the whole file does not help); the tail is kept, not clipped (at z = -40 the answer is
    4.248354e-18, not 0 and not 1e-13, and at -700 it is not 0 yet); z is not changed and shares no
    memory with the answer.

    >>> sigmoid(np.array([-2.0, 0.0, 2.0])).round(6)
    array([0.119203, 0.5     , 0.880797])

    ValueError (say "nan") if any entry of z is NaN.
    """
    ### BEGIN SOLUTION
    z = 1.0 * np.asarray(z)  # a fresh float array: float32 stays, integers become float64
    if np.isnan(z).any():
        raise ValueError(f"sigmoid: nan: z holds {np.isnan(z).sum()} NaN (z {z.shape})")
    e = np.exp(-np.abs(z))  # between 0 and 1: cannot overflow
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    ### END SOLUTION


def activate(z: np.ndarray, kind: str) -> np.ndarray:
    """Return the activation of z that `kind` names, entry by entry.

    ========  =====================================
    linear    z
    step      1 if z > 0 else 0 (0 at z = 0)
    sigmoid   1 / (1 + e**-z)
    tanh      (e**z - e**-z) / (e**z + e**-z)
    relu      z if z > 0 else 0
    softplus  ln(1 + e**z)
    elu       z if z > 0 else e**z - 1
    ========  =====================================

    z of any shape, 0-d included -> the same shape; float32 stays float32, integers of any kind
    count as float64, unsigned ones too: in every activation, step too.
    Loop form: for each entry: the formula of the table.
    Graded: finite, and without an overflow warning, for entries of ±1e3, in float32 too
    (softplus(1000) is 1000); softplus(z) - softplus(-z) is z; z is not changed and shares no
    memory with the answer, not even for linear.

    >>> activate(np.array([-2.0, -1.0, 0.0, 1.0, 2.0]), "relu")
    array([0., 0., 0., 1., 2.])
    >>> activate(np.array([-1.0, 0.0, 1.0]), "softplus").round(6)
    array([0.313262, 0.693147, 1.313262])

    ValueError (say "kind") if `kind` is none of the seven names, spelled exactly so.
    """
    ### BEGIN SOLUTION
    z = 1.0 * np.asarray(z)  # a fresh float array: float32 stays, integers become float64
    e = np.exp(-np.abs(z))  # between 0 and 1: cannot overflow
    match kind:
        case "linear":
            return z
        case "step":
            return np.heaviside(z, 0.0)
        case "sigmoid":
            return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
        case "tanh":
            return np.tanh(z)
        case "relu":
            return np.maximum(z, 0.0)
        case "softplus":
            return np.maximum(z, 0.0) + np.log1p(e)
        case "elu":
            return np.where(z > 0, z, np.expm1(np.minimum(z, 0.0)))
    raise ValueError(f"activate: kind: no activation of this name ({kind!r})")
    ### END SOLUTION


def activation_derivative(z: np.ndarray, kind: str) -> np.ndarray:
    """Return the slope of `activate(z, kind)` at the pre-activation z, entry by entry.

    z is what goes *into* the activation, not what comes out. The kinds are those of `activate`.
    z of any shape, 0-d included -> the same shape; float32 stays float32, integers of any kind
    count as float64, unsigned ones too.
    Loop form: for each entry: (f(z + h) - f(z - h)) / (2 h) for a tiny h. Use the exact formula
    instead: this one is only the meaning of «slope», and is not accurate enough.
    Where the slope jumps, at z = 0, the course takes 0 for relu and 0 for step (step is 0
    everywhere).
    Graded: finite, and without an overflow warning, for entries of ±1e3, in float32 too; z is
    not changed and shares no memory with the answer.

    >>> activation_derivative(np.array([-2.0, 0.0, 2.0]), "sigmoid").round(6)
    array([0.104994, 0.25    , 0.104994])
    >>> activation_derivative(np.array([-2.0, 0.0, 2.0]), "relu")
    array([0., 0., 1.])

    ValueError (say "kind") if `kind` is none of the seven names, spelled exactly so.
    """
    ### BEGIN SOLUTION
    z = 1.0 * np.asarray(z)  # a fresh float array: float32 stays, integers become float64
    e = np.exp(-np.abs(z))  # between 0 and 1: cannot overflow
    match kind:
        case "linear":
            return np.ones_like(z)
        case "step":
            return np.zeros_like(z)
        case "sigmoid":
            return e / (1 + e) ** 2
        case "tanh":
            return 1 - np.tanh(z) ** 2
        case "relu":
            return np.heaviside(z, 0.0)
        case "softplus":
            return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
        case "elu":
            return np.exp(np.minimum(z, 0.0))
    raise ValueError(f"activation_derivative: kind: no activation of this name ({kind!r})")
    ### END SOLUTION


def perceptron_predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Return the answers 0 or 1 of a threshold unit for every row of X.

    X (N, D), w (D,), b a number -> (N,) of any integer dtype, not bool.
    Loop form: for each row n: 1 if (sum over j of X[n, j] w[j]) + b > 0, otherwise 0.
    The rule is strict: a score of exactly 0 answers 0.
    Integers of any kind count as floats, unsigned ones too. All is computed in float64.
    Graded: no Python loop over rows (NumPy does all of them in one step; np.vectorize and
    np.apply_along_axis are loops too); X and w are not changed.

    >>> X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    >>> perceptron_predict(X, np.array([1.0, 1.0]), b=0.0).tolist()
    [0, 1, 1, 1]

    ValueError (say "shape") if X is not 2-D, w is not 1-D, or w has not one entry per column of X.
    """
    ### BEGIN SOLUTION
    X, w = np.asarray(X, dtype=np.float64), np.asarray(w, dtype=np.float64)
    if X.ndim != 2 or w.shape != X.shape[1:]:
        raise ValueError(
            f"perceptron_predict: shape: w must hold one entry per column of X "
            f"(X {X.shape}, w {w.shape})"
        )
    return (X @ w + b > 0).astype(np.int64)
    ### END SOLUTION


def perceptron_train(
    X: np.ndarray, y: np.ndarray, lr: float = 1.0, epochs: int = 20
) -> tuple[np.ndarray, float, list[int]]:
    """Learn w and b from rows X with labels y; return `(w, b, mistakes)`.

    X (N, D), y (N,) of labels 0 and 1; integers of any kind count as floats, unsigned ones too
    -> w (D,) float64, also for float32, b a `float`, mistakes a list with one `int` per pass.
    Loop form: w and b start at zero. A pass takes the rows in order: p = 1 if w·x + b > 0 else 0;
    if p differs from y: w += lr * (y - p) * x and b += lr * (y - p), at once, before the next row.
    After each pass note how many mistakes it had. Stop after a pass without a mistake (its 0 is
    noted too), at the latest after `epochs` passes (1 or more).
    Graded: X and y are not changed; the numbers in mistakes are exactly of type `int`.

    >>> X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    >>> w, b, mistakes = perceptron_train(X, np.array([0, 1, 1, 1]))
    >>> print(w, b, mistakes)
    [1. 1.] 0.0 [1, 2, 1, 0]

    ValueError (say "shape") if X is not 2-D, y is not 1-D, or they differ in length.
    ValueError (say "label") if a label is neither 0 nor 1, (say "lr") if lr is not above 0.
    """
    # Given: these lines make floats and refuse what does not fit. Keep them, and write below.
    # (np.isin asks of each entry whether it is one of those; np.unique gives each value once.)
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if X.ndim != 2 or y.shape != X.shape[:1]:
        raise ValueError(
            f"perceptron_train: shape: y must hold one label per row of X "
            f"(X {X.shape}, y {y.shape})"
        )
    if not np.isin(y, [0, 1]).all():
        raise ValueError(f"perceptron_train: label: labels must be 0 or 1 ({np.unique(y)})")
    if lr <= 0:
        raise ValueError(f"perceptron_train: lr: must be above 0 ({lr})")
    ### BEGIN SOLUTION
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for row, label in zip(X, y, strict=True):
            error = label - (row @ w + b > 0)
            if error != 0:
                w += lr * error * row
                b += lr * error
                wrong += 1
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, float(b), mistakes
    ### END SOLUTION
