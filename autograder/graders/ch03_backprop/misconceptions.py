"""Known wrong answers of chapter 3, each with what to tell a learner who gives it.

Each is right where its mistake has no effect: it refuses bad input as the reference does.
"""

import numpy as np

from autograder.grading import misconception, reference_for

reference = reference_for(__file__)

# 3.1 squared_error --------------------------------------------------------------------------


def _differences(target, output, reduction):
    """Return target - output as floats; bad input is refused."""
    reference.squared_error(target, output, reduction)
    return np.asarray(target, float) - np.asarray(output, float)


@misconception(
    "squared_error",
    "«half_sum» came out twice too large: the half is missing. It is there so that the slope has "
    "no factor 2.",
)
def forgets_the_half(target, output, reduction="half_sum"):
    return reference.squared_error(target, output, "sum" if reduction == "half_sum" else reduction)


@misconception(
    "squared_error", "You halved the mean. «half_sum» is half of the sum: nothing is divided by N."
)
def halves_the_mean(target, output, reduction="half_sum"):
    if reduction == "half_sum":
        return reference.squared_error(target, output, "mean") / 2
    return reference.squared_error(target, output, reduction)


@misconception(
    "squared_error",
    "Your mean divides by the number of rows. It is over all entries: target.size, or .mean().",
)
def divides_by_the_rows_only(target, output, reduction="half_sum"):
    squares = _differences(target, output, reduction) ** 2
    if reduction == "mean":
        return float(squares.sum() / len(squares))
    return reference.squared_error(target, output, reduction)


@misconception("squared_error", "These are absolute values. Square the differences.")
def takes_absolute_values(target, output, reduction="half_sum"):
    size = np.abs(_differences(target, output, reduction))
    return float({"half_sum": size.sum() / 2, "sum": size.sum(), "mean": size.mean()}[reduction])


@misconception(
    "squared_error",
    "You added first and squared afterwards, so errors of opposite sign cancel. Square each one.",
)
def squares_the_sum(target, output, reduction="half_sum"):
    squared = _differences(target, output, reduction).sum() ** 2
    return float(squared * {"half_sum": 0.5, "sum": 1, "mean": 1 / np.size(target)}[reduction])


@misconception(
    "squared_error", "You took the root at the end. This cost stays squared: no np.sqrt, no norm."
)
def takes_the_root(target, output, reduction="half_sum"):
    return float(np.sqrt(reference.squared_error(target, output, reduction)))


@misconception(
    "squared_error",
    "Unsigned integers have no negatives: in uint8, 3 - 5 is 254. Make both arrays floats before "
    "you subtract.",
)
def subtracts_unsigned_integers(target, output, reduction="half_sum"):
    right = reference.squared_error(target, output, reduction)
    difference = np.asarray(target) - np.asarray(output)
    if difference.dtype.kind != "u":
        return right
    return reference.squared_error(difference, np.zeros(difference.shape), reduction)


@misconception(
    "squared_error",
    "(3,) and (3, 1) went through: NumPy stretched them to a table of 9 differences. Refuse "
    "shapes that are not equal.",
)
def lets_numpy_stretch_the_shapes(target, output, reduction="half_sum"):
    if np.shape(target) != np.shape(output):
        target, output = np.broadcast_arrays(target, output)
    return reference.squared_error(target, output, reduction)


# 3.2 softmax_cross_entropy ------------------------------------------------------------------


def _rows(logits, y):
    """Return logits as floats, with the row numbers; bad input is refused."""
    reference.softmax_cross_entropy(logits, y)
    return np.asarray(logits, float), np.arange(len(y))


def _softmax(logits):
    """Return stable probabilities, row by row."""
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@misconception("softmax_cross_entropy", "Exactly N times too large: take the mean over rows.")
def sums_over_the_rows(logits, y):
    return reference.softmax_cross_entropy(logits, y) * len(y)


@misconception(
    "softmax_cross_entropy",
    "log(0): the probability of the right class became 0 before you took its logarithm. Work "
    "from logits: log-sum-exp minus the true logit.",
)
def takes_the_log_of_softmax(logits, y):
    logits, rows = _rows(logits, y)
    return float(np.mean(-np.log(_softmax(logits)[rows, y])))


@misconception(
    "softmax_cross_entropy",
    "exp overflowed at 1000. Take each row's maximum off first and add it again after the "
    "logarithm: log-sum-exp stays the same.",
)
def leaves_the_maximum_in(logits, y):
    logits, rows = _rows(logits, y)
    return float(np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[rows, y]))


@misconception(
    "softmax_cross_entropy",
    "exp overflowed, and small probabilities became 0. Take each row's maximum off, and stay with "
    "logits: log-sum-exp minus the true logit.",
)
def takes_the_log_of_a_naive_softmax(logits, y):
    logits, rows = _rows(logits, y)
    e = np.exp(logits)
    return float(np.mean(-np.log((e / e.sum(axis=1, keepdims=True))[rows, y])))


