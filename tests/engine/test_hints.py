"""`autograder hint`: one level at a time, and it remembers how far."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from autograder.errors import UsageError
from autograder.folds import FOLDS
from autograder.learner.exercises import all_exercises, find_exercise
from autograder.learner.hints import unfold
from tests.conftest import ROOT
from tests.engine.conftest import copied


def hint(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "autograder", "hint", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )


def test_each_call_unfolds_one_more_and_the_newest_stands_last(learner):
    nothing = hint(learner, "split", "--again").stdout
    first, second, third, fourth = (hint(learner, "ch01/split").stdout for _ in range(4))
    assert "Nudge" not in nothing
    assert "3 more hints are left" in nothing
    assert "Nudge\nWhat is saved of a price of 4? And of a price of 20?" in first
    assert "Concept" not in first
    assert "2 more hints are left: `autograder hint split` unfolds the next." in first
    assert second.index("Nudge\n") < second.index("Concept\n")
    assert "1 more hint is left" in second
    assert "Worked step\n" in third
    assert "That is the last hint." in third
    assert "The lesson explains it in the section «1.2 Dear and cheap»" in third
    assert "There is no further hint." in fourth
    assert "`autograder next split` shows it." in fourth
    assert "Worked step\n" in hint(learner, "split", "--again").stdout


def test_hints_are_remembered_exercise_by_exercise(learner):
    split, scale = (find_exercise(learner, name) for name in ("split", "scale"))
    assert len(unfold(split).hints) == 1
    assert len(unfold(split).hints) == 2
    assert len(unfold(scale).hints) == 1
    again = unfold(split, more=False)
    assert (len(again.hints), again.left, again.new) == (2, 1, False)
    shutil.rmtree(learner / ".autograder")
    assert len(unfold(split).hints) == 1


def test_every_exercise_of_this_course_has_its_three_folds(tmp_path):
    copied(ROOT / "exercises", tmp_path / "exercises")
    for exercise in all_exercises(tmp_path):
        for _ in FOLDS:
            unfolded = unfold(exercise)
        assert [title for title, _ in unfolded.hints] == list(FOLDS)
        assert unfolded.left == 0


def test_a_misspelt_name_gets_the_nearest_and_exit_code_2(learner):
    done = hint(learner, "splt")
    assert done.returncode == 2
    assert done.stderr == "error: no exercise is called 'splt': did you mean split?\n"


@pytest.mark.parametrize("command", ["watch", "next", "hint", "progress", "reset"])
def test_every_command_of_the_loop_has_help_with_an_example(command):
    done = subprocess.run(
        [sys.executable, "-m", "autograder", command, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert f"Example: autograder {command}" in done.stdout.replace("`", "")


def test_an_exercise_without_hints_says_where_to_read(learner):
    path = learner / "exercises/ch01_shop/chapter.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"hints": {}}))
    with pytest.raises(UsageError, match="split has no hint: read its section with `auto"):
        unfold(find_exercise(learner, "split"))
