"""Chapter 2: layers of neurons, from one dense layer to a whole network and its first weights.

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


def activate(z: np.ndarray, kind: str) -> np.ndarray:
    """Return the activation of z that `kind` names, as in chapter 1; given, nothing to write.

    z of any shape -> a new array of that shape; float32 stays float32, integers become float64.
    The kinds: linear, step, sigmoid, tanh, relu, softplus, elu.

    >>> activate(np.array([5.0, -1.0]), "relu")
    array([5., 0.])

    ValueError (says "kind") if `kind` is none of the seven names.
    """
    z = 1.0 * np.asarray(z)
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


def dense_forward(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the scores `X W + b` of a whole layer: one row per sample, one column per neuron.

    X (N, D), W (D, M), b (M,) -> (N, M). W is (inputs, outputs): column m of W holds the weights
    of neuron m, and b[m] is its bias.
    Loop form: for each row n and each neuron m: b[m] + sum over d of X[n, d] * W[d, m].
    float32 stays float32; integers of any kind count as float64, unsigned ones too.
    Graded: no Python loop over rows (NumPy does all of them in one step); X, W and b are not
    changed.

    >>> X = np.array([[2.0, 3.0]])  # 2 family members, 3 accounts
    >>> W = np.array([[1.0, -1.0], [1.0, 1.0]])
    >>> dense_forward(X, W, b=np.array([0.0, 0.0]))
    array([[5., 1.]])
    >>> dense_forward(X, W, b=np.array([0.5, -2.0]))
    array([[ 5.5, -1. ]])

    ValueError (say "shape") if X or W is not 2-D, if X has not one column per row of W, or if b
    is not exactly of shape (M,): (1,), (1, M) and a single number are refused.
    The message reads `function: word: what is wrong (value)`, here for example
    `dense_forward: shape: X has 3 features, W expects 5 (X (7, 3), W (5, 4), b (4,))`.
    """
    # Given: these lines make floats and refuse two of three faults. Keep them, and write below.
    X, W, b = 1.0 * np.asarray(X), 1.0 * np.asarray(W), 1.0 * np.asarray(b)
    shapes = f"(X {X.shape}, W {W.shape}, b {b.shape})"
    if X.ndim != 2 or W.ndim != 2:
        raise ValueError(f"dense_forward: shape: X and W must have two axes {shapes}")
    if X.shape[1] != W.shape[0]:
        message = f"X has {X.shape[1]} features, W expects {W.shape[0]}"
        raise ValueError(f"dense_forward: shape: {message} {shapes}")
    ### BEGIN SOLUTION
    if b.shape != W.shape[1:]:
        raise ValueError(f"dense_forward: shape: b needs one entry per column of W {shapes}")
    return X @ W + b
    ### END SOLUTION


def two_layer_forward(
    X: np.ndarray,
    W1: np.ndarray,
    b1: np.ndarray,
    W2: np.ndarray,
    b2: np.ndarray,
    hidden: str = "relu",
) -> np.ndarray:
    """Return the output of a network with one hidden layer, for every row of X.

    X (N, D), W1 (D, H), b1 (H,), W2 (H, M), b2 (M,) -> (N, M).
    The activation of the hidden layer is the one that `hidden` names, as in `activate`. The output
    layer is linear: it has no activation, so that answers below 0 are possible.
    float32 stays float32; integers of any kind count as float64, unsigned ones too. X and the
    parameters are not changed.

    >>> W1, b1 = np.array([[1.0, -1.0], [1.0, 1.0]]), np.zeros(2)
    >>> W2, b2 = np.array([[2.0], [-1.0]]), np.zeros(1)
    >>> two_layer_forward(np.array([[2.0, 3.0], [3.0, 2.0]]), W1, b1, W2, b2)
    array([[ 9.],
           [10.]])
    >>> two_layer_forward(np.array([[3.0, 2.0]]), W1, b1, W2, b2, hidden="linear")
    array([[11.]])

    ValueError (say "shape") if X, W1, b1, or what comes out of that layer, W2, b2, do not fit
    together, in the sense of `dense_forward`; (say "kind") if `hidden` is none of the seven names.
    Where both apply, either word will do.
    """
    ### BEGIN SOLUTION
    A1 = activate(dense_forward(X, W1, b1), hidden)
    return dense_forward(A1, W2, b2)
    ### END SOLUTION


