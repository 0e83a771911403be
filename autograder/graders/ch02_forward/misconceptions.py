"""Known wrong answers of chapter 2, each with what to tell a learner who gives it.

Each is right where its mistake has no effect: it refuses bad input as the reference does.
"""

from itertools import pairwise

import numpy as np

from autograder.grading import misconception, reference_for

reference = reference_for(__file__)

# 2.1 dense_forward --------------------------------------------------------------------------


def _floats(X, W, b):
    """Return the three as float arrays; bad input is refused."""
    reference.dense_forward(X, W, b)
    return 1.0 * np.asarray(X), 1.0 * np.asarray(W), 1.0 * np.asarray(b)


@misconception(
    "dense_forward",
    "The shapes fit only where W is square, and there the values are those of X times W "
    "transposed. W is (inputs, outputs): write X @ W.",
)
def transposes_the_weights(X, W, b):
    X, W, b = _floats(X, W, b)
    return X @ W.T + b


@misconception(
    "dense_forward",
    "With X = 0 every row of the output must be b; yours is 0. Add b to X W.",
)
def leaves_out_the_bias(X, W, b):
    X, W, b = _floats(X, W, b)
    return X @ W


@misconception(
    "dense_forward",
    "b was added down the rows, one entry per sample. It belongs to the neurons: a b of shape (M,) "
    "reaches every row by itself.",
)
def adds_the_bias_down_the_rows(X, W, b):
    X, W, b = _floats(X, W, b)
    return X @ W + b[:, None]


@misconception(
    "dense_forward",
    "`*` multiplies entry by entry. The scores are sums over the inputs: that is `@`.",
)
def multiplies_entry_by_entry(X, W, b):
    X, W, b = _floats(X, W, b)
    return X * W + b


@misconception(
    "dense_forward",
    "You wrote W @ X. A row of X must meet a column of W: X @ W, inputs on the left.",
)
def puts_the_weights_first(X, W, b):
    X, W, b = _floats(X, W, b)
    return W @ X + b


@misconception(
    "dense_forward",
    "You added b to the inputs, before the weights. It is added to the finished sums: X W + b.",
)
def adds_the_bias_to_the_inputs(X, W, b):
    X, W, b = _floats(X, W, b)
    return (X + b) @ W


@misconception(
    "dense_forward",
    "Scores below 0 became 0. This layer has no activation; it comes in the next exercise.",
)
def applies_relu(X, W, b):
    return np.maximum(reference.dense_forward(X, W, b), 0.0)


@misconception(
    "dense_forward",
    "A b of another shape was accepted: NumPy stretched it over all neurons. Compare b.shape with "
    "(W.shape[1],) before you add.",
)
def lets_numpy_stretch_the_bias(X, W, b):
    reference.dense_forward(X, W, np.zeros(np.shape(W)[-1]))
    return 1.0 * np.asarray(X) @ (1.0 * np.asarray(W)) + 1.0 * np.asarray(b)


@misconception(
    "dense_forward", "float32 came back as float64. Convert integers only: 1.0 * X does just that."
)
def always_answers_float64(X, W, b):
    return reference.dense_forward(*(np.asarray(part, dtype=np.float64) for part in (X, W, b)))


@misconception(
    "dense_forward",
    "Right answers, but the work grows with N in Python. `X @ W + b` does all rows at once.",
    grader="test_dense_vectorised",
)
def loops_over_the_rows(X, W, b):
    X, W, b = _floats(X, W, b)
    rows = []
    for x in X:
        rows.append([float(np.sum(x * W[:, m]) + b[m]) for m in range(len(b))])
    return np.array(rows, dtype=(X @ W).dtype).reshape(len(X), len(b))


# 2.2 two_layer_forward ----------------------------------------------------------------------


def _scores(X, W1, b1, W2, b2, hidden):
    """Return the scores of the hidden layer; bad input is refused."""
    reference.two_layer_forward(X, W1, b1, W2, b2, hidden)
    return reference.dense_forward(X, W1, b1)


