"""What commands show: a solution once one's own passes, a pager for what is long, plain help."""

import os
import pty
import shutil
import subprocess
import sys
import termios

import pytest

from autograder.chapters import find_chapter
from autograder.errors import UsageError
from autograder.learner.exercises import exercises_of, solution_of
from tests.conftest import ROOT

COMMAND = [sys.executable, "-m", "autograder"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "80", "LINES": "24"}


@pytest.fixture
def learner(tmp_path):
    """A clone with chapter 1, its solution too."""
    for part in ("exercises/ch01_neuron", "solutions/ch01_neuron", "course/lessons"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "course/glossary.md", tmp_path / "course/glossary.md")
    return tmp_path


def said(folder, *words):
    done = subprocess.run(
        [*COMMAND, *words], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


# A solution ------------------------------------------------------------------------------------


def test_a_solution_is_shown_once_the_own_answer_passes(learner):
    code, text = said(learner, "solution", "sigmoid")
    assert code == 2
    assert "sigmoid is not written yet: its solution is shown once `autograder check" in text
    assert "np.exp" not in text
    path = learner / "exercises/ch01_neuron/neuron.py"
    stub = path.read_text()
    path.write_text(stub.replace('raise NotImplementedError("1.3 sigmoid")', "return 0 * z"))
    assert "was changed since it was checked" in said(learner, "solution", "sigmoid")[1]
    assert said(learner, "check", "1/sigmoid")[0] == 1
    assert "of its 6 checks: its solution is shown once" in said(learner, "solution", "sigmoid")[1]
    path.write_text((ROOT / "solutions/ch01_neuron/neuron.py").read_text())
    assert said(learner, "check", "1/sigmoid")[0] == 0
    code, text = said(learner, "solution", "sigmoid")
    assert code == 0
    assert "def sigmoid(" in text
    assert "np.exp(-np.abs(z))" in text
    assert "Yours stands in exercises/ch01_neuron/neuron.py:" in text


def test_a_solution_is_shown_without_its_task_and_its_markers():
    for exercise in exercises_of(find_chapter(ROOT, "1")):
        text = solution_of(exercise)
        assert text.startswith(f"def {exercise.name}(")
        assert "SOLUTION" not in text
        assert '"""' not in text
        compile(text, exercise.name, "exec")


def test_without_a_name_it_is_of_the_last_exercise_that_is_done(learner):
    assert "no exercise is done yet" in said(learner, "solution")[1]
    path = learner / "exercises/ch01_neuron/neuron.py"
    path.write_text((ROOT / "solutions/ch01_neuron/neuron.py").read_text())
    for name in ("weighted_sum", "threshold_unit"):
        assert said(learner, "check", f"1/{name}")[0] == 0
    assert "def threshold_unit(" in said(learner, "solution")[1]


def test_where_one_has_begun_further_on_it_is_the_last_one_of_all(learner):
    path = learner / "exercises/ch01_neuron/neuron.py"
    path.write_text((ROOT / "solutions/ch01_neuron/neuron.py").read_text())
    assert said(learner, "check", "1/sigmoid")[0] == 0
    assert "def sigmoid(" in said(learner, "solution")[1]


def test_a_kit_says_that_it_has_no_solutions(tmp_path, learner):
    shutil.rmtree(learner / "solutions")
    code, text = said(learner, "solution", "sigmoid")
    assert code == 2
    assert "a kit is released without them" in text
    with pytest.raises(UsageError, match="no solutions here"):
        solution_of(exercises_of(find_chapter(learner, "1"))[0])


# A pager ---------------------------------------------------------------------------------------


def in_terminal(folder, *words, rows=24):
    """Return what a command writes in a terminal; its pager marks what goes through it."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (rows, 80))
    environment = ENVIRONMENT | {"PAGER": "sed s/^/paged:/", "TERM": "xterm", "LINES": str(rows)}
    process = subprocess.Popen(
        [*COMMAND, *words], cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    text = b""
    try:
        while part := os.read(ours, 65536):
            text += part
    except OSError:  # the terminal was closed at the other end
        pass
    os.close(ours)
    assert process.wait(60) == 0
    return text.decode()


def test_what_is_longer_than_the_terminal_goes_through_a_pager(learner):
    assert in_terminal(learner, "next").startswith("paged:")
    assert "paged:" not in in_terminal(learner, "next", rows=500)
    assert "paged:" not in in_terminal(learner, "word", "logit")
    assert "paged:" in in_terminal(learner, "word", "logit", rows=3)


def test_without_a_terminal_nothing_is_paged(learner):
    code, text = said(learner, "next")
    assert code == 0
    assert "paged" not in text
    assert "\x1b" not in text


# Help ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [[], ["reset"], ["grade"], ["nbgrader"], ["nbgrader", "init"]])
def test_no_type_stands_behind_a_switch(words):
    code, text = said(ROOT, *words, "--help")
    assert code == 0
    assert "--help" in text
    assert "<bool>" not in text
