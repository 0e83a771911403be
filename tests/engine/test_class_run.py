"""A class is graded whatever lies in its folder, and a run that was killed goes on."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from autograder.cli.classaccount import show_class
from autograder.cli.classtable import class_table
from autograder.grading.results import Outcome, Result, State
from autograder.instructor.classes.arranged import PassedOver
from autograder.instructor.classes.executor import Setting
from autograder.instructor.classes.grade import ClassRun, grade_class
from autograder.instructor.classes.lock import alone_in
from autograder.instructor.classes.slots import Slots
from autograder.instructor.people.tables import Tables
from tests.engine.conftest import TOYS

CHAPTER = "ch01_shop"
AUTOGRADER = Path(sys.executable).with_name("autograder")


def hand_in(
    folder: Path,
    student: str,
    name: str = "shop.py",
    text: str | None = None,
    chapter: str = CHAPTER,
) -> Path:
    """Write a submission; without a text it is the reference solution."""
    path = folder / student / chapter / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or (TOYS / "solutions" / CHAPTER / "shop.py").read_text())
    return path


def notebook(*cells: str) -> str:
    """Return a notebook with these code cells."""
    made = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None,
         "source": cell, "id": f"c{n}"} for n, cell in enumerate(cells)
    ]  # fmt: skip
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made})


def run(root: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [str(AUTOGRADER), "grade", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=root, timeout=120)


def grade(root: Path, submitted: Path, out: Path, **options) -> dict[str, Result]:
    found = grade_class(root, submitted, out, **options)
    return {result.student: result for result in found.results}


def test_what_took_much_longer_than_others_is_named(capsys):
    def took(student, seconds, chapter=CHAPTER):
        return Result(chapter, student, (), "sandbox", seconds=seconds)

    usual = [took(f"student{number}", 0.5) for number in range(9)]
    slow = [took("ada", 70.0), took("ben", 12.0), took("cem", 9.0), took("dan", 30.0, "ch02_tiny")]
    found = ClassRun([*usual, *slow], (), 3, seconds=128.0)
    show_class(Console(width=200), found, Path("out"), "sandbox", Tables())
    said = capsys.readouterr().out
    assert "13 submissions graded, 3 of them unchanged" in said
    assert "(--force grades them again)" in said
    assert "; 2 min 8 s, one every 13 s." in said
    slow_lines = [line for line in said.splitlines() if line.startswith("Took long")]
    assert slow_lines == [
        f"Took long: ada, {CHAPTER}, 1 min 10 s, others 0.5 s",
        f"Took long: ben, {CHAPTER}, 12 s, others 0.5 s",
    ]


@pytest.mark.parametrize("name", ["x" * 300, "😀" * 60, "\N{COMBINING ACUTE ACCENT}" * 90])
def test_no_name_squeezes_a_score_off_the_screen(capsys, name):
    result = Result(
        CHAPTER, name, (Outcome("f.test", "f", "f works", 100.0, State.PASSED),), "none"
    )
    Console(width=80).print(class_table([result]))
    lines = capsys.readouterr().out.splitlines()
    assert any(re.search(r"\b100\b", line) for line in lines)
    assert max(map(cell_len, lines)) <= 80


def test_twenty_thousand_things_that_were_passed_over_are_told_in_few_lines(capsys):
    many = tuple(PassedOver("", f"thing {n}", "is no hand-in") for n in range(20_000))
    show_class(Console(width=200), ClassRun([], many, 0), Path("out"), "sandbox", Tables())
    lines = [line for line in capsys.readouterr().out.splitlines() if "Passed over" in line]
    assert len(lines) == 13
    assert "19988 other things" in lines[-1].replace(",", "")


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def awkward(tmp_path_factory, toys):
    """A class in which every folder but one is wrong in its own way, graded by the command."""
    base = tmp_path_factory.mktemp("awkward")
    submitted, out = base / "submitted", base / "out"
    hand_in(submitted, "good")
    (submitted / "empty" / CHAPTER).mkdir(parents=True)
    (submitted / "folder" / CHAPTER / "shop.py").mkdir(parents=True)
    big = hand_in(submitted, "big", text="# big\n")
    os.truncate(big, 200 << 20)
    secret = base / "secret.py"
    secret.write_text("SECRET = 1")
    hand_in(submitted, "linked").unlink()
    (submitted / "linked" / CHAPTER / "shop.py").symlink_to(secret)
    (submitted / "linked_folder").mkdir()
    (submitted / "linked_folder" / CHAPTER).symlink_to(base)
    hand_in(submitted, "hardlinked").unlink()
    os.link(secret, submitted / "hardlinked" / CHAPTER / "shop.py")
    hand_in(submitted, "pipe").unlink()
    os.mkfifo(submitted / "pipe" / CHAPTER / "shop.py")
    hand_in(submitted, "not_json", "shop.ipynb", "this is no notebook")
    hand_in(submitted, "deep_json", "shop.ipynb", "[" * 100_000)
    hand_in(submitted, "wrong_cells", "shop.ipynb", '{"nbformat": 4, "cells": [3]}')
    hand_in(submitted, "binary").write_bytes(b"\x00\x01\x02")
    hand_in(submitted, "latin").write_bytes("# é\nx = 1\n".encode("latin-1"))
    hand_in(submitted, "two_others", "a.py")
    hand_in(submitted, "two_others", "b.py")
    (submitted / "stray.txt").write_text("a file among the students")
    done = run(toys, submitted, "--out", out, "--jobs", 2)
    results = {
        path.parent.name: Result.from_json(json.loads(path.read_text()))
        for path in out.glob("*/*/results.json")
    }
    return done, results


SENTENCES = {
    "empty": "Nothing was handed in: expected shop.py or shop.ipynb in ch01_shop.",
    "folder": "shop.py is a folder: hand in a file of that name.",
    "big": "shop.py is larger than 256 KiB.",
    "linked": "shop.py is a link: hand in the file itself.",
    "linked_folder": "ch01_shop is not a folder: "
    "hand in a folder of that name that holds your file.",
    "hardlinked": "shop.py is a hard link to another file: hand in a copy.",
    "pipe": "shop.py is not a plain file: hand in the file itself.",
    "not_json": "shop.ipynb is not a notebook: line 1 is not JSON; "
    "open it in Jupyter and save it again.",
    "deep_json": "shop.ipynb is not a notebook: its contents are not those of one; "
    "open it in Jupyter and save it again.",
    "wrong_cells": "shop.ipynb is not a notebook: its contents are not those of one; "
    "open it in Jupyter and save it again.",
    "binary": "shop.py is not a text file: it holds a zero byte.",
    "latin": "shop.py is not valid utf-8: save it as UTF-8.",
    "two_others": "shop.py or shop.ipynb is missing, and several files could be meant: a.py, b.py.",
}


@pytest.mark.parametrize("student", SENTENCES)
def test_bad_input_gets_one_clear_sentence(awkward, student):
    _, results = awkward
    assert results[student].summary == SENTENCES[student]
    assert results[student].score == 0
    assert results[student].max_score == 100
    assert results[student].needs_review == (student != "empty")


def test_the_rest_of_the_class_is_graded(awkward):
    done, results = awkward
    assert results["good"].score == 100
    assert set(results) == {"good", *SENTENCES}
    assert done.returncode == 3
    assert "Passed over: stray.txt is not a student's folder" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "nowhere is not there"),
        (["EMPTY"], "nothing to grade in"),
        (["EMPTY", "--chapter", "ch99_none"], "no chapter is called 'ch99_none'"),
        (["EMPTY", "--chapter", "ch01_shp"], "did you mean ch01_shop?"),
        (["EMPTY", "--isolation", "strong"], "no isolation level is called 'strong'"),
        (["SINGLE"], "say which chapter with --chapter"),
        (["BAD.zip"], "is not a zip file"),
    ],
)
def test_a_wrong_command_gets_one_sentence_and_exit_code_2(tmp_path, arguments, sentence, toys):
    (tmp_path / "EMPTY").mkdir()
    (tmp_path / "SINGLE").mkdir()
    (tmp_path / "SINGLE" / "ada.py").write_text("x = 1")
    (tmp_path / "BAD.zip").write_bytes(b"no zip")
    if "--isolation" in arguments:
        hand_in(tmp_path / "EMPTY", "ada")
    first, *rest = arguments
    done = run(toys, tmp_path / first, *rest, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out" / "report.html").exists()


def test_a_flat_folder_and_a_single_file_are_graded_too(tmp_path, shop, toys):
    flat = tmp_path / "flat"
    flat.mkdir()
    text = shop.solution.read_text()
    (flat / "ada.py").write_text(text)
    (flat / "ben.ipynb").write_text(notebook(text))
    results = grade(toys, flat, tmp_path / "out", only=shop)
    assert {name: result.score for name, result in results.items()} == {"ada": 100, "ben": 100}
    single = grade(toys, flat / "ada.py", tmp_path / "out2", only=shop)
    assert single["ada"].score == 100


def test_a_zip_is_graded_without_being_extracted(tmp_path, shop, toys):
    text = shop.solution.read_text()
    with zipfile.ZipFile(tmp_path / "class.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"submitted/ada/{CHAPTER}/shop.py", text)
        archive.writestr(f"submitted/../../evil/{CHAPTER}/shop.py", text)
        archive.writestr(f"/abs/{CHAPTER}/shop.py", text)
        archive.writestr(f"submitted/bomb/{CHAPTER}/shop.py", "#" * (50 << 20))
        link = zipfile.ZipInfo(f"submitted/linked/{CHAPTER}/shop.py")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    found = grade_class(toys, tmp_path / "class.zip", tmp_path / "out")
    results = {result.student: result for result in found.results}
    assert results["ada"].score == 100
    assert results["bomb"].summary == "shop.py is larger than 256 KiB."
    assert set(results) == {"ada", "bomb"}
    assert len(found.passed_over) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["class.zip", "out"]


def test_of_two_files_the_one_that_was_worked_on_is_graded(tmp_path, shop, toys):
    exercises = toys / "exercises" / CHAPTER
    stub, stub_notebook = ((exercises / f"shop{s}").read_text() for s in (".py", ".ipynb"))
    hand_in(tmp_path / "in", "in_the_file")
    hand_in(tmp_path / "in", "in_the_file", "shop.ipynb", stub_notebook)
    hand_in(tmp_path / "in", "in_the_notebook", text=stub)
    hand_in(tmp_path / "in", "in_the_notebook", "shop.ipynb", notebook(shop.solution.read_text()))
    hand_in(tmp_path / "in", "renamed", "my_shop (1).py")
    results = grade(toys, tmp_path / "in", tmp_path / "out")
    assert {name: result.score for name, result in results.items()} == dict.fromkeys(results, 100)
    assert "graded as shop.py" in results["renamed"].notes[0]


def test_of_several_files_the_one_with_the_most_exercises_is_graded(tmp_path, shop, toys):
    """A stub that was begun, an old download or a broken file beside the work costs nothing."""
    solved = notebook(shop.solution.read_text())
    stub = (toys / "exercises" / CHAPTER / "shop.py").read_text()
    begun = stub.replace('raise NotImplementedError("1.1 bill")', "return float(amounts @ prices)")
    for student, name, text in [
        ("begun_file", "shop.py", begun),
        ("broken_file", "shop.py", "def bill(amounts, prices, fee=0.0)\n    return 1\n"),
        ("copy", "shop.ipynb", notebook(begun)),
        ("broken_notebook", "shop.ipynb", "{"),
    ]:
        hand_in(tmp_path / "in", student, name, text)
        better = "shop (1).ipynb" if name == "shop.ipynb" else "shop.ipynb"
        hand_in(tmp_path / "in", student, better, solved)
    results = grade(toys, tmp_path / "in", tmp_path / "out")
    assert {name: result.score for name, result in results.items()} == dict.fromkeys(results, 100)
    assert "shop.ipynb was handed in too and not graded" in results["copy"].notes
    assert "shop (1).ipynb was graded as shop.ipynb" in results["copy"].notes


def test_the_choice_among_files_is_not_upset_by_what_crashes_a_parser(tmp_path, toys):
    hand_in(tmp_path / "in", "ada")
    hand_in(tmp_path / "in", "ada", "shop (1).py", "(" * 10**5 + "-" * 10**5 + "1")
    hand_in(tmp_path / "in", "ada", "shop_2.py", "def " * 60_000)
    assert grade(toys, tmp_path / "in", tmp_path / "out")["ada"].score == 100


def test_an_unreadable_file_beside_an_untouched_one_is_looked_at(tmp_path, toys):
    stub = (toys / "exercises" / CHAPTER / "shop.py").read_text()
    hand_in(tmp_path / "in", "ada", text=stub)
    hand_in(tmp_path / "in", "ada", "shop.ipynb", "{")
    assert grade(toys, tmp_path / "in", tmp_path / "out")["ada"].needs_review


def test_what_lies_elsewhere_or_is_packed_is_looked_at_and_named(tmp_path, toys):
    hand_in(tmp_path / "in", "packed", "ch01_shop.zip", "PK")
    (tmp_path / "in" / "deep" / CHAPTER / CHAPTER).mkdir(parents=True)
    (tmp_path / "in" / "empty" / CHAPTER).mkdir(parents=True)
    results = grade(toys, tmp_path / "in", tmp_path / "out")
    assert "only ch01_shop.zip: hand in the file itself" in results["packed"].summary
    assert "only ch01_shop: hand in the file itself" in results["deep"].summary
    assert [results[name].needs_review for name in ("packed", "deep", "empty")] == [1, 1, 0]


def test_notebooks_of_older_formats_and_with_lists_of_lines_are_graded(tmp_path, shop, toys):
    text = shop.solution.read_text()
    lines = json.loads(notebook(""))
    lines["cells"][0]["source"] = text.splitlines(keepends=True)
    hand_in(tmp_path / "in", "lines", "shop.ipynb", json.dumps(lines))
    cell = {"cell_type": "code", "language": "python", "collapsed": False, "input": text,
            "outputs": [], "metadata": {}, "prompt_number": 1}  # fmt: skip
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""},
           "worksheets": [{"cells": [cell], "metadata": {}}]}  # fmt: skip
    hand_in(tmp_path / "in", "format3", "shop.ipynb", json.dumps(old))
    results = grade(toys, tmp_path / "in", tmp_path / "out")
    assert {name: result.score for name, result in results.items()} == dict.fromkeys(results, 100)
    assert len(results) == 2


def test_what_a_killed_run_left_half_written_is_overwritten(tmp_path, toys):
    hand_in(tmp_path / "in", "ada")
    folder = tmp_path / "out" / CHAPTER / "ada"
    folder.mkdir(parents=True)
    (folder / ".results.json.draft").write_text('{"score": 1')
    assert grade(toys, tmp_path / "in", tmp_path / "out")["ada"].score == 100
    assert sorted(path.name for path in folder.iterdir()) == ["feedback.html", "results.json"]


def test_two_runs_do_not_write_into_one_folder(tmp_path, toys):
    hand_in(tmp_path / "in", "ada")
    with alone_in(tmp_path / "out"):
        done = run(toys, tmp_path / "in", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "another run is writing to" in done.stderr
    assert "Traceback" not in done.stderr
    assert grade(toys, tmp_path / "in", tmp_path / "out")["ada"].score == 100


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_is_one_sentence_and_the_next_run_goes_on(tmp_path, toys):
    students = ("ada", *(f"student{number}" for number in range(11)))
    for student in students:
        hand_in(tmp_path / "in", student)
    out = tmp_path / "out"
    out.mkdir()
    mount = f"mount -t tmpfs -o size=96k none {out} && "
    command = f"{AUTOGRADER} grade {tmp_path / 'in'} --out {out}; ls {out}/{CHAPTER}"
    small = ["unshare", "-m", "sh", "-c", mount + command]
    done = subprocess.run(small, capture_output=True, text=True, cwd=toys, timeout=120)
    assert "No space left on device. What was finished is kept: make room" in done.stderr
    assert "Traceback" not in done.stderr
    assert set(students) & set(done.stdout.splitlines())  # the folders of who was finished
    assert len(grade(toys, tmp_path / "in", out)) == len(students)


def test_what_is_in_the_way_of_one_result_stops_nobody_else(tmp_path, toys):
    for student in ("ada", "ben", "passed_over.csv"):
        hand_in(tmp_path / "in", student)
    (tmp_path / "out" / CHAPTER).mkdir(parents=True)
    (tmp_path / "out" / CHAPTER / "ada").write_text("in the way")
    for _ in range(2):
        done = run(toys, tmp_path / "in", "--out", tmp_path / "out", "--chapter", "1")
        assert done.returncode == 3, done.stderr
        rows = rows_of(tmp_path / "out" / CHAPTER / "grades.csv")
        assert {row["student_id"]: row["needs_review"] for row in rows} == {
            **{"ada": "yes", "ben": "no", "passed_over.csv": "no"}
        }
    assert "Move what is in the way" in " ".join(done.stdout.split())
    (tmp_path / "out" / CHAPTER / "ada").unlink()
    assert run(toys, tmp_path / "in", "--out", tmp_path / "out", "--chapter", "1").returncode == 0


def test_an_output_folder_that_cannot_be_made_gets_one_sentence(tmp_path, toys):
    hand_in(tmp_path / "in", "ada")
    (tmp_path / "file").write_text("in the way")
    done = run(toys, tmp_path / "in", "--out", tmp_path / "file" / "out")
    assert done.returncode == 2
    assert done.stderr.strip().endswith("Not a directory")
    assert len(done.stderr.strip().splitlines()) == 1


def test_one_students_own_file_adds_to_what_is_there(tmp_path, toys):
    for student in ("ada", "ben"):
        hand_in(tmp_path / "in", student)
    grade(toys, tmp_path / "in", tmp_path / "out")
    zipped = tmp_path / "submission-cy-ch01_shop.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(tmp_path / "in" / "ada" / CHAPTER / "shop.py", "cy/ch01_shop/shop.py")
    grade(toys, zipped, tmp_path / "out")
    rows = rows_of(tmp_path / "out" / CHAPTER / "grades.csv")
    assert [row["student_id"] for row in rows] == ["ada", "ben", "cy"]


def test_students_with_impossible_names_stop_nobody(tmp_path, toys):
    zipped, text = tmp_path / "class.zip", (TOYS / "solutions" / CHAPTER / "shop.py").read_text()
    with zipfile.ZipFile(zipped, "w") as archive:
        for student in ("grades.csv", "x" * 300, "ada"):
            archive.writestr(f"{student}/{CHAPTER}/shop.py", text)
    results = grade(toys, zipped, tmp_path / "out")
    assert {result.score for result in results.values()} == {100}
    assert set(results) == {"grades.csv", "x" * 300, "ada"}
    rows = rows_of(tmp_path / "out" / CHAPTER / "grades.csv")
    assert len(rows) == 3
    assert len(list((tmp_path / "out" / CHAPTER).glob("*/results.json"))) == 3


def test_everything_that_came_in_is_accounted_for(tmp_path, toys):
    hand_in(tmp_path / "in", "ada")
    hand_in(tmp_path / "in", "ben", "shop.ipynb", "{")
    (tmp_path / "in" / "cy" / "ch1").mkdir(parents=True)
    (tmp_path / "in" / "cy" / "ch1" / "shop.py").write_text("x = 1")
    (tmp_path / "in" / "notes.txt").write_text("x")
    done = run(toys, tmp_path / "in", "--out", tmp_path / "out")
    assert "4 things came in: 1 graded, 1 for a person to look at, 2 passed over." in done.stdout
    assert "Passed over: cy: cy/ch1 is no chapter of this course" in done.stdout
    rows = rows_of(tmp_path / "out" / "passed_over.csv")
    assert [row["student_id"] for row in rows] == ["cy", ""]


def test_each_chapter_graded_by_itself_keeps_its_own_list_of_what_was_passed_over(tmp_path, toys):
    for chapter in (CHAPTER, "ch03_scaling"):
        folder = tmp_path / chapter
        folder.mkdir()
        hand_in(tmp_path / "made", "ada").rename(folder / "ada.py")
        (folder / f"of-{chapter}.txt").write_text("x")
        run(toys, folder, "--chapter", chapter, "--out", tmp_path / "out")
    for chapter in (CHAPTER, "ch03_scaling"):
        (row,) = rows_of(tmp_path / "out" / chapter / "passed_over.csv")
        assert row["path"] == f"of-{chapter}.txt"


ODD_DEFAULT = """
class Odd:
    def __repr__(self):
        return "{[]: 1}"