@misconception(
    "two_layer_forward",
    "A negative output became 0 (or was squeezed). The last layer here is linear: the activation "
    "stands between the layers only.",
)
def activates_the_output_too(X, W1, b1, W2, b2, hidden="relu"):
    output = reference.two_layer_forward(X, W1, b1, W2, b2, hidden)
    return reference.activate(output, hidden)


@misconception(
    "two_layer_forward",
    "There is no activation between the layers: two linear layers are no better than one. Send the "
    "hidden scores through activate(…, hidden).",
)
def leaves_out_the_activation(X, W1, b1, W2, b2, hidden="relu"):
    return reference.dense_forward(_scores(X, W1, b1, W2, b2, hidden), W2, b2)


@misconception(
    "two_layer_forward",
    "`hidden` had no effect: you always use relu. Hand it on: activate(Z1, hidden).",
)
def always_uses_relu(X, W1, b1, W2, b2, hidden="relu"):
    A1 = reference.activate(_scores(X, W1, b1, W2, b2, hidden), "relu")
    return reference.dense_forward(A1, W2, b2)


@misconception(
    "two_layer_forward",
    "The hidden bias b1 had no effect. Add it to X W1, before the activation.",
)
def leaves_out_the_hidden_bias(X, W1, b1, W2, b2, hidden="relu"):
    reference.two_layer_forward(X, W1, b1, W2, b2, hidden)
    return reference.two_layer_forward(X, W1, 0 * b1, W2, b2, hidden)


@misconception(
    "two_layer_forward",
    "The output bias b2 had no effect. Add it at the end, to A1 W2.",
)
def leaves_out_the_output_bias(X, W1, b1, W2, b2, hidden="relu"):
    reference.two_layer_forward(X, W1, b1, W2, b2, hidden)
    return reference.two_layer_forward(X, W1, b1, W2, 0 * b2, hidden)


@misconception(
    "two_layer_forward",
    "Neither bias had an effect. Each layer adds its own: X W1 + b1, then A1 W2 + b2.",
)
def leaves_out_both_biases(X, W1, b1, W2, b2, hidden="relu"):
    reference.two_layer_forward(X, W1, b1, W2, b2, hidden)
    return reference.two_layer_forward(X, W1, 0 * b1, W2, 0 * b2, hidden)


@misconception(
    "two_layer_forward",
    "You added b1 after the activation. The bias is part of the score: activate(X W1 + b1).",
)
def adds_the_hidden_bias_after_the_activation(X, W1, b1, W2, b2, hidden="relu"):
    reference.two_layer_forward(X, W1, b1, W2, b2, hidden)
    A1 = reference.activate(reference.dense_forward(X, W1, 0 * b1), hidden) + b1
    return reference.dense_forward(A1, W2, b2)


@misconception(
    "two_layer_forward",
    "The activation went over the inputs. It goes over the hidden scores X W1 + b1.",
)
def activates_the_inputs(X, W1, b1, W2, b2, hidden="relu"):
    reference.two_layer_forward(X, W1, b1, W2, b2, hidden)
    A0 = reference.activate(X, hidden)
    return reference.dense_forward(reference.dense_forward(A0, W1, b1), W2, b2)


@misconception(
    "two_layer_forward",
    "A bias of length 1 was accepted: NumPy stretched it over the layer. Use your dense_forward "
    "for both layers, it compares the shapes.",
)
def lets_numpy_stretch_the_biases(X, W1, b1, W2, b2, hidden="relu"):
    X, W1, b1, W2, b2 = (1.0 * np.asarray(part) for part in (X, W1, b1, W2, b2))
    if X.shape[-1] != W1.shape[0] or W1.shape[-1] != W2.shape[0]:
        raise ValueError("two_layer_forward: shape")
    return reference.activate(X @ W1 + b1, hidden) @ W2 + b2


