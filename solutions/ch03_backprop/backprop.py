"""Chapter 3: loss, gradient descent and backpropagation, up to a network that learns digits.

What holds in every exercise, unless it says otherwise:

- NumPy is the only package, except in the last exercise. Arguments are arrays and numbers, no
  lists in their place, with one row at least and without NaN.
- A refusal is a ValueError whose text holds the word that is named. Where two reasons apply, say
  the one that is named first.
- Answers are compared to 7 digits, and near 0 to 12 places behind the point (in float32 to 5 digits
  and 6 places): add no small number of your own.
- np.float64 counts as a `float`, and as an array without axes.
- An overflow may be silenced inside a function (np.errstate), not for the whole file.
- «No Python loop over rows» means for, comprehensions, np.vectorize and np.apply_along_axis. A
  loop over layers, or over a handful of names, is none.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

Params = list[tuple[np.ndarray, np.ndarray]]  # one (W, b) per layer


# Given: what the chapters before have built.


def activation_derivative(z: np.ndarray, kind: str) -> np.ndarray:
    """Return the slope of the activation `kind` at z, entry by entry (chapter 1, given).

    kind: linear, step, sigmoid, tanh, relu, softplus or elu; another one is a ValueError that
    says "kind". float32 stays float32.
    """
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


def init_params(sizes: list[int], rng: np.random.Generator) -> Params:
    """Return He start values: weights of spread √(2/inputs), biases 0 (chapter 2, given)."""
    return [
        (rng.normal(0.0, np.sqrt(2 / inputs), (inputs, outputs)), np.zeros(outputs))
        for inputs, outputs in pairwise(sizes)
    ]


def forward_pass(X: np.ndarray, params: Params) -> tuple[np.ndarray, list[dict[str, np.ndarray]]]:
    """Return the logits (N, C) and, per layer, a dict with A_prev and Z (chapter 2, given).

    A_prev is what went into the layer, Z = A_prev @ W + b. All layers but the last end in relu;
    the last is linear: its Z are the logits.
    """
    A, cache = X, []
    for W, b in params:
        Z = A @ W + b
        cache.append({"A_prev": A, "Z": Z})
        A = np.maximum(Z, 0.0)
    return cache[-1]["Z"], cache


# Yours.


def squared_error(target: np.ndarray, output: np.ndarray, reduction: str = "half_sum") -> float:
    """Return the cost of the outputs as one number, from the squares `(target - output)**2`.

    ========  ======================================
    half_sum  half of the sum of all squares
    sum       the sum of all squares
    mean      the mean of all squares, over all entries
    ========  ======================================

    target and output of one shape, with any number of axes, 0 too -> a `float`.
    Loop form: start at 0; for each entry add (target - output)**2; then halve, or leave, or
    divide by the number of entries.
    Does not change target or output. Integers of any kind are legal, unsigned ones (uint8) too;
    count as if they were floats.

    >>> squared_error(np.array([10.0]), np.array([9.0]))
    0.5
    >>> squared_error(np.array([[1.0, 2.0], [3.0, 4.0]]), np.zeros((2, 2)), "mean")
    7.5

    ValueError (say "shape") if the two shapes are not exactly equal: (3,) and (3, 1) are refused.
    ValueError (say "reduction") if `reduction` is none of the three names.
    """
    ### BEGIN SOLUTION
    target, output = np.asarray(target, dtype=np.float64), np.asarray(output, dtype=np.float64)
    if target.shape != output.shape:
        raise ValueError(
            f"squared_error: shape: target {target.shape} and output {output.shape} differ"
        )
    squares = (target - output) ** 2
    match reduction:
        case "half_sum":
            return float(squares.sum() / 2)
        case "sum":
            return float(squares.sum())
        case "mean":
            return float(squares.mean())
    raise ValueError(f"squared_error: reduction: none of this name ({reduction!r})")
    ### END SOLUTION


def softmax_cross_entropy(logits: np.ndarray, y: np.ndarray) -> float:
    """Return the mean over rows of minus ln of the probability that softmax gives to the label.

    logits (N, C), floats, are scores, not yet probabilities; y (N,) holds the right class of each
    row, as integers of any kind (uint8 too) from 0 to C - 1 -> a `float`.
    Loop form: for each row its own cost, from its logits and its label; then the mean. The lesson
    has the cost of a row without a division.
    Graded: exact, and without an overflow warning, for entries of ±1e3 (where the right class
    scores -1000 and another 1000, that row costs 2000), in float32 to 6 digits; adding one number
    to a whole row changes nothing; no Python loop over rows; logits and y are not changed.

    >>> round(softmax_cross_entropy(np.zeros((1, 10)), np.array([3])), 6)
    2.302585
    >>> logits = np.array([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]])
    >>> round(softmax_cross_entropy(logits, np.array([2, 0])), 6)
    0.753109

    ValueError (say "shape") if logits is not 2-D, or y is not 1-D with one label per row.
    ValueError (say "label") if a label is below 0 or above C - 1.
    """
    ### BEGIN SOLUTION
    logits, y = np.asarray(logits, dtype=np.float64), np.asarray(y)
    if logits.ndim != 2 or y.shape != logits.shape[:1]:
        raise ValueError(
            f"softmax_cross_entropy: shape: y must hold one label per row of logits "
            f"(logits {logits.shape}, y {y.shape})"
        )
    if np.any((y < 0) | (y >= logits.shape[1])):
        raise ValueError(
            f"softmax_cross_entropy: label: must be from 0 to {logits.shape[1] - 1} "
            f"(from {y.min()} to {y.max()})"
        )
    shifted = logits - logits.max(axis=1, keepdims=True)  # the largest of each row is 0
    log_sums = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(log_sums - shifted[np.arange(len(y)), y]))
    ### END SOLUTION


def numerical_gradient(
    f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5
) -> np.ndarray:
    """Return the gradient of f at x, measured: `(f(x + h) - f(x - h)) / (2 h)` per entry.

    f takes a float64 array of x's shape and returns a number; x has one axis or more
    -> a new array, float64 of x's shape.
    Loop form: for each entry of x: f with h added to this entry alone, minus f with h taken away
    from this entry alone, divided by 2 h.
    Graded: integers of any kind and float32 in x count as float64; x is never written to, not even
    for a moment; `h` is used as given.

    >>> numerical_gradient(lambda x: float(np.sum(x**2)), np.array([1.0, -2.0])).round(6)
    array([ 2., -4.])

    ValueError (say "h must be positive") if h is 0 or below.
    """
    ### BEGIN SOLUTION
    if h <= 0:
        raise ValueError(f"numerical_gradient: h must be positive ({h})")
    x = np.asarray(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[place] = h
        gradient[place] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient
    ### END SOLUTION


def delta_rule_step(w: np.ndarray, X: np.ndarray, t: np.ndarray, lr: float) -> np.ndarray:
    """Return the weights of a linear unit after one step of gradient descent on `half_sum`.

    The unit answers `X @ w`; the new weights are `w + lr * X.T @ (t - X @ w)`.
    w (D,), X (N, D), t (N,) -> a new array (D,) float64.
    Loop form: e[n] = t[n] - (sum over j of X[n, j] w[j]), all with the old w; then for each j:
    w[j] + lr * (sum over n of X[n, j] e[n]).
    Does not change w, X or t. Integers of any kind count as floats, unsigned ones (uint8) too.

    >>> X = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
    >>> t = np.array([0.0, 1.0, 1.0, 1.0])
    >>> delta_rule_step(np.array([0.1, 0.1, 0.1]), X, t, lr=0.01).round(6)
    array([0.115, 0.115, 0.122])

    ValueError (say "shape") if X is not 2-D, w is not 1-D with one entry per column of X, or t is
    not 1-D with one entry per row: columns such as (N, 1) are refused.
    """
    ### BEGIN SOLUTION
    w, X, t = (np.asarray(a, dtype=np.float64) for a in (w, X, t))
    if X.ndim != 2 or t.shape != X.shape[:1] or w.shape != X.shape[1:]:
        raise ValueError(
            f"delta_rule_step: shape: w needs one entry per column of X, t one per row "
            f"(w {w.shape}, X {X.shape}, t {t.shape})"
        )
    return w + lr * X.T @ (t - X @ w)
    ### END SOLUTION


def dense_backward(
    dY: np.ndarray, X: np.ndarray, W: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the gradients `(dX, dW, db)` of a layer `Y = X @ W + b`, given the gradient dY.

    dY holds the slope of a loss for every entry of Y; the answers hold its slopes for every entry
    of X, W and b, a layer's inputs, weights and biases.
    dY (N, M), X (N, D), W (D, M), floats -> dX (N, D), dW (D, M), db (M,).
    The slopes of all ways in which an entry has a part in Y are added up. Nothing is divided by N:
    where a loss takes a mean, dY has the 1/N already.
    Graded: no Python loop over rows; dY, X and W are not changed.

    >>> dX, dW, db = dense_backward(
    ...     np.array([[-1.0]]), np.array([[5.0, 1.0]]), np.array([[2.0], [-1.0]])
    ... )
    >>> dX.tolist(), dW.tolist(), db.tolist()
    ([[-2.0, 1.0]], [[-5.0], [-1.0]], [-1.0])

    ValueError (say "shape") if one of the three is not 2-D or they do not fit together.
    """
    ### BEGIN SOLUTION
    dY, X, W = np.asarray(dY), np.asarray(X), np.asarray(W)
    fits = dY.ndim == X.ndim == W.ndim == 2 and dY.shape == (len(X), W.shape[1])
    if not fits or len(W) != X.shape[1]:
        raise ValueError(f"dense_backward: shape: dY {dY.shape}, X {X.shape}, W {W.shape}")
    return dY @ W.T, X.T @ dY, dY.sum(axis=0)
    ### END SOLUTION


