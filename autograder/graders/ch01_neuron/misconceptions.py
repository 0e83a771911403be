"""Known wrong answers of chapter 1, each with what to tell a learner who gives it.

Each is right where its mistake has no effect: it refuses bad input as the reference does.
"""

import numpy as np

from autograder.grading import misconception, reference_for

reference = reference_for(__file__)

# 1.1 weighted_sum ---------------------------------------------------------------------------


@misconception(
    "weighted_sum",
    "The bias had no effect: with x = 0 the answer is not b. Add b once, after the sum.",
)
def leaves_out_the_bias(x, w, b=0.0):
    return reference.weighted_sum(x, w)


@misconception(
    "weighted_sum", "This is a weighted average. A neuron adds; it does not divide by the weights."
)
def divides_by_the_sum_of_weights(x, w, b=0.0):
    return float(reference.weighted_sum(x, w) / np.sum(w) + b)


@misconception(
    "weighted_sum", "You took the mean of the products. A neuron adds them up: sum, not mean."
)
def takes_the_mean(x, w, b=0.0):
    return float(reference.weighted_sum(x, w) / len(x) + b)


@misconception(
    "weighted_sum",
    "You added b to every product, so it counts once per input. Add it once, after the sum.",
)
def adds_the_bias_to_every_product(x, w, b=0.0):
    return float(reference.weighted_sum(x, w) + len(x) * b)


@misconception(
    "weighted_sum", "The last input had no effect. `range(len(x))` already stops before len(x)."
)
def leaves_out_the_last_input(x, w, b=0.0):
    reference.weighted_sum(x, w)
    return float(sum(x[j] * w[j] for j in range(len(x) - 1)) + b)


@misconception(
    "weighted_sum", "You subtracted b. The bias is added; a high bar is a negative bias."
)
def subtracts_the_bias(x, w, b=0.0):
    return reference.weighted_sum(x, w, -b)


@misconception(
    "weighted_sum",
    "You added first and multiplied afterwards. Each input meets its own weight before the sum.",
)
def sums_before_multiplying(x, w, b=0.0):
    reference.weighted_sum(x, w)
    return float(np.sum(x) * np.sum(w) + b)


# 1.2 threshold_unit -------------------------------------------------------------------------


@misconception(
    "threshold_unit",
    "A score exactly on the bar must fail: the rule is «greater than», not «at least».",
)
def answers_one_on_the_bar(x, w, b):
    return int(reference.weighted_sum(x, w, b) >= 0) if _legal(x, w, b) else 0


@misconception(
    "threshold_unit",
    "You compared the sum with b. Add b to the sum and compare with 0: b = -50 is a bar at 50.",
)
def takes_the_bias_for_the_bar(x, w, b):
    return int(reference.weighted_sum(x, w) > b) if _legal(x, w, b) else 0


@misconception(
    "threshold_unit",
    "Your bar is at 0.5. The score z is no probability: compare it with 0.",
)
def puts_the_bar_at_one_half(x, w, b):
    return int(reference.weighted_sum(x, w, b) > 0.5) if _legal(x, w, b) else 0


@misconception("threshold_unit", "You answer -1 for «no». This unit answers 0.")
def answers_minus_one(x, w, b):
    return reference.threshold_unit(x, w, b) or -1


@misconception(
    "threshold_unit",
    "The bias had no effect on the answer. Add b to the sum before you compare.",
)
def forgets_the_bias(x, w, b):
    return reference.threshold_unit(x, w, 0.0)


def _legal(x, w, b):
    """Refuse bad input in the words of `threshold_unit`."""
    reference.threshold_unit(x, w, b)
    return True


# 1.3 sigmoid --------------------------------------------------------------------------------


def _like_reference(z, values):
    """Return the values in the dtype that z asks for; NaN is refused."""
    return np.asarray(values, dtype=np.asarray(reference.sigmoid(z)).dtype)


@misconception(
    "sigmoid",
    "exp overflowed at z = -1000. Use e^z / (1 + e^z) on the negative side: both forms are equal.",
)
def uses_the_formula_as_it_stands(z):
    reference.sigmoid(z)
    z = 1.0 * np.asarray(z)
    return 1 / (1 + np.exp(-z))


