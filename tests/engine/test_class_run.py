"""A class is graded whatever lies in its folder, and a run that was killed goes on."""

import csv
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path

import pytest

from autograder.chapters import find_chapter
from autograder.grading.results import Result
from autograder.instructor.classes.grade import grade_class
from autograder.instructor.classes.slots import Setting
from tests.conftest import ROOT

CHAPTER = "ch01_neuron"
AUTOGRADER = Path(sys.executable).with_name("autograder")


def hand_in(folder: Path, student: str, name: str = "neuron.py", text: str | None = None) -> Path:
    """Write a submission; without a text it is the reference solution."""
    path = folder / student / CHAPTER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or (ROOT / "solutions" / CHAPTER / "neuron.py").read_text())
    return path


def notebook(*cells: str) -> str:
    """Return a notebook with these code cells."""
    made = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None,
         "source": cell, "id": f"c{n}"} for n, cell in enumerate(cells)
    ]  # fmt: skip
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made})


def run(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [str(AUTOGRADER), "grade", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=120)


def grade(submitted: Path, out: Path, **options) -> dict[str, Result]:
    found = grade_class(ROOT, submitted, out, **options)
    return {result.student: result for result in found.results}


@pytest.fixture(scope="module")
def awkward(tmp_path_factory):
    """A class in which every folder but one is wrong in its own way, graded by the command."""
    base = tmp_path_factory.mktemp("awkward")
    submitted, out = base / "submitted", base / "out"
    hand_in(submitted, "good")
    (submitted / "empty" / CHAPTER).mkdir(parents=True)
    (submitted / "folder" / CHAPTER / "neuron.py").mkdir(parents=True)
    big = hand_in(submitted, "big", text="# big\n")
    os.truncate(big, 200 << 20)
    secret = base / "secret.py"
    secret.write_text("SECRET = 1")
    hand_in(submitted, "linked").unlink()
    (submitted / "linked" / CHAPTER / "neuron.py").symlink_to(secret)
    (submitted / "linked_folder").mkdir()
    (submitted / "linked_folder" / CHAPTER).symlink_to(base)
    hand_in(submitted, "hardlinked").unlink()
    os.link(secret, submitted / "hardlinked" / CHAPTER / "neuron.py")
    hand_in(submitted, "pipe").unlink()
    os.mkfifo(submitted / "pipe" / CHAPTER / "neuron.py")
    hand_in(submitted, "not_json", "neuron.ipynb", "this is no notebook")
    hand_in(submitted, "deep_json", "neuron.ipynb", "[" * 100_000)
    hand_in(submitted, "wrong_cells", "neuron.ipynb", '{"nbformat": 4, "cells": [3]}')
    hand_in(submitted, "binary").write_bytes(b"\x00\x01\x02")
    hand_in(submitted, "latin").write_bytes("# é\nx = 1\n".encode("latin-1"))
    hand_in(submitted, "two_others", "a.py")
    hand_in(submitted, "two_others", "b.py")
    (submitted / "stray.txt").write_text("a file among the students")
    done = run(submitted, "--out", out, "--jobs", 2)
    results = {
        path.parent.name: Result.from_json(json.loads(path.read_text()))
        for path in out.glob("*/*/results.json")
    }
    return done, results


SENTENCES = {
    "empty": "Nothing was handed in: expected neuron.py or neuron.ipynb in ch01_neuron.",
    "folder": "neuron.py is a folder: hand in a file of that name.",
    "big": "neuron.py is larger than 256 KiB.",
    "linked": "neuron.py is a link: hand in the file itself.",
    "linked_folder": "ch01_neuron is not a folder: "
    "hand in a folder of that name that holds your file.",
    "hardlinked": "neuron.py is a hard link to another file: hand in a copy.",
    "pipe": "neuron.py is not a plain file: hand in the file itself.",
    "not_json": "neuron.ipynb is not a notebook (JSONDecodeError).",
    "deep_json": "neuron.ipynb is not a notebook (RecursionError).",
    "wrong_cells": "neuron.ipynb is not a notebook (TypeError).",
    "binary": "neuron.py is not a text file: it holds a zero byte.",
    "latin": "neuron.py is not valid utf-8: save it as UTF-8.",
    "two_others": "neuron.py or neuron.ipynb is missing, and several files could be meant: "
    "a.py, b.py.",
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
        (["EMPTY", "--chapter", "ch01_neurn"], "did you mean ch01_neuron?"),
        (["EMPTY", "--isolation", "strong"], "no isolation level is called 'strong'"),
        (["SINGLE"], "say which chapter with --chapter"),
        (["BAD.zip"], "is not a zip file"),
    ],
)
def test_a_wrong_command_gets_one_sentence_and_exit_code_2(tmp_path, arguments, sentence):
    (tmp_path / "EMPTY").mkdir()
    (tmp_path / "SINGLE").mkdir()
    (tmp_path / "SINGLE" / "ada.py").write_text("x = 1")
    (tmp_path / "BAD.zip").write_bytes(b"no zip")
    if "--isolation" in arguments:
        hand_in(tmp_path / "EMPTY", "ada")
    first, *rest = arguments
    done = run(tmp_path / first, *rest, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out" / "report.html").exists()


def test_a_flat_folder_and_a_single_file_are_graded_too(tmp_path, chapter):
    flat = tmp_path / "flat"
    flat.mkdir()
    text = chapter.solution.read_text()
    (flat / "ada.py").write_text(text)
    (flat / "ben.ipynb").write_text(notebook(text))
    results = grade(flat, tmp_path / "out", only=chapter)
    assert {name: result.score for name, result in results.items()} == {"ada": 100, "ben": 100}
    single = grade(flat / "ada.py", tmp_path / "out2", only=chapter)
    assert single["ada"].score == 100


def test_a_zip_is_graded_without_being_extracted(tmp_path, chapter):
    text = chapter.solution.read_text()
    with zipfile.ZipFile(tmp_path / "class.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"submitted/ada/{CHAPTER}/neuron.py", text)
        archive.writestr(f"submitted/../../evil/{CHAPTER}/neuron.py", text)
        archive.writestr(f"/abs/{CHAPTER}/neuron.py", text)
        archive.writestr(f"bomb/{CHAPTER}/neuron.py", "#" * (50 << 20))
        link = zipfile.ZipInfo(f"linked/{CHAPTER}/neuron.py")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    found = grade_class(ROOT, tmp_path / "class.zip", tmp_path / "out")
    results = {result.student: result for result in found.results}
    assert results["ada"].score == 100
    assert results["bomb"].summary == "neuron.py is larger than 256 KiB."
    assert set(results) == {"ada", "bomb"}
    assert len(found.skipped) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["class.zip", "out"]


def test_of_two_files_the_one_that_was_worked_on_is_graded(tmp_path, chapter, root):
    exercises = root / "exercises" / CHAPTER
    stub, stub_notebook = ((exercises / f"neuron{s}").read_text() for s in (".py", ".ipynb"))
    hand_in(tmp_path / "in", "in_the_file")
    hand_in(tmp_path / "in", "in_the_file", "neuron.ipynb", stub_notebook)
    hand_in(tmp_path / "in", "in_the_notebook", text=stub)
    hand_in(
        tmp_path / "in", "in_the_notebook", "neuron.ipynb", notebook(chapter.solution.read_text())
    )
    hand_in(tmp_path / "in", "renamed", "my_neuron (1).py")
    results = grade(tmp_path / "in", tmp_path / "out")
    assert {name: result.score for name, result in results.items()} == dict.fromkeys(results, 100)
    assert "graded as neuron.py" in results["renamed"].notes[0]


def test_of_several_files_the_one_with_the_most_exercises_is_graded(tmp_path, chapter, root):
    """A stub that was begun, an old download or a broken file beside the work costs nothing."""
    solved = notebook(chapter.solution.read_text())
    stub = (root / "exercises" / CHAPTER / "neuron.py").read_text()
    begun = stub.replace('raise NotImplementedError("1.1 weighted_sum")', "return float(x @ w + b)")
    for student, name, text in [
        ("begun_file", "neuron.py", begun),
        ("broken_file", "neuron.py", "def weighted_sum(x, w, b=0.0)\n    return 1\n"),
        ("copy", "neuron.ipynb", notebook(begun)),
        ("broken_notebook", "neuron.ipynb", "{"),
    ]:
        hand_in(tmp_path / "in", student, name, text)
        better = "neuron (1).ipynb" if name == "neuron.ipynb" else "neuron.ipynb"
        hand_in(tmp_path / "in", student, better, solved)
    results = grade(tmp_path / "in", tmp_path / "out")
    assert {name: result.score for name, result in results.items()} == dict.fromkeys(results, 100)
    assert "neuron.ipynb was handed in too and not graded" in results["copy"].notes
    assert "neuron (1).ipynb was graded as neuron.ipynb" in results["copy"].notes


def test_the_choice_among_files_is_not_upset_by_what_crashes_a_parser(tmp_path, chapter):
    hand_in(tmp_path / "in", "ada")
    hand_in(tmp_path / "in", "ada", "neuron (1).py", "(" * 10**5 + "-" * 10**5 + "1")
    hand_in(tmp_path / "in", "ada", "neuron_2.py", "def " * 60_000)
    assert grade(tmp_path / "in", tmp_path / "out")["ada"].score == 100


def test_an_unreadable_file_beside_an_untouched_one_is_looked_at(tmp_path, root):
    stub = (root / "exercises" / CHAPTER / "neuron.py").read_text()
    hand_in(tmp_path / "in", "ada", text=stub)
    hand_in(tmp_path / "in", "ada", "neuron.ipynb", "{")
    assert grade(tmp_path / "in", tmp_path / "out")["ada"].needs_review


def test_what_lies_elsewhere_or_is_packed_is_looked_at_and_named(tmp_path):
    hand_in(tmp_path / "in", "packed", "ch01_neuron.zip", "PK")
    (tmp_path / "in" / "deep" / CHAPTER / CHAPTER).mkdir(parents=True)
    (tmp_path / "in" / "empty" / CHAPTER).mkdir(parents=True)
    results = grade(tmp_path / "in", tmp_path / "out")
    assert "only ch01_neuron.zip: hand in the file itself" in results["packed"].summary
    assert "only ch01_neuron: hand in the file itself" in results["deep"].summary
    assert [results[name].needs_review for name in ("packed", "deep", "empty")] == [1, 1, 0]


def test_notebooks_of_older_formats_and_with_lists_of_lines_are_graded(tmp_path, chapter):
    text = chapter.solution.read_text()
    lines = json.loads(notebook(""))
    lines["cells"][0]["source"] = text.splitlines(keepends=True)
    hand_in(tmp_path / "in", "lines", "neuron.ipynb", json.dumps(lines))
    cell = {"cell_type": "code", "language": "python", "collapsed": False, "input": text,
            "outputs": [], "metadata": {}, "prompt_number": 1}  # fmt: skip
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""},
           "worksheets": [{"cells": [cell], "metadata": {}}]}  # fmt: skip
    hand_in(tmp_path / "in", "format3", "neuron.ipynb", json.dumps(old))
    results = grade(tmp_path / "in", tmp_path / "out")
    assert {name: result.score for name, result in results.items()} == dict.fromkeys(results, 100)
    assert len(results) == 2


