"""What is remembered of a learner's work: `progress`, `next`, `reset`, and what `check` notes."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.chapters import all_chapters, find_chapter
from autograder.errors import UsageError
from autograder.learner.checking import check_file
from autograder.learner.exercises import all_exercises, exercises_of, find_exercise, hours, stub_of
from autograder.learner.progress import changing, read_progress
from autograder.learner.reset import reset_exercise, reset_file, with_stub
from autograder.learner.section import section_of
from autograder.learner.standing import Stand, next_of, standings
from autograder.learner.workfile import WorkFile, read_work, work_path
from tests.conftest import ROOT

DEFINED = "def bill(amounts: np.ndarray, prices: np.ndarray, fee: float = 0.0) -> float:"
SPLIT = 'raise NotImplementedError("1.2 split")'
BILL = 'raise NotImplementedError("1.1 bill")'
RIGHT = """\
if amounts.shape != prices.shape:
        raise ValueError("shape")
    return float(amounts @ prices + fee)"""


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


def shop_file(learner: Path) -> Path:
    return learner / "exercises" / "ch01_shop" / "shop.py"


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
    done = autograder(learner, "progress", "--all")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.count("not started") == 4
    short = autograder(learner, "progress").stdout
    assert short.count("not started") == 3  # those of the first chapter; the other takes a line
    assert set(short.split()) < set(done.stdout.split())
    assert "Chapter 1. A shop  0 of 100 points, about 1 h 20 min left" in done.stdout
    assert "1.3 serve  ★★★  30 points  not started" in done.stdout
    assert "0 of 4 exercises done, 0 of 200 points." in done.stdout
    assert "the hidden graders ask more" in done.stdout


def test_progress_checks_what_changed_and_remembers_it(learner):
    seen = learner / "seen.txt"
    count = f"open({str(seen)!r}, 'a').write('x')"
    put(shop_file(learner), BILL, f"{count}\n    {RIGHT}")
    put(
        shop_file(learner),
        SPLIT,
        "return prices - 0.25 * prices * (prices > LIMIT), 0.25 * prices * (prices > LIMIT)",
    )
    first = json.loads(autograder(learner, "progress", "--json").stdout)
    calls = seen.read_text()
    assert calls
    second = autograder(learner, "progress")
    assert seen.read_text() == calls
    assert first["done"] == 1
    assert first["chapters"][0]["score"] == 35
    assert first["chapters"][0]["minutes_left"] == 70
    entries = {entry["exercise"]: entry for entry in first["chapters"][0]["exercises"]}
    assert entries["bill"]["state"] == "done"
    assert (entries["split"]["state"], entries["split"]["passed"]) == ("begun", 3)
    assert "✗ 1.2 split  ★★   35 points  3 of 5 checks pass" in second.stdout
    assert "35 of 100 points, about 1 h 10 min left in this chapter" in second.stdout
    put(
        shop_file(learner),
        "return float(amounts @ prices + fee)",
        "return float(fee + amounts @ prices)",
    )
    assert autograder(learner, "progress").stdout == second.stdout
    assert seen.read_text() != calls


def test_a_file_that_is_no_python_is_named_and_takes_nothing_back(learner):
    put(shop_file(learner), BILL, RIGHT)
    assert autograder(learner, "check", "1/bill").returncode == 0
    put(shop_file(learner), SPLIT, "return (")
    done = autograder(learner, "progress")
    place = f"shop.py:{line_of(shop_file(learner), 'return (')}"
    assert f"{place}: this is not valid Python: '(' was never closed." in done.stderr
    assert done.returncode == 0
    put(shop_file(learner), "return (", SPLIT)
    assert stands(learner)["bill"] is Stand.DONE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<<<<<<< not JSON",
        "[" * 100_000,
        "[]",
        '{"version": 99, "checked": {"ch01_shop/split": ["x", 5, 5]}}',
        '{"version": 1, "checked": {"ch01_shop/split": 3, "a": ["b", true, 1]}, "hints": []}',
        '{"version": 1, "hints": {"ch01_shop/split": "three", "b": -1}}',
    ],
)
def test_a_damaged_foreign_or_missing_memory_counts_as_empty(learner, text):
    (learner / ".autograder").mkdir()
    (learner / ".autograder" / "progress.json").write_text(text)
    assert read_progress(learner).to_json() == {"version": 1, "checked": {}, "hints": {}}
    put(shop_file(learner), BILL, RIGHT)
    assert autograder(learner, "check", "1/bill").returncode == 0
    assert stands(learner)["bill"] is Stand.DONE
    shutil.rmtree(learner / ".autograder")
    assert stands(learner)["bill"] is Stand.CHANGED


def test_two_commands_do_not_forget_what_the_other_has_noted(learner):
    with changing(learner) as progress:
        progress.hints["ch01_shop/split"] = 2
    put(shop_file(learner), BILL, RIGHT)
    autograder(learner, "check", "1/bill")
    known = read_progress(learner)
    assert known.hints == {"ch01_shop/split": 2}
    assert known.checked["ch01_shop/bill"].done


def test_new_checks_make_an_old_verdict_worthless(learner):
    put(shop_file(learner), BILL, RIGHT)
    autograder(learner, "check", "1/bill")
    assert stands(learner)["bill"] is Stand.DONE
    checks = learner / "exercises/ch01_shop/test_shop.py"
    checks.write_text(checks.read_text() + "\n# one more\n")
    assert stands(learner)["bill"] is Stand.CHANGED


def test_check_names_the_next_exercise_after_a_success_only(learner):
    put(shop_file(learner), BILL, RIGHT)
    done = autograder(learner, "check", "ch01_shop/bill")
    assert "Next: 1.2 split ★★ 35 points, up to 25 min." in done.stdout
    assert "Next:" not in autograder(learner, "check", "1").stdout
    assert "Next:" not in autograder(learner, "check", "1/bill", "--json").stdout


def test_a_byte_order_mark_is_no_fault_and_another_encoding_is_named(learner):
    path = shop_file(learner)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    (first, *_) = check_file(find_chapter(learner, "1"), "split").outcomes
    assert "is not written yet" in first.message
    path.write_bytes("# für\n".encode("latin-1"))
    done = autograder(learner, "check", "1")
    assert done.returncode == 2
    assert "shop.py is not UTF-8" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_exercises_come_in_the_order_of_the_lessons_with_their_own_numbers(toys):
    found = all_exercises(toys)
    assert [each.label for each in found] == ["1.1 bill", "1.2 split", "1.3 serve", "3.1 scale"]
    for each in (*found, *all_exercises(ROOT)):
        assert f'NotImplementedError("{each.label}")' in stub_of(each.chapter)
        assert each.label == each.chapter.label(each.name)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("scal", "no exercise is called 'scal': did you mean scale?"),
        ("Split", "did you mean split?"),
        ("3/split", "ch03_scaling has no exercise 'split': there are scale"),
        ("zebra", "no exercise is called 'zebra': `autograder progress` lists them all"),
        ("ch9/scale", "no chapter is called 'ch9'"),
        ("9", "no chapter is called '9'"),
        ("1e", "1E is a section of the lesson: `autograder lesson 1E` opens it"),
    ],
)
def test_a_misspelt_exercise_gets_the_nearest(toys, text, says):
    with pytest.raises(UsageError) as caught:
        find_exercise(toys, text)
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ["scale", "ch03_scaling/scale", "3/scale", "3.1"])
def test_an_exercise_is_found_by_each_of_its_names(toys, text):
    assert find_exercise(toys, text).key == "ch03_scaling/scale"


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (10, "10 min"), (60, "1 h"), (130, "2 h 10 min")]
)
def test_times_are_said_in_hours_and_minutes(minutes, words):
    assert hours(minutes) == words


def test_next_goes_on_behind_an_exercise_and_begins_again_at_the_end(learner):
    found = standings(learner, read_progress(learner))
    assert next_of(found).name == "bill"
    assert next_of(found, found[0].exercise).name == "split"
    assert next_of(found, found[-1].exercise).name == "bill"
    assert next_of([]) is None


def test_next_begins_with_the_chapter_that_was_written_in_last(learner):
    later = all_exercises(learner)[-1]
    path = work_path(later.chapter)
    put(path, f'raise NotImplementedError("3.1 {later.name}")', "return None")
    found = standings(learner, read_progress(learner))
    assert next_of(found).chapter == later.chapter
    put(shop_file(learner), BILL, RIGHT)
    put(shop_file(learner), SPLIT, "return None")
    assert next_of(standings(learner, read_progress(learner))).name == "bill"


def test_next_shows_the_task_and_the_section_before_it(learner):
    done = autograder(learner, "next")
    assert "1.1 bill ★ 35 points, up to 10 min  (not started)" in done.stdout
    line = 1 + shop_file(learner).read_text().split("\n").index(DEFINED)
    assert f"exercises/ch01_shop/shop.py:{line}\n" in done.stdout
    assert "Return what a basket costs" in done.stdout
    assert "## 1.1 A bill" in done.stdout
    assert "exercises/ch01_shop/shop.ipynb" in done.stdout
    named = autograder(learner, "next", "split")
    assert "1.2 split ★★" in named.stdout
    assert "A bill" not in named.stdout


def test_every_exercise_has_a_section_that_ends_before_it(learner):
    for exercise in (*all_exercises(learner), *all_exercises(ROOT)):
        section = section_of(exercise)
        assert section.title, exercise.key
        assert len(section.text) > 300, exercise.key
        assert "### Exercise" not in section.text, exercise.key
        assert "NotImplementedError" not in section.text, exercise.key


@pytest.mark.parametrize("damage", ["", "{}", '{"cells": [{}]}', '{"cells": []}', None])
def test_a_damaged_notebook_leaves_next_without_its_section(learner, damage):
    path = shop_file(learner).with_suffix(".ipynb")
    path.unlink() if damage is None else path.write_text(damage)
    done = autograder(learner, "next")
    assert done.returncode == 0
    assert "1.1 bill" in done.stdout
    assert "From the lesson" not in done.stdout


def test_reset_puts_one_stub_back_and_keeps_everything_else(learner):
    path = shop_file(learner)
    built = path.read_text()
    put(path, BILL, RIGHT)
    put(path, SPLIT, "return z  # wrong")
    mine = path.read_text() + "\n\ndef helper():  # mine\n    return 1\n"
    path.write_text(mine)
    done = autograder(learner, "reset", "split", "--yes")
    assert done.stdout == (
        "1.2 split is as it was built. "
        "What you had is kept in exercises/ch01_shop/shop.py.bak-1: "
        "`autograder undo` brings it back.\n"
    )
    assert path.read_text() == mine.replace("return z  # wrong", SPLIT)
    assert path.with_name("shop.py.bak-1").read_text() == mine
    again = autograder(learner, "reset", "ch01_shop/split", "--yes")
    assert again.stdout == "1.2 split is as it was built. Nothing had to be kept.\n"
    assert not path.with_name("shop.py.bak-2").exists()
    backup = reset_file(find_chapter(learner, "1"))
    assert backup.name == "shop.py.bak-2"
    assert path.read_text() == built


def test_each_undo_goes_one_reset_further_back_and_loses_nothing(learner):
    path = shop_file(learner)
    assert "nothing to undo" in autograder(learner, "undo").stderr
    put(path, BILL, "return 1.0  # mine")
    put(path, SPLIT, "return 2.0  # mine")
    texts = [path.read_bytes()]
    for name in ("bill", "split"):
        autograder(learner, "reset", name, "--yes")
        texts.append(path.read_bytes())
    done = autograder(learner, "undo")
    assert done.stdout.startswith("exercises/ch01_shop/shop.py is back as it was")
    assert "type it once more" in done.stdout
    assert path.read_bytes() == texts[1]
    assert "once more" not in autograder(learner, "undo").stdout
    assert path.read_bytes() == texts[0]
    undone = {each.read_bytes() for each in path.parent.glob("shop.py.undone-*")}
    assert undone == {texts[1], texts[2]}
    assert "nothing to undo" in autograder(learner, "undo").stderr


def test_without_a_terminal_nothing_is_reset_unless_it_is_said(learner):
    path = shop_file(learner)
    put(path, SPLIT, "return z  # mine")
    done = autograder(learner, "reset", "split")
    assert (done.returncode, "add --yes" in done.stderr) == (2, True)
    assert "# mine" in path.read_text()


@pytest.mark.parametrize(("answer", "is_kept"), [("n", True), ("", True), ("y", False)])
def test_reset_asks_a_person_first(learner, answer, is_kept):
    path = shop_file(learner)
    put(path, SPLIT, "return z  # mine")
    mine = path.read_text()
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    command = [sys.executable, "-m", "autograder", "reset", "split"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=learner, env=environment, stdin=theirs, capture_output=True, text=True
    )
    os.close(ours), os.close(theirs)
    assert "Put the stub of split back?" in done.stdout
    assert (path.read_text() == mine) is is_kept
    assert (done.returncode != 0) is is_kept


def test_hint_without_a_name_is_of_the_exercise_that_is_next(learner):
    done = autograder(learner, "hint")
    assert done.stdout.startswith("1.1 bill ★ 35 points")
    assert "`autograder hint bill` unfolds the next." in done.stdout


@pytest.mark.parametrize(("typed", "command"), [("test", "check"), ("list", "progress")])
def test_what_other_courses_call_a_command_is_understood(learner, typed, command):
    assert autograder(learner, typed).stdout == autograder(learner, command).stdout


@pytest.mark.parametrize("name", ["1", "01", "ch1", "ch01", "chapter1", "Chapter 1", "shop"])
def test_a_chapter_is_found_by_its_number_and_its_topic(learner, name):
    assert find_chapter(learner, name).name == "ch01_shop"


def test_reset_refuses_a_file_that_is_no_python_and_names_the_line_and_the_way_out(learner):
    path = shop_file(learner)
    built = path.read_text()
    put(path, BILL, "return (1 +")
    broken = path.read_text()
    done = autograder(learner, "reset", "split", "--yes")
    assert done.returncode == 2
    line = 1 + broken.split("\n").index("    return (1 +")
    assert f"shop.py:{line}: this is not valid Python" in done.stderr
    assert "`autograder reset ch01_shop --file`" in done.stderr
    assert path.read_text() == broken
    assert autograder(learner, "reset", "ch01_shop", "--file", "--yes").returncode == 0
    assert path.read_text() == built
    assert path.with_name("shop.py.bak-1").read_text() == broken
    path.unlink()
    assert "is not there" in autograder(learner, "reset", "split", "--yes").stderr
    assert autograder(learner, "reset", "1", "--file", "--yes").returncode == 0
    assert path.read_text() == built


def test_reset_keeps_the_line_ends_of_windows(learner):
    path = shop_file(learner)
    built = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(built.replace(SPLIT.encode(), b"return z"))
    assert reset_exercise(find_exercise(learner, "split")).exists()
    assert path.read_bytes() == built


def test_reset_finds_a_deleted_stubs_place_and_drops_a_second_definition():
    stub = "\n\n\n".join(["import numpy", *(f"def {n}():\n    raise {n}" for n in "abc")]) + "\n"
    without = stub.replace("def b():\n    raise b\n\n\n", "")
    assert without != stub
    assert with_stub(without, stub, "b") == stub
    double = stub + "\n\n@decorated\ndef b():\n    return 2\n"
    assert with_stub(double, stub, "b").rstrip("\n") == stub.rstrip("\n")
    assert with_stub(stub.replace("def b", "@decorated\ndef b"), stub, "b") == stub


@pytest.mark.parametrize("toy", [True, False], ids=["toys", "this course"])
def test_what_reset_puts_back_is_the_file_that_build_wrote(toys, toy):
    for chapter in all_chapters(toys if toy else ROOT):
        assert stub_of(chapter) == read_work(chapter).text == work_path(chapter).read_text()
        assert tuple(each.name for each in exercises_of(chapter)) == chapter.exercises