@misconception(
    "two_layer_forward",
    "float32 came back as float64. activate keeps the float type; convert integers only.",
)
def always_answers_float64_in_two_layers(X, W1, b1, W2, b2, hidden="relu"):
    arrays = (np.asarray(part, dtype=np.float64) for part in (X, W1, b1, W2, b2))
    return reference.two_layer_forward(*arrays, hidden)


# 2.3 softmax --------------------------------------------------------------------------------


def _legal(Z, axis):
    """Return Z as floats; bad input is refused."""
    reference.softmax(Z, axis)
    return 1.0 * np.asarray(Z)


@misconception(
    "softmax",
    "exp(1000) is infinite. Subtract each row's maximum first; softmax is unchanged by it.",
)
def exponentiates_as_it_stands(Z, axis=-1):
    e = np.exp(_legal(Z, axis))
    return e / e.sum(axis=axis, keepdims=True)


@misconception(
    "softmax",
    "A table without rows, (0, C), was refused. Only the axis that is summed over must not be "
    "empty: look at Z.shape[axis], and do not take the maximum of everything.",
)
def refuses_every_empty_table(Z, axis=-1):
    if np.size(Z) == 0:
        raise ValueError("softmax: empty")
    return reference.softmax(Z, axis)


@misconception(
    "softmax",
    "Your columns sum to 1, your rows do not: you normalised over the batch. The default axis is "
    "-1, the classes.",
)
def normalises_over_the_batch(Z, axis=-1):
    _legal(Z, axis)
    return reference.softmax(Z, 0 if axis == -1 else axis)


@misconception(
    "softmax",
    "One large row wiped out the others (0 / 0). Take the maximum of each row: "
    "Z.max(axis=axis, keepdims=True).",
)
def subtracts_the_maximum_of_all(Z, axis=-1):
    Z = _legal(Z, axis)
    e = np.exp(Z - (Z.max() if Z.size else 0))
    return e / e.sum(axis=axis, keepdims=True)


@misconception(
    "softmax",
    "keepdims=True is missing: the sums of the rows have lost their axis, and NumPy lays them "
    "along the columns. In a square table nothing complains.",
)
def forgets_keepdims(Z, axis=-1):
    Z = _legal(Z, axis)
    e = np.exp(Z - Z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis)


@misconception(
    "softmax", "`axis` had no effect: you always use the last one. Hand it on to max and to sum."
)
def ignores_the_axis(Z, axis=-1):
    _legal(Z, axis)
    return reference.softmax(Z)


@misconception(
    "softmax",
    "The whole table sums to 1. Every row has a sum of its own: e.sum(axis=axis, keepdims=True).",
)
def divides_by_the_sum_of_all(Z, axis=-1):
    Z = _legal(Z, axis)
    e = np.exp(Z - (Z.max() if Z.size else 0))
    return e / e.sum() if Z.size else e


@misconception(
    "softmax",
    "This is the sigmoid of every entry: the scores of a row do not know of each other. Divide "
    "e^z by the sum over the row.",
)
def takes_the_sigmoid_of_every_entry(Z, axis=-1):
    return reference.activate(_legal(Z, axis), "sigmoid")


@misconception(
    "softmax",
    "You divided by the largest entry of the row, so that one becomes 1. Divide by the sum.",
)
def divides_by_the_largest(Z, axis=-1):
    Z = _legal(Z, axis)
    return np.exp(Z - Z.max(axis=axis, keepdims=True))


@misconception(
    "softmax",
    "You clipped the scores: 1000 and 998 became equal. Nothing needs to be clipped once the "
    "maximum has been subtracted.",
)
def clips_the_scores(Z, axis=-1):
    return reference.softmax(np.clip(_legal(Z, axis), -500, 500), axis)


@misconception(
    "softmax",
    "Z -= … wrote into the array that you were given. Z = Z - … makes a new one.",
)
def subtracts_in_place(Z, axis=-1):
    reference.softmax(Z, axis)
    Z -= Z.max(axis=axis, keepdims=True)
    return reference.softmax(Z, axis)