def test_what_a_killed_run_left_half_written_is_overwritten(tmp_path):
    hand_in(tmp_path / "in", "ada")
    folder = tmp_path / "out" / CHAPTER / "ada"
    folder.mkdir(parents=True)
    (folder / ".results.json.draft").write_text('{"score": 1')
    assert grade(tmp_path / "in", tmp_path / "out")["ada"].score == 100
    assert sorted(path.name for path in folder.iterdir()) == ["feedback.html", "results.json"]


def test_names_that_hurt_terminals_and_pages_do_no_harm(tmp_path):
    for student in ("-rf", "=cmd", "<script>alert(1)</script>", "a'b\"c", "ünïcode"):
        hand_in(tmp_path / "in", student)
    (tmp_path / "in" / "new\nline" / CHAPTER).mkdir(parents=True)
    done = run(tmp_path / "in", "--out", tmp_path / "out")
    assert done.returncode == 3
    assert "cannot be used: rename it" in done.stdout
    report = (tmp_path / "out" / "report.html").read_text()
    assert "<script>alert" not in report
    assert report.count("<script") == 1  # the page's own
    grades = (tmp_path / "out" / CHAPTER / "grades.csv").read_text()
    assert "'=cmd" in grades


def test_an_unchanged_submission_is_not_graded_again(tmp_path):
    path = hand_in(tmp_path / "in", "ada")
    first = grade_class(ROOT, tmp_path / "in", tmp_path / "out")
    again = grade_class(ROOT, tmp_path / "in", tmp_path / "out")
    path.write_text(path.read_text() + "\n# changed\n")
    changed = grade_class(ROOT, tmp_path / "in", tmp_path / "out")
    forced = grade_class(ROOT, tmp_path / "in", tmp_path / "out", force=True)
    assert [run.reused for run in (first, again, changed, forced)] == [0, 1, 0, 0]
    assert again.results == first.results


