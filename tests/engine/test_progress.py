"""What is remembered of a learner's work: `progress`, `next`, `reset`, and what `check` notes."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.chapters import find_chapter
from autograder.errors import UsageError
from autograder.learner.checking import check_file
from autograder.learner.exercises import all_exercises, exercises_of, find_exercise, hours, stub_of
from autograder.learner.progress import changing, read_progress
from autograder.learner.reset import reset_exercise, reset_file, with_stub
from autograder.learner.section import section_of
from autograder.learner.standing import Stand, next_of, standings
from autograder.learner.workfile import WorkFile, read_work, work_path
from tests.conftest import ROOT

DEFINED = "def weighted_sum(x: np.ndarray, w: np.ndarray, b: float = 0.0) -> float:"
SIGMOID = 'raise NotImplementedError("1.3 sigmoid")'
WEIGHTED = 'raise NotImplementedError("1.1 weighted_sum")'
RIGHT = """\
if x.ndim != 1 or w.ndim != 1:
        raise ValueError("1-D")
    if len(x) != len(w):
        raise ValueError("shape")
    return float((1.0 * x) @ w + b)"""


@pytest.fixture
def learner(tmp_path):
    """A learner's copy: no solution, no grader."""
    for part in ("exercises", "course/lessons"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def autograder(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "autograder", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100"},
        capture_output=True,
        text=True,
    )


def line_of(path, text):
    """Return the number of the line that holds a text."""
    (number,) = [n for n, line in enumerate(path.read_text().splitlines(), 1) if text in line]
    return number


def neuron(learner: Path) -> Path:
    return learner / "exercises" / "ch01_neuron" / "neuron.py"


def put(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def stands(learner: Path) -> dict[str, Stand]:
    found = standings(learner, read_progress(learner))
    return {each.exercise.name: each.stand for each in found}


TOY = """\
import numpy as np

def low(x):
    return x

def middle(x):
    return low(x) + 1

class Top:
    def run(self, x):
        return middle(x)

def alone(x):
    return x
"""


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("    return x\n\ndef middle", "    # why\n    return (x)\n\ndef middle", set()),
        ("    return x\n\ndef middle", "    return -x\n\ndef middle", {"low", "middle", "Top"}),
        ("low(x) + 1", "low(x) + 2", {"middle", "Top"}),
        ("import numpy as np", "import numpy as np\nEPS = 1", {"low", "middle", "Top", "alone"}),
        ("def alone(x):\n    return x", "def alone(x):\n    return 2", {"alone"}),
        ("def alone", "def other", {"alone"}),
    ],
)
def test_an_answer_depends_on_what_it_uses_and_on_nothing_else(old, new, changed):
    assert old in TOY
    before, after = (WorkFile(Path("toy.py"), text) for text in (TOY, TOY.replace(old, new)))
    names = ("low", "middle", "Top", "alone")
    assert {name for name in names if before.digest(name) != after.digest(name)} == changed


def test_untouched_exercises_are_not_started_and_nothing_is_run_for_them(learner):
    for path in learner.glob("exercises/ch*/test_*.py"):
        path.write_text("raise SystemExit('the checks were run')")
    done = autograder(learner, "progress")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.count("not started") == 30
    assert "Chapter 1. The neuron  0 of 100 points, about 2 h 30 min left" in done.stdout
    assert "4.2 build_mnist_model  ★★  18 points  not started" in done.stdout
    assert "0 of 30 exercises done, 0 of 400 points." in done.stdout
    assert "the hidden graders ask more" in done.stdout


def test_progress_checks_what_changed_and_remembers_it(learner):
    seen = learner / "seen.txt"
    count = f"open({str(seen)!r}, 'a').write('x')"
    put(neuron(learner), WEIGHTED, f"{count}\n    {RIGHT}")
    put(neuron(learner), SIGMOID, "return 1 / (1 + np.exp(-z))")
    first = json.loads(autograder(learner, "progress", "--json").stdout)
    calls = seen.read_text()
    assert calls
    second = autograder(learner, "progress")
    assert seen.read_text() == calls
    assert first["done"] == 1
    assert first["chapters"][0]["score"] == 10
    assert first["chapters"][0]["minutes_left"] == 140
    entries = {entry["exercise"]: entry for entry in first["chapters"][0]["exercises"]}
    assert entries["weighted_sum"]["state"] == "done"
    assert (entries["sigmoid"]["state"], entries["sigmoid"]["passed"]) == ("begun", 3)
    assert "✗ 1.3 sigmoid                ★★   15 points  3 of 6 checks pass" in second.stdout
    assert "10 of 100 points, about 2 h 20 min left in this chapter" in second.stdout
    put(neuron(learner), "return float((1.0 * x) @ w + b)", "return float(b + (1.0 * x) @ w)")
    assert autograder(learner, "progress").stdout == second.stdout
    assert seen.read_text() != calls