def bill(amounts, prices, fee=Odd()):
    return 0.0
"""


def test_no_submission_makes_a_grader_look_broken(tmp_path, toys):
    text = (TOYS / "solutions" / CHAPTER / "shop.py").read_text()
    hand_in(tmp_path / "in", "commas", text=f"{text}\nDATA = [{'0,' * 110_000}]\n")
    hand_in(tmp_path / "in", "control", text=f"{text}\nTEXT = '{chr(1) * 200_000}'\n")
    hand_in(tmp_path / "in", "half", "shop.ipynb", notebook(text, "# \ud800"))
    hand_in(tmp_path / "in", "odd", text=ODD_DEFAULT)
    hand_in(
        tmp_path / "in",
        "stop",
        text="def bill(amounts, prices, fee=0.0):\n    raise StopIteration\n",
    )
    results = grade(toys, tmp_path / "in", tmp_path / "out", executor=Slots(Setting(jobs=2)))
    assert not [name for name, result in results.items() if result.needs_review]
    assert [results[name].score for name in ("commas", "control", "half")] == [100] * 3
    assert [results[name].score for name in ("odd", "stop")] == [0, 0]


def test_names_that_hurt_terminals_and_pages_do_no_harm(tmp_path, toys):
    for student in ("-rf", "=cmd", "<script>alert(1)</script>", "a'b\"c", "ünïcode"):
        hand_in(tmp_path / "in", student)
    (tmp_path / "in" / "new\nline" / CHAPTER).mkdir(parents=True)
    done = run(toys, tmp_path / "in", "--out", tmp_path / "out")
    assert done.returncode == 3
    assert "new\\nline" in done.stdout
    report = (tmp_path / "out" / "report.html").read_text()
    assert "<script>alert" not in report
    assert report.count("<script") == 1  # the page's own
    grades = (tmp_path / "out" / CHAPTER / "grades.csv").read_text()
    assert "'=cmd" in grades


def test_an_unchanged_submission_is_not_graded_again(tmp_path, toys):
    path = hand_in(tmp_path / "in", "ada")
    first = grade_class(toys, tmp_path / "in", tmp_path / "out")
    again = grade_class(toys, tmp_path / "in", tmp_path / "out")
    path.write_text(path.read_text() + "\n# changed\n")
    changed = grade_class(toys, tmp_path / "in", tmp_path / "out")
    forced = grade_class(toys, tmp_path / "in", tmp_path / "out", force=True)
    assert [run.reused for run in (first, again, changed, forced)] == [0, 1, 0, 0]
    assert again.results == first.results


def test_one_student_can_be_graded_again_and_the_others_stay_in_grades_and_report(tmp_path, toys):
    for student in ("ada", "ben"):
        hand_in(tmp_path / "in", student)
    grade(toys, tmp_path / "in", tmp_path / "out")
    hand_in(tmp_path / "in", "ada", text="raise SystemExit\n")
    done = run(toys, tmp_path / "in", "--out", tmp_path / "out", "--student", "ada")
    assert done.returncode == 0, done.stderr
    assert "1 submission graded" in done.stdout
    with (tmp_path / "out" / CHAPTER / "grades.csv").open(newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {"ada": 0, "ben": 100}
    report = (tmp_path / "out" / "report.html").read_text()
    assert "ada" in report
    assert "ben" in report
    done = run(toys, tmp_path / "in", "--out", tmp_path / "out", "--student", "zoe")
    assert done.returncode == 2
    assert "nothing was handed in by zoe: is the name right?" in done.stderr


def test_a_damaged_result_is_graded_again(tmp_path, toys):
    hand_in(tmp_path / "in", "ada")
    grade(toys, tmp_path / "in", tmp_path / "out")
    (tmp_path / "out" / CHAPTER / "ada" / "results.json").write_text('{"score": 100, "max')
    assert grade(toys, tmp_path / "in", tmp_path / "out")["ada"].score == 100


def slow_class(folder: Path) -> None:
    """Hand in sixteen files of four kinds, each of which takes a moment to be loaded."""
    right = (TOYS / "solutions" / CHAPTER / "shop.py").read_text()
    wrong = f"{right}\n\ndef bill(amounts, prices, fee=0.0):\n    return 0.0\n"
    texts = (right, wrong, "import no_such_module\n", "def split(prices):\n    return 1\n")
    for number, text in enumerate(4 * texts):
        hand_in(folder, f"student_{number}", text=f"import time\ntime.sleep(0.2)\n{text}")


def test_a_run_killed_in_the_middle_ends_with_the_same_results(tmp_path, toys):
    submitted, out = tmp_path / "in", tmp_path / "out"
    slow_class(submitted)
    command = [str(AUTOGRADER), "grade", str(submitted), "--out", str(out), "--jobs", "2"]
    process = subprocess.Popen(command, cwd=toys, stdout=subprocess.DEVNULL)
    results = out / CHAPTER
    deadline = time.monotonic() + 60
    while len(list(results.glob("*/results.json"))) < 5 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = len(list(results.glob("*/results.json")))
    assert 5 <= kept < 16
    for path in results.glob("*/results.json"):
        json.loads(path.read_text())
    again = grade_class(toys, submitted, out, executor=Slots(Setting(jobs=2)))
    expected = grade_class(toys, submitted, tmp_path / "whole", executor=Slots(Setting(jobs=2)))
    assert again.reused == kept
    assert expected.reused == 0
    assert again.results == expected.results
    assert len({result.score for result in again.results}) > 2
    assert not [path for path in results.rglob(".*") if path.is_file()]
    time.sleep(0.5)
    assert not survivors_of(process.pid)


def survivors_of(pid: int) -> list[str]:
    """Return the command lines of the processes that a killed run left behind."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"PPid:\t{pid}\n" in (entry / "status").read_text():
                found.append((entry / "cmdline").read_text())
        except OSError:
            continue
    return found