@misconception(
    "softmax_cross_entropy",
    "One large row wiped out the others: log(0). Take the maximum per row, keepdims=True.",
)
def takes_one_maximum_for_all_rows(logits, y):
    logits, rows = _rows(logits, y)
    shifted = logits - logits.max()
    return float(np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[rows, y]))


@misconception(
    "softmax_cross_entropy",
    "Your loss stops growing: the probability is clipped. The true value goes on to 2000, and "
    "clipping kills the gradient where the mistake is worst. Work from logits.",
)
def clips_the_probabilities(logits, y):
    logits, rows = _rows(logits, y)
    return float(np.mean(-np.log(np.maximum(_softmax(logits)[rows, y], 1e-7))))


@misconception(
    "softmax_cross_entropy",
    "softmax was applied twice: the input is logits, and a second softmax flattened them.",
)
def applies_softmax_twice(logits, y):
    logits, _ = _rows(logits, y)
    return reference.softmax_cross_entropy(_softmax(logits), y)


@misconception(
    "softmax_cross_entropy",
    "The sign is reversed: a loss is 0 or above. log-sum-exp comes first, minus the right logit.",
)
def reverses_the_sign_of_the_loss(logits, y):
    return -reference.softmax_cross_entropy(logits, y)


@misconception(
    "softmax_cross_entropy",
    "Exactly C times too small: your mean goes over the classes too. One loss per row, then the "
    "mean over rows.",
)
def takes_the_mean_over_classes_too(logits, y):
    return reference.softmax_cross_entropy(logits, y) / np.shape(logits)[1]


@misconception(
    "softmax_cross_entropy",
    "A label of -1 went through: NumPy counts it from the end and takes the last class. Check "
    "below 0 too.",
)
def lets_negative_labels_through(logits, y):
    logits, y = np.asarray(logits, float), np.asarray(y)
    if y.shape == logits.shape[:1] and logits.ndim == 2 and np.all(y >= -logits.shape[1]):
        y = np.where(y < 0, y + logits.shape[1], y)
    return reference.softmax_cross_entropy(logits, y)


@misconception(
    "softmax_cross_entropy",
    "Right values, but the work grows with N in Python. logits[np.arange(N), y] picks each row's "
    "own entry, axis=1 does the sums.",
    grader="test_cross_entropy_vectorised",
)
def goes_through_the_rows(logits, y):
    reference.softmax_cross_entropy(logits, y)
    losses = []
    for row, label in zip(np.asarray(logits, float), y, strict=True):
        top = row.max()
        losses.append(np.log(np.exp(row - top).sum()) + top - row[label])
    return float(np.mean(losses))


# 3.3 numerical_gradient ---------------------------------------------------------------------


def _per_entry(f, x, h, slope):
    """Return slope(x, step) for a step in each entry alone; bad h is refused."""
    reference.numerical_gradient(lambda x: 0.0, x, h)
    x = np.asarray(x, float)
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = h
        gradient[place] = slope(x, step)
    return gradient


@misconception(
    "numerical_gradient",
    "You stepped to one side only. The error is as large as h itself, with both sides as h²: use "
    "f(x + h) - f(x - h), and divide by 2h.",
)
def steps_to_one_side(f, x, h=1e-5):
    return _per_entry(f, x, h, lambda x, step: (f(x + step) - f(x)) / h)


@misconception(
    "numerical_gradient", "Twice too large: from x - h to x + h it is 2h. Divide by 2 * h."
)
def divides_by_h(f, x, h=1e-5):
    return 2 * reference.numerical_gradient(f, x, h)


@misconception(
    "numerical_gradient",
    "`/ 2 * h` divides by 2 and then multiplies by h. Put brackets: / (2 * h).",
)
def forgets_the_brackets(f, x, h=1e-5):
    return reference.numerical_gradient(f, x, h) * h * h


@misconception(
    "numerical_gradient",
    "The array you were given changed, if only for a moment. Perturb a copy.",
)
def perturbs_x_itself(f, x, h=1e-5):
    reference.numerical_gradient(lambda x: 0.0, x, h)
    if x.dtype.kind != "f":
        return reference.numerical_gradient(f, x, h)
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        kept = x[place]
        x[place] = kept + h
        above = f(x)
        x[place] = kept - h
        gradient[place] = (above - f(x)) / (2 * h)
        x[place] = kept
    return gradient


@misconception(
    "numerical_gradient",
    "An entry that was moved stayed moved while the next ones were measured. Put it back, or "
    "start each time from a fresh copy of x.",
)
def does_not_move_back(f, x, h=1e-5):
    moved = np.array(x, float)

    def slope(x, step):
        above = f(moved + step)
        moved[...] -= step
        return (above - f(moved)) / (2 * h)

    return _per_entry(f, x, h, slope)


@misconception(
    "numerical_gradient",
    "All entries moved together, so each slope holds the sum of all. Move one entry at a time.",
)
def moves_all_entries_together(f, x, h=1e-5):
    return _per_entry(f, x, h, lambda x, step: (f(x + h) - f(x - h)) / (2 * h))


