"""What a learner hears belongs to what happened: a wrong type, a wrong value, an exception."""

import sys

import numpy as np
import pytest

from autograder.asserting import assert_close, assert_type
from autograder.asserting.advice import for_type
from autograder.grading.connection import Connection
from autograder.grading.failure import Failure, SubmissionRaised
from autograder.grading.proxy import Submission
from autograder.grading.remedies import remedy
from autograder.grading.verdicts import failure_of
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source


def submission(text, file="neuron.py"):
    connection = Connection(LocalLauncher(), Source("neuron", (Cell(file, text),)))
    return Submission(lambda: connection)


def told(check, *args, **kwargs):
    with pytest.raises((Failure, SubmissionRaised)) as caught:
        check(*args, **kwargs)
    return failure_of(caught.value, public=False).text(public=False)


def told_of(body, *args, head="import numpy as np\n"):
    """Return what is told, in a class, of a function `f(x, y)` that does not return."""
    lines = "\n".join(f"    {line}" for line in body.split("\n"))
    return told(submission(f"{head}def f(x, y=None):\n{lines}\n").f, *args)


HALVES = np.array([0.5, 1.0])


@pytest.mark.parametrize(
    ("actual", "expected", "advice"),
    [
        (None, HALVES, "print only shows a value; `return` gives it back"),
        ([0.5, 1.0], HALVES, "np.array(…) makes an array of a list"),
        ([1, 2], (1, 2), "`return one, other` gives a tuple"),
        (np.int64(3), 3, "int(…) makes Python's own int"),
        (True, 3, "int(…) makes Python's own int"),
        (np.float32(0.5), 0.5, "float(…) makes Python's own float"),
        (HALVES, 0.5, "one number is wanted, not one for each entry"),
        (0.5, HALVES, "does a `return` stand inside a loop"),
        (np.arange(3), [0, 1, 2], "begin with [] and append"),
        (np.array([1, 2]), HALVES, "an integer array cuts off"),
        (np.array([1.0, 0.0]), np.array([True, False]), "a comparison such as `x > 0`"),
        (np.array([0.5, None]), HALVES, "dtype object means"),
    ],
)
def test_a_wrong_kind_of_value_hears_how_the_right_one_is_made(actual, expected, advice):
    said = told(assert_close, actual, expected, strict=True, hint="downhill: minus the gradient")
    assert advice in said
    assert "downhill" not in said


@pytest.mark.parametrize(
    ("actual", "expected", "says"),
    [
        ([0.5, 1.0], HALVES, "has the wrong type, though the numbers are right."),
        ([0.5, 2.0], HALVES, "has the wrong type."),
        (np.array([[0.5], [1.0]]), HALVES, "has the wrong shape, though the numbers are right."),
        (np.array([[0.5], [1.0]]), np.array([HALVES]), "shape: it is the right one transposed."),
        (np.array([[0.5], [2.0]]), np.array([HALVES]), "has the wrong shape."),
        (np.ones(3), HALVES, "has the wrong shape."),
        (np.array([1, 2]), np.array([1.0, 2.0]), "the wrong dtype, though the numbers are right."),
        (np.float64(2.0), 2, "has the wrong type, though the numbers are right."),
        ("two", 2, "has the wrong type."),
        (None, 2, "has the wrong type."),
    ],
)
def test_right_numbers_of_the_wrong_kind_are_called_right(actual, expected, says):
    assert says in told(assert_close, actual, expected, strict=True)


def test_where_only_the_form_is_asked_the_authors_hint_stays_and_no_value_is_told():
    said = told(assert_close, [0.5, 1.0], HALVES, atol=np.inf, hint="one row per sample")
    assert said.startswith("The result has the wrong type.\n")
    assert said.endswith("Hint: one row per sample")
    assert "Hint: append" in told(assert_type, 3, list, hint="append to a list")
    assert "`return` gives it back" in told(assert_type, None, list, hint="append to a list")


def test_no_advice_is_made_up():
    assert for_type("text", float) == ""
    assert for_type({}, np.ndarray) == ""


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return max(0, x)", "np.maximum go entry by entry"),
        ("import math\nreturn math.exp(x)", "np.exp and its like take a whole array"),
        ("return [0.5] * 0.5", "a Python list does no arithmetic"),
        ("return [1.0] - [2.0]", "a Python list does no arithmetic"),
        ("return [1.0, 2.0].shape", "a Python list does no arithmetic"),
        ("return [1.0, 2.0] > 0.5", "a Python list does no arithmetic"),
        ("return [].append(1) + 1", "a value here is None"),
        ("a, b = print()", "a value here is None"),
        ("a, b = (1, 2, 3)", "count on a fixed number of axes, layers or parts"),
        ("for a, b in np.ones(3), x: pass", "`for x, w in zip(xs, ws)`"),
        ("raise EOFError('EOF when reading a line')", "`input` asks a person"),
        ("class History: pass\nreturn History()['loss']", "its numbers are in the dict `.history`"),
        ("return x @ np.ones(7)", "needs the inner numbers of the two shapes to agree"),
        ("return x + np.ones(7)", "two shapes do not fit each other"),
        ("return x(0)", "square brackets take an entry"),
        ("return f(1, 2, 3)", "compare the two lines"),
        ("return np.array([[1], [2, 3]])", "rows of several lengths make no table"),
        (
            "raise ValueError('shape')",
            "refused an input that is legal here: is the check",
        ),
        ("return int('two')", "NumPy or Keras refused what it was given"),
        ("import scipy.special", "need no other package"),
        ("raise ModuleNotFoundError(\"No module named 'tensorflow'\")", "`make keras`"),
        ("return keras.ops.relu(x)", "or did it fail? `make keras`"),
        ("return x[len(x)]", "Python counts from 0"),
        ("return sum(x[j] for j in x)", "gives the entries of a, not their places"),
        ("for j in len(x): pass", "a loop runs over `range(n)`"),
        ("for j in np.int64(2): pass", "a loop runs over `range(n)`"),
        ("(1.0 * x[0])[x[0] > 0] = 1", "np.where takes both"),
        ("return len(x[0])", "`.size` counts the entries"),
        ("return np.zeros(2, dtype=int).__iadd__(x)", "start from floats"),
        ("return 1 / (1 + e ** -x)", "np.exp(z)"),
        ("return layers.Dense(3)", "write `keras.` before it"),
        ("raise 'shape'", "`raise` needs an exception around its text"),
        ("return x ^ 2", "write `**`"),
        ("return 2.0 ^ 2", "write `**`"),
        ("return x > 0 & x", "put each comparison into parentheses"),
        ("return 1.0 > 0.0 | 2.0", "put each comparison into parentheses"),
    ],
)
def test_an_exception_hears_of_itself(body, says):
    assert says in told_of(body, np.array([1.0, 2.0]))


