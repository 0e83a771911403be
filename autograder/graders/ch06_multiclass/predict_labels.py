"""6.3 predict_labels: its graders."""

from typing import Any

import numpy as np

from autograder.asserting import (
    assert_numbers,
    assert_type,
    assert_varies,
    grader,
    pure,
    refuses,
    require,
)


def table(rng, *shape):
    """Return probabilities that end in 1/64, none of them 1/2: what is above a half is no doubt."""
    steps = rng.integers(0, 64, shape)
    return (steps + (steps >= 32)) / 64


def inner(rng, *shape):
    """Return probabilities of which none is 0, 1/2 or 1: no strict comparison is wrong there."""
    return np.clip(table(rng, *shape), 1 / 64, 63 / 64)


def distinct(rng, n, c):
    """Return rows of c probabilities, no two in a row alike."""
    return np.stack([rng.permutation(64)[:c] for _ in range(n)]) / 64


@grader(1, gate=True)
def test_form(function, right, rng):
    """predict_labels returns an array: of the shape of probs, or of one class for each row."""
    cases = [(inner(rng, 5, 3), problem) for problem in ("multilabel", "multiclass")]
    cases.append((inner(rng, 6), "binary"))
    for call, case in zip(function.map(cases), cases, strict=True):
        assert_type(call.value, np.ndarray, hint="an array of labels")
        wanted = right(*case).shape
        seen = call.value.shape
        problem = case[1]
        one_each = problem == "multilabel" and seen == (5,)
        message = f"{problem}: probs {case[0].shape} give {seen}, not {wanted}."
        mistake = "takes_one_label_of_several" if one_each else ""
        require(seen == wanted, message, hint="look at the two shapes", mistake=mistake)
    assert_varies(function, [(inner(rng, 6, 4), "multilabel") for _ in range(4)])


@grader(3)
def test_labels(function, right, rng):
    """In binary and multilabel problems each entry above 1/2 is a 1, the others are 0."""
    cases = [(table(rng, 7, 4), "multilabel"), (table(rng, 9), "binary")]
    cases += [(table(rng, 8, 1), "binary"), (table(rng, 2, 3, 4), "multilabel")]
    cases.append((np.array([[0.75, 1.0, 0.875], [0.25, 0.0, 0.125]]), "multilabel"))
    assert_numbers(function, right, cases, hint="each entry by itself: p > threshold")


@grader(3)
def test_classes(function, right, rng):
    """In a multiclass problem each row gives the class of its largest entry."""
    sizes = ((7, 5, 1), (4, 9, 0.25))
    cases = [(distinct(rng, n, c) * share, "multiclass") for n, c, share in sizes]
    hint = "np.argmax along axis 1"
    assert_numbers(function, right, [*cases, (np.eye(4)[[2, 0, 3]], "multiclass")], hint=hint)


@grader(2)
def test_threshold(function, right, rng):
    """The threshold counts where labels are, and is itself not above the threshold."""
    edges = np.array([[0.5, 0.25, 0.75, 0.0, 1.0], [0.625, 0.375, 0.5, 0.125, 0.875]])
    cases: list[tuple[Any, ...]] = [(edges, "multilabel"), (edges[0], "binary")]
    cases += [(edges, "multilabel", bar) for bar in (0.25, 0.75, 0.875, 0.0, 1.0)]
    cases.append((edges[1], "binary", 0.375))
    assert_numbers(function, right, cases, hint="p > threshold: what is equal is not above")


@grader(1)
def test_multiclass_threshold(function, right, rng):
    """A multiclass problem has no threshold, and of equal entries takes the lowest class."""
    cases: list[tuple[Any, ...]] = [
        (table(rng, 6, 4) / 4, "multiclass", bar) for bar in (0.0, 0.5, 1.0)
    ]
    ties = np.array([[0.25, 0.5, 0.5], [0.0, 0.0, 0.0], [0.75, 0.75, 0.25], [0.125, 0.0, 0.125]])
    wide = rng.integers(0, 2, (8, 60)) / 2  # a sort that is not stable exchanges some of so many
    rising = np.array([[0.0, 0.25, 0.5, 0.125], [0.0, 0.0, 0.25, 0.75]])
    cases += [(ties, "multiclass"), (wide, "multiclass"), (rising, "multiclass", 0.0)]
    hint = "np.argmax alone: it takes the first of equals"
    assert_numbers(function, right, cases, hint=hint)


@grader(1)
def test_integers(function, rng):
    """Labels are integers, no bool and no floats."""
    for problem in ("binary", "multilabel", "multiclass"):
        labels = function(table(rng, 5, 3) if problem != "binary" else table(rng, 5), problem)
        assert_type(labels, np.ndarray)
        kind = labels.dtype.kind
        known = {"b": "answers_bools"}
        if kind == "f" and np.all(labels % 1 == 0):
            known = {"f": "answers_floats"}
        message = f"{problem}: seen {labels.dtype}, expected an integer dtype."
        require(kind in "iu", message, hint="(…).astype(int)", mistake=known.get(kind, ""))


test_pure = pure(
    1,
    lambda rng: [(table(rng, 5, 3), problem) for problem in ("binary", "multilabel", "multiclass")],
    line="{name} leaves probs as it was.",
    by_value=False,
)


def outside(rng):
    """Return probabilities of which one is just outside of 0 to 1, in every kind of problem."""
    cases = []
    for problem in ("binary", "multilabel", "multiclass"):
        for wrong in (-1 / 64, 65 / 64, -3.0, 40.0):
            probs = table(rng, 4, 3)
            probs[rng.integers(4), rng.integers(3)] = wrong
            cases.append((probs, problem))
    return cases


test_range = refuses(
    2,
    "{name} refuses what is no probability.",
    "range",
    outside,
    hint="an entry below 0 or above 1, wherever it stands: logits, perhaps",
)
test_problem = refuses(
    1,
    "{name} refuses a word that is none of the three, regression too.",
    "problem",
    lambda rng: [
        (table(rng, 3, 2), word)
        for word in ("regression", "bounded_regression", "multi", "Binary", "")
    ],
    hint="binary, multilabel and multiclass are the three",
)