@misconception(
    "numerical_gradient",
    "A whole row moved at once: `for i in range(len(x))` goes over rows. Every entry needs a turn "
    "of its own: np.ndindex(x.shape).",
)
def moves_whole_rows(f, x, h=1e-5):
    x = np.asarray(x)
    if x.ndim < 2:
        return reference.numerical_gradient(f, x, h)

    def slope(x, step):
        row = h * (step.any(axis=tuple(range(1, x.ndim)), keepdims=True))
        return (f(x + row) - f(x - row)) / (2 * h)

    return _per_entry(f, x, h, slope)


@misconception(
    "numerical_gradient",
    "You gave f one entry instead of the whole array. That works only where entries do not meet "
    "each other.",
)
def gives_f_one_entry(f, x, h=1e-5):
    def slope(x, step):
        entry = x[step != 0]
        return (f(entry + h) - f(entry - h)) / (2 * h)

    return _per_entry(f, x, h, slope)


@misconception(
    "numerical_gradient",
    "f was given a flat list of entries where x is a table. Keep x's shape in every call of f.",
)
def flattens_x_for_f(f, x, h=1e-5):
    flat = reference.numerical_gradient(f, np.ravel(x), h)
    return flat.reshape(np.shape(x))


@misconception(
    "numerical_gradient",
    "With integers in x the step was lost: 3 + 0.00001 is stored as 3. Copy x as float64.",
)
def keeps_integers(f, x, h=1e-5):
    if np.asarray(x).dtype.kind == "f":
        return reference.numerical_gradient(f, x, h)
    reference.numerical_gradient(f, x, h)
    x = np.asarray(x)

    def slope(_, step):
        above, below = (x + sign * step for sign in (1, -1))
        return (f(above.astype(x.dtype)) - f(below.astype(x.dtype))) / (2 * h)

    return _per_entry(f, x, h, slope)


@misconception(
    "numerical_gradient", "The argument h had no effect. Use it in the steps and in the division."
)
def always_takes_its_own_step(f, x, h=1e-5):
    reference.numerical_gradient(lambda x: 0.0, x, h)
    return reference.numerical_gradient(f, x)


# 3.4 delta_rule_step ------------------------------------------------------------------------


def _step(w, X, t, lr, change):
    """Return w + lr · change(w, X, t) in floats; bad input is refused."""
    reference.delta_rule_step(w, X, t, lr)
    w, X, t = (np.asarray(a, float) for a in (w, X, t))
    return w + lr * change(w, X, t)


@misconception(
    "delta_rule_step",
    "The step goes uphill: the error is t - Xw, and its direction is added. (Minus the gradient "
    "is plus Xᵀ(t - Xw).)",
)
def climbs(w, X, t, lr):
    return _step(w, X, t, lr, lambda w, X, t: -X.T @ (t - X @ w))


@misconception(
    "delta_rule_step", "N times too small: «half_sum» is a sum. Do not divide by the rows."
)
def takes_the_mean_gradient(w, X, t, lr):
    return _step(w, X, t, lr, lambda w, X, t: X.T @ (t - X @ w) / len(t))


@misconception(
    "delta_rule_step",
    "The step is twice too large: with the half in the cost, the 2 of the square cancels.",
)
def keeps_the_factor_two(w, X, t, lr):
    return _step(w, X, t, lr, lambda w, X, t: 2 * X.T @ (t - X @ w))


@misconception("delta_rule_step", "`lr` had no effect. Multiply the step by it.")
def leaves_out_lr(w, X, t, lr):
    return _step(w, X, t, 1.0, lambda w, X, t: X.T @ (t - X @ w))


@misconception(
    "delta_rule_step", "This is the change alone. Return the new weights: w plus the change."
)
def returns_the_change(w, X, t, lr):
    return reference.delta_rule_step(w, X, t, lr) - np.asarray(w, float)


@misconception(
    "delta_rule_step",
    "You changed w after every row. Here all rows answer with the old w, then there is one step.",
)
def updates_row_by_row(w, X, t, lr):
    reference.delta_rule_step(w, X, t, lr)
    w = np.array(w, float)
    for row, target in zip(X, t, strict=True):
        w = w + lr * row * (target - row @ w)
    return w


@misconception(
    "delta_rule_step",
    "You compared with 0 first, as the perceptron does. This unit is linear: the error is t - Xw.",
)
def answers_with_a_threshold(w, X, t, lr):
    return _step(w, X, t, lr, lambda w, X, t: X.T @ (t - (X @ w > 0)))


@misconception(
    "delta_rule_step", "w changed for the one who called you: `w += …` works in place. w = w + …"
)
def changes_w_in_place(w, X, t, lr):
    new = reference.delta_rule_step(w, X, t, lr)
    if np.asarray(w).dtype != np.float64:
        return new
    w += new - w
    return w


