"""A run in which a process is killed at a random moment goes on, and ends as it would have."""

import json

import pytest

from tests.faults.__main__ import KINDS, contents, differences, disturb, one_of, toy_class

pytestmark = pytest.mark.slow


def test_what_is_killed_changes_nothing_that_the_next_run_ends_with(tmp_path):
    assert disturb(toy_class(tmp_path), tmp_path, len(KINDS)) == 0


def test_a_run_has_a_process_of_every_kind(tmp_path):
    """Slots were not found for a while, when their process had got another name."""
    process, found = toy_class(tmp_path).start(tmp_path / "out"), set()
    while process.poll() is None:
        found |= {kind for kind in KINDS if one_of(kind, process.pid)}
    assert found == set(KINDS)


def test_a_result_that_differs_is_named(tmp_path):
    for name, score in (("one", 1), ("two", 2)):
        path = tmp_path / name / "ch01_shop" / "ada" / "results.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({"score": score, "extra_data": {"graded": name}}))
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert differences(one, two) == ["ch01_shop/ada/results.json"]
    two["ch01_shop/ada/results.json"] = {"score": 1, "extra_data": {}}
    assert differences(one, two) == []