def add_grader(course, exercise, text):
    """Append a grader to those of an exercise of a copied course."""
    file = course / "autograder" / "graders" / CHAPTER / f"{exercise}.py"
    file.write_text(f"{file.read_text()}\n\nimport os\n\n\n{textwrap.dedent(text)}")


def test_a_slot_that_dies_is_replaced_and_the_rest_goes_on(tmp_path, toy_course):
    """A grader that kills its own process stands for a fault of the engine."""
    add_grader(
        toy_course,
        "bill",
        """
        @grader(0)
        def test_poison(function):
            '''A fault.'''
            if function(np.ones(1), np.ones(1)) == 77:
                os._exit(1)
        """,
    )
    hand_in(tmp_path / "in", "ada")
    answer = "77.0 if len(amounts) == 1 else float(amounts @ prices + fee)"
    bad = f"def bill(amounts, prices, fee=0.0):\n    return {answer}\n"
    hand_in(tmp_path / "in", "bad", text=bad)
    hand_in(tmp_path / "in", "cem")
    run_ = grade_class(toy_course, tmp_path / "in", tmp_path / "out")
    results = {result.student: result for result in run_.results}
    assert (results["ada"].score, results["cem"].score) == (100, 100)
    assert results["bad"].needs_review
    assert "died twice" in results["bad"].notes[0]