def test_a_file_that_is_no_python_is_named_and_takes_nothing_back(learner):
    put(neuron(learner), WEIGHTED, RIGHT)
    assert autograder(learner, "check", "1/weighted_sum").returncode == 0
    put(neuron(learner), SIGMOID, "return (")
    done = autograder(learner, "progress")
    place = f"neuron.py:{line_of(neuron(learner), 'return (')}"
    assert f"{place}: this is not valid Python: '(' was never closed." in done.stderr
    assert done.returncode == 0
    put(neuron(learner), "return (", SIGMOID)
    assert stands(learner)["weighted_sum"] is Stand.DONE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<<<<<<< not JSON",
        "[" * 100_000,
        "[]",
        '{"version": 99, "checked": {"ch01_neuron/sigmoid": ["x", 5, 5]}}',
        '{"version": 1, "checked": {"ch01_neuron/sigmoid": 3, "a": ["b", true, 1]}, "hints": []}',
        '{"version": 1, "hints": {"ch01_neuron/sigmoid": "three", "b": -1}}',
    ],
)
def test_a_damaged_foreign_or_missing_memory_counts_as_empty(learner, text):
    (learner / ".autograder").mkdir()
    (learner / ".autograder" / "progress.json").write_text(text)
    assert read_progress(learner).to_json() == {"version": 1, "checked": {}, "hints": {}}
    put(neuron(learner), WEIGHTED, RIGHT)
    assert autograder(learner, "check", "1/weighted_sum").returncode == 0
    assert stands(learner)["weighted_sum"] is Stand.DONE
    shutil.rmtree(learner / ".autograder")
    assert stands(learner)["weighted_sum"] is Stand.CHANGED


def test_two_commands_do_not_forget_what_the_other_has_noted(learner):
    with changing(learner) as progress:
        progress.hints["ch01_neuron/sigmoid"] = 2
    put(neuron(learner), WEIGHTED, RIGHT)
    autograder(learner, "check", "1/weighted_sum")
    known = read_progress(learner)
    assert known.hints == {"ch01_neuron/sigmoid": 2}
    assert known.checked["ch01_neuron/weighted_sum"].done


def test_new_checks_make_an_old_verdict_worthless(learner):
    put(neuron(learner), WEIGHTED, RIGHT)
    autograder(learner, "check", "1/weighted_sum")
    assert stands(learner)["weighted_sum"] is Stand.DONE
    checks = learner / "exercises/ch01_neuron/test_neuron.py"
    checks.write_text(checks.read_text() + "\n# one more\n")
    assert stands(learner)["weighted_sum"] is Stand.CHANGED


def test_check_names_the_next_exercise_after_a_success_only(learner):
    put(neuron(learner), WEIGHTED, RIGHT)
    done = autograder(learner, "check", "ch01_neuron/weighted_sum")
    assert "Next: 1.2 threshold_unit ★ 10 points, up to 10 min." in done.stdout
    assert "Next:" not in autograder(learner, "check", "1").stdout
    assert "Next:" not in autograder(learner, "check", "1/weighted_sum", "--json").stdout