@misconception(
    "sigmoid",
    "You computed both halves for all of z, and np.where chose afterwards: the half that is not "
    "used overflowed. Give exp only -|z|.",
)
def computes_both_halves_everywhere(z):
    reference.sigmoid(z)
    z = 1.0 * np.asarray(z)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@misconception(
    "sigmoid",
    "σ(-40) should be 4.2e-18, you have 9.4e-14. Clipping hides the tail; split by sign instead.",
)
def clips_z(z):
    return reference.sigmoid(np.clip(z, -30, 30))


@misconception(
    "sigmoid",
    "Far on the left you get exactly 0: 1 + tanh cancels there. Use e^z / (1 + e^z).",
)
def writes_it_with_tanh(z):
    reference.sigmoid(z)
    return 0.5 * (1 + np.tanh(1.0 * np.asarray(z) / 2))


@misconception(
    "sigmoid",
    "Your curve falls where it should rise. The exponent is -z: the two halves are swapped.",
)
def falls_instead_of_rising(z):
    reference.sigmoid(z)
    return reference.sigmoid(-1.0 * np.asarray(z))


@misconception(
    "sigmoid",
    "The absolute value avoids the overflow, but σ(-2) became σ(2). The negative side needs "
    "e / (1 + e).",
)
def is_symmetric_about_zero(z):
    return reference.sigmoid(np.abs(1.0 * np.asarray(z)))


@misconception("sigmoid", "float32 came back as float64. Convert integers only.")
def always_answers_float64(z):
    return reference.sigmoid(np.asarray(z, dtype=np.float64))


# 1.4 activate -------------------------------------------------------------------------------


def _with_kind(kind, wrong):
    """Return `activate` with one kind replaced by `wrong(z)`, which gets floats."""

    def activate(z, kind_asked):
        right = reference.activate(z, kind_asked)
        if kind_asked != kind:
            return right
        return np.asarray(wrong(1.0 * np.asarray(z)), dtype=np.asarray(right).dtype)

    return activate


@misconception("activate", "step at z = 0 is 0: the rule is «greater than», not «at least».")
def step_is_one_at_zero(z, kind):
    return _with_kind("step", lambda z: np.heaviside(z, 1.0))(z, kind)


@misconception("activate", "step at z = 0 is 0 in this course, not 1/2.")
def step_is_half_at_zero(z, kind):
    return _with_kind("step", lambda z: np.heaviside(z, 0.5))(z, kind)


@misconception("activate", "Your elu jumps from 1 to 0 at z = 0. On the left it is e^z - 1.")
def elu_without_minus_one(z, kind):
    return _with_kind("elu", lambda z: np.where(z > 0, z, np.exp(np.minimum(z, 0))))(z, kind)


@misconception("activate", "That is the leaky relu. Here the negative side is exactly 0.")
def relu_leaks(z, kind):
    return _with_kind("relu", lambda z: np.where(z > 0, z, 0.01 * z))(z, kind)


@misconception("activate", "You mirrored negative entries. relu replaces them by 0.")
def relu_is_the_absolute_value(z, kind):
    return _with_kind("relu", np.abs)(z, kind)


@misconception("activate", "Your logarithm has base 10. ln is `np.log` (or `np.log1p`).")
def softplus_in_log10(z, kind):
    return _with_kind("softplus", lambda z: reference.activate(z, "softplus") / np.log(10))(z, kind)


@misconception(
    "activate",
    "exp overflowed inside softplus at z = 1000. ln(1 + e^z) = max(z, 0) + ln(1 + e^-|z|).",
)
def softplus_as_it_stands(z, kind):
    return _with_kind("softplus", lambda z: np.log(1 + np.exp(z)))(z, kind)


@misconception("activate", "linear handed back your input itself. Return a float copy of it.")
def linear_returns_the_input(z, kind):
    return z if kind == "linear" else reference.activate(z, kind)


# 1.5 activation_derivative ------------------------------------------------------------------


def _with_slope(kind, wrong):
    """Return `activation_derivative` with one kind replaced by `wrong(z)`."""

    def activation_derivative(z, kind_asked):
        right = reference.activation_derivative(z, kind_asked)
        if kind_asked != kind:
            return right
        return np.asarray(wrong(1.0 * np.asarray(z)), dtype=np.asarray(right).dtype)

    return activation_derivative


@misconception(
    "activation_derivative",
    "You put σ(z) into the derivative where z belongs. σ′(z) = σ(z) (1 - σ(z)).",
)
def sigmoid_slope_at_the_activation(z, kind):
    def wrong(z):
        return reference.activation_derivative(reference.sigmoid(z), "sigmoid")

    return _with_slope("sigmoid", wrong)(z, kind)