def test_one_student_can_be_graded_again_and_the_others_stay_in_grades_and_report(tmp_path):
    for student in ("ada", "ben"):
        hand_in(tmp_path / "in", student)
    grade(tmp_path / "in", tmp_path / "out")
    hand_in(tmp_path / "in", "ada", text="raise SystemExit\n")
    done = run(tmp_path / "in", "--out", tmp_path / "out", "--student", "ada")
    assert done.returncode == 0, done.stderr
    assert "1 submission graded" in done.stdout
    with (tmp_path / "out" / CHAPTER / "grades.csv").open(newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {"ada": 0, "ben": 100}
    report = (tmp_path / "out" / "report.html").read_text()
    assert "ada" in report
    assert "ben" in report
    done = run(tmp_path / "in", "--out", tmp_path / "out", "--student", "zoe")
    assert done.returncode == 2
    assert "nothing was handed in by zoe: is the name right?" in done.stderr


def test_a_damaged_result_is_graded_again(tmp_path):
    hand_in(tmp_path / "in", "ada")
    grade(tmp_path / "in", tmp_path / "out")
    (tmp_path / "out" / CHAPTER / "ada" / "results.json").write_text('{"score": 100, "max')
    assert grade(tmp_path / "in", tmp_path / "out")["ada"].score == 100


@pytest.mark.slow
def test_a_run_killed_in_the_middle_ends_with_the_same_results(tmp_path, graded, root):
    samples = root / "course" / "samples" / "submitted"
    command = [
        str(AUTOGRADER),
        "grade",
        str(samples),
        "--out",
        str(tmp_path / "out"),
        *("--jobs", "2", "--chapter", CHAPTER),
    ]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL)
    results = tmp_path / "out" / CHAPTER
    deadline = time.monotonic() + 60
    while len(list(results.glob("*/results.json"))) < 5 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = len(list(results.glob("*/results.json")))
    assert 5 <= kept < 16
    for path in results.glob("*/results.json"):
        json.loads(path.read_text())
    only = find_chapter(root, CHAPTER)
    again = grade_class(root, samples, tmp_path / "out", only=only, setting=Setting(jobs=2))
    expected, _ = graded
    assert again.reused == kept
    assert again.results == tuple(r for r in expected.results if r.chapter == CHAPTER)
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


