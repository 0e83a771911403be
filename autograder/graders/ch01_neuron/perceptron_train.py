"""1.7 perceptron_train: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_integers,
    assert_matches,
    assert_type,
    assert_varies,
    grader,
    misconception,
    pure,
    refuses,
    require,
    values,
)

from .cases import CORNERS

# Small integers and learning rates that are powers of two: every order of adding is exact.
LABELS = {"OR": [0, 1, 1, 1], "AND": [0, 0, 0, 1], "NAND": [1, 1, 1, 0], "XOR": [0, 1, 1, 0]}
X, y = np.ones((4, 3)), np.ones(4)  # they fit together
MISFITS = [(np.ones(shape), y) for shape in (4, (4, 3, 2), (3, 3), (5, 3), ())]
MISFITS += [(X, np.ones(shape)) for shape in (1, 3, 5, (4, 1), ())]
WHOLE_ROWS = np.array([[200, 3], [-100, 5], [7, 120], [-128, -2], [0, 1]])
OTHER_LABELS = [[-1, 1, 1, 1], [0, 1, 2, 1], [0, 1, 1, 2], [0.0, 0.5, 1.0, 1.0], [0, 1, np.nan, 1]]


def gate_case(name, lr=1.0, epochs=20):
    """Return the arguments that train on a logic gate."""
    return CORNERS, np.array(LABELS[name]), lr, epochs


def separable(rng):
    """Return rows that a line separates with a margin, in several sizes.

    With the smallest learning rate the scores are small, and where the bar stands shows. The
    first rows hold eighths.
    """
    cases = []
    for n, d, lr in ((12, 2, 0.5), (30, 3, 1.0), (9, 4, 2.0), (40, 2, 1 / 64)):
        w, b = rng.choice([-3, -2, -1, 1, 2, 3], d), rng.choice([-2, -1, 1, 2])
        X = rng.integers(-6, 7, (40 * n, d))
        X = X[np.abs(X @ w + b) > 1][:n].astype(float)
        cases.append((X, (X @ w + b > 0).astype(int), lr, 25))
    X, *others = cases[0]
    return [(X / 8, *others), *cases[1:]]


def in_one_pass():
    """Return rows without a mistake, one row alone, and a score that seven digits turn over."""
    precise = np.array([[1e9 - 2, 1.0], [1.0, -1e9]])
    return [
        *((CORNERS, np.zeros(4, dtype=int)), (np.array([[2.0]]), np.array([1]), 0.5, 1)),
        (precise, np.array([1, 0]), 1.0, 1),
    ]


@grader(2, gate=True)
def test_form(function):
    """perceptron_train returns w of shape (D,), a float and a list of ints."""
    answer = function(CORNERS, np.array(LABELS["OR"]))
    assert_type(answer, tuple, hint="return w, b, mistakes")
    require(len(answer) == 3, "The answer has not three parts.", hint="return w, b, mistakes")
    w, b, mistakes = answer
    assert_close(w, np.zeros(2), atol=np.inf)
    assert_type(b, float)
    assert_type(mistakes, list)
    hint = "count with a Python int, or convert with int(…)"
    require(all(type(m) is int for m in mistakes), "mistakes holds more than ints.", hint=hint)
    assert_varies(function, [gate_case("OR"), gate_case("NAND")])


test_or = values(3, "{name} learns OR.", [gate_case("OR"), gate_case("OR", 0.5)])
test_and = values(
    4,
    "{name} learns AND, which needs a bias.",
    [gate_case("AND"), gate_case("AND", 2.0)],
    hint="change b on every mistake, with the same error as w",
)
test_nand = values(3, "{name} learns NAND.", [gate_case("NAND")])
test_separable = values(
    5,
    "{name} goes through random separable rows as the rule says, step by step.",
    lambda rng: separable(rng) + in_one_pass(),
)
test_xor = values(
    3,
    "On XOR {name} stops after `epochs` passes, still making mistakes.",
    [
        *((CORNERS, np.array(LABELS["XOR"])), gate_case("XOR", epochs=7)),
        *(gate_case("AND", epochs=2), gate_case("XOR", epochs=1)),
    ],
    hint="no line separates XOR: the number of passes must have an end",
)


@grader(1)
def test_number_types(function, right):
    """Rows and labels may be floats, or integers of any kind; w is always float64."""
    cases = [(CORNERS.astype(kind), np.array(LABELS["AND"], kind)) for kind in "fd"]
    assert_matches(function, right, cases)
    for case in (cases[0], (CORNERS.astype(int), np.array(LABELS["AND"]))):
        seen = function(*case)[0].dtype
        message = f"w has dtype {seen}, not float64, where X has dtype {case[0].dtype}."
        require(seen == np.float64, message, hint="np.zeros(D) is float64")
    whole = [(WHOLE_ROWS, np.array([0, 1, 0, 1, 1]), 0.5, 4)]
    hint = "turn X and y into floats before you compute with them"
    assert_integers(function, right, whole, hint=hint)


test_pure = pure(
    1,
    [gate_case("AND"), gate_case("XOR"), (CORNERS, np.array(LABELS["AND"], float))],
    line="{name} leaves X and y as they were.",
)
test_shapes = refuses(
    1,
    "{name} refuses labels that do not fit the rows.",
    "shape",
    MISFITS,
    hint="X.ndim is 2, and y.shape is (rows of X,)",
)
test_labels = refuses(
    1,
    "{name} refuses labels that are not 0 or 1.",
    "label",
    [(CORNERS, np.array(labels)) for labels in OTHER_LABELS],
)
test_lr = refuses(
    1,
    "{name} refuses a learning rate of 0 or below.",
    "lr",
    [(CORNERS, np.array(LABELS["OR"]), lr) for lr in (0.0, -0.1, 0, -1)],
)


# Each is right where its mistake has no effect; `right` refuses bad input.


def _floats(right, X, y, lr):
    """Return rows and labels as floats; bad input is refused."""
    right(X, y, lr, 0)
    return np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)


def _train(right, X, y, lr, epochs, change, bar=0.0):
    """Train with another rule: `change(error, row, label, score)` -> what to add to w and to b."""
    X, y = _floats(right, X, y, lr)
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


@misconception
def never_changes_the_bias(right, X, y, lr=1.0, epochs=20):
    """OR passed, AND did not: the bias never changed. Update b with the same error as w."""
    return _train(right, X, y, lr, epochs, lambda error, row, *_: (error * row, 0.0))


@misconception
def updates_after_the_pass(right, X, y, lr=1.0, epochs=20):
    """Mistakes per pass differ: change w right after each mistake, before the next row."""
    X, y = _floats(right, X, y, lr)
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        errors = y - (X @ w + b > 0)
        w, b = w + lr * errors @ X, b + lr * errors.sum()
        mistakes.append(int(np.count_nonzero(errors)))
        if mistakes[-1] == 0:
            break
    return w, float(b), mistakes


@misconception
def reverses_the_sign(right, X, y, lr=1.0, epochs=20):
    """Mistakes never fall. The error is y - p; you used p - y."""
    return _train(right, X, y, lr, epochs, lambda error, row, *_: (-error * row, -error))


@misconception
def does_not_note_the_clean_pass(right, X, y, lr=1.0, epochs=20):
    """The clean pass at the end is missing from the list. Append the count first, then stop."""
    w, b, mistakes = right(X, y, lr, epochs)
    return w, b, mistakes[:-1] if mistakes and mistakes[-1] == 0 else mistakes


@misconception
def never_stops_early(right, X, y, lr=1.0, epochs=20):
    """Training went on after a clean pass. `break` when a pass has no mistake."""
    w, b, mistakes = right(X, y, lr, epochs)
    return w, b, mistakes + [0] * (epochs - len(mistakes))


@misconception
def ignores_the_learning_rate(right, X, y, lr=1.0, epochs=20):
    """`lr` had no effect. Multiply both updates by it."""
    right(X, y, lr, 0)
    return right(X, y, 1.0, epochs)


@misconception
def leaves_lr_out_of_the_bias(right, X, y, lr=1.0, epochs=20):
    """w uses `lr`, b does not. Both steps are lr (y - p)."""
    return _train(right, X, y, lr, epochs, lambda error, row, *_: (error * row, error / lr))


@misconception
def uses_the_score_in_the_error(right, X, y, lr=1.0, epochs=20):
    """You put the score z into the error. The error is y - p with p = 0 or 1."""

    def change(error, row, label, score):
        return (label - score) * row, label - score

    return _train(right, X, y, lr, epochs, change)


@misconception
def corrects_only_misses(right, X, y, lr=1.0, epochs=20):
    """Rows with label 0 never changed anything. A false alarm lowers w and b."""
    return _train(right, X, y, lr, epochs, lambda error, row, label, _: (label * row, label))


@misconception
def trains_with_the_bar_at_one_half(right, X, y, lr=1.0, epochs=20):
    """Training compares the score with 0.5. The bar is 0; the bias does the rest."""
    return _train(right, X, y, lr, epochs, lambda error, row, *_: (error * row, error), bar=0.5)


@misconception
def counts_after_the_pass(right, X, y, lr=1.0, epochs=20):
    """You counted mistakes with the weights after the pass. Count each row when it is met."""
    mistakes, w, b = [], np.zeros(np.shape(X)[-1]), 0.0
    for passes in range(1, epochs + 1):
        w, b, _ = right(X, y, lr, passes)
        mistakes.append(int(np.sum((X @ w + b > 0) != y)))
        if mistakes[-1] == 0:
            break
    return w, b, mistakes


@misconception
def leaves_the_pass_at_the_first_mistake(right, X, y, lr=1.0, epochs=20):
    """You left the pass at its first mistake. `break` belongs after the rows, when the pass was
    clean.
    """
    X, y = _floats(right, X, y, lr)
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        errors = y - (X @ w + b > 0)
        first = np.flatnonzero(errors)[:1]
        mistakes.append(len(first))
        if len(first) == 0:
            break
        w, b = w + lr * errors[first] @ X[first], b + lr * errors[first].sum()
    return w, float(b), mistakes