@misconception(
    "delta_rule_step",
    "A column of targets (N, 1) went through. (N, 1) minus (N,) is a whole table, and the sum of "
    "its rows no longer the gradient. Refuse it.",
)
def lets_columns_through(w, X, t, lr):
    if np.ndim(X) == 2 and np.shape(t) in ((len(X), 1), (1,)):
        return np.asarray(w, float) + lr * np.sum(X.T @ (t - X @ w), axis=-1)
    return reference.delta_rule_step(w, X, t, lr)


# 3.5 dense_backward -------------------------------------------------------------------------


@misconception(
    "dense_backward",
    "dX and dW are right, db is N times too small: the loss already holds the 1/N. Add the rows "
    "up.",
)
def takes_the_mean_for_db(dY, X, W):
    dX, dW, db = reference.dense_backward(dY, X, W)
    return dX, dW, db / len(X)


@misconception(
    "dense_backward",
    "dW and db are N times too small. The 1/N belongs to the loss and is in dY already.",
)
def divides_by_n_once_more(dY, X, W):
    dX, dW, db = reference.dense_backward(dY, X, W)
    return dX, dW / len(X), db / len(X)


@misconception(
    "dense_backward",
    "Doubling dY changed nothing: multiply by the gradient coming in.",
)
def ignores_what_comes_in(dY, X, W):
    reference.dense_backward(dY, X, W)
    return reference.dense_backward(np.ones(np.shape(dY)), X, W)


@misconception(
    "dense_backward",
    "dX uses W where W.T belongs. With a square W the shapes hide it; the values do not.",
)
def forgets_to_transpose_w(dY, X, W):
    _, dW, db = reference.dense_backward(dY, X, W)
    return dY @ W, dW, db


@misconception(
    "dense_backward", "dW is transposed: it has the shape of W, (inputs, outputs), from X.T @ dY."
)
def transposes_dw(dY, X, W):
    dX, dW, db = reference.dense_backward(dY, X, W)
    return dX, dW.T.copy(), db


@misconception("dense_backward", "The order of the three is dX, dW, db.")
def returns_another_order(dY, X, W):
    dX, dW, db = reference.dense_backward(dY, X, W)
    return dW, db, dX


@misconception(
    "dense_backward", "db is a row (1, M). b has the shape (M,): leave out keepdims=True."
)
def keeps_an_axis_in_db(dY, X, W):
    dX, dW, db = reference.dense_backward(dY, X, W)
    return dX, dW, db[None, :]


@misconception(
    "dense_backward",
    "db has one entry per row of the batch. It needs one per output: sum over axis 0.",
)
def sums_db_over_the_outputs(dY, X, W):
    dX, dW, _ = reference.dense_backward(dY, X, W)
    return dX, dW, np.sum(dY, axis=1)


@misconception(
    "dense_backward",
    "db is dY itself, one row per sample. All rows share the one b: add them up, axis 0.",
)
def does_not_sum_db(dY, X, W):
    dX, dW, _ = reference.dense_backward(dY, X, W)
    return dX, dW, np.array(dY)


@misconception(
    "dense_backward",
    "A W that does not fit X went through, because X.T @ dY never meets W. Compare the shapes of "
    "all three.",
)
def does_not_compare_x_with_w(dY, X, W):
    if np.ndim(dY) == np.ndim(X) == np.ndim(W) == 2 and np.shape(W)[1] == np.shape(dY)[1]:
        _, dW, db = reference.dense_backward(dY, X, np.zeros((np.shape(X)[1], np.shape(dY)[1])))
        return dY @ W.T, dW, db
    return reference.dense_backward(dY, X, W)


@misconception(
    "dense_backward",
    "Right gradients, but the work grows with N in Python. X.T @ dY adds the products of all rows "
    "in one step.",
    grader="test_dense_backward_vectorised",
)
def adds_row_by_row(dY, X, W):
    reference.dense_backward(dY, X, W)
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for n in range(len(X)):
        dX[n] = W @ dY[n]
        dW += np.outer(X[n], dY[n])
        db += dY[n]
    return dX, dW, db


# 3.6 activation_backward --------------------------------------------------------------------


def _activate(z, kind):
    """Return the activation of z."""
    return {
        "linear": lambda: z,
        "step": lambda: np.heaviside(z, 0.0),
        "sigmoid": lambda: 1 / (1 + np.exp(-z)),
        "tanh": lambda: np.tanh(z),
        "relu": lambda: np.maximum(z, 0.0),
        "softplus": lambda: np.logaddexp(z, 0.0),
        "elu": lambda: np.where(z > 0, z, np.expm1(np.minimum(z, 0.0))),
    }[kind]()


@misconception(
    "activation_backward",
    "φ′ was taken at the activation. Give activation_derivative z itself: what went in, not what "
    "came out.",
)
def takes_the_slope_at_the_activation(dA, z, kind):
    reference.activation_backward(dA, z, kind)
    return reference.activation_backward(dA, _activate(z, kind), kind)