def test_a_slot_that_dies_is_replaced_and_the_rest_goes_on(tmp_path, monkeypatch, course):
    """A grader that kills its own process stands for a fault of the engine."""
    add_grader(
        course,
        "weighted_sum",
        """
        @grader(0)
        def test_poison(function):
            '''A fault.'''
            if function(np.ones(1), np.ones(1)) == 77:
                os._exit(1)
        """,
    )
    hand_in(tmp_path / "in", "ada")
    bad = "def weighted_sum(x, w, b=0.0):\n    return 77.0\n"
    hand_in(
        tmp_path / "in",
        "bad",
        text=bad.replace("77.0", "77.0 if len(x) == 1 else float(x @ w + b)"),
    )
    hand_in(tmp_path / "in", "cem")
    run_ = grade_class(course, tmp_path / "in", tmp_path / "out")
    results = {result.student: result for result in run_.results}
    assert (results["ada"].score, results["cem"].score) == (100, 100)
    assert results["bad"].needs_review
    assert "died twice" in results["bad"].notes[0]


def test_a_broken_grader_gives_no_score_and_asks_for_review(tmp_path, course):
    add_grader(
        course,
        "sigmoid",
        """
        @grader(1)
        def test_fault(function):
            '''A fault.'''
            return 1 / 0
        """,
    )
    hand_in(tmp_path / "in", "ada")
    found = grade_class(course, tmp_path / "in", tmp_path / "out")
    (result,) = found.results
    assert found.needs_review
    broken = [o for o in result.outcomes if o.state == "broken"]
    assert [o.grader for o in broken] == ["sigmoid.test_fault"]
    assert "ZeroDivisionError" in broken[0].detail
    assert "ZeroDivisionError" not in broken[0].message
    row = (tmp_path / "out" / CHAPTER / "grades.csv").read_text().splitlines()[1].split(",")
    assert row[7] == ""  # raw_score: no score is invented