def test_a_byte_order_mark_is_no_fault_and_another_encoding_is_named(learner):
    path = neuron(learner)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    (first, *_) = check_file(find_chapter(learner, "1"), "sigmoid").outcomes
    assert "is not written yet" in first.message
    path.write_bytes("# für\n".encode("latin-1"))
    done = autograder(learner, "check", "1")
    assert done.returncode == 2
    assert "neuron.py is not UTF-8" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_exercises_come_in_the_order_of_the_lessons_with_their_own_numbers():
    found = all_exercises(ROOT)
    assert [each.label for each in found][:2] == ["1.1 weighted_sum", "1.2 threshold_unit"]
    labels = [each.label for each in found if each.chapter.number == 4]
    assert labels[:3] == ["4.1 prepare_images", "4.2 build_mnist_model", "4.3 inverted_dropout"]
    for each in found:
        assert f'NotImplementedError("{each.label}")' in stub_of(each.chapter)
        assert each.label == each.chapter.label(each.name)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sofmax", "no exercise is called 'sofmax': did you mean softmax?"),
        ("Sigmoid", "did you mean sigmoid?"),
        ("2/sigmoid", "ch02_forward has no exercise 'sigmoid': there are dense_forward"),
        ("zebra", "no exercise is called 'zebra': `autograder progress` lists them all"),
        ("ch9/softmax", "no chapter is called 'ch9'"),
    ],
)
def test_a_misspelt_exercise_gets_the_nearest(text, says):
    with pytest.raises(UsageError) as caught:
        find_exercise(ROOT, text)
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ["softmax", "ch02_forward/softmax", "2/softmax", "2.3"])
def test_an_exercise_is_found_by_each_of_its_names(text):
    assert find_exercise(ROOT, text).key == "ch02_forward/softmax"


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (10, "10 min"), (60, "1 h"), (130, "2 h 10 min")]
)
def test_times_are_said_in_hours_and_minutes(minutes, words):
    assert hours(minutes) == words


def test_next_goes_on_behind_an_exercise_and_begins_again_at_the_end(learner):
    found = standings(learner, read_progress(learner))
    assert next_of(found).name == "weighted_sum"
    assert next_of(found, found[0].exercise).name == "threshold_unit"
    assert next_of(found, found[-1].exercise).name == "weighted_sum"
    assert next_of([]) is None


def test_next_shows_the_task_and_the_section_before_it(learner):
    done = autograder(learner, "next")
    assert "1.1 weighted_sum ★ 10 points, up to 10 min  (not started)" in done.stdout
    line = 1 + neuron(learner).read_text().split("\n").index(DEFINED)
    assert f"exercises/ch01_neuron/neuron.py:{line}\n" in done.stdout
    assert "Return the neuron's score" in done.stdout
    assert "## 1C The exam: a weighted sum" in done.stdout
    assert "exercises/ch01_neuron/neuron.ipynb" in done.stdout
    named = autograder(learner, "next", "sigmoid")
    assert "1.3 sigmoid ★★" in named.stdout
    assert "The exam" not in named.stdout


def test_every_exercise_has_a_section_that_ends_before_it(learner):
    for exercise in all_exercises(learner):
        section = section_of(exercise)
        assert section.title, exercise.key
        assert len(section.text) > 300, exercise.key
        assert "### Exercise" not in section.text, exercise.key
        assert "NotImplementedError" not in section.text, exercise.key


@pytest.mark.parametrize("damage", ["", "{}", '{"cells": [{}]}', '{"cells": []}', None])
def test_a_damaged_notebook_leaves_next_without_its_section(learner, damage):
    path = neuron(learner).with_suffix(".ipynb")
    path.unlink() if damage is None else path.write_text(damage)
    done = autograder(learner, "next")
    assert done.returncode == 0
    assert "1.1 weighted_sum" in done.stdout
    assert "From the lesson" not in done.stdout


def test_reset_puts_one_stub_back_and_keeps_everything_else(learner):
    path = neuron(learner)
    built = path.read_text()
    put(path, WEIGHTED, RIGHT)
    put(path, SIGMOID, "return z  # wrong")
    mine = path.read_text() + "\n\ndef helper():  # mine\n    return 1\n"
    path.write_text(mine)
    done = autograder(learner, "reset", "sigmoid")
    assert done.stdout == (
        "1.3 sigmoid is as it was built. "
        "What you had is kept in exercises/ch01_neuron/neuron.py.bak-1: "
        "`autograder undo` brings it back.\n"
    )
    assert path.read_text() == mine.replace("return z  # wrong", SIGMOID)
    assert path.with_name("neuron.py.bak-1").read_text() == mine
    again = autograder(learner, "reset", "ch01_neuron/sigmoid")
    assert again.stdout == "1.3 sigmoid is as it was built. Nothing had to be kept.\n"
    assert not path.with_name("neuron.py.bak-2").exists()
    backup = reset_file(find_chapter(learner, "1"))
    assert backup.name == "neuron.py.bak-2"
    assert path.read_text() == built


