"""Every attack of the catalogue, through the real sandbox, in every mode that this user has."""

import os
import shutil

import pytest

from .conftest import SUBMISSIONS, Attack

EVERY = [Attack(path) for path in sorted(SUBMISSIONS.glob("*.py"))]
# The other modes get the attacks on what differs there; only the quickest are not marked slow.
QUICK = "02 04 28 53 54 76".split()
USER = "a2 b6 c1 05 07 18 29 32 36 38 44 47 48 55 56 60 61 62 63 64 66 67 68 79 83 92".split()
PROCESS = (
    "a2 a6 b0 b2 b6 b8 c1 c2 05 07 29 32 36 38 44 58 59 60 61 62 63 64 66 67 68 69 79 80 81 82 83 "
    "84 92"
).split()


def cases(mode, numbers=None):
    """Return a case for each attack of a mode."""
    for attack in EVERY:
        number = attack.path.name[:2]
        if numbers is None or number in numbers:
            marks = [] if numbers is None or number in QUICK else [pytest.mark.slow]
            yield pytest.param(mode, attack, id=f"{mode}-{attack.path.stem}", marks=marks)


CASES = (
    [*cases("root"), *cases("user", QUICK + USER), *cases("process", QUICK + PROCESS)]
    if os.geteuid() == 0
    else [*cases("user")]
)


def test_bubblewrap_is_installed():
    assert shutil.which("bwrap"), "without bubblewrap nothing below is tested: install it"


@pytest.mark.parametrize(("mode", "attack"), CASES)
def test_an_attack_gains_nothing_and_harms_nobody(arenas, mode, attack):
    arenas(mode).require_held(attack)


def test_every_attack_says_what_it_does():
    for attack in EVERY:
        assert attack.header("attack")
        assert 0 <= attack.most_points <= 10