@misconception(
    "activation_derivative",
    "You used z itself in σ (1 - σ): that formula wants the activation. σ′(z) = σ(z) (1 - σ(z)).",
)
def sigmoid_slope_from_z_as_if_activated(z, kind):
    return _with_slope("sigmoid", lambda z: z * (1 - z))(z, kind)


@misconception(
    "activation_derivative",
    "At z = 0 the course takes slope 0 for relu: compare with > and not >=.",
)
def relu_slope_one_at_zero(z, kind):
    return _with_slope("relu", lambda z: np.heaviside(z, 1.0))(z, kind)


@misconception(
    "activation_derivative",
    "You gave the step's value, not its slope. A step is flat on both sides: 0.",
)
def step_slope_is_the_step(z, kind):
    return _with_slope("step", lambda z: np.heaviside(z, 0.0))(z, kind)


@misconception("activation_derivative", "You gave the value of linear. Its slope is 1 everywhere.")
def linear_slope_is_z(z, kind):
    return _with_slope("linear", lambda z: z)(z, kind)


@misconception("activation_derivative", "The square is missing: the slope of tanh is 1 - tanh²(z).")
def tanh_is_not_squared(z, kind):
    return _with_slope("tanh", lambda z: 1 - np.tanh(z))(z, kind)


@misconception(
    "activation_derivative",
    "Left of 0 the slope of e^z - 1 is e^z: the -1 drops out.",
)
def elu_slope_is_the_value(z, kind):
    return _with_slope("elu", lambda z: np.where(z > 0, 1.0, np.expm1(np.minimum(z, 0))))(z, kind)


@misconception(
    "activation_derivative",
    "One derivative too many: the slope of softplus is the sigmoid itself.",
)
def softplus_slope_is_the_slope_of_sigmoid(z, kind):
    return _with_slope("softplus", lambda z: reference.activation_derivative(z, "sigmoid"))(z, kind)


@misconception(
    "activation_derivative",
    "This is the slope measured by small steps: right only roughly, and 0.5 at relu's corner. "
    "Use the exact formula.",
)
def measures_the_slope(z, kind):
    z, h = np.asarray(z, dtype=np.float64), 1e-5
    reference.activation_derivative(z, kind)
    return (reference.activate(z + h, kind) - reference.activate(z - h, kind)) / (2 * h)


# 1.6 perceptron_predict ---------------------------------------------------------------------


def _scores(X, w, b):
    """Return the score of every row; bad shapes are refused."""
    reference.perceptron_predict(X, w, b)
    return np.asarray(X) @ np.asarray(w) + b


@misconception("perceptron_predict", "These are the scores. Compare them with 0 and return 0 or 1.")
def answers_the_scores(X, w, b):
    return _scores(X, w, b)


@misconception("perceptron_predict", "A row exactly on the line answers 0: use > and not >=.")
def answers_one_on_the_line(X, w, b):
    return (_scores(X, w, b) >= 0).astype(int)


@misconception("perceptron_predict", "Your bar is at 0.5. Scores are compared with 0.")
def compares_with_one_half(X, w, b):
    return (_scores(X, w, b) > 0.5).astype(int)


@misconception(
    "perceptron_predict",
    "b had no effect: the line always goes through the origin. Add b to every score.",
)
def leaves_b_out_of_the_scores(X, w, b):
    return reference.perceptron_predict(X, w, 0.0)


@misconception(
    "perceptron_predict",
    "Right answers, but the work grows with N in Python. `X @ w` scores all rows at once.",
    grader="test_predict_vectorised",
)
def loops_over_the_rows(X, w, b):
    reference.perceptron_predict(X, w, b)
    answers = []
    for row in X:
        score = b
        for value, weight in zip(row, w, strict=True):
            score += value * weight
        answers.append(1 if score > 0 else 0)
    return np.array(answers)


# 1.7 perceptron_train -----------------------------------------------------------------------


def _train(X, y, lr, epochs, change, bar=0.0):
    """Train with another rule: `change(error, row, label, score)` -> what to add to w and to b."""
    reference.perceptron_train(X, y, lr, 0)  # refuses bad input
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for row, label in zip(X, y, strict=True):
            score = row @ w + b
            error = label - (score > bar)
            if error != 0:
                dw, db = change(error, row, label, score)
                w, b, wrong = w + lr * dw, b + lr * db, wrong + 1
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, float(b), mistakes