def activation_backward(dA: np.ndarray, z: np.ndarray, kind: str) -> np.ndarray:
    """Return the gradient with respect to z of `A = activate(z, kind)`, given the gradient dA.

    dA * slope of the activation at z, entry by entry; `activation_derivative` gives the slope.
    dA and z of one shape, with any number of axes, 0 too, floats -> the same shape.
    Loop form: for each entry: dA times the slope at z. z is what went into the activation.
    Does not change dA or z, and shares no memory with them.

    >>> activation_backward(np.array([3.0, 3.0, 3.0]), np.array([-2.0, 0.0, 2.0]), "relu")
    array([0., 0., 3.])

    ValueError (say "shape") if the shapes of dA and z differ, (say "kind") if `kind` is none of
    the seven names.
    """
    ### BEGIN SOLUTION
    dA, z = np.asarray(dA), np.asarray(z)
    if dA.shape != z.shape:
        raise ValueError(f"activation_backward: shape: dA {dA.shape} and z {z.shape} differ")
    return dA * activation_derivative(z, kind)
    ### END SOLUTION


def backprop(X: np.ndarray, y: np.ndarray, params: Params) -> tuple[float, Params]:
    """Return `(loss, grads)`: the loss of a network and its gradients, one (dW, db) per layer.

    The network is that of `forward_pass`: relu after every layer but the last, which gives the
    logits. The loss is `softmax_cross_entropy`: a mean over the batch.
    X (N, D), y (N,) labels, integers of any kind (uint8 too), params a list of (W, b), one layer or
    more -> the loss as a `float`, and a list of pairs (dW, db), each of the shape of its W and b.
    Loop form: nudge one entry of one W or b by h, watch the loss, put it back, for all entries, as
    in `numerical_gradient`. Use the backward pass instead: the gradient at the logits is
    (softmax(logits) - one_hot(y)) / N; then, from the last layer to the first, `dense_backward`
    with the layer's A_prev and `activation_backward` with the Z of the layer below.
    Graded: for one layer to three, with logits of ±1e3 and with a Z of exactly 0 (slope 0) too;
    X, y and params are not changed.

    >>> params = [(np.zeros((2, 2)), np.zeros(2))]
    >>> loss, [(dW, db)] = backprop(np.array([[1.0, 2.0]]), np.array([0]), params)
    >>> round(loss, 6), dW.tolist(), db.tolist()
    (0.693147, [[-0.5, 0.5], [-1.0, 1.0]], [-0.5, 0.5])

    ValueError (say "shape") if X is not 2-D with one column per row of the first W, or y is not
    1-D with one label per row of X.
    ValueError (say "label") if a label is below 0 or above the number of logits - 1.
    """
    ### BEGIN SOLUTION
    X, y = np.asarray(X), np.asarray(y)
    if X.ndim != 2 or X.shape[1] != len(params[0][0]):
        raise ValueError(
            f"backprop: shape: X must have one column per input (X {X.shape}, "
            f"first W {params[0][0].shape})"
        )
    logits, cache = forward_pass(X, params)
    loss = softmax_cross_entropy(logits, y)

    gradient = np.exp(logits - logits.max(axis=1, keepdims=True))
    gradient /= gradient.sum(axis=1, keepdims=True)
    gradient[np.arange(len(y)), y] -= 1
    gradient /= len(y)

    grads: Params = []
    for layer in reversed(range(len(params))):
        dA, dW, db = dense_backward(gradient, cache[layer]["A_prev"], params[layer][0])
        grads.insert(0, (dW, db))
        if layer > 0:
            gradient = activation_backward(dA, cache[layer - 1]["Z"], "relu")
    return loss, grads
    ### END SOLUTION