def test_a_broken_grader_gives_no_score_and_asks_for_review(tmp_path, toy_course):
    add_grader(
        toy_course,
        "split",
        """
        @grader(1)
        def test_fault(function):
            '''A fault.'''
            return 1 / 0
        """,
    )
    hand_in(tmp_path / "in", "ada")
    found = grade_class(toy_course, tmp_path / "in", tmp_path / "out")
    (result,) = found.results
    assert found.needs_review
    broken = [o for o in result.outcomes if o.state == "broken"]
    assert [o.grader for o in broken] == ["split.test_fault"]
    assert "ZeroDivisionError" in broken[0].detail
    assert "ZeroDivisionError" not in broken[0].message
    row = (tmp_path / "out" / CHAPTER / "grades.csv").read_text().splitlines()[1].split(",")
    assert row[7] == ""  # raw_score: no score is invented
    again = grade_class(toy_course, tmp_path / "in", tmp_path / "out")
    assert again.reused == 0  # the grader may have been mended


def test_a_notebook_is_called_by_its_own_name(tmp_path, toys):
    hand_in(
        tmp_path / "in", "ada", "shop.ipynb", notebook("def bill(amounts, prices):\n    return 1")
    )
    (result,) = grade_class(toys, tmp_path / "in", tmp_path / "out").results
    told = " ".join(outcome.message for outcome in result.outcomes)
    assert "shop.ipynb does not define `split`" in told
    assert "shop.py" not in told


def test_a_slot_that_needs_too_much_memory_is_no_students_fault_and_goes_on(tmp_path, toy_course):
    add_grader(
        toy_course,
        "split",
        """
        @grader(1)
        def test_memory(function):
            '''Much memory.'''
            return len(bytearray(8 << 30))  # calloc gives it, where no limit is, and touches none
        """,
    )
    for student in ("ada", "ben"):
        hand_in(tmp_path / "in", student)
    found = grade_class(toy_course, tmp_path / "in", tmp_path / "out")
    for result in found.results:
        (broken,) = [o for o in result.outcomes if o.state == "broken"]
        assert "MemoryError" in broken.detail
        assert result.needs_review
        assert all(o.state == "passed" for o in result.outcomes if o is not broken)