@misconception(
    "activation_backward",
    "The gradient that comes in had no effect: this is the slope alone. Multiply by dA.",
)
def forgets_da(dA, z, kind):
    reference.activation_backward(dA, z, kind)
    return reference.activation_derivative(z, kind)


@misconception(
    "activation_backward",
    "You multiplied by the activation's value. The way back takes its slope: "
    "activation_derivative.",
)
def multiplies_by_the_value(dA, z, kind):
    reference.activation_backward(dA, z, kind)
    return dA * _activate(z, kind)


@misconception(
    "activation_backward", "You took the slope at dA. The slope is taken at z; dA is the factor."
)
def swaps_da_and_z(dA, z, kind):
    reference.activation_backward(dA, z, kind)
    return reference.activation_backward(z, dA, kind)


@misconception(
    "activation_backward", "You added dA and the slope. Slopes of a chain are multiplied."
)
def adds_the_slope(dA, z, kind):
    reference.activation_backward(dA, z, kind)
    return dA + reference.activation_derivative(z, kind)


@misconception(
    "activation_backward",
    "Every kind was treated as relu. Hand `kind` on to activation_derivative.",
)
def knows_only_relu(dA, z, kind):
    reference.activation_backward(dA, z, kind)
    return reference.activation_backward(dA, z, "relu")


@misconception(
    "activation_backward",
    "Your relu lets the gradient through at z = 0. The course takes slope 0 there: z > 0.",
)
def opens_the_gate_at_zero(dA, z, kind):
    right = reference.activation_backward(dA, z, kind)
    return dA * (np.asarray(z) >= 0) if kind == "relu" else right


@misconception(
    "activation_backward",
    "dA changed for the one who called you: `dA *= …` works in place. Return a new array.",
)
def changes_da_in_place(dA, z, kind):
    reference.activation_backward(dA, z, kind)
    dA *= reference.activation_derivative(z, kind)
    return dA


@misconception(
    "activation_backward",
    "Two different shapes went through, because NumPy stretched one of them. Compare them first.",
)
def stretches_da(dA, z, kind):
    return dA * reference.activation_derivative(z, kind)


# 3.7 backprop -------------------------------------------------------------------------------


def _at_logits(logits, y):
    """Return the gradient at the logits, for the mean loss."""
    p = _softmax(logits)
    p[np.arange(len(y)), y] -= 1
    return p / len(y)


def _relu_gate(dA, Z, A):
    return dA * (Z > 0)


def _backprop(X, y, params, at_logits=_at_logits, gate=_relu_gate):
    """Return loss and grads with another start at the logits, or another way through relu."""
    loss, _ = reference.backprop(X, y, params)  # refuses bad input
    logits, cache = reference.forward_pass(np.asarray(X, float), params)
    dZ, grads = at_logits(logits, np.asarray(y)), []
    for layer in reversed(range(len(params))):
        dA, dW, db = reference.dense_backward(dZ, cache[layer]["A_prev"], params[layer][0])
        grads.insert(0, (dW, db))
        if layer > 0:
            dZ = gate(dA, cache[layer - 1]["Z"], cache[layer]["A_prev"])
    return loss, grads


@misconception(
    "backprop",
    "The last layer is right, the earlier ones are wrong: pass the gradient only where Z > 0.",
)
def leaves_the_gate_open(X, y, params):
    return _backprop(X, y, params, gate=lambda dA, Z, A: dA)


@misconception(
    "backprop",
    "The gate opened where the gradient was above 0. relu's slope depends on Z: use the stored Z.",
)
def gates_by_the_gradient(X, y, params):
    return _backprop(X, y, params, gate=lambda dA, Z, A: dA * (dA > 0))


@misconception(
    "backprop",
    "You multiplied by relu's value on the way back. φ′ is 0 or 1: it is evaluated at the stored "
    "Z.",
)
def gates_with_the_value(X, y, params):
    return _backprop(X, y, params, gate=lambda dA, Z, A: dA * A)


@misconception(
    "backprop",
    "All gradients are exactly N times too large: the loss is a mean, so divide by N at the "
    "logits.",
)
def forgets_the_mean(X, y, params):
    return _backprop(X, y, params, at_logits=lambda z, y: _at_logits(z, y) * len(y))


@misconception(
    "backprop",
    "All gradients are exactly N times too small: 1/N came in twice. Divide at the logits only.",
)
def divides_by_n_twice(X, y, params):
    return _backprop(X, y, params, at_logits=lambda z, y: _at_logits(z, y) / len(y))


@misconception(
    "backprop",
    "You started from the probabilities alone. At the logits the gradient is softmax - one_hot: "
    "take 1 off at the right class.",
)
def does_not_take_off_the_label(X, y, params):
    return _backprop(X, y, params, at_logits=lambda z, y: _softmax(z) / len(y))


