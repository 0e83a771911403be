"""Comparisons and shared hidden checks, on right and on wrong code, and what their failures say."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_gradient,
    assert_keeps_dtype,
    assert_matches,
    assert_pure,
    assert_rejects,
    assert_rejects_all,
    assert_stable,
    assert_type,
    assert_varies,
    assert_vectorised,
    vectorised,
)
from autograder.grading.connection import Connection
from autograder.grading.failure import Failure, SubmissionRaised
from autograder.grading.proxy import Submission
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source


def submission(text):
    source = Source("topic", (Cell("topic.py", f"import numpy as np\n{text}"),))
    connection = Connection(LocalLauncher(), source)
    return Submission(lambda: connection)


def message(call, *args, **kwargs):
    with pytest.raises(Failure) as caught:
        call(*args, **kwargs)
    return caught.value


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (0.1 + 0.2, 0.3),
        (np.float64(1.0), np.array(1.0)),
        (np.array([1.0, np.inf, np.nan][:2]), np.array([1.0, np.inf])),
        (np.float32([1.0000001]), np.float32([1.0])),
        ((np.zeros(2), 0.0, [1, 0]), (np.zeros(2), 0.0, [1, 0])),
        ({"a": 1.0}, {"a": 1.0}),
        (np.zeros((0, 3)), np.zeros((0, 3))),
    ],
)
def test_equal_values_pass(actual, expected):
    assert_close(actual, expected)


@pytest.mark.parametrize(
    ("actual", "expected", "seen"),
    [
        (None, 1.0, "Seen: None (is there a `return`, on every way through the function?). Ex"),
        ([1.0, 2.0], np.ones(2), "Seen: a list of length 2. Expected: an array of shape (2,)"),
        (np.ones(3), np.ones((3, 1)), "Seen: (3,). Expected: (3, 1)."),
        ((0.0, [np.ones(3)]), (0.0, [np.ones(2)]), "The result[1][0] has the wrong shape."),
        (np.ones((1, 3)), np.ones(3), "wrong shape"),
        (np.zeros((0,)), np.ones(3), "wrong shape"),
        (np.array([1, 2]), np.array([1.0, 2.0]), "Seen: int64. Expected: a floating dtype."),
        (np.array([True]), np.array([1]), "Expected: an integer dtype."),
        (np.array([1.0, np.nan]), np.ones(2), "holds NaN or infinity"),
        (np.array([1.0, 2.0]), np.ones(2), "wrong values"),
        (True, 1.0, "wrong type"),
        ("1.0", 1.0, "wrong type"),
        ((1.0,), (1.0, 2.0), "has 1 entry, not 2"),
        ([1, 2], (1, 2), "wrong type"),
        ([1, 2.0], [1, 2], "An entry of the result has the wrong type"),
        ({"a": 1.0, "b": 2.0}, {"a": 1.0}, "exactly the keys 'a'"),
    ],
)
def test_the_first_wrong_layer_is_named(actual, expected, seen):
    assert seen in message(assert_close, actual, expected).message


@pytest.mark.parametrize("actual", [np.dtype("int64"), "float32", None, [1]])
def test_a_dtype_is_compared_as_one(actual):
    assert_equal(np.dtype("float32"), np.dtype("float32"))
    failure = message(assert_equal, actual, np.dtype("float32"))
    assert failure.message.startswith("The result has the wrong dtype.\nSeen: ")
    assert failure.message.endswith(". Expected: float32.")


def test_nan_never_passes_and_shapes_never_broadcast():
    for lie in (np.nan, np.full(3, np.nan), np.zeros((0,)), np.ones((3, 3)), np.ones(())):
        message(assert_close, lie, np.ones(3))


def test_values_and_differences_are_for_public_checks_alone():
    failure = message(assert_close, np.array([1.0, 2.125]), np.ones(2), hint="look again")
    assert "2.125" not in failure.text(public=False)
    assert "Largest difference at [1]. Seen: 2.125. Expected: 1." in failure.text(public=True)
    assert failure.text(public=False).endswith("Hint: look again")


def test_an_entry_that_is_right_is_never_the_example():
    failure = message(assert_close, np.array([1.000001, 2e-9]), np.array([1, 1e-9]), rtol=1e-3)
    assert "Largest difference at [1]. Seen: 2e-09." in failure.text(public=True)


def test_numbers_that_differ_in_late_digits_are_shown_with_these():
    failure = message(assert_close, np.array([-742.20900001]), np.array([-742.209]), rtol=0, atol=0)
    said = failure.text(public=True)
    assert "Seen: -742.20900001. Expected: -742.209 at [0]." in said


def test_no_shape_or_length_carries_a_hidden_input_out():
    assert "123456" not in message(assert_close, np.zeros((0, 123456)), np.ones(3)).message
    assert "9999" not in message(assert_close, [0] * 9999, np.ones(3)).message
    assert "(…)" in message(assert_close, np.zeros((1,) * 7), np.ones(3)).message


def test_an_int_is_exactly_an_int():
    assert_type(1, int)
    assert_type(np.float64(1), float)
    for lie in (True, np.int64(1), 1.0):
        message(assert_type, lie, int)
    message(assert_type, np.float32(1), float)
    message(assert_equal, 1.0, 1)


def test_complex_numbers_are_told_of_without_a_warning():
    said = message(assert_close, np.ones((2, 1)) * 1j, np.ones(2)).message
    assert "numbers are right" not in said


def test_integers_agree_exactly():
    smallest = np.array([-(2**63)])
    for lie, wanted in ((smallest, np.array([0])), (np.array([10**9 + 1]), np.array([10**9]))):
        assert "wrong values" in message(assert_close, lie, wanted).message


def test_the_parts_of_a_tuple_are_called_by_their_names():
    def train(X):
        """Learn from rows; return `(w, b)`."""
        return np.zeros(2), 1.0

    module = submission("def train(X):\n    return np.zeros(2), 2.0\n")
    assert message(assert_matches, module.train, train, [(1.0,)]).message == "`b` has wrong values."


# Hidden checks --------------------------------------------------------------------------------

RIGHT = """
def double(x):
    return 2.0 * x