@misconception("softmax", "float32 came back as float64. Convert integers only: 1.0 * Z.")
def always_answers_float64_probabilities(Z, axis=-1):
    return reference.softmax(np.asarray(Z, dtype=np.float64), axis)


@misconception(
    "softmax",
    "Right values, but the work grows with N in Python. Let axis=… with keepdims=True do it.",
    grader="test_softmax_vectorised",
)
def loops_over_the_rows_of_scores(Z, axis=-1):
    Z = _legal(Z, axis)
    rows = np.moveaxis(Z, axis, -1)
    P = np.empty_like(rows)
    for place in np.ndindex(rows.shape[:-1]):
        e = np.exp(rows[place] - max(rows[place]))
        P[place] = e / sum(e)
    return np.moveaxis(P, -1, axis)


# 2.4 mlp_forward ----------------------------------------------------------------------------


def _forward(X, params, kinds):
    """Send X through the layers; yield A_prev, Z and A of each. Bad input is refused."""
    reference.mlp_forward(X, params, kinds)
    A = 1.0 * np.asarray(X)
    for (W, b), kind in zip(params, kinds, strict=True):
        A_prev, Z = A, reference.dense_forward(A, W, b)
        A = reference.activate(Z, kind)
        yield A_prev, Z, A


def _caches(scores, inputs):
    return [{"A_prev": A_prev, "Z": Z} for A_prev, Z in zip(inputs, scores, strict=True)]


@misconception(
    "mlp_forward",
    'Under "Z" your caches hold A, after the activation. Chapter 3 needs the scores from before '
    "it.",
)
def caches_the_activation_as_z(X, params, activations):
    layers = list(_forward(X, params, activations))
    inputs, _, outputs = zip(*layers, strict=True)
    return outputs[-1], _caches(outputs, inputs)


@misconception(
    "mlp_forward",
    'Where the activation is relu, the negative scores under "Z" are gone: you set them to 0 in '
    "place, and the cache holds the same array. Let activate make a new one.",
)
def applies_relu_in_place(X, params, activations):
    A, caches = reference.mlp_forward(X, params, activations)
    for cache, kind in zip(caches, activations, strict=True):
        if kind == "relu":
            cache["Z"] = reference.activate(cache["Z"], "relu")
    return A, caches


@misconception(
    "mlp_forward",
    'Under "A_prev" your caches hold what the layer gave, not what it got. Fill the dict before A '
    "is replaced.",
)
def caches_the_output_as_a_prev(X, params, activations):
    layers = list(_forward(X, params, activations))
    _, scores, outputs = zip(*layers, strict=True)
    return outputs[-1], _caches(scores, outputs)


@misconception(
    "mlp_forward",
    'Under "A_prev" your caches hold the scores Z of the layer before. What comes in is its A, '
    "after the activation.",
)
def caches_the_scores_of_the_layer_before(X, params, activations):
    layers = list(_forward(X, params, activations))
    inputs, scores, outputs = zip(*layers, strict=True)
    return outputs[-1], _caches(scores, [inputs[0], *scores[:-1]])


@misconception(
    "mlp_forward",
    "The last layer has no activation in your network. `activations` has one for it too: use it.",
)
def leaves_the_last_layer_linear(X, params, activations):
    reference.mlp_forward(X, params, activations)
    return reference.mlp_forward(X, params, [*activations[:-1], "linear"])


@misconception(
    "mlp_forward",
    "All your layers use the first activation. Layer l has its own: go over params and activations "
    "together, with zip.",
)
def uses_the_first_activation_everywhere(X, params, activations):
    reference.mlp_forward(X, params, activations)
    return reference.mlp_forward(X, params, activations[:1] * len(params))