@misconception(
    "backprop",
    "The sign is reversed everywhere: softmax - one_hot, not one_hot - softmax. The minus of the "
    "descent comes in the update.",
)
def reverses_the_sign_at_the_logits(X, y, params):
    return _backprop(X, y, params, at_logits=lambda z, y: -_at_logits(z, y))


@misconception(
    "backprop",
    "Your softmax runs over the batch: columns sum to 1, rows do not. Use the class axis, axis=1.",
)
def normalises_over_the_batch(X, y, params):
    def at_logits(logits, y):
        p = _softmax(logits.T).T.copy()
        p[np.arange(len(y)), y] -= 1
        return p / len(y)

    return _backprop(X, y, params, at_logits=at_logits)


@misconception(
    "backprop",
    "You sent the logits through relu too. The last layer is linear: nothing is gated there.",
)
def gates_the_logits(X, y, params):
    return _backprop(X, y, params, at_logits=lambda z, y: _at_logits(z, y) * (z > 0))


@misconception(
    "backprop",
    "The gradients come in the order of the way back. Put the first layer first: insert at the "
    "front, or reverse the list.",
)
def lists_the_last_layer_first(X, y, params):
    loss, grads = reference.backprop(X, y, params)
    return loss, grads[::-1]


@misconception(
    "backprop", "Every dW is right, every db is N times too small: add the rows up, no mean."
)
def takes_the_mean_for_every_db(X, y, params):
    loss, grads = reference.backprop(X, y, params)
    return loss, [(dW, db / len(y)) for dW, db in grads]


@misconception(
    "backprop",
    "The biases get no gradient. A bias is a weight whose input is always 1: add up dZ over the "
    "rows.",
)
def leaves_the_biases_alone(X, y, params):
    loss, grads = reference.backprop(X, y, params)
    return loss, [(dW, np.zeros_like(db)) for dW, db in grads]


@misconception("backprop", "The gradients are right, the loss is a sum: exactly N times too large.")
def returns_the_summed_loss(X, y, params):
    loss, grads = reference.backprop(X, y, params)
    return loss * len(y), grads


# 3.8 train_mlp ------------------------------------------------------------------------------


def _descend(params, grads, lr):
    """Return the params after one step."""
    return [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]


def _train(
    data,
    sizes,
    lr,
    epochs,
    batch_size,
    rng,
    *,
    start=reference.init_params,
    order=lambda rng, n: rng.permutation(n),
    batch=lambda X, y, rows: (X[rows], y[rows]),
    step=_descend,
    short=True,
    total=lambda met: sum(loss * n for loss, n in met) / sum(n for _, n in met),
):
    """Train with one part exchanged; a batch_size below 1 is refused."""
    X, y = data
    reference.train_mlp(X, y, sizes, lr, 0, batch_size, np.random.default_rng(0))
    params, losses = start(sizes, rng), []
    for _ in range(epochs):
        turn, met = order(rng, len(X)), []
        stop = len(X) if short or len(X) < batch_size else len(X) - batch_size + 1
        for first in range(0, stop, batch_size):
            rows = turn[first : first + batch_size]
            some_X, some_y = batch(X, y, rows)
            loss, grads = reference.backprop(some_X, some_y, params)
            met.append((loss, len(rows)))
            params = step(params, grads, lr)
        losses.append(float(total(met)))
    return params, losses


@misconception(
    "train_mlp",
    "Batches are the same in each epoch. Permute with rng, every time anew, and take the batch's "
    "rows from the permutation: X[order[start:stop]].",
)
def never_shuffles(X, y, sizes, lr, epochs, batch_size, rng):
    return _train((X, y), sizes, lr, epochs, batch_size, rng, order=lambda rng, n: np.arange(n))


@misconception(
    "train_mlp",
    "The rows were shuffled once, before the first epoch. Draw a new permutation inside the epoch "
    "loop.",
)
def shuffles_once(X, y, sizes, lr, epochs, batch_size, rng):
    kept = []

    def order(rng, n):
        if not kept:
            kept.append(rng.permutation(n))
        return kept[0]

    return _train((X, y), sizes, lr, epochs, batch_size, rng, order=order)


@misconception(
    "train_mlp",
    "The order comes from a generator of your own, so the seed of the one passed in cannot "
    "repeat it. Draw from rng.",
)
def shuffles_with_a_generator_of_its_own(X, y, sizes, lr, epochs, batch_size, rng):
    own = np.random.default_rng(0)
    return _train(
        (X, y), sizes, lr, epochs, batch_size, rng, order=lambda rng, n: own.permutation(n)
    )


@misconception(
    "train_mlp",
    "np.random is shared by the whole program: nobody can repeat your training. Draw from the rng "
    "that is passed in.",
    grader="test_train_mlp_repeatable",
)
def shuffles_with_the_global_generator(X, y, sizes, lr, epochs, batch_size, rng):
    def order(rng, n):
        return np.random.permutation(n)

    return _train((X, y), sizes, lr, epochs, batch_size, rng, order=order)