"""


def reference(x):
    return 2.0 * np.asarray(x)


CASES = [(np.arange(4.0),), (np.ones((2, 3)),), (np.array([[1e3, -1e3]]),)]


def test_right_code_passes_every_hidden_check():
    double = submission(RIGHT).double
    assert_matches(double, reference, CASES)
    assert_stable(double, reference, CASES)
    assert_pure(double, CASES)
    assert_keeps_dtype(double, CASES)
    assert_varies(double, CASES)
    assert_vectorised(double, lambda n: (np.ones(n),))
    assert_gradient(np.array([2.0, 2.0]), lambda x: 2 * x, np.array([1.0, 3.0]))


@pytest.mark.parametrize(
    ("body", "check", "says"),
    [
        ("return 2.1 * x", "matches", "wrong values"),
        ("x *= 2; return x", "pure", "writes into an array that it was given"),
        ("return x", "pure", "shares its memory"),
        ("double.n = getattr(double, 'n', 0) + 1; return x + double.n", "pure", "wrong values"),
        ("return np.asarray(2.0 * x, dtype=float)", "dtype", "float32 in gives float64 out"),
        ("return np.asarray(2 * x)", "dtype", "int64 in gives int64 out; expected float64"),
        (
            "return np.array([2.0 * v for v in x])",
            "vectorised",
            "number of rows: it loops over them",
        ),
        (
            "for _ in range(20000): pass\n    return np.array([2.0 * v for v in x])",
            *("vectorised", "number of rows: it loops over them"),
        ),
        ("return 2.0 * x if x.size < 30 else x", "vectorised", "wrong values"),
        (
            "import sys; sys.settrace(None)\n    return np.array([2.0 * v for v in x])",
            *("vectorised", "could not be counted"),
        ),
        ("return np.log(np.exp(2.0 * x))", "stable", "overflowed on a large input"),
        ("return np.zeros(3)", "varies", "the same answer whatever it is given"),
    ],
)
def test_wrong_code_fails_the_hidden_check_that_is_meant_for_it(body, check, says):
    double = submission(f"def double(x):\n    {body}\n").double
    checks = {
        "matches": lambda: assert_matches(double, reference, CASES),
        "pure": lambda: assert_pure(double, CASES),
        "dtype": lambda: assert_keeps_dtype(double, CASES[:2]),
        "vectorised": lambda: assert_vectorised(
            double, lambda n: (np.ones(n),), reference=reference
        ),
        "stable": lambda: assert_stable(double, reference, CASES),
        "varies": lambda: assert_varies(double, CASES),
    }
    assert says in message(checks[check]).text(public=True)


def test_a_loop_is_told_of_what_it_goes_over():
    double = submission("def double(x):\n    return np.array([2.0 * v for v in x])\n").double
    failure = message(assert_vectorised, double, lambda n: (np.ones(n),), of="labels")
    assert "the number of labels: it loops over them" in failure.message
    assert "for 8 labels" in failure.detail


def test_nobody_knows_at_how_many_rows_a_loop_is_looked_for():
    """A function that loops but for the two sizes that it has seen once would pass."""
    double, sizes = submission(RIGHT).double, []

    def case(rng, n):
        sizes.append(n)
        return (np.ones(n),)

    for secret in range(20):
        vectorised(1, case)(double, reference, np.random.default_rng(secret))
    few, many = set(sizes[::2]), set(sizes[1::2])
    assert len(few) >= 4
    assert len(many) >= 12
    assert max(few) < min(many)


def test_a_wrong_slope_fails_the_gradient_check():
    def square(x):
        return x**2

    x = np.array([1.0, -2.0])
    assert_gradient(2 * x, square, x)
    for wrong in (x, np.zeros(2), 2 * x[:1], None, 2 * x + 1e-4):
        message(assert_gradient, wrong, square, x)


def test_a_refusal_must_be_a_value_error_with_the_word():
    module = submission(
        "def right(x):\n    raise ValueError('right: shape: (3,)')\n"
        "def wordless(x):\n    raise ValueError('no')\n"
        "def accepts(x):\n    return x\n"
        "class Own(ValueError): pass\n"
        "def subclass(x):\n    raise Own('shape')\n"
        "def other(x):\n    raise TypeError('shape')\n"
    )
    assert_rejects(module.right, 1.0, says="shape")
    assert_rejects(module.subclass, 1.0, says="shape")
    assert_rejects_all(module.right, [(1.0,), (2.0,)], says="shape")
    assert "does not hold" in message(assert_rejects, module.wordless, 1.0, says="shape").message
    assert "accepts bad input" in message(assert_rejects, module.accepts, 1.0, says="shape").message
    other = message(assert_rejects, module.other, 1.0, says="shape")
    assert "`other` got bad input on purpose and raised TypeError (topic.py, line " in other.message


def test_a_refusal_that_is_numpys_or_is_returned_or_lacks_its_word_is_told_apart():
    module = submission(
        "def numpys(x):\n    return np.ones((2, 3)) @ np.ones((2, 3))\n"
        "def returned(x):\n    return ValueError('shape')\n"
        "def wordless(x):\n    raise ValueError('no')\n"
        "def unwritten(x):\n    raise NotImplementedError('1.1 unwritten')\n"
        "def handed_on(x):\n    return wordless(x)\n"
    )
    for name, hint in [
        ("numpys", "this message is NumPy's"),
        ("returned", "write `raise`, not `return`"),
        ("wordless", 'does line 7 lack "1-D", or come before the check for it?'),
        ("handed_on", 'line 11 hands it on: look at the input before, and say "1-D" there'),
        ("unwritten", "replace the line"),
    ]:
        with pytest.raises((Failure, SubmissionRaised)) as caught:
            assert_rejects(getattr(module, name), 1.0, says="1-D", hint="look at x.ndim")
        error = caught.value
        assert hint in (error.failure() if isinstance(error, SubmissionRaised) else error).hint
    returned = message(assert_rejects, module.returned, 1.0, says="1-D")
    assert "It returned a ValueError." in returned.detail


def test_what_a_submission_raises_can_be_caught_as_what_it_is():
    module = submission(
        "def f(x):\n    raise ValueError('shape: no')\n"
        "def g(x):\n    return [][1]\n"
        "class Odd(Exception): pass\n"
        "def h(x):\n    raise Odd('x')\n"
    )
    with pytest.raises(ValueError, match="shape"):
        module.f(1)
    with pytest.raises(IndexError) as caught:
        module.g(1)
    assert caught.value.failure().message == "`g` raised IndexError (topic.py, line 5)."
    with pytest.raises(Exception, match="x") as odd:
        module.h(1)
    assert "Odd" not in odd.value.failure().text(public=False)


def test_the_precision_that_is_wanted_counts_and_not_the_one_that_is_seen():
    wanted = np.array([0.1, 0.2, 0.3])
    near = (wanted * (1 + 1e-6)).astype(np.float32)  # as a computation in float32 leaves it
    assert_close(near, wanted.astype(np.float32))
    with pytest.raises(Failure, match="is right, but only to the digits of float32"):
        assert_close(near, wanted)
    with pytest.raises(Failure, match="has wrong values"):
        assert_close(near + 1, wanted)