def train_mlp(
    X: np.ndarray,
    y: np.ndarray,
    sizes: list[int],
    lr: float,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
) -> tuple[Params, list[float]]:
    """Train a network with mini-batch gradient descent; return `(params, losses)`.

    X (N, D), y (N,) labels, integers of any kind (uint8 too), sizes [D, ..., C] -> a list of pairs
    (W, b) like that of `init_params`, and a list with one `float` per epoch.
    Starts from `init_params(sizes, rng)`. Each epoch goes through the rows in a new random order
    from rng (`rng.permutation(N)`), batch_size rows at a time; where N is no multiple of it, the
    last batch is shorter and is used like the others. Each batch makes one step of gradient
    descent for all W and b together, with gradients of the same moment. The epoch's loss is the
    mean over rows of the losses as they were met, each measured before its batch's step.
    Graded: each row is used once per epoch; the order is new in every epoch and comes from rng
    alone (the same seed gives the same result, the global random state is not touched); a
    batch_size above N means one batch; X, y and sizes are not changed; a network trained on digits
    recognises new ones.

    >>> X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    >>> y = np.array([0, 1, 1, 0])
    >>> params, losses = train_mlp(X, y, [2, 8, 2], 0.5, 300, 4, np.random.default_rng(0))
    >>> [W.shape for W, b in params], len(losses), losses[-1] < 0.1
    ([(2, 8), (8, 2)], 300, True)

    ValueError (say "batch") if batch_size is below 1.
    """
    ### BEGIN SOLUTION
    if batch_size < 1:
        raise ValueError(f"train_mlp: batch: batch_size must be at least 1 ({batch_size})")
    params, losses = init_params(sizes, rng), []
    for _ in range(epochs):
        order, total = rng.permutation(len(X)), 0.0
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            loss, grads = backprop(X[rows], y[rows], params)
            total += loss * len(rows)
            params = [
                (W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads, strict=True)
            ]
        losses.append(total / len(X))
    return params, losses
    ### END SOLUTION