@pytest.mark.parametrize(
    ("lines", "near"),
    [
        ("weights = x\n    return wieghts", "weights"),
        ("return np.maxium(x, 0)", "maximum"),
        ("return X + 1", "x"),
        ("return lenn(x)", "len"),
    ],
)
def test_a_misspelt_name_is_shown_beside_the_one_that_is_there(lines, near):
    learner = submission(f"import numpy as np\ndef f(x):\n    {lines}\n")
    with pytest.raises(SubmissionRaised) as caught:
        learner.f(np.ones(2))
    assert f"Did you mean `{near}`?" in failure_of(caught.value, public=True).text(public=True)
    assert "Did you mean" not in failure_of(caught.value, public=False).text(public=False)


@pytest.mark.parametrize("name", ["kind", "target", "sigmoid"])
def test_where_no_name_is_near_the_parameters_are_listed(name):
    body = f"def f(x, hidden='relu'):\n    return [{name} for each in x]\n"
    with pytest.raises(SubmissionRaised) as caught:
        submission(body).f(np.ones(2))
    said = failure_of(caught.value, public=True).text(public=True)
    assert f"name '{name}' is not defined. `f` is given x, hidden" in said
    assert "a function of another chapter" in said


@pytest.mark.parametrize("line", ["value = undefined_thing + 1", "[undefined_thing for _ in 'ab']"])
def test_a_name_that_is_missing_outside_of_functions_tells_of_none_of_ours(line):
    said = told(lambda: submission(f"{line}\n").f(1.0))
    assert "name 'undefined_thing' is not defined" in said
    assert "is given" not in said


def test_a_misspelt_function_is_named_beside_the_one_that_is_wanted():
    said = told(lambda: submission("def sigmiod(z):\n    return z\n").sigmoid(1.0))
    assert "neuron.py does not define `sigmoid`." in said
    assert "Hint: is `sigmiod` meant to be it?" in said


def test_a_line_that_is_no_python_is_shown():
    said = told(lambda: submission("def f(x):\n    return x +\n").f(1.0))
    assert "neuron.py, line 2: this is not valid Python" in said
    assert "\n    return x +" in said


def test_an_import_that_fails_costs_only_what_needs_it():
    learner = submission(
        "from __future__ import annotations\n"
        "from scipy.special import expit\n"
        "def double(z: NotThere):\n    return 2 * z\n"
        "def sigmoid(z):\n    return expit(z)\n"
    )
    assert learner.double(2.0) == 4.0
    said = told(learner.sigmoid, 1.0)
    assert "`sigmoid` raised NameError (neuron.py, line 6)." in said
    assert "neuron.py, line 2: it stopped there with ModuleNotFoundError" in said
    assert "scipy" in said


def test_what_keras_says_of_a_shape_without_brackets_hears_of_them():
    said = remedy("ValueError", "Cannot convert '28' to a shape. Found invalid entry '2'")
    assert "`keras.Input((28, 28))`" in said


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return np.float_(x)", f"NumPy {np.__version__} is what runs here"),
        ("return np.trapezoidal(x)", f"NumPy {np.__version__} is what runs here"),
        ("from numpy import trapezoidal", f"NumPy {np.__version__} is what runs here"),
        ("return np.nothing_like_it.at_all(x)", f"NumPy {np.__version__} is what runs here"),
    ],
)
def test_a_name_of_another_version_hears_which_one_runs(body, says):
    assert says in told_of(body, 1.0)


@pytest.mark.parametrize(
    "line", ["type X = int", "def g[T](x): pass", "class C[T]: pass", "x = f'{\"a\" 1}'"]
)
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads them")
def test_a_line_of_a_newer_python_hears_which_one_reads_it(line):
    said = told(lambda: submission(f"{line}\ndef f(x): return x").f(1))
    assert f"not valid Python 3.{sys.version_info[1]}, which runs here" in said
    assert "which runs here" not in told(lambda: submission("def f(x: return x").f(1))


@pytest.mark.parametrize(
    ("seen", "wanted", "says"),
    [
        (np.ones((4, 1)), np.zeros(4), "[:, 0] or .reshape takes it out"),
        (np.ones(4), np.zeros((4, 1)), "keepdims=True keeps it"),
        (np.ones(1), np.zeros(2), "axis=0 goes down the rows"),
        (np.ones((3, 2)), np.zeros(2), "over which one is to be summed"),
    ],
)
def test_a_hint_on_values_gives_way_where_the_shape_is_wrong(seen, wanted, says):
    hint = "float32 has 7 digits: compute in float64"
    assert says in told(assert_close, seen, wanted, hint=hint)
    assert "one per row" in told(assert_close, seen, wanted, hint="one per row, please")