@misconception(
    "mlp_forward",
    "The activations had no effect: your relu is fixed. Layer l uses activations[l].",
)
def uses_relu_everywhere(X, params, activations):
    reference.mlp_forward(X, params, activations)
    return reference.mlp_forward(X, params, ["relu"] * len(params))


@misconception(
    "mlp_forward",
    "Z went on to the next layer instead of A: the activation is calculated and then forgotten.",
)
def hands_on_the_scores(X, params, activations):
    reference.mlp_forward(X, params, activations)
    linear = ["linear"] * (len(params) - 1)
    return reference.mlp_forward(X, params, [*linear, activations[-1]])


@misconception(
    "mlp_forward",
    "The biases had no effect. Every layer computes A_prev W + b.",
)
def leaves_out_all_biases(X, params, activations):
    reference.mlp_forward(X, params, activations)
    return reference.mlp_forward(X, [(W, 0 * b) for W, b in params], activations)


@misconception(
    "mlp_forward",
    "Every layer starts from X again, so only the last one counts. The A of one layer is the "
    "A_prev of the next.",
)
def starts_every_layer_from_x(X, params, activations):
    reference.mlp_forward(X, params, activations)
    caches, A = [], 1.0 * np.asarray(X)
    for (W, b), kind in zip(params, activations, strict=True):
        Z = reference.dense_forward(X, W, b)
        caches.append({"A_prev": 1.0 * np.asarray(X), "Z": Z})
        A = reference.activate(Z, kind)
    return A, caches


@misconception(
    "mlp_forward",
    "Your list holds one cache, that of the last layer. Append inside the loop.",
)
def keeps_the_last_cache_only(X, params, activations):
    A, caches = reference.mlp_forward(X, params, activations)
    return A, caches[-1:]


@misconception(
    "mlp_forward",
    "Your caches stand in reverse order. The first layer's comes first: append, do not insert at "
    "0.",
)
def reverses_the_caches(X, params, activations):
    A, caches = reference.mlp_forward(X, params, activations)
    return A, caches[::-1]


@misconception(
    "mlp_forward",
    "Lists of different lengths went through: zip stops at the shorter one without a word, and a "
    "layer is lost. Compare the lengths first.",
)
def lets_zip_drop_layers(X, params, activations):
    shorter = min(len(params), len(activations))
    return reference.mlp_forward(X, params[:shorter], activations[:shorter])


# 2.5 connection_weight ----------------------------------------------------------------------


@misconception(
    "connection_weight",
    "Python counts from 0, people count from 1. Subtract 1 from layer, source and target.",
)
def counts_from_zero(params, layer, source, target):
    reference.connection_weight(params, layer, source, target)
    return float(params[layer][0][source, target])


@misconception(
    "connection_weight",
    "The layer is right, the neurons are counted from 0. Subtract 1 from source and target too.",
)
def counts_neurons_from_zero(params, layer, source, target):
    reference.connection_weight(params, layer, source, target)
    return float(params[layer - 1][0][source, target])


@misconception(
    "connection_weight",
    "Source and target are the wrong way round: W is (inputs, outputs), so W[source, target].",
)
def swaps_source_and_target(params, layer, source, target):
    reference.connection_weight(params, layer, source, target)
    return float(params[layer - 1][0][target - 1, source - 1])


@misconception(
    "connection_weight",
    "You took the weights that lead into the layer. Those that leave layer 1, the inputs, are the "
    "first W in params.",
)
def takes_the_layer_for_that_of_the_target(params, layer, source, target):
    reference.connection_weight(params, layer, source, target)
    return float(params[layer - 2][0][source - 1, target - 1])


@misconception(
    "connection_weight",
    "0 or a negative number got through: 0 - 1 is -1, and Python takes that for the last entry. "
    "Ask for «at least 1».",
)
def lets_zero_mean_the_last(params, layer, source, target):
    try:
        return float(params[layer - 1][0][source - 1, target - 1])
    except IndexError:
        raise ValueError("connection_weight: index") from None


