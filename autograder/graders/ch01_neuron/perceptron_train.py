"""1.7 perceptron_train: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_integers,
    assert_matches,
    assert_type,
    assert_varies,
    grader,
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
