"""Strange bytes break no reader: those that once did, and some thousand new ones."""

import random

import pytest

from tests.fuzz.__main__ import keep, main, parts
from tests.fuzz.targets import TARGETS, Target, mutated

RUNS = 1_000
BY_NAME = {target.name: target for target in TARGETS}


@pytest.mark.parametrize("name", BY_NAME)
def test_what_once_broke_a_reader_breaks_it_no_more(name):
    target = BY_NAME[name]
    for data in [*target.seeds, *target.kept()]:
        target.try_one(data)
    assert all(map(target.try_one, target.seeds))


@pytest.mark.parametrize("name", BY_NAME)
def test_strange_bytes_break_no_reader(name):
    chance, target = random.Random(name), BY_NAME[name]
    taken = sum(target.try_one(mutated(chance.choice(target.seeds), chance)) for _ in range(RUNS))
    assert 0 < taken < RUNS


def test_what_breaks_a_reader_is_kept_for_the_next_run(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("tests.fuzz.targets.KEPT", tmp_path)
    monkeypatch.setattr("tests.fuzz.__main__.KEPT", tmp_path)
    fragile = Target("fragile", lambda data: 1 // (len(data) - 3), ValueError, [b"abc"])
    keep(fragile, b"abc")
    assert fragile.kept() == [b"abc"]
    with pytest.raises(ZeroDivisionError):
        fragile.try_one(b"abc")


def test_each_reader_has_its_share_of_a_run():
    shares = dict.fromkeys(BY_NAME, 0)
    for name, _, runs in parts(1_000_000, seed=0):
        shares[name] += runs
    assert min(shares.values()) >= 40_000
    assert sum(shares.values()) == pytest.approx(1_000_000, abs=10)


def test_a_run_says_what_it_has_tried(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["fuzz", "--runs", "2000", "--seed", "1"])
    assert main() == 0
    assert "0 broke it" in capsys.readouterr().out
