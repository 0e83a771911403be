"""A chapter's own answers held against its public checks: solution, stub and known mistakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from autograder.authoring.graded import source_of
from autograder.authoring.mutants import MutantLauncher, mutant_source, unheard
from autograder.authoring.stubs import make_stub
from autograder.chapters import Chapter, read_text
from autograder.errors import CourseError
from autograder.grading.collect import collect_checks
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination, Listen
from autograder.grading.grader import Grader
from autograder.grading.key import Key, answer_key, wanted_signatures
from autograder.grading.misconceptions import Misconception
from autograder.grading.results import Outcome, State
from autograder.grading.wording import meant
from autograder.sandbox.walls.launcher import LocalLauncher

PASSED = State.PASSED


def require_checks(chapter: Chapter) -> None:
    """Look whether each exercise has a check, and each check an exercise.

    Raises:
        CourseError: if not; learners would read that they have done less than there is to do.
    """
    named = [check.exercise for check in collect_checks(chapter.checks)]
    for name in named:
        if name not in chapter.exercises:
            fault = f'"{name}", which a class is marked with, is no exercise'
            raise CourseError(f"{chapter.checks}: {fault}: {meant(name, chapter.exercises)}")
    if bare := [name for name in chapter.exercises if name not in named]:
        wanted = f'write a class with @pytest.mark.exercise("{bare[0]}")'
        raise CourseError(f"{chapter.checks} has no check of {bare[0]}: {wanted}")


def checked_answers(chapter: Chapter) -> dict[str, tuple[Outcome, ...]]:
    """Return how the public checks end on the solution and on the stub."""
    form, checks = Key(wanted_signatures(chapter)), collect_checks(chapter.checks)
    texts = {"solution": read_text(chapter.solution), "stub": make_stub(chapter)}
    found = {}
    for name, text in texts.items():
        connections = Connections(LocalLauncher(), source_of(chapter, text))
        found[name] = Examination(connections, form, public=True).run_all(checks)
    return found


def check_faults(exercise: str, checked: Mapping[str, Sequence[Outcome]]) -> Iterator[str]:
    """Yield the checks of an exercise that the solution fails or the stub passes."""
    for name, outcomes in checked.items():
        own = [outcome for outcome in outcomes if outcome.exercise == exercise]
        passing = name == "solution"
        if passing and not own:
            yield f"{exercise} has no check"
        for outcome in own:
            if (outcome.state is PASSED) != passing:
                verb = "fails" if passing else "passes"
                yield f"the {name} {verb} the check {outcome.grader}: {outcome.message}"


def unseen_faults(
    chapter: Chapter, known: Sequence[Misconception]
) -> Iterator[tuple[Misconception, str]]:
    """Yield the mistakes that pass every public check, unless it is said that none sees them.

    A mistake is held against checks until it fails one. Those that have seen most mistakes before
    it come first: some train for seconds, and one that fails is enough.
    """
    failed: Counter[str] = Counter()
    for entry in known:
        checks = sorted(_checks_of(chapter, entry), key=lambda check: -failed[check.name])
        seen_by = _first_failed(chapter, entry, checks)
        if seen_by:
            failed[seen_by] += 1
        if not seen_by and not entry.unseen:
            way = 'write one that sees it, or `@misconception(unseen="…")`'
            yield entry, f"{entry.name} passes every public check: {way}"
        elif seen_by and entry.unseen:
            yield entry, f"{entry.name} is seen by a public check: leave out `unseen`"


def _first_failed(chapter: Chapter, entry: Misconception, checks: Sequence[Grader]) -> str:
    """Return the name of the first check that a mistake does not pass, or "" if there is none."""
    examination = _examination(chapter, entry)
    try:
        with unheard():
            return next((c.name for c in checks if examination.run(c).state is not PASSED), "")
    finally:
        examination.connections.close()


def _examination(
    chapter: Chapter, entry: Misconception, listen: Listen = lambda check, calls: None
) -> Examination:
    launcher, form = MutantLauncher({entry.name: entry}), Key(answer_key(chapter).signatures)
    connections = Connections(launcher, mutant_source(chapter, entry.name))
    return Examination(connections, form, public=True, listen=listen)


def _checks_of(chapter: Chapter, entry: Misconception) -> list[Grader]:
    return [each for each in collect_checks(chapter.checks) if each.exercise == entry.exercise]


def checked_mistake(
    chapter: Chapter, entry: Misconception, listen: Listen = lambda check, calls: None
) -> tuple[Outcome, ...]:
    """Return how the public checks of its exercise end on a known mistake."""
    with unheard():
        return _examination(chapter, entry, listen).run_all(_checks_of(chapter, entry))