@misconception(
    "connection_weight",
    "For a number that is too large an IndexError came out. The task asks for a ValueError: "
    "compare with len(params) and W.shape yourself.",
)
def leaves_it_to_numpy_to_refuse(params, layer, source, target):
    if min(layer, source, target) < 1:
        raise ValueError("connection_weight: index")
    return float(params[layer - 1][0][source - 1, target - 1])


# 2.6 count_parameters -----------------------------------------------------------------------


@misconception(
    "count_parameters",
    "Exactly the biases are missing. The network 784-256-256-10 has 268,800 weights, but 269,322 "
    "parameters: each neuron behind the inputs has a bias.",
)
def leaves_out_the_biases(sizes):
    return reference.count_parameters(sizes) - sum(sizes[1:])


@misconception(
    "count_parameters",
    "You gave the inputs biases too. An input is only a number that is handed in: count biases "
    "from the second size on.",
)
def gives_the_inputs_biases(sizes):
    return reference.count_parameters(sizes) + sizes[0]


@misconception(
    "count_parameters",
    "You counted one bias per layer. Every neuron has its own.",
)
def counts_one_bias_per_layer(sizes):
    return leaves_out_the_biases(sizes) + len(sizes) - 1


@misconception(
    "count_parameters",
    "You multiplied all sizes together. Only neighbours are connected: multiply pair by pair, then "
    "add.",
)
def multiplies_all_sizes(sizes):
    reference.count_parameters(sizes)
    return int(np.prod(np.array(sizes, dtype=object))) + sum(sizes[1:])


@misconception(
    "count_parameters",
    "The last layer is missing: the loop ends one pair too early. There are len(sizes) - 1 pairs.",
)
def leaves_out_the_last_layer(sizes):
    reference.count_parameters(sizes)
    return sum(n * m + m for n, m in pairwise(sizes[:-1]))


@misconception(
    "count_parameters",
    "You connected the bias unit of one layer with a bias unit in the next. A bias leads to the "
    "real neurons only: (n + 1) m, not (n + 1) (m + 1).",
)
def connects_bias_units(sizes):
    reference.count_parameters(sizes)
    return sum((n + 1) * (m + 1) for n, m in pairwise(sizes))


@misconception(
    "count_parameters",
    "You counted the neurons. Each connection between two of them is a number, and so is each "
    "bias.",
)
def counts_the_neurons(sizes):
    reference.count_parameters(sizes)
    return sum(sizes)


# 2.7 init_params ----------------------------------------------------------------------------

VARIANCES = {
    "he": lambda inputs, outputs: 2 / inputs,
    "glorot": lambda inputs, outputs: 2 / (inputs + outputs),
    "normal": lambda inputs, outputs: 1.0,
}


def _drawn(sizes, rng, scheme, draw):
    """Return parameters whose W is `draw(std, shape)`; unknown schemes are refused."""
    reference.init_params([1, 1], np.random.default_rng(0), scheme)
    params = []
    for shape in pairwise(sizes):
        std = np.sqrt(VARIANCES[scheme](*shape))
        params.append((draw(std, shape), np.zeros(shape[1])))
    return params


def _spread(sizes, rng, scheme, deviation):
    """Return parameters with other spreads: `deviation(std, inputs, outputs)`, drawn in order."""

    def draw(std, shape):
        return rng.normal(0.0, deviation(std, *shape), shape)

    return _drawn(sizes, rng, scheme, draw)


@misconception(
    "init_params",
    "The spread is too small: 2 / inputs is the variance. A normal method wants the standard "
    "deviation, its square root.",
)
def takes_the_variance_for_the_deviation(sizes, rng, scheme="he"):
    return _spread(sizes, rng, scheme, lambda std, inputs, outputs: std**2)


@misconception(
    "init_params",
    "Under «he» the 2 is missing: relu throws half of the signal away, so the variance is 2 / "
    "inputs.",
)
def leaves_out_the_two_of_he(sizes, rng, scheme="he"):
    def deviation(std, inputs, outputs):
        return std / np.sqrt(2) if scheme == "he" else std

    return _spread(sizes, rng, scheme, deviation)


