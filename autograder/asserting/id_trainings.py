"""What is asked of exercises that train on rows of ids with two classes: see `id_rows`.

What such an exercise answers is a dict with "accuracy", "baseline" and "model"; how its network
computes and learns, the exercise's own graders say. `test_ids = worth(1, id_trainings.ids)` in a
room is a grader of one point, whose line in the report is the first one of the docstring here.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from autograder.asserting import networks, training_calls
from autograder.asserting.comparisons import require
from autograder.asserting.id_rows import (
    AROUND,
    CUT,
    EPOCHS,
    IDS,
    KEYS,
    LENGTH,
    LONG,
    MORE,
    NEAR,
    ROWS,
    SEED,
    IdTraining,
    Weights,
    rows,
)
from autograder.asserting.marks import grader
from autograder.grading.proxy import RemoteFunction
from autograder.grading.verdicts import NotRun


def worth(points: float, ask: Callable[..., None], *, gate: bool = False) -> Callable[..., None]:
    """Return a grader of so many points that asks what one of the functions below does."""

    @functools.wraps(ask)
    def test(*args: Any, **kwargs: Any) -> None:
        ask(*args, **kwargs)

    return grader(points, gate=gate)(test)


def form(training: IdTraining) -> None:
    """{name} returns a dict: two numbers, and the network."""
    training_calls.require_dict(training.answer, KEYS, KEYS[:2])
    training.weights_of(training.answer["model"])


def learned(training: IdTraining) -> None:
    """The network has learned from the first 4N // 5 rows, by Adam and the cross-entropy."""
    found = networks.architecture(training.answer["model"])
    require(found.steps, "The model was not trained.", hint="is fit called?")
    if training.is_right:
        return
    cuts = [slice(0, int(CUT * share)) for share in (0.9, 0.8)]
    last = [slice(start, None) for start in (ROWS - CUT, ROWS // 5)]
    known: dict[str, Callable[[], float]] = {
        "leaves_the_rate_to_adam": lambda: training.off(learning_rate=0.001),
        "trains_on_all_rows": lambda: training.off(slice(0, ROWS)),
        "trains_on_the_last_rows": lambda: min(map(training.off, last)),
        "rounds_the_size_up": lambda: training.off(slice(0, CUT + 1)),
        "holds_rows_back": lambda: min(map(training.off, cuts)),
        "keeps_an_earlier_epoch": lambda: min(training.off(steps=n) for n in range(1, EPOCHS)),
        "ignores_the_seed": lambda: training.off(seed=AROUND),
        "fixes_the_seed": lambda: training.off(seed=0),
    }
    named = ["takes_another_optimizer"] if found.optimizer != "Adam" else []
    named = named or [name for name, find in known.items() if find() < NEAR]
    message = "What the network has learned is not what it learns from these rows."
    hint = (
        "the layers first; then seed, build, compile with Adam(0.005) and binary_crossentropy, "
        "fit X[:cut] and y[:cut]"
    )
    require(False, message, hint=hint, mistake=named[0] if named else "")


def require_steps(
    function: RemoteFunction, rng: np.random.Generator, default: int
) -> tuple[np.ndarray, np.ndarray, Any]:
    """Ask for batches of 32 and all epochs, not the `default` number; any integer dtype will do.

    Returns the rows, their classes, and the model that was trained on them in two epochs, with the
    seed 1: a room may ask more of it.
    """
    X, y = rows(rng, MORE)
    case = X.astype(np.uint8), y.astype(np.uint8), 2, 1
    model = training_calls.train(function, *case).answer["model"]
    known = {3 * default: "ignores_epochs"} | dict.fromkeys((2, 4, 12), "ignores_the_batch_size")
    steps = networks.architecture(model).steps
    message, hint = "The number of training steps is not epochs × batches.", "batch_size=32"
    require(steps == 6, message, hint=hint, mistake=known.get(steps or 0, ""))
    return X, y, model


def require_shuffled(seen: Weights, ways: Iterable[Iterable[Weights]], rate: float) -> None:
    """Ask for other weights than those with which trainings on rows in their order end."""
    ends = [list(way)[-1] for way in ways]
    kept = min(training_calls.apart(seen, each, rate) for each in ends) < NEAR
    message, hint = "The rows come in the same order in each epoch.", "fit shuffles by itself"
    require(not kept, message, hint=hint, mistake="keeps_the_order" if kept else "")


def ids(function: RemoteFunction, rng: np.random.Generator, training: IdTraining) -> None:
    """The table has a row for each id up to the largest in X, whichever occur, and where."""
    X, y = rows(rng)
    late, gap, full = X.copy(), X.copy(), X.astype(np.uint8)
    late[:CUT][late[:CUT] == IDS - 1] = 0
    late[CUT, 2], full[0, 0] = IDS - 1, 255
    gap[gap == 3] = 0
    for case, mistake, said in (
        (late, "counts_the_ids_of_train", "Where the largest id comes in the test rows alone"),
        (gap, "counts_the_ids_that_occur", "Where an id below the largest never comes"),
        (full, "counts_in_the_type_of_the_ids", "Where the largest id is 255 in uint8"),
    ):
        (call,) = function.map([(case, y, 1, 1)], eager=True)
        fits, hint = call.raised is None, "int(X.max()) + 1, of all rows"
        message = f"{said}, there is no answer."
        require(fits, message, hint=hint, mistake="" if fits else mistake)
        if case is not full:
            model = call.value["model"]
            rows_of_table = networks.get_weights(model)[0].shape[0]
            fits, message = rows_of_table == IDS, f"{said}, the table has not X.max() + 1 rows."
            require(fits, message, hint=hint, mistake="" if fits else mistake)
            training.weights_of(model)


def last_epoch(function: RemoteFunction, training: IdTraining) -> None:
    """What counts are the weights after the last epoch, though the loss was lower before.

    All rows are alike and three of five are 1: Adam arrives there, and goes too far. Of a network
    that learns something else anyway, nothing can be said.
    """
    if not training.is_right:
        raise NotRun(f"First make this pass: {learned.__doc__}")
    X = np.tile(np.arange(LENGTH), (ROWS, 1))
    X[CUT:] = np.arange(IDS - LENGTH, IDS)
    y = (np.arange(ROWS) % 5 < 3).astype(np.int64)
    model = training_calls.train(function, X, y, LONG, SEED).answer["model"]
    seen, part = training.weights_of(model), (X[:CUT], y[:CUT])
    off = training.by_step(seen, SEED, part, LONG)
    fits = off[-1] < NEAR
    early = not fits and min(off) < NEAR
    message = "These are not the weights after the last epoch."
    mistake = "goes_back_to_the_best_epoch" if early else ""
    require(fits, message, hint="no EarlyStopping, and no weights put back", mistake=mistake)


def require_accuracy(
    function: RemoteFunction,
    rng: np.random.Generator,
    training: IdTraining,
    logits_of: Callable[[Weights, np.ndarray], np.ndarray],
) -> None:
    """Ask for the share of the test rows that the network has right; logits are (N, 1)."""
    X, y = rows(rng)
    X[2:] = np.where(y[2:, np.newaxis] == 1, X[2:] % 4, 4 + X[2:] % 4)  # easily told apart
    X[0], X[1] = np.arange(LENGTH), np.arange(IDS - LENGTH, IDS)  # every id occurs
    # Two of the seven test rows are 1: with these a row of 0 becomes the other. Whatever is always
    # said, or said the wrong way round, has another share of them right than four of seven.
    other = np.r_[CUT + np.flatnonzero(y[CUT:] == 1), CUT + np.flatnonzero(y[CUT:] == 0)[:1]]
    y[other] = 1 - y[other]
    answer = training_calls.train(function, X, y, 12, SEED).answer
    said = logits_of(training.weights_of(answer["model"]), X)[:, 0] > 0
    right = said == y
    known = {
        "measures_on_train": float(right[:CUT].mean()),
        "rounds_the_size_up": float(right[CUT + 1 :].mean()),
        "compares_each_with_each": float(np.mean(said[CUT:, np.newaxis] == y[CUT:])),
    }
    training_calls.require_number(
        answer["accuracy"],
        float(right[CUT:].mean()),
        known=known if training.is_right else {},  # else its rows are told of already
        message="accuracy is not that of the network on the test rows.",
        hint="the last N - 4N // 5 rows, and 1 where the network answers more than 0.5",
    )


def baseline(function: RemoteFunction, training: IdTraining, rng: np.random.Generator) -> None:
    """baseline is the share, among the test rows, of the commonest class of the training rows."""
    train, test = training.y[:CUT], training.y[CUT:]  # 1 is the commonest of train, 0 of test
    even = np.array([1, 0] * 8 + [1, 1, 0, 1])
    other = training_calls.train(function, rows(rng)[0][:20], even, 1, 0).answer["baseline"]
    seen = float(training.answer["baseline"]), float(other)
    wanted = float(np.mean(test == 1)), 0.25
    known = {
        "takes_the_commonest_of_the_test": (float(np.mean(test == 0)), 0.75),
        "takes_1_of_two_equals": (wanted[0], 0.75),
        "measures_the_baseline_on_train": (float(np.mean(train == 1)), 0.5),
    }
    fits = np.allclose(seen, wanted, atol=1e-6)
    named = [name for name, pair in known.items() if np.allclose(seen, pair, atol=1e-6)]
    message = "baseline is not the share that train's commonest class has in the test."
    hint = "np.bincount(y[:cut]).argmax(), and its share in y[cut:]"
    require(fits, message, hint=hint, mistake=named[0] if named and not fits else "")


def floats(training: IdTraining) -> None:
    """accuracy and baseline are built-in floats."""
    training_calls.require_floats(training.answer, KEYS[:2], mistake="answers_numpy_numbers")


def manners(training: IdTraining) -> None:
    """Nothing is printed, X and y are left as they were, and fit gets no rows to validate with."""
    found = networks.architecture(training.answer["model"])
    message = "fit got rows to validate with, though nothing is chosen by them."
    hint, mistake = "fit(X[:cut], y[:cut], …), and measure behind it", "watches_the_test_rows"
    watched = training.is_right and found.was_validated  # else told elsewhere
    require(not watched, message, hint=hint, mistake=mistake)
    training_calls.require_manners(
        training.seen, prints="prints_progress", changes="changes_the_arrays"
    )