@misconception(
    "train_mlp",
    "Some rows come twice in an epoch and others not at all. A permutation holds each row once; "
    "rng.integers and rng.choice do not.",
)
def draws_rows_with_replacement(X, y, sizes, lr, epochs, batch_size, rng):
    return _train(
        (X, y), sizes, lr, epochs, batch_size, rng, order=lambda rng, n: rng.integers(0, n, n)
    )


@misconception(
    "train_mlp",
    "Images and labels no longer match: only X was put in the new order. Index both with the same "
    "permutation.",
)
def shuffles_x_without_y(X, y, sizes, lr, epochs, batch_size, rng):
    def batch(X, y, rows):
        place = batch.first % len(X)
        batch.first = (place + len(rows)) % len(X)
        return X[rows], y[place : place + len(rows)]

    batch.first = 0
    return _train((X, y), sizes, lr, epochs, batch_size, rng, batch=batch)


@misconception(
    "train_mlp",
    "The last, shorter batch was left out. range(0, N, batch_size) reaches it, N // batch_size "
    "does not.",
)
def drops_the_short_batch(X, y, sizes, lr, epochs, batch_size, rng):
    return _train((X, y), sizes, lr, epochs, batch_size, rng, short=False)


@misconception(
    "train_mlp",
    "There is one update per epoch. Update after every batch, inside the loop over batches.",
)
def updates_once_per_epoch(X, y, sizes, lr, epochs, batch_size, rng):
    reference.train_mlp(X, y, sizes, lr, 0, batch_size, np.random.default_rng(0))
    return reference.train_mlp(X, y, sizes, lr, epochs, len(X), rng)


@misconception(
    "train_mlp",
    "Layer 1 used the new W₂ (the lesson's bank example would end at 9.934 instead of 9.922). "
    "Collect all gradients, then update: they all belong to one point.",
)
def updates_while_going_back(X, y, sizes, lr, epochs, batch_size, rng):
    def batch(X, y, rows):
        batch.rows = X[rows], y[rows]
        return batch.rows

    def step(params, _, lr):
        some_X, some_y = batch.rows
        logits, cache = reference.forward_pass(some_X, params)
        dZ, params = _at_logits(logits, some_y), list(params)
        for layer in reversed(range(len(params))):
            W, b = params[layer]
            _, dW, db = reference.dense_backward(dZ, cache[layer]["A_prev"], W)
            params[layer] = W - lr * dW, b - lr * db
            if layer > 0:
                dZ = (dZ @ params[layer][0].T) * (cache[layer - 1]["Z"] > 0)
        return params

    return _train((X, y), sizes, lr, epochs, batch_size, rng, batch=batch, step=step)


@misconception(
    "train_mlp",
    "The loss rises: you added the gradient. Descent subtracts it: W - lr * dW.",
)
def climbs_the_loss(X, y, sizes, lr, epochs, batch_size, rng):
    def step(params, grads, lr):
        return _descend(params, grads, -lr)

    return _train((X, y), sizes, lr, epochs, batch_size, rng, step=step)


@misconception(
    "train_mlp",
    "The steps are batch_size times too small: backprop's gradients are means already. Do not "
    "divide once more.",
)
def divides_by_the_batch_size(X, y, sizes, lr, epochs, batch_size, rng):
    def step(params, grads, lr):
        return _descend(params, grads, lr / min(batch_size, len(X)))

    return _train((X, y), sizes, lr, epochs, batch_size, rng, step=step)


@misconception(
    "train_mlp", "The biases never changed. They take the same step as the weights: b - lr * db."
)
def updates_weights_only(X, y, sizes, lr, epochs, batch_size, rng):
    def step(params, grads, lr):
        return [(W - lr * dW, b) for (W, b), (dW, _) in zip(params, grads, strict=True)]

    return _train((X, y), sizes, lr, epochs, batch_size, rng, step=step)


@misconception(
    "train_mlp",
    "All weights start at 0, so all hidden units stay equal for ever. Start from "
    "init_params(sizes, rng).",
)
def starts_at_zero(X, y, sizes, lr, epochs, batch_size, rng):
    def start(sizes, rng):
        return [(0 * W, b) for W, b in reference.init_params(sizes, rng)]

    return _train((X, y), sizes, lr, epochs, batch_size, rng, start=start)


@misconception(
    "train_mlp",
    "The weights start with spread 1: too large for these layers. Start from "
    "init_params(sizes, rng), whose spread is √(2/inputs).",
)
def starts_with_spread_one(X, y, sizes, lr, epochs, batch_size, rng):
    def start(sizes, rng):
        return [(W / np.sqrt(2 / len(W)), b) for W, b in reference.init_params(sizes, rng)]

    return _train((X, y), sizes, lr, epochs, batch_size, rng, start=start)


@misconception(
    "train_mlp",
    "The epoch's loss is that of its last batch. Take the mean over all that were met.",
)
def notes_the_last_batch(X, y, sizes, lr, epochs, batch_size, rng):
    return _train((X, y), sizes, lr, epochs, batch_size, rng, total=lambda met: met[-1][0])