@misconception(
    "init_params",
    "Under «he» you divide by the outputs. The sum in a neuron has one term per input: 2 / inputs.",
)
def divides_by_the_outputs(sizes, rng, scheme="he"):
    def deviation(std, inputs, outputs):
        return np.sqrt(2 / outputs) if scheme == "he" else std

    return _spread(sizes, rng, scheme, deviation)


@misconception(
    "init_params",
    "sqrt(6 / (inputs + outputs)) is the limit of the uniform Glorot start. The normal one has "
    "the standard deviation sqrt(2 / (inputs + outputs)).",
)
def takes_the_uniform_limit(sizes, rng, scheme="he"):
    def deviation(std, inputs, outputs):
        return np.sqrt(3) * std if scheme == "glorot" else std

    return _spread(sizes, rng, scheme, deviation)


@misconception(
    "init_params", "`scheme` had no effect: you always use the spread of «he». Ask for each name."
)
def always_starts_with_he(sizes, rng, scheme="he"):
    reference.init_params([1, 1], np.random.default_rng(0), scheme)
    return reference.init_params(sizes, rng, "he")


@misconception(
    "init_params",
    "Under «normal» your weights are small. Here it means standard deviation 1, so that you can "
    "see what goes wrong with it.",
)
def makes_normal_small(sizes, rng, scheme="he"):
    def deviation(std, inputs, outputs):
        return 0.01 if scheme == "normal" else std

    return _spread(sizes, rng, scheme, deviation)


@misconception(
    "init_params",
    "All your weights are positive: rng.random gives numbers from 0 to 1. Use a normal method.",
)
def draws_between_zero_and_one(sizes, rng, scheme="he"):
    return _drawn(sizes, rng, scheme, lambda std, shape: std * rng.random(shape))


@misconception(
    "init_params",
    "Your weights are uniform: they stop at a sharp limit. Use rng.normal or rng.standard_normal.",
)
def draws_uniform_numbers(sizes, rng, scheme="he"):
    def draw(std, shape):
        return rng.uniform(-np.sqrt(3) * std, np.sqrt(3) * std, shape)

    return _drawn(sizes, rng, scheme, draw)


@misconception(
    "init_params",
    "W stands on its side: yours is (outputs, inputs), the course's is (inputs, outputs).",
)
def makes_w_outputs_by_inputs(sizes, rng, scheme="he"):
    return _drawn(sizes, rng, scheme, lambda std, shape: rng.normal(0.0, std, shape[::-1]))


@misconception("init_params", "The biases start at 0. Nothing is drawn for them.")
def draws_the_biases_too(sizes, rng, scheme="he"):
    params = reference.init_params(sizes, rng, scheme)
    return [(W, rng.normal(size=b.shape)) for W, b in params]


@misconception(
    "init_params", "Your biases have two axes, (1, M). A bias is one number per neuron: (M,)."
)
def makes_the_bias_a_row(sizes, rng, scheme="he"):
    return [(W, b[None, :]) for W, b in reference.init_params(sizes, rng, scheme)]


@misconception(
    "init_params",
    "Two layers start equal. Draw all from the one generator passed in, without seeding anew.",
    grader="test_init_layers_differ",
)
def seeds_every_layer_alike(sizes, rng, scheme="he"):
    seed = int(rng.integers(2**31))

    def draw(std, shape):
        return np.random.default_rng(seed).normal(0.0, std, shape)

    return _drawn(sizes, rng, scheme, draw)


@misconception(
    "init_params",
    "The numbers do not come from `rng`. Draw with its own methods, rng.normal(…), and not from "
    "np.random or from a generator that you make yourself.",
    grader="test_init_repeatable",
)
def draws_from_another_source(sizes, rng, scheme="he"):
    return reference.init_params(sizes, np.random.default_rng(), scheme)