def test_undo_brings_back_what_reset_kept_and_a_second_one_takes_it_away_again(learner):
    path = neuron(learner)
    assert "nothing to undo" in autograder(learner, "undo").stderr
    put(path, SIGMOID, "return z  # mine")
    mine = path.read_bytes()
    autograder(learner, "reset", "sigmoid")
    built = path.read_bytes()
    done = autograder(learner, "undo")
    assert done.stdout.startswith("exercises/ch01_neuron/neuron.py is back as it was")
    assert path.read_bytes() == mine
    autograder(learner, "undo")
    assert path.read_bytes() == built


@pytest.mark.parametrize(("answer", "is_kept"), [("n", True), ("y", False)])
def test_reset_asks_a_person_first(learner, answer, is_kept):
    path = neuron(learner)
    put(path, SIGMOID, "return z  # mine")
    mine = path.read_text()
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    command = [sys.executable, "-m", "autograder", "reset", "sigmoid"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=learner, env=environment, stdin=theirs, capture_output=True, text=True
    )
    os.close(ours), os.close(theirs)
    assert "Put the stub of sigmoid back?" in done.stdout
    assert (path.read_text() == mine) is is_kept
    assert (done.returncode != 0) is is_kept


def test_hint_without_a_name_is_of_the_exercise_that_is_next(learner):
    done = autograder(learner, "hint")
    assert done.stdout.startswith("1.1 weighted_sum ★ 10 points")
    assert "`autograder hint weighted_sum` unfolds the next." in done.stdout


@pytest.mark.parametrize(("typed", "command"), [("test", "check"), ("list", "progress")])
def test_what_other_courses_call_a_command_is_understood(learner, typed, command):
    assert autograder(learner, typed).stdout == autograder(learner, command).stdout


@pytest.mark.parametrize("name", ["1", "01", "ch1", "ch01", "chapter1", "Chapter 1", "neuron"])
def test_a_chapter_is_found_by_its_number_and_its_topic(learner, name):
    assert find_chapter(learner, name).name == "ch01_neuron"


def test_reset_refuses_a_file_that_is_no_python_and_names_the_line_and_the_way_out(learner):
    path = neuron(learner)
    built = path.read_text()
    put(path, WEIGHTED, "return (1 +")
    broken = path.read_text()
    done = autograder(learner, "reset", "sigmoid")
    assert done.returncode == 2
    line = 1 + broken.split("\n").index("    return (1 +")
    assert f"neuron.py:{line}: this is not valid Python" in done.stderr
    assert "`autograder reset ch01_neuron --file`" in done.stderr
    assert path.read_text() == broken
    assert autograder(learner, "reset", "ch01_neuron", "--file").returncode == 0
    assert path.read_text() == built
    assert path.with_name("neuron.py.bak-1").read_text() == broken
    path.unlink()
    assert "is not there" in autograder(learner, "reset", "sigmoid").stderr
    assert autograder(learner, "reset", "1", "--file").returncode == 0
    assert path.read_text() == built


def test_reset_keeps_the_line_ends_of_windows(learner):
    path = neuron(learner)
    built = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(built.replace(SIGMOID.encode(), b"return z"))
    assert reset_exercise(find_exercise(learner, "sigmoid")).exists()
    assert path.read_bytes() == built


def test_reset_finds_a_deleted_stubs_place_and_drops_a_second_definition():
    stub = "\n\n\n".join(["import numpy", *(f"def {n}():\n    raise {n}" for n in "abc")]) + "\n"
    without = stub.replace("def b():\n    raise b\n\n\n", "")
    assert without != stub
    assert with_stub(without, stub, "b") == stub
    double = stub + "\n\n@decorated\ndef b():\n    return 2\n"
    assert with_stub(double, stub, "b").rstrip("\n") == stub.rstrip("\n")
    assert with_stub(stub.replace("def b", "@decorated\ndef b"), stub, "b") == stub


def test_what_reset_puts_back_is_the_file_that_build_wrote():
    for chapter in dict.fromkeys(each.chapter for each in all_exercises(ROOT)):
        assert stub_of(chapter) == read_work(chapter).text == work_path(chapter).read_text()
        assert len(exercises_of(chapter)) >= 7