@misconception(
    "train_mlp",
    "The epoch's loss is a sum over its batches. Divide, so that it does not grow with their "
    "number.",
)
def adds_up_the_losses(X, y, sizes, lr, epochs, batch_size, rng):
    return _train(
        (X, y), sizes, lr, epochs, batch_size, rng, total=lambda met: sum(loss for loss, _ in met)
    )


@misconception(
    "train_mlp",
    "There is one loss per batch. Collect them, and note one mean per epoch.",
)
def notes_every_batch(X, y, sizes, lr, epochs, batch_size, rng):
    noted = []

    def total(met):
        noted.extend(loss for loss, _ in met)
        return 0.0

    params, _ = _train((X, y), sizes, lr, epochs, batch_size, rng, total=total)
    return params, noted


@misconception(
    "train_mlp",
    "The loss was measured after the update. Note the one that backprop returned, before it.",
)
def measures_after_the_epoch(X, y, sizes, lr, epochs, batch_size, rng):
    losses, place = [], rng.bit_generator.state
    for done in range(1, epochs + 1):
        rng.bit_generator.state = place
        params, _ = reference.train_mlp(X, y, sizes, lr, done, batch_size, rng)
        losses.append(reference.backprop(X, y, params)[0])
    if not losses:
        return reference.train_mlp(X, y, sizes, lr, epochs, batch_size, rng)
    return params, losses


# 3.9 fit_or_gate ----------------------------------------------------------------------------
# Written with NumPy: what a TensorFlow version with this mistake would answer, in float32.

CORNERS = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=float)
TARGETS = np.array([[0.0], [1.0], [1.0], [1.0]])


def _relu(z):
    return np.maximum(z, 0), (z > 0) * 1.0


def _fit(w0, steps, lr, *, rows=CORNERS, scale=1.0, unit=_relu):
    """Return weights and losses of plain descent on scale · Σ squares."""
    if np.shape(w0) != (3, 1):
        raise ValueError(f"fit_or_gate: w0: the shape must be (3, 1) ({np.shape(w0)})")
    w, losses = np.array(w0, float), []
    for step in range(steps + 1):
        answers, slopes = unit(rows @ w)
        losses.append(float(scale * np.sum((TARGETS - answers) ** 2)))
        if step < steps:
            w = w - lr * scale * rows.T @ (2 * (answers - TARGETS) * slopes)
    return w.astype(np.float32), losses


@misconception(
    "fit_or_gate",
    "Steps are four times too small: you took the mean. The example sums: tf.reduce_sum.",
)
def takes_the_mean_loss(w0, steps=100, lr=0.01):
    return _fit(w0, steps, lr, scale=0.25)


@misconception(
    "fit_or_gate", "Your loss is half of the sum. Here it is the whole sum of the four squares."
)
def halves_the_loss(w0, steps=100, lr=0.01):
    return _fit(w0, steps, lr, scale=0.5)


@misconception(
    "fit_or_gate",
    "The unit is linear: negative sums came through. Put tf.nn.relu round X @ w.",
)
def leaves_out_relu(w0, steps=100, lr=0.01):
    return _fit(w0, steps, lr, unit=lambda z: (z, np.ones_like(z)))


@misconception("fit_or_gate", "You used the sigmoid. The unit of this example answers relu(X @ w).")
def uses_the_sigmoid(w0, steps=100, lr=0.01):
    def unit(z):
        a = 1 / (1 + np.exp(-z))
        return a, a * (1 - a)

    return _fit(w0, steps, lr, unit=unit)


@misconception(
    "fit_or_gate",
    "Your column of ones comes first. It is the last one here, so that the bias is w[2].",
)
def puts_the_bias_first(w0, steps=100, lr=0.01):
    return _fit(w0, steps, lr, rows=CORNERS[:, [2, 0, 1]])


@misconception(
    "fit_or_gate",
    "The loss after the last step is missing: steps + 1 numbers. Measure once more after the loop.",
)
def leaves_out_the_last_loss(w0, steps=100, lr=0.01):
    w, losses = _fit(w0, steps, lr)
    return w, losses[:-1]


@misconception(
    "fit_or_gate",
    "The first loss is missing: note it before each step, not after, and once more at the end.",
)
def leaves_out_the_first_loss(w0, steps=100, lr=0.01):
    w, losses = _fit(w0, steps, lr)
    return w, losses[1:]


@misconception("fit_or_gate", "`lr` had no effect: the steps are those of 0.01, whatever it is.")
def fixes_the_learning_rate(w0, steps=100, lr=0.01):
    return _fit(w0, steps, 0.01)


@misconception(
    "fit_or_gate", "The weights go uphill: w -= lr * gradient, or w.assign_sub(lr * gradient)."
)
def adds_the_gradient(w0, steps=100, lr=0.01):
    return _fit(w0, steps, -lr)