@misconception(
    "perceptron_train",
    "OR passed, AND did not: the bias never changed. Update b with the same error as w.",
)
def never_changes_the_bias(X, y, lr=1.0, epochs=20):
    return _train(X, y, lr, epochs, lambda error, row, label, score: (error * row, 0.0))


@misconception(
    "perceptron_train",
    "Mistakes per pass differ: change w right after each mistake, before the next row.",
)
def updates_after_the_pass(X, y, lr=1.0, epochs=20):
    reference.perceptron_train(X, y, lr, 0)
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        errors = y - (X @ w + b > 0)
        w, b = w + lr * errors @ X, b + lr * errors.sum()
        mistakes.append(int(np.count_nonzero(errors)))
        if mistakes[-1] == 0:
            break
    return w, float(b), mistakes


@misconception("perceptron_train", "Mistakes never fall. The error is y - p; you used p - y.")
def reverses_the_sign(X, y, lr=1.0, epochs=20):
    return _train(X, y, lr, epochs, lambda error, row, label, score: (-error * row, -error))


@misconception(
    "perceptron_train",
    "The clean pass at the end is missing from the list. Append the count first, then stop.",
)
def does_not_note_the_clean_pass(X, y, lr=1.0, epochs=20):
    w, b, mistakes = reference.perceptron_train(X, y, lr, epochs)
    return w, b, mistakes[:-1] if mistakes and mistakes[-1] == 0 else mistakes


@misconception(
    "perceptron_train",
    "Training went on after a clean pass. `break` when a pass has no mistake.",
)
def never_stops_early(X, y, lr=1.0, epochs=20):
    w, b, mistakes = reference.perceptron_train(X, y, lr, epochs)
    return w, b, mistakes + [0] * (epochs - len(mistakes))


@misconception("perceptron_train", "`lr` had no effect. Multiply both updates by it.")
def ignores_the_learning_rate(X, y, lr=1.0, epochs=20):
    reference.perceptron_train(X, y, lr, 0)
    return reference.perceptron_train(X, y, 1.0, epochs)


@misconception("perceptron_train", "w uses `lr`, b does not. Both steps are lr (y - p).")
def leaves_lr_out_of_the_bias(X, y, lr=1.0, epochs=20):
    return _train(X, y, lr, epochs, lambda error, row, label, score: (error * row, error / lr))


@misconception(
    "perceptron_train",
    "You put the score z into the error. The error is y - p with p = 0 or 1.",
)
def uses_the_score_in_the_error(X, y, lr=1.0, epochs=20):
    def change(error, row, label, score):
        return (label - score) * row, label - score

    return _train(X, y, lr, epochs, change)


@misconception(
    "perceptron_train",
    "Rows with label 0 never changed anything. A false alarm lowers w and b.",
)
def corrects_only_misses(X, y, lr=1.0, epochs=20):
    return _train(X, y, lr, epochs, lambda error, row, label, score: (label * row, label))


@misconception(
    "perceptron_train",
    "Training compares the score with 0.5. The bar is 0; the bias does the rest.",
)
def trains_with_the_bar_at_one_half(X, y, lr=1.0, epochs=20):
    def change(error, row, label, score):
        return error * row, error

    return _train(X, y, lr, epochs, change, bar=0.5)


@misconception(
    "perceptron_train",
    "You counted mistakes with the weights after the pass. Count each row when it is met.",
)
def counts_after_the_pass(X, y, lr=1.0, epochs=20):
    mistakes, w, b = [], np.zeros(np.shape(X)[-1]), 0.0
    for passes in range(1, epochs + 1):
        w, b, _ = reference.perceptron_train(X, y, lr, passes)
        mistakes.append(int(np.sum(reference.perceptron_predict(X, w, b) != y)))
        if mistakes[-1] == 0:
            break
    return w, b, mistakes


@misconception(
    "perceptron_train",
    "You left the pass at its first mistake. `break` belongs after the rows, when the pass was "
    "clean.",
)
def leaves_the_pass_at_the_first_mistake(X, y, lr=1.0, epochs=20):
    reference.perceptron_train(X, y, lr, 0)
    w, b, mistakes = np.zeros(np.shape(X)[1]), 0.0, []
    for _ in range(epochs):
        wrong = np.flatnonzero(reference.perceptron_predict(X, w, b) != y)
        mistakes.append(min(len(wrong), 1))
        if len(wrong) == 0:
            break
        error = y[wrong[0]] - (X[wrong[0]] @ w + b > 0)
        w, b = w + lr * error * X[wrong[0]], b + lr * error
    return w, float(b), mistakes
