"""7.5 early_stopping: its graders."""

import numpy as np

from autograder.asserting import assert_type, grader, pure, refuses, require


def losses(rng, length):
    """Return losses that fall, then rise, with a noise that makes every count matter."""
    turn = rng.integers(1, length + 1)
    trend = np.abs(np.arange(length) - turn) / length
    return (0.3 + trend + rng.normal(0, 0.08, length)).round(6).tolist()


def runs(rng):
    """Return many cases of several lengths and patiences: stopped early, late and not at all."""
    return [
        (losses(rng, int(rng.integers(2, 25))), int(patience))
        for patience in rng.permutation(np.repeat([1, 2, 3, 4, 6], 8))
    ]


def example(rng):
    """Return cases with different answers."""
    return [([3.0, 1.0, 2.0, 2.5, 4.0], 2), ([3.0, 2.0, 1.0], 1), ([1.0, 2.0], 1)]


@grader(1, gate=True)
def test_form(function, rng):
    """early_stopping returns two numbers of type int, and they depend on the losses."""
    seen = set()
    for call in function.map(example(rng)):
        assert_type(call.value, tuple, hint="return stop, best")
        message = f"{len(call.value)} numbers came back, not two."
        require(len(call.value) == 2, message, hint="return stop, best")
        for number in call.value:
            is_index = isinstance(number, int | np.integer) and not isinstance(number, bool)
            message = "stop and best are not whole numbers."
            loss = "returns_the_best_loss" if isinstance(number, float) else ""
            require(is_index, message, hint="indices into val_losses", mistake=loss)
        seen.add(tuple(map(int, call.value)))
    require(len(seen) > 1, "The answer is the same whatever is given.", hint="use val_losses")


def indices_of(call):
    """Return the two whole numbers of an answer: which type they have is another question."""
    assert_type(call.value, tuple, hint="return stop, best")
    fits = [isinstance(number, int | np.integer) for number in call.value]
    require(fits == [True, True], "The answer is not two whole numbers.", hint="return stop, best")
    return tuple(map(int, call.value))


def assert_indices(function, right, cases, hint):
    """Ask for the right stop and best, whatever kind of whole number they are."""
    for call, case in zip(function.map(cases), cases, strict=True):
        stop, best = right(*case)
        seen = indices_of(call)
        names = [
            name for name, a, b in (("stop", seen[0], stop), ("best", seen[1], best)) if a != b
        ]
        said = " and ".join(names)
        require(not names, f"{said} {'are' if len(names) > 1 else 'is'} wrong.", hint=hint)


@grader(4)
def test_runs(function, right, rng):
    """stop and best are right for trainings of many lengths and with several patiences."""
    hint = "go through the epochs in order: better than the best so far, or patience used up?"
    assert_indices(function, right, runs(rng), hint)


@grader(1)
def test_plateau(function, right, rng):
    """An epoch as good as the best is no better one: the count goes on."""
    level = [float(rng.uniform(0.2, 0.9))]
    cases = [(level * 6, patience) for patience in (1, 2, 4)]
    cases += [([2.0, 1.0, 1.0, 1.5, 1.0, 0.5], 3), ([1.0, 1.0, 0.5, 0.5, 0.5, 0.4], 2)]
    assert_indices(function, right, cases, "strictly below the best: <, not <=")


@grader(1)
def test_nan(function, right, rng):
    """An epoch with a loss of nan is no better one, and what comes after it may be."""
    nan = float("nan")
    low = float(rng.uniform(0.5, 0.7))
    cases = [([0.9, 0.8, nan, nan, 0.85], 2), ([0.9, nan, low, nan, 0.8], 2)]
    cases += [([0.9, nan, nan, low], 3)]
    hint = "nan < best is False; np.min and np.minimum take nan for the lowest"
    assert_indices(function, right, cases, hint)


@grader(2)
def test_unseen(function, right, rng):
    """What comes after the stop decides nothing, however good it is."""
    cases = [
        ([5.0, 4.0, 4.5, 4.6, 0.1], 2),
        ([1.0, 2.0, 0.5, 0.4], 1),
        (losses(rng, 6) + [3.0] * 4 + [0.0, -1.0], 3),
    ]
    assert_indices(function, right, cases, "return as soon as it stops")


@grader(2)
def test_never(function, right, rng):
    """If nothing stops the training, stop is the last epoch; one epoch alone is both."""
    falling = np.sort(rng.uniform(0.1, 1, 7))[::-1].tolist()
    cases = [(falling, 1), (falling, 9), ([*falling, 2.0, 3.0], 3), ([0.5], 1), ([0.5], 4)]
    cases += [([1.0, 2.0, 3.0], 5), ([1.0, 2.0, 3.0], 3)]
    assert_indices(function, right, cases, "the last index is len(val_losses) - 1")


@grader(1)
def test_ints(function, rng):
    """Both are Python's own int, whether it stops or not."""
    for call in function.map([*example(rng), ([0.5], 2), ([2.0, 2.0], 1)]):
        indices_of(call)
        for number in call.value:
            message = f"Seen: a number of type {type(number).__name__}. Expected: int."
            mistake = "answers_numpy_ints" if isinstance(number, np.integer) else ""
            is_int = type(number) is int
            require(is_int, message, hint="int(…)", mistake="" if is_int else mistake)


test_pure = pure(1, runs, line="{name} leaves val_losses as it was.", hint="no pop and no sort")
test_empty = refuses(
    1,
    "An empty list is refused.",
    "val_losses",
    [([], 1), ([], 3)],
    hint="there is no epoch that could be the best one",
)
test_patience = refuses(
    1,
    "A patience below 1 is refused.",
    "patience",
    [([1.0, 2.0, 3.0], 0), ([3.0, 2.0], -1), ([3.0], 0), ([3.0, 2.0, 1.0], -5)],
    hint="patience < 1, whatever the losses are",
)
