"""Every attack of the catalogue, through the real sandbox, in every mode that this user has."""

import os
import shutil
from pathlib import Path

import pytest

from autograder.grading.results import State

from .conftest import CANARY, LIMITS, SLACK, SUBMISSIONS, Attack

EVERY = sorted(SUBMISSIONS.glob("*.py"))
# Most of the isolation is the same in all modes; these attack what differs.
USER = "02 04 05 07 18 28 29 32 36 38 44 47 48 53 54 55 56 60 61 62 63 64 66 67 68 76".split()
PROCESS = "02 04 05 07 28 29 32 36 38 44 53 54 58 59 60 61 62 63 64 66 67 68 69 76".split()
NUMBERS = {"root": None, "user": USER, "process": PROCESS} if os.geteuid() == 0 else {"user": None}
CASES = [
    pytest.param(mode, path, id=f"{mode}-{path.stem}")
    for mode, numbers in NUMBERS.items()
    for path in EVERY
    if numbers is None or path.name[:2] in numbers
]


def test_bubblewrap_is_installed():
    assert shutil.which("bwrap"), "without bubblewrap nothing below is tested: install it"


@pytest.mark.parametrize(("mode", "path"), CASES)
def test_an_attack_gains_nothing_and_harms_nobody(arenas, mode, path):
    arena, attack = arenas(mode), Attack(path)
    zygote = arena.launcher.process.pid
    report = arena.grade(path)
    assert list(arena.signs(report)) == []
    assert report.points <= attack.most_points
    assert not [o for o in report.outcomes if o.state is State.BROKEN]
    assert attack.header("dies") in "\n".join(o.message for o in report.outcomes)
    # Two groups of graders, each with a load of its own.
    assert report.seconds < 2 * LIMITS.load_seconds + LIMITS.total_seconds + SLACK
    honest = arena.grade(CANARY)
    assert honest.points == 10, honest.shown
    assert arena.launcher.process.pid == zygote, "the attack ended the warm process"


def test_every_attack_says_what_it_does():
    for path in EVERY:
        attack = Attack(path)
        assert attack.header("attack")
        assert 0 <= attack.most_points <= 10


def test_no_marker_is_there_before_an_attack():
    assert not list(Path("/tmp").glob("autograder-marker*"))
