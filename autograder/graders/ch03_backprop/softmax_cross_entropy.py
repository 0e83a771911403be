"""3.2 softmax_cross_entropy: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_matches,
    assert_stable,
    assert_type,
    assert_varies,
    grader,
    pure,
    refuses,
    require,
    vectorised,
)


def scored(rng):
    """Return cases (logits, y) of several sizes and integer kinds, one row and two classes too."""
    sizes = [(7, 5), (3, 3), (1, 4), (6, 2), (12, 10)]
    kinds = ["int64", "uint8", "int32", "int8", "int16"]
    cases = [
        (rng.normal(size=s) * 2, rng.integers(0, s[1], s[0]).astype(kind))
        for s, kind in zip(sizes * 4, kinds * 4, strict=True)
    ]
    return [*cases, (rng.normal(size=(3, 300)) * 2, np.array([200, 255, 0], np.uint8))]


LARGE = [
    ([[1000.0, -1000.0]], [1]),
    ([[0.0, -800.0, -1.0]], [1]),
    ([[1000.0, 1000.0, 1000.0]], [2]),
    ([[-1000.0, -1000.0]], [0]),
    ([[1000.0, 999.0], [-1000.0, -998.0], [0.5, 0.25]], [1, 0, 1]),
    ([[1000.0, -1000.0, -1000.0], [0.0, 0.0, 0.0], [-1000.0, 1000.0, 1000.0]], [0, 1, 2]),
    ([[95.0, 94.0, -95.0], [-0.5, 0.0, 0.25], [-110.0, -111.0, -109.5]], [1, 0, 0]),
    (2000.0 * np.eye(4) - 1000.0, [0, 2, 1, 3]),  # the largest in each place
]
FOUR_ROWS, FOUR_LABELS = np.ones((4, 3)), np.zeros(4, int)
NO_LABELS = [  # of four rows
    *(FOUR_LABELS[:1], FOUR_LABELS[:3], np.zeros(5, int)),
    *(FOUR_LABELS[:, None], FOUR_LABELS[None], np.eye(4, 3, dtype=int), np.array(0)),
]
NO_LOGITS = [np.ones(4), np.ones((1, 3)), np.ones((5, 3)), np.ones((4, 3, 2)), np.array(1.0)]
NO_CLASSES = [[0, 4, 1], [0, -1, 1], [9, 0, 0], [-4, 3, 3], [0, 3, 4], [0, 3, -1]]


def of_classes(rng, count):
    """Return a case of five rows with so many classes; not all labels are alike."""
    return rng.normal(size=(5, count)), rng.permutation(np.arange(5) % count)


@grader(1, gate=True)
def test_form(function, rng):
    """softmax_cross_entropy returns one float."""
    calls = function.map([of_classes(rng, count) for count in (3, 10, 4)])
    answered = [call for call in calls if call.raised is None] or calls
    for call in answered:  # another grader asks for every number of classes
        assert_type(call.value, float, hint="the mean over the rows is one number: float(…)")
    case = answered[0].args
    assert_varies(function, [(case[0] * k, case[1]) for k in (1, 2, 3)])


@grader(3)
def test_values(function, right, rng):
    """softmax_cross_entropy is the mean of log-sum-exp minus the right class's logit."""
    cases = [of_classes(rng, count) for count in (2, 3, 4, 5, 10)]
    wanted = [right(*case) for case in cases]
    is_right = [
        isinstance(call.returned, float) and np.isclose(call.returned, each, rtol=1e-7)
        for call, each in zip(function.map(cases), wanted, strict=True)
    ]
    message = "Right for one number of classes only."
    require(sum(is_right) != 1, message, mistake="fixes_the_number_of_classes")
    assert_matches(function, right, [*cases, *scored(rng)])


@grader(3)
def test_stable(function, right, rng):
    """softmax_cross_entropy is exact for logits of ±1000, in equal and in mixed rows."""
    factor = rng.uniform(0.96, 1.0)
    mild, far = (factor * np.array([[0.0, z]]) for z in (3.0, 1000.0))
    calls = function.map([(logits, np.array([0])) for logits in (mild, far)])
    if all(type(call.returned) is float for call in calls):
        near, capped = (call.returned for call in calls)
        is_right = np.isclose(near, right(mild, np.array([0])), rtol=2e-8, atol=0)
        message = "The loss of a row stops growing."
        require(not is_right or not 6 < capped < 120, message, mistake="caps_the_loss")
    cases = [(factor * np.array(logits), np.array(y)) for logits, y in LARGE]
    hint = "log-sum-exp minus the right logit; first take each row's maximum off"
    assert_stable(function, right, cases, hint=hint, rtol=1e-6)  # what float32 can


@grader(1)
def test_shift(function, rng):
    """One number added to a whole row of logits changes nothing."""
    logits, y = rng.normal(size=(6, 4)), rng.integers(0, 4, 6)
    shift = 16.0 * rng.integers(1, 7, (6, 1))
    before, after = (call.value for call in function.map([(logits, y), (logits + shift, y)]))
    assert_type(before, float)
    assert_close(after, before, rtol=1e-9, atol=1e-11, hint="softmax sees differences only")


test_vectorised = vectorised(
    1,
    lambda rng, n: (rng.normal(size=(n, 5)), rng.integers(0, 5, n)),
    hint="logits[np.arange(N), y] picks each row's own entry in one step",
)
test_pure = pure(1, lambda rng: scored(rng)[:3])
test_shapes = refuses(
    1,
    "{name} refuses labels that do not fit the rows.",
    "shape",
    [
        *((FOUR_ROWS, y) for y in NO_LABELS),
        *((logits, FOUR_LABELS) for logits in NO_LOGITS),
        (FOUR_ROWS[:1], np.array(0)),
        *((np.ones((4, 4)), y) for y in NO_LABELS),  # where NumPy is silent
        (np.ones((4, 3, 4)), FOUR_LABELS),
    ],
    hint="logits.ndim is 2 and y.shape is (rows of logits,)",
)
test_labels = refuses(
    1,
    "{name} refuses labels below 0 and above C - 1.",
    "label",
    [
        *((np.ones((3, 4)), np.array(y)) for y in NO_CLASSES),
        (np.ones((3, 4)), np.array([255, 0, 1], np.uint8)),
        (np.ones((6, 2)), np.array([0, 1, 0, 1, 2, 1])),
    ],
    hint="NumPy counts -1 from the end: check both bounds",
)
