"""A chapter's own answers held against its public checks: solution, stub and known mistakes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from autograder.authoring.graded import source_of
from autograder.authoring.mutants import MutantLauncher, mutant_source, unheard
from autograder.authoring.stubs import make_stub
from autograder.chapters import Chapter, read_text
from autograder.grading.collect import collect_checks
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination, Listen
from autograder.grading.grader import Grader
from autograder.grading.key import Key, answer_key, wanted_signatures
from autograder.grading.misconceptions import Misconception
from autograder.grading.results import Outcome, State
from autograder.sandbox.walls.launcher import LocalLauncher


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
            if (outcome.state is State.PASSED) != passing:
                verb = "fails" if passing else "passes"
                yield f"the {name} {verb} the check {outcome.grader}: {outcome.message}"


def unseen_faults(chapter: Chapter, known: Sequence[Misconception]) -> Iterator[str]:
    """Yield the mistakes that pass every public check, unless it is said that none sees them."""
    for entry in known:
        passed = _passes_all(chapter, entry)
        if passed and not entry.unseen:
            way = 'write one that sees it, or `@misconception(unseen="…")`'
            yield f"{entry.name} passes every public check: {way}"
        elif entry.unseen and not passed:
            yield f"{entry.name} is seen by a public check: leave out `unseen`"


def _passes_all(chapter: Chapter, entry: Misconception) -> bool:
    """Return whether a mistake passes the public checks; the first that it fails is the last."""
    examination, checks = _examination(chapter, entry), _checks_of(chapter, entry)
    try:
        with unheard():
            return all(examination.run(check).state is State.PASSED for check in checks)
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
