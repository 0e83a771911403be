"""1.7 perceptron_train: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_integers,
    assert_matches,
    assert_type,
    assert_varies,
    describe,
    dtype_of,
    grader,
    named_parts,
    pure,
    refuses,
    require,
)

from .cases import CORNERS

# Small integers and learning rates that are powers of two: every order of adding is exact.
LABELS = {"OR": [0, 1, 1, 1], "AND": [0, 0, 0, 1], "NAND": [1, 1, 1, 0], "XOR": [0, 1, 1, 0]}
X, y = np.ones((4, 3)), np.ones(4)  # they fit together
MISFITS = [(np.ones(shape), y) for shape in (4, (4, 3, 2), (3, 3), (5, 3), ())]
MISFITS += [(X, np.ones(shape)) for shape in (1, 3, 5, (4, 1), ())]
WHOLE_ROWS = np.array([[200, 3], [-100, 5], [7, 120], [-128, -2], [0, 1]])
OTHER_LABELS = [[-1, 1, 1, 1], [0, 1, 2, 1], [0, 1, 1, 2], [0.0, 0.5, 1.0, 1.0], [0, 1, np.nan, 1]]


def gate_cases(rng, name, lr=1.0, epochs=20, count=8):
    """Return cases that train on a logic gate: rows in any order, columns scaled by powers of 2."""
    cases = []
    for _ in range(count):
        order, scales = rng.permutation(4), 2.0 ** rng.integers(-1, 3, 2)
        cases.append((CORNERS[order] * scales, np.array(LABELS[name])[order], lr, epochs))
    return cases


def in_small_steps(rng):
    """Return NAND with a small learning rate: scores stay below 1/2, so where the bar is shows."""
    return gate_cases(rng, "NAND", 1 / 64, count=1)


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


def in_one_pass(rng):
    """Return rows without a mistake, one row alone, and a score that seven digits turn over."""
    scale = 2.0 ** rng.integers(1, 5)
    precise = np.array([[1e9 - 2, 1.0], [1.0, -1e9]])
    return [
        (scale * CORNERS, np.zeros(4, dtype=int)),
        (np.array([[scale]]), np.array([1]), 0.5, 1),
        (precise, np.array([1, 0]), 1.0, 1),
    ]


def assert_learns(function, right, cases, hint=""):
    """Ask for the right w, b and mistakes, whatever the types of the numbers."""
    assert_matches(function, right, cases, loose=True, hint=hint)


def triple(answer):
    """Ask for three things, and return them."""
    is_triple = isinstance(answer, (tuple, list)) and len(answer) == 3
    require(is_triple, f"Seen: {describe(answer)}.", hint="return w, b, mistakes")
    return answer


@grader(gate=True)
def test_parts(function, rng):
    """perceptron_train returns three things: w of shape (D,), b and mistakes."""
    answer = triple(function(*gate_cases(rng, "OR")[0]))
    assert_close(answer[0], np.zeros(2), atol=np.inf, hint="the first part is w, one per column")
    assert_type(answer[2], list, hint="the third part is mistakes")
    assert_varies(function, [gate_cases(rng, gate)[0] for gate in ("OR", "AND", "NAND")])


@grader(2)
def test_form(function, rng):
    """They are a tuple: an array, a float, and a list of numbers of type `int`."""
    for call in function.map([gate_cases(rng, "OR")[0], *in_one_pass(rng)]):
        assert_type(call.value, tuple, hint="return w, b, mistakes")
        _, b, mistakes = triple(call.value)
        assert_type(b, float, hint="float(b), where no row was a mistake, too")
        assert_type(mistakes, list, hint="the third part is mistakes, at every call")
        hint = "count with a Python int, or convert with int(…)"
        message = "mistakes holds numbers that are no `int` of Python's own."
        require(all(type(m) is int for m in mistakes), message, hint=hint)


@grader(3)
def test_or(function, right, rng):
    """perceptron_train learns OR."""
    assert_learns(function, right, gate_cases(rng, "OR") + gate_cases(rng, "OR", 0.5, count=3))


@grader(4)
def test_and(function, right, rng):
    """perceptron_train learns AND, which needs a bias."""
    assert_learns(function, right, gate_cases(rng, "AND") + gate_cases(rng, "AND", 2.0, count=3))


@grader(3)
def test_nand(function, right, rng):
    """perceptron_train learns NAND."""
    assert_learns(function, right, gate_cases(rng, "NAND") + in_small_steps(rng))


@grader(5)
def test_separable(function, right, rng):
    """perceptron_train goes through random separable rows as the rule says, step by step."""
    rows, labels = rng.normal(size=(3, 4)), np.zeros(3, dtype=int)
    for call in function.map([(0 * rows, labels, 1.0, 1), (0 * rows, 1 - labels, 1.0, 1)]):
        w = triple(call.value)[0]
        assert_close(w, np.zeros(4), atol=np.inf)
        message = "w does not start at 0: rows of zeros leave it as it starts, and it is not 0."
        require(not np.any(w), message, hint="w = np.zeros(D)", mistake="starts_at_random")
    # No line separates these rows, so two orders of them end at two weights.
    case = (rng.normal(size=(40, 4)), rng.integers(0, 2, 40), 1.0, 5)
    one, again = (triple(call.value)[0] for call in function.map([case, case]))
    assert_close(one, np.zeros(4), atol=np.inf)
    message, hint = "Two calls with the same rows answer differently.", "take the rows in order"
    same = np.array_equal(one, again)
    require(same, message, hint=hint, mistake="" if same else "shuffles_the_rows")
    level = (CORNERS, np.array(LABELS["AND"]))  # its second and third pass have three mistakes each
    assert_learns(function, right, [level, *separable(rng), *in_one_pass(rng)])


@grader(3)
def test_xor(function, right, rng):
    """On XOR perceptron_train stops after `epochs` passes, still making mistakes."""
    cases = [case[:2] for case in gate_cases(rng, "XOR", count=3)]  # the defaults: lr 1, 20 epochs
    for gate, epochs in (("XOR", 20), ("XOR", 7), ("AND", 2), ("XOR", 1)):
        cases += gate_cases(rng, gate, epochs=epochs, count=3)
    assert_learns(function, right, cases)


@grader(1)
def test_number_types(function, right, rng):
    """Rows and labels may be floats, or integers of any kind; w is always float64."""
    gates = [gate_cases(rng, name, count=1)[0][:2] for name in ("AND", "NAND", "OR")]
    gates += in_small_steps(rng)
    cases = [(X.astype(kind), y.astype(kind), *rest) for kind in "fd" for X, y, *rest in gates]
    assert_learns(function, right, cases)
    X, y = gates[0]
    for case in (cases[0], ((4 * X).astype(int), y)):
        seen = dtype_of(named_parts(function(*case), ("w", "b", "mistakes"))["w"])
        message = f"w has dtype {seen}, not float64, where X has dtype {case[0].dtype}."
        require(seen == np.float64, message, hint="np.zeros(D) is float64")
    whole = [(WHOLE_ROWS, np.array([0, 1, 0, 1, 1]), 0.5, 4)]
    hint = "turn X and y into floats before you compute with them"
    assert_integers(function, right, whole, hint=hint, loose=True)


test_pure = pure(
    1,
    lambda rng: [
        *gate_cases(rng, "AND", count=6),
        *((X, y.astype(float), *rest) for X, y, *rest in gate_cases(rng, "XOR", count=2)),
    ],
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