def fit_or_gate(
    w0: np.ndarray, steps: int = 100, lr: float = 0.01
) -> tuple[np.ndarray, list[float]]:
    """Teach one relu unit the OR gate with TensorFlow; return `(w, losses)`.

    The four rows are [0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]: the last column, always 1, makes
    the third weight a bias. The targets are 0, 1, 1, 1. The unit answers relu(X @ w), whose
    slope at a sum of exactly 0 is 0, as TensorFlow takes it.
    The loss is the sum, not the mean, of the four (target - answer)**2.
    w0 (3, 1), float64, the start; steps 0 or more -> w (3, 1), a NumPy array of float32 or float64,
    and a list of steps + 1 `float`: the loss before each step, and the loss after the last.
    Loop form: w starts as w0. `steps` times: note the loss; w -= lr * (its gradient, from
    `tf.GradientTape`). Then note the loss once more.
    Import TensorFlow inside the function: it takes seconds, and the other exercises do not need
    it. (An import at the top of the file counts as much, it only makes every check slow.)
    Graded: the numbers, to 4 digits, not the way to the gradient; w0 is not changed, and w is
    another array.
    Example: from w0 = 0.1 everywhere, with lr = 0.01, the first loss is 1.78, the second 1.430104;
    after 100 steps the loss is 0.255698 and w is 0.448382, 0.448382, 0.311226.

    ValueError (say "w0") if w0 has not the shape (3, 1).
    """
    ### BEGIN SOLUTION
    if np.shape(w0) != (3, 1):
        raise ValueError(f"fit_or_gate: w0: the shape must be (3, 1) (w0 {np.shape(w0)})")
    import tensorflow as tf

    X = tf.constant([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=tf.float32)
    target = tf.constant([[0], [1], [1], [1]], dtype=tf.float32)
    w, losses = tf.Variable(w0, dtype=tf.float32), []
    for step in range(steps + 1):
        with tf.GradientTape() as recorder:
            loss = tf.reduce_sum((target - tf.nn.relu(X @ w)) ** 2)
        losses.append(float(loss))
        if step < steps:
            w.assign_sub(lr * recorder.gradient(loss, w))
    return w.numpy(), losses
    ### END SOLUTION
