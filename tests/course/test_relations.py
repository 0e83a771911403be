"""What is said of wrong values is no luck of the draw and tells no number.

Known mistakes are graded as if they had no name, with two course secrets: one in `SHARE` of each
exercise, others after each change of its room. So is every answer of `tests/wrong`.
"""

import dataclasses
import functools
import logging
import re

import pytest

from autograder.authoring.mistakes import sample
from autograder.authoring.mutants import MutantLauncher, mutant_source, unheard
from autograder.chapters import all_chapters, read_text
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination
from autograder.grading.key import answer_key
from autograder.grading.secret import trying
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.limits import NUMPY
from autograder.sandbox.worker.loading import Cell, Source
from tests.conftest import ROOT

CODE = re.compile(r"`[^`]*`|«[^»]*»|\w+\[[-:\d]*\]|[A-Za-z]\w*")  # `W1`, sizes[1:], b2
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SHARE = 3
FIXED = {"0", "1", "2", "4", "-1", "-2", "16", "32"}


@functools.cache
def nameless(chapter):
    """Return the key of a chapter whose rooms know no mistake."""
    key = answer_key(chapter)
    rooms = {name: dataclasses.replace(room, misconceptions=()) for name, room in key.rooms.items()}
    return dataclasses.replace(key, rooms=rooms)


def said(chapter, exercise, launcher, source):
    """Return the sentences about one submission, by grader."""
    key = nameless(chapter)
    graders = [each for each in key.rooms[exercise].graders if not each.is_long]
    connections = Connections(launcher, source, key.packages)
    with unheard():
        outcomes = Examination(connections, key, diagnose_at_once=False).run_all(graders)
    return {outcome.grader: outcome.relation for outcome in outcomes if outcome.relation}


def said_of_mistakes(chapter, exercise, secret):
    """Return the sentences about known mistakes of an exercise."""
    room = answer_key(chapter).rooms[exercise].misconceptions
    chosen = sample([entry.name for entry in room], read_text(chapter.rooms[exercise]), SHARE)
    known = [entry for entry in room if entry.name in chosen]
    found = {}
    with trying(f"{secret:064d}".encode()):
        for entry in known:
            source = mutant_source(chapter, entry.name)
            sentences = said(chapter, exercise, MutantLauncher({entry.name: entry}), source)
            assert len(set(sentences.values())) <= 1
            found[entry.name] = next(iter(sentences.values()), "")
    return found


def numpy_exercises():
    """Yield the exercises that are graded with NumPy alone: of three one, but for `verify`."""
    for chapter in all_chapters(ROOT):
        packages = answer_key(chapter).packages
        names = [name for name in chapter.exercises if packages[name] == NUMPY]
        chosen = sample(names, "".join(map(read_text, chapter.rooms.values())), 3)
        for name in names:
            marks = [] if name in chosen else [pytest.mark.thorough]
            yield pytest.param(chapter, name, id=f"{chapter.name}/{name}", marks=marks)


EXERCISES = list(numpy_exercises())


@pytest.mark.parametrize(("chapter", "exercise"), EXERCISES)
def test_known_mistakes_hear_the_same_with_another_secret(chapter, exercise, caplog):
    caplog.set_level(logging.DEBUG, "autograder.grading.relations")
    first, second = (said_of_mistakes(chapter, exercise, secret) for secret in (1, 2))
    lost = [name for name, sentence in first.items() if sentence != second[name]]
    assert all("" in (first[name], second[name]) for name in lost)  # silent once, never another
    assert len(lost) <= 1, {name: (first[name], second[name]) for name in lost}
    assert caplog.records == []
    for sentence in first.values():
        assert set(NUMBER.findall(CODE.sub("", sentence))) <= FIXED, sentence


WRONG = ROOT / "tests" / "wrong"


@pytest.mark.parametrize(
    "third", [0, *(pytest.param(n, marks=pytest.mark.thorough) for n in (1, 2))]
)
@pytest.mark.parametrize("chapter", all_chapters(ROOT), ids=lambda chapter: chapter.name)
def test_wrong_answers_of_learners_break_nothing(chapter, third, caplog):
    """What each is worth, test_wrong asks."""
    caplog.set_level(logging.DEBUG, "autograder.grading.relations")
    for path in sorted((WRONG / chapter.name).glob("*/*.py"))[third::3]:
        exercise = path.parent.name
        if answer_key(chapter).packages[exercise] != NUMPY:
            continue
        cells = (
            Cell(f"{chapter.module}.py", read_text(chapter.solution)),
            Cell(path.name, read_text(path)),
        )
        sentences = said(chapter, exercise, LocalLauncher(), Source(chapter.module, cells))
        for sentence in sentences.values():
            assert set(NUMBER.findall(CODE.sub("", sentence))) <= FIXED, sentence
    assert caplog.records == []


@pytest.mark.parametrize("chapter", all_chapters(ROOT), ids=lambda chapter: chapter.name)
def test_right_answers_are_never_searched(chapter, monkeypatch):
    """Grading a right answer costs nothing more."""

    def never(*args):
        raise AssertionError("a right answer was searched")

    monkeypatch.setattr("autograder.grading.diagnosis.explained", never)
    source = Source(chapter.module, (Cell(f"{chapter.module}.py", read_text(chapter.solution)),))
    for exercise, packages in answer_key(chapter).packages.items():
        if packages == NUMPY:
            assert said(chapter, exercise, LocalLauncher(), source) == {}
