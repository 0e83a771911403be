"""Grades the mutants of a chapter's right answers, and finds those that keep full marks."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.authoring.mutants import unheard
from autograder.authoring.mutation.manuscript import Manuscript
from autograder.authoring.mutation.marking import Footprint, Marker
from autograder.authoring.mutation.population import Mutant, population
from autograder.authoring.mutation.reach import reached
from autograder.authoring.mutation.spoilt import spoilt
from autograder.authoring.samples.sample import hands
from autograder.chapters import Chapter, read_text
from autograder.grading.bindings import names_defined
from autograder.grading.results import Outcome, State
from autograder.grading.secret import trying
from autograder.sandbox.worker.limits import NUMPY

SOLUTION = "solution"  # the name of the reference among the answers
DEAREST = 0.8  # seconds of one grading: what takes longer is left out, unless it is asked for
SECRET = b"0" * 64  # the same everywhere: what is proven on one machine holds on the next
_WORD = re.compile(r'\(says? "([^"]+)"\)')


@dataclass(frozen=True)
class Survivor:
    """A mutant that keeps full marks."""

    file: str
    before: str
    after: str


@dataclass(frozen=True)
class Hunted:
    """What became of the mutants of one exercise.

    `faults` say what is wrong whatever may survive; `cost` is the time of one grading where that
    was too much to try any mutant, else 0.
    """

    tried: int = 0
    survivors: tuple[Survivor, ...] = ()
    faults: tuple[str, ...] = ()
    cost: float = 0.0
    graded_in: tuple[str, ...] = ()  # the exercises whose graders decide


class Hunt:
    """Tries the mutants of a chapter, exercise by exercise: those that are `wanted`."""

    def __init__(
        self, chapter: Chapter, wanted: Callable[[Mutant], bool] = lambda mutant: True
    ) -> None:
        self.chapter = chapter
        self.wanted = wanted
        self.marker = Marker(chapter)
        self._costs: dict[str, float] = {}
        self._footprints: dict[tuple[str, str], Footprint] = {}

    def of(self, exercise: str, *, dear: bool = False) -> Hunted:
        """Return what became of the mutants of an exercise; `dear` ones are tried if asked for."""
        with unheard(), trying(SECRET):
            cost = self.cost(exercise)
            if cost > DEAREST and not dear:
                return Hunted(cost=cost)
            return self._of(exercise)

    def cost(self, exercise: str) -> float:
        """Return the processor time of grading the reference on an exercise; NumPy takes none.

        What trains with NumPy has graders that are long, and these are left out.
        """
        if exercise not in self._costs:
            self._costs[exercise] = 0.0 if self._is_light(exercise) else self._measured(exercise)
        return self._costs[exercise]

    def _is_light(self, exercise: str) -> bool:
        return self.marker.key.packages[exercise] == NUMPY

    def _measured(self, exercise: str) -> float:
        text = self.scripts[0].text
        self.marker.footprint(text, exercise)  # the first time imports what it needs
        return self.marker.footprint(text, exercise).seconds

    @functools.cached_property
    def scripts(self) -> tuple[Manuscript, ...]:
        """The right answers of a chapter: the reference, then those of other hands."""
        own = Manuscript(SOLUTION, read_text(self.chapter.solution))
        return (
            own,
            *(Manuscript(name, read_text(path)) for name, path in hands(self.chapter).items()),
        )

    @functools.cached_property
    def mutants(self) -> tuple[tuple[Manuscript, tuple[Mutant, ...]], ...]:
        """The wanted mutants of each right answer."""
        reference = self.chapter.reference
        defined = {name for node in reference.tree.body for name in names_defined(node)}
        given, words = defined - set(reference.exercises), set(_WORD.findall(reference.text))
        found = []
        for script in self.scripts:
            more = spoilt(script, reference.exercises) if script.name == SOLUTION else ()
            every = (*population(script, words, given), *more)
            found.append((script, tuple(filter(self.wanted, every))))
        return tuple(found)

    def _of(self, exercise: str) -> Hunted:
        tried, survivors, faults = 0, [], []
        graded_in: dict[str, None] = {}
        for script, mutants in self.mutants:
            if lost := self.footprint(script, exercise).lost:
                faults.append(
                    f"{_called(script.name)}, a right answer, fails {lost.grader}: {lost.detail}"
                )
                continue
            for mutant, users in self._of_users(script, mutants, exercise):
                graded_in |= dict.fromkeys(users)
                running = self._running(script, mutant, users)
                first = next(running, users[0])  # what no grader runs counts to who could
                if exercise != first:
                    continue
                tried += 1
                outcome = self._lost(script, mutant, itertools.chain([first], running))
                if outcome is None:
                    survivors.append(Survivor(mutant.file, mutant.before, mutant.after))
                elif outcome.state is State.BROKEN:
                    faults.append(_breaks(mutant, outcome))
        return Hunted(tried, tuple(survivors), tuple(faults), graded_in=tuple(graded_in))

    def _of_users(
        self, script: Manuscript, mutants: Iterable[Mutant], exercise: str
    ) -> Iterator[tuple[Mutant, Sequence[str]]]:
        """Yield the mutants that stand in what an exercise uses, with all exercises that use it."""
        exercises = self.chapter.exercises
        homes = {name: reached(script.tree, name, exercises) for name in exercises}
        for mutant in mutants:
            users = self._users(homes, mutant)
            if exercise in users:
                yield mutant, users

    def _users(self, homes: Mapping[str, frozenset[str]], mutant: Mutant) -> Sequence[str]:
        """Return the exercises whose answers use the code of a mutant, the cheap ones first.

        An exercise's own function is graded there alone.
        """
        names = mutant.place.names
        if own := [name for name in homes if name in names]:
            return own
        users = [name for name, used in homes.items() if used & names] or list(homes)
        return sorted(users, key=lambda name: not self._is_light(name))

    def _running(self, script: Manuscript, mutant: Mutant, users: Sequence[str]) -> Iterator[str]:
        """Yield those of its users whose graders run a mutant: it counts to the first of them."""
        place = mutant.place
        for name in users:
            if not place.inside or self.footprint(script, name).lines & place.lines:
                yield name

    def footprint(self, script: Manuscript, exercise: str) -> Footprint:
        """Return what grading a right answer on an exercise takes and runs."""
        key = script.name, exercise
        if key not in self._footprints:
            self._footprints[key] = self.marker.footprint(script.text, exercise)
        return self._footprints[key]

    def _lost(self, script: Manuscript, mutant: Mutant, exercises: Iterable[str]) -> Outcome | None:
        """Return the first outcome that costs a mutant points in one of these exercises."""
        for exercise in exercises:
            seconds = self.footprint(script, exercise).patience
            if outcome := self.marker.loses(mutant.text, exercise, seconds):
                return outcome
        return None


def answers_of(chapter: Chapter) -> list[str]:
    """Return the names of a chapter's right answers: the solution, then those of other hands."""
    return [SOLUTION, *hands(chapter)]


def _called(name: str) -> str:
    return "the solution" if name == SOLUTION else f"«{name}»"


def _breaks(mutant: Mutant, outcome: Outcome) -> str:
    return (
        f"a mutant of {_called(mutant.file)} breaks {outcome.grader}, which must not happen, "
        f"whatever is handed in\n  - {mutant.before}\n  + {mutant.after}\n{outcome.detail}"
    )
