"""A table of answers that were right once, without any formula, earns next to nothing.

Whoever has seen an examination may know every call of it with its answer. Hidden inputs are drawn
from the course secret: under another one such a table knows what no secret changes, and no more.
"""

import copy
import functools
import random

import numpy as np
import pytest

from autograder.authoring.mutants import unheard
from autograder.chapters import all_chapters, read_text
from autograder.grading.key import packages_of
from autograder.grading.results import State
from autograder.grading.runner import Task, run_graders
from autograder.grading.secret import trying
from autograder.sandbox.client import LocalWorker
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.limits import KERAS
from autograder.sandbox.worker.loading import Cell, Source
from autograder.sandbox.worker.session import Session
from tests.conftest import ROOT, in_turn, rooms_of

SEEN, ASKED = b"a" * 64, b"b" * 64
CHAPTERS = [
    chapter
    for chapter in all_chapters(ROOT)
    if sum(packages == KERAS for packages in packages_of(chapter).values()) < 2
]


def known_by(value):
    """Return what an argument is known by, so that equal ones are known by the same."""
    if isinstance(value, np.ndarray):
        return "array", value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, (list, tuple)):
        return type(value).__name__, tuple(map(known_by, value))
    if isinstance(value, np.random.Generator):
        return "rng", repr(value.bit_generator.state)
    return repr(value)


class Answering(Session):
    """Holds the solution, its exercises behind a table that is filled or only read."""

    def __init__(self, table, exercises, otherwise):
        super().__init__()
        self.table, self.exercises, self.otherwise = table, exercises, otherwise

    def do_load(self, source, seed, given=None):
        """Load the solution, and put each exercise behind the table."""
        super().do_load(source, seed)
        behind = {name: self.behind_table(name, self.names[name]) for name in self.exercises}
        self.names = self.names | behind
        return self.contents()

    def behind_table(self, name, right):
        """Return a function that looks its answer up, and what is not there otherwise."""

        @functools.wraps(right)
        def answer(*args, **kwargs):
            key = name, known_by(args), known_by(sorted(kwargs.items()))
            if key not in self.table or self.otherwise is written_down:
                return self.otherwise(self.table, key, functools.partial(right, *args, **kwargs))
            raised, value = self.table[key]
            if raised:
                raise value
            return copy.deepcopy(value)

        return answer


def written_down(table, key, right):
    """Answer rightly, and write it into the table."""
    try:
        value = right()
    except Exception as error:
        table[key] = True, error
        raise
    table[key] = False, copy.deepcopy(value)
    return value


def none(table, key, right):
    """Answer nothing."""


def noise(table, key, right):
    """Answer other numbers in the right form, and refuse nothing."""
    try:
        return _noise(right())
    except ValueError:
        return None


def _noise(value):
    if isinstance(value, (list, tuple)):
        return type(value)(map(_noise, value))
    if isinstance(value, dict):
        return {key: _noise(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        numbers = np.random.default_rng().uniform(0, 2, size=value.shape)
        return np.asarray(numbers).astype(value.dtype)
    return type(value)(2 * random.random())


class TableLauncher(LocalLauncher):
    """Starts workers that answer from one table."""

    def __init__(self, table, exercises, otherwise):
        super().__init__()
        self.made = table, exercises, otherwise

    def launch(self):
        """Return a worker that has loaded nothing yet."""
        return LocalWorker(Answering(*self.made))


def graded(chapter, secret, table, otherwise):
    """Return the result of a table under a secret."""
    launcher = TableLauncher(table, chapter.exercises, otherwise)
    text = Source(chapter.module, (Cell(f"{chapter.module}.py", read_text(chapter.solution)),))
    results = []
    with unheard(), trying(secret):
        run_graders(chapter, launcher, [Task("table", text)], results.append)
    return results[0]


@functools.cache
def table_of(chapter):
    """Return the right answer to every call of an examination under one secret."""
    table = {}
    result = graded(chapter, SEEN, table, written_down)
    assert result.score == result.max_score == 100
    return table


@pytest.mark.slow
@pytest.mark.parametrize("chapter", in_turn(CHAPTERS, 3, "tables", rooms_of))
@pytest.mark.parametrize(("otherwise", "at_most"), [(none, 15), (noise, 25)])
def test_a_table_of_answers_earns_next_to_nothing(chapter, otherwise, at_most):
    result = graded(chapter, ASKED, dict(table_of(chapter)), otherwise)
    passed = {o.grader: o.points for o in result.outcomes if o.state is State.PASSED and o.points}
    assert [o.detail for o in result.outcomes if o.state is State.BROKEN] == []
    assert result.score <= at_most, passed