def softmax(Z: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return probabilities `e**z_j / sum over k of e**z_k` along an axis of Z.

    Z with at least one axis -> the same shape; float32 stays float32, integers of any kind count
    as float64, unsigned ones too.
    With the default, axis -1, each row of a table (N, C) becomes C numbers that sum to 1.
    Loop form: for each row: exponentiate every entry, then divide each by the sum of that row.
    Graded: finite, and without an overflow warning, for entries of ±1e3, in float32 too, also
    where one row is large and another is small; no Python loop over rows, nor over columns along
    axis 0 (np.apply_along_axis is one too); Z is not changed. A table without rows, (0, C), is
    legal.

    >>> softmax(np.array([1.0, 2.0, 3.0])).round(6)
    array([0.090031, 0.244728, 0.665241])
    >>> softmax(np.array([[0.0, 5.0], [0.0, 5.0]]), axis=0)
    array([[0.5, 0.5],
           [0.5, 0.5]])

    ValueError (say "1-D") if Z has no axes (a single number), (say "empty") if `axis` has
    length 0.
    """
    # Given: these lines make floats and refuse what does not fit. Keep them, and write below.
    Z = 1.0 * np.asarray(Z)
    if Z.ndim == 0:
        raise ValueError(f"softmax: 1-D: Z must have at least one axis (Z {Z.shape})")
    if Z.shape[axis] == 0:
        raise ValueError(f"softmax: empty: axis {axis} has no entries (Z {Z.shape})")
    ### BEGIN SOLUTION
    e = np.exp(Z - Z.max(axis=axis, keepdims=True))  # at most 1: cannot overflow
    return e / e.sum(axis=axis, keepdims=True)
    ### END SOLUTION


def mlp_forward(
    X: np.ndarray, params: list[tuple[np.ndarray, np.ndarray]], activations: list[str]
) -> tuple[np.ndarray, list[dict[str, np.ndarray]]]:
    """Send X through all layers of a network; return `(A, caches)`.

    X (N, D); params holds one tuple (W, b) per layer, as `dense_forward` takes them; activations
    holds one kind per layer, as `activate` takes them
    -> A, the output of the last layer, and caches, a list with one dict per layer that has
    exactly the keys "A_prev" (what came into the layer) and "Z" (its scores, before the
    activation).
    Loop form: A starts as X. For each layer in turn: A_prev = A, Z = A_prev W + b,
    A = activate(Z, kind); put A_prev and Z into a dict and the dict at the end of the list.
    float32 stays float32 everywhere; integers of any kind count as float64, unsigned ones too.
    Graded: X, params and activations are not changed. The first "A_prev" may be X itself, but
    nothing later may change it.

    >>> W1, W2 = np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([[2.0], [-1.0]])
    >>> params = [(W1, np.zeros(2)), (W2, np.zeros(1))]
    >>> A, caches = mlp_forward(np.array([[3.0, 2.0]]), params, ["relu", "linear"])
    >>> A
    array([[10.]])
    >>> caches[0]["Z"], caches[1]["A_prev"], caches[1]["Z"]
    (array([[ 5., -1.]]), array([[5., 0.]]), array([[10.]]))

    ValueError (say "layers") if params and activations differ in length.
    """
    # Given: these lines refuse what does not fit. Keep them, and write below.
    if len(params) != len(activations):
        seen = f"{len(params)} of params, {len(activations)} of activations"
        raise ValueError(f"mlp_forward: layers: one activation per layer ({seen})")
    ### BEGIN SOLUTION
    A, caches = 1.0 * np.asarray(X), []
    for (W, b), kind in zip(params, activations, strict=True):
        Z = dense_forward(A, W, b)
        caches.append({"A_prev": A, "Z": Z})
        A = activate(Z, kind)
    return A, caches
    ### END SOLUTION


def connection_weight(
    params: list[tuple[np.ndarray, np.ndarray]], layer: int, source: int, target: int
) -> float:
    """Return the weight on one connection, named as people count: from 1.

    params as in `mlp_forward`; layer, source and target are ints -> a `float`, whatever the dtype
    of the weights.
    The connection leads from neuron `source` of layer `layer` to neuron `target` of the layer
    after it. Layer 1 is the input layer: its connections are those of the first W in params.
    A network with L tuples in params has L + 1 layers, and `layer` runs from 1 to L.

    >>> W = np.array([[0.1, 0.2, 0.3, 0.0, 0.5], [0.6, 0.7, 0.8, 0.9, 0.4]])
    >>> params = [(np.ones((3, 2)), np.zeros(2)), (W, np.zeros(5))]
    >>> connection_weight(params, layer=2, source=2, target=5)
    0.4

    ValueError (say "index") if there is no such layer, source or target: 0 and negative numbers
    are refused as well as numbers that are too large.
    """
    ### BEGIN SOLUTION
    if not 1 <= layer <= len(params):
        raise ValueError(f"connection_weight: index: layer must be 1 to {len(params)} ({layer})")
    W = params[layer - 1][0]
    inputs, outputs = W.shape
    if not 1 <= source <= inputs:
        raise ValueError(f"connection_weight: index: source must be 1 to {inputs} ({source})")
    if not 1 <= target <= outputs:
        raise ValueError(f"connection_weight: index: target must be 1 to {outputs} ({target})")
    return float(W[source - 1, target - 1])
    ### END SOLUTION


def count_parameters(sizes: list[int]) -> int:
    """Return how many weights and biases a network has whose layers have these sizes.

    sizes: the number of inputs, then the number of neurons of each layer -> exactly an `int`.
    Formula: between neighbours of n and m there are n * m weights, and each of the m neurons has
    a bias: sum of n * m + m over all neighbours in `sizes`. Inputs have no bias. `sizes` is not
    changed.

    >>> count_parameters([8, 12, 8, 1])
    221
    >>> count_parameters([784, 128, 10])
    101770

    ValueError (say "sizes") if there are fewer than two sizes, or if one is 0 or negative.
    """
    # Given: these lines refuse what does not fit. Keep them, and write below.
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"count_parameters: sizes: two or more numbers above 0 ({sizes})")
    ### BEGIN SOLUTION
    inputs, outputs = sizes[:-1], sizes[1:]
    return sum(n * m + m for n, m in zip(inputs, outputs, strict=True))
    ### END SOLUTION


def init_params(
    sizes: list[int], rng: np.random.Generator, scheme: str = "he"
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return starting parameters for a network: random weights, biases 0.

    sizes as in `count_parameters` -> a list with one tuple (W, b) per layer, both float64:
    W (sizes[l], sizes[l + 1]), b (sizes[l + 1],).
    The weights are drawn from `rng`, from the normal distribution with mean 0 and the standard
    deviation

    ======  ==========================
    he      sqrt(2 / inputs)
    glorot  sqrt(2 / (inputs + outputs))
    normal  1
    ======  ==========================

    where inputs and outputs are the two sides of that W. The biases are 0 and are not drawn.
    Graded: generators with the same seed give the same answer, another seed gives another one;
    all numbers come from the `rng` that was passed in, and no other source of chance is used or
    changed; two layers of the same shape differ; `sizes` is not changed. Which of NumPy's normal
    methods you use, and in which order, is up to you.

    >>> params = init_params([784, 128, 10], np.random.default_rng(0))
    >>> [(W.shape, b.shape) for W, b in params]
    [((784, 128), (128,)), ((128, 10), (10,))]
    >>> bool(abs(params[0][0].std() - np.sqrt(2 / 784)) < 0.001)
    True

    ValueError (say "scheme") if `scheme` is none of the three names, spelled exactly so.
    """
    # Given: these lines refuse what does not fit. Keep them, and write below.
    if scheme not in ("he", "glorot", "normal"):
        raise ValueError(f"init_params: scheme: must be he, glorot or normal ({scheme!r})")
    ### BEGIN SOLUTION
    variances = {
        "he": lambda n, m: 2 / n,
        "glorot": lambda n, m: 2 / (n + m),
        "normal": lambda n, m: 1.0,
    }
    params, inputs, outputs = [], sizes[:-1], sizes[1:]
    for n, m in zip(inputs, outputs, strict=True):
        std = np.sqrt(variances[scheme](n, m))
        params.append((rng.normal(0.0, std, (n, m)), np.zeros(m)))
    return params
    ### END SOLUTION
