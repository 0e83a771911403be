"""Tries the known mistakes of a chapter: each loses points, is recognised, and fails a check."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from types import TracebackType

from autograder.authoring.checked import unseen_faults
from autograder.authoring.graded import Called, graded_mutants
from autograder.chapters import Chapter, read_text
from autograder.grading.key import answer_key
from autograder.grading.misconceptions import Misconception
from autograder.grading.results import Result, State
from autograder.grading.secret import tried_secret, trying
from autograder.sandbox.worker.limits import KERAS

Faults = Mapping[str, Sequence[str]]  # by the name of the mistake
SHARE = 16  # of the mistakes that take TensorFlow, one in so many is tried when it is to be brief


class Trials:
    """Tries mistakes in `jobs` processes side by side, or in this one; used in a `with`.

    Those of exercises that take TensorFlow take nearly all of the time: if it is to be `brief`, one
    in `SHARE` of them is tried, others after each change of the room, and none is held against
    public checks.
    """

    def __init__(
        self, chapter: Chapter, called: Called, jobs: int = 1, *, brief: bool = False
    ) -> None:
        self.chapter = chapter
        self.brief = brief
        self.called = {grader: frozenset(functions) for grader, functions in called.items()}
        self.jobs = jobs
        self.pool: Executor | None = None

    def __enter__(self) -> Trials:
        if self.jobs > 1:  # to fork a process that has imported TensorFlow would not do
            context = multiprocessing.get_context("spawn")
            self.pool = ProcessPoolExecutor(self.jobs, mp_context=context)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.pool:
            self.pool.shutdown(cancel_futures=True)

    def faults(self, exercise: str) -> list[str]:
        """Return what is wrong with the known mistakes of an exercise, in their order."""
        key = answer_key(self.chapter)
        names = [entry.name for entry in key.rooms[exercise].misconceptions]
        checked = not self.brief or key.packages[exercise] != KERAS
        if not checked:
            names = sample(names, read_text(self.chapter.rooms[exercise]))
        found: dict[str, Sequence[str]] = {}
        for part in self._tried(exercise, names, checked):
            found |= part
        return [fault for name in names for fault in found.get(name, ())]

    def _tried(self, exercise: str, names: Sequence[str], checked: bool) -> Iterator[Faults]:
        if self.pool is None:
            yield faults_of(self.chapter, exercise, names, self.called, checked)
            return
        parts = [names[number :: self.jobs] for number in range(self.jobs)]
        asked = [
            self.pool.submit(
                _faults_elsewhere,
                tried_secret(),
                self.chapter,
                exercise,
                part,
                self.called,
                checked,
            )
            for part in parts
        ]
        for each in asked:
            yield each.result()


def sample(names: Sequence[str], room: str, share: int = SHARE) -> list[str]:
    """Return one in `share` of the names, rounded up: with the same text of a room the same."""

    def place(name: str) -> bytes:
        return hashlib.sha256(f"{name}\n{room}".encode()).digest()

    chosen = sorted(names, key=place)[: -(-len(names) // share)]
    return [name for name in names if name in chosen]


def _faults_elsewhere(
    secret: bytes | None,
    chapter: Chapter,
    exercise: str,
    names: Collection[str],
    called: Called,
    checked: bool,
) -> Faults:
    """Return the faults of some mistakes in a process that inherits no `trying` block."""
    with trying(secret):
        return faults_of(chapter, exercise, names, called, checked)


def faults_of(
    chapter: Chapter, exercise: str, names: Collection[str], called: Called, checked: bool = True
) -> dict[str, list[str]]:
    """Return what is wrong with some mistakes of an exercise, by their names.

    They are held against its public checks, too, if they are to be `checked`.

    Raises:
        CourseError: if a file of the chapter cannot be used.
    """
    every = answer_key(chapter).rooms[exercise].misconceptions
    known = [entry for entry in every if entry.name in names]
    found: dict[str, list[str]] = defaultdict(list)
    for entry, result in graded_mutants(chapter, known, called) if known else ():
        found[entry.name] += faults_in(entry, result)
    for entry, fault in unseen_faults(chapter, known) if checked else ():
        found[entry.name].append(fault)
    return dict(found)


def faults_in(mutant: Misconception, result: Result) -> Iterator[str]:
    """Yield what is wrong with a mistake that was graded: no point lost, or not by its name."""
    lost = [outcome for outcome in result.outcomes if outcome.state is not State.PASSED]
    here = [outcome for outcome in lost if outcome.exercise == mutant.exercise]
    for outcome in lost:
        if outcome.state is State.BROKEN:
            yield f"{mutant.name} breaks {outcome.grader}: {outcome.detail}"
        elif outcome.exercise != mutant.exercise:
            yield f"{mutant.name} loses points in {outcome.exercise} too: {outcome.grader}"
    own = [outcome for outcome in result.outcomes if outcome.exercise == mutant.exercise]
    if all(o.state is State.NOT_RUN or "raised TypeError" in o.message for o in own):
        yield f"{mutant.name} raises TypeError wherever it is called: is it called as it is meant?"
    elif not here:
        yield f"{mutant.name} loses no point in {mutant.exercise}: write a grader that sees it"
    elif names := {str(o.misconception) for o in here if o.misconception != mutant.name} - {"None"}:
        yield f"{mutant.name} is taken for {', '.join(sorted(names))}"
    elif not any(outcome.misconception for outcome in here):
        yield f"{mutant.name} is not recognised: its message is never shown"
