# ruff: noqa (a student wrote this)
# Chapter 2, step by step. Loops over features and over neurons, never over samples.
import numpy as np

print("chapter 2 is loading ...")


def activate(z: np.ndarray, kind: str) -> np.ndarray:
    """Return the activation of z that `kind` names, as in chapter 1; given, nothing to write."""
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


def make_float(array):
    array = np.array(array)
    if array.dtype == np.float32:
        return array
    if array.dtype == np.float64:
        return array
    return array.astype(np.float64)


def check_layer(who, X, W, b):
    if np.ndim(X) != 2:
        raise ValueError(who + ": shape: X must be a table, it has shape " + str(np.shape(X)))
    if np.ndim(W) != 2:
        raise ValueError(who + ": shape: W must be a table, it has shape " + str(np.shape(W)))
    number_of_features = np.shape(X)[1]
    number_of_inputs = np.shape(W)[0]
    if number_of_features != number_of_inputs:
        raise ValueError(
            who
            + ": shape: X has "
            + str(number_of_features)
            + " features, W expects "
            + str(number_of_inputs)
            + " (X "
            + str(np.shape(X))
            + ", W "
            + str(np.shape(W))
            + ")"
        )
    if np.ndim(b) != 1:
        raise ValueError(who + ": shape: b must have one axis, not shape " + str(np.shape(b)))
    if np.shape(b)[0] != np.shape(W)[1]:
        raise ValueError(who + ": shape: b has " + str(np.shape(b)[0]) + " entries")


def dense_forward(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    check_layer("dense_forward", X, W, b)
    X = make_float(X)
    W = make_float(W)
    b = make_float(b)
    number_of_samples = X.shape[0]
    number_of_features = X.shape[1]
    number_of_neurons = W.shape[1]
    Z = np.zeros((number_of_samples, number_of_neurons), dtype=X.dtype)
    for m in range(number_of_neurons):
        for d in range(number_of_features):
            Z[:, m] = Z[:, m] + X[:, d] * W[d, m]
        Z[:, m] = Z[:, m] + b[m]
    return Z


def two_layer_forward(
    X: np.ndarray,
    W1: np.ndarray,
    b1: np.ndarray,
    W2: np.ndarray,
    b2: np.ndarray,
    hidden: str = "relu",
) -> np.ndarray:
    kinds = ["linear", "step", "sigmoid", "tanh", "relu", "softplus", "elu"]
    if hidden not in kinds:
        raise ValueError("two_layer_forward: kind: I know " + ", ".join(kinds))
    check_layer("two_layer_forward", X, W1, b1)
    Z1 = dense_forward(X, W1, b1)
    A1 = activate(Z1, hidden)
    check_layer("two_layer_forward", A1, W2, b2)
    Z2 = dense_forward(A1, W2, b2)
    return Z2


def softmax(Z: np.ndarray, axis: int = -1) -> np.ndarray:
    Z = make_float(Z)
    if Z.ndim == 0:
        raise ValueError("softmax: 1-D: Z is a single number, it must be 1-D or more")
    length = Z.shape[axis]
    if length == 0:
        raise ValueError("softmax: empty: there is nothing along axis " + str(axis))
    biggest = np.max(Z, axis=axis, keepdims=True)
    shifted = Z - biggest
    exponentials = np.exp(shifted)
    total = np.sum(exponentials, axis=axis, keepdims=True)
    probabilities = exponentials / total
    return probabilities


def mlp_forward(
    X: np.ndarray, params: list[tuple[np.ndarray, np.ndarray]], activations: list[str]
) -> tuple[np.ndarray, list[dict[str, np.ndarray]]]:
    if len(params) != len(activations):
        message = "mlp_forward: layers: there are " + str(len(params)) + " layers in params and "
        message = message + str(len(activations)) + " activations"
        raise ValueError(message)
    caches = []
    A = make_float(X)
    for number in range(len(params)):
        W = params[number][0]
        b = params[number][1]
        cache = {}
        cache["A_prev"] = A.copy()
        Z = dense_forward(A, W, b)
        cache["Z"] = Z.copy()
        A = activate(Z, activations[number])
        caches.append(cache)
    return (A, caches)


def connection_weight(
    params: list[tuple[np.ndarray, np.ndarray]], layer: int, source: int, target: int
) -> float:
    if layer < 1:
        raise ValueError("connection_weight: index: layers count from 1")
    if layer > len(params):
        raise ValueError("connection_weight: index: there is no layer " + str(layer))
    W = params[layer - 1][0]
    rows = W.shape[0]
    columns = W.shape[1]
    if source < 1 or source > rows:
        raise ValueError("connection_weight: index: there is no neuron (source) " + str(source))
    if target < 1 or target > columns:
        raise ValueError("connection_weight: index: there is no neuron (target) " + str(target))
    row = source - 1
    column = target - 1
    weight = W[row][column]
    return float(weight)


def count_parameters(sizes: list[int]) -> int:
    if len(sizes) < 2:
        raise ValueError("count_parameters: sizes: at least an input and an output are needed")
    for size in sizes:
        if size <= 0:
            raise ValueError("count_parameters: sizes: no layer can have " + str(size) + " neurons")
    total = 0
    for i in range(len(sizes) - 1):
        weights = sizes[i] * sizes[i + 1]
        biases = sizes[i + 1]
        total = total + weights + biases
    return int(total)


def init_params(
    sizes: list[int], rng: np.random.Generator, scheme: str = "he"
) -> list[tuple[np.ndarray, np.ndarray]]:
    if scheme != "he" and scheme != "glorot" and scheme != "normal":
        raise ValueError("init_params: scheme: I do not know " + repr(scheme))
    params = []
    for i in range(len(sizes) - 1):
        inputs = sizes[i]
        outputs = sizes[i + 1]
        if scheme == "he":
            spread = (2.0 / inputs) ** 0.5
        elif scheme == "glorot":
            spread = (2.0 / (inputs + outputs)) ** 0.5
        else:
            spread = 1.0
        W = np.zeros((inputs, outputs))
        for d in range(inputs):
            # one row of W: the weights that leave input d
            W[d, :] = spread * rng.standard_normal(outputs)
        b = np.zeros(outputs)
        params.append((W, b))
    return params
