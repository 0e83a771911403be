"""One door for all that comes in: whose file is it, which counts, and what is accounted for."""

import dataclasses
import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from autograder.chapters import all_chapters, find_chapter
from autograder.errors import SubmissionError, UsageError
from autograder.grading.intake import NotebookCell, make_source, read_notebook
from autograder.instructor.classes.choice import choose
from autograder.instructor.classes.collection import collect
from autograder.instructor.classes.names import read_name
from autograder.instructor.folders import folder_name
from tests.conftest import ROOT
from tests.engine.conftest import TOYS

CHAPTERS = all_chapters(TOYS)
ONE = find_chapter(TOYS, "ch01_shop")
STUB = b"x = 1\n"


def packed(files) -> bytes:
    """Return a zip; `files` are paths, or (path, bytes)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in files:
            name, data = (path, path.encode()) if isinstance(path, str) else path
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


@pytest.fixture(params=["folder", "zip"])
def came_in(request, tmp_path):
    """Return a function that lays files down, as a folder and as a zip, and collects them."""

    def lay(*files, only=None, prefix="", kind=request.param):
        if kind == "zip":
            path = tmp_path / "class.zip"
            named = [f if isinstance(f, str) else f[0] for f in files]
            data = [f.encode() if isinstance(f, str) else f[1] for f in files]
            path.write_bytes(packed([(prefix + n, d) for n, d in zip(named, data, strict=True)]))
        else:
            path = tmp_path / "class"
            path.mkdir(exist_ok=True)
            for file in files:
                name, data = (file, file.encode()) if isinstance(file, str) else file
                (path / name).parent.mkdir(parents=True, exist_ok=True)
                (path / name).write_bytes(data)
        return collect(path, CHAPTERS, only)

    lay.kind = request.param
    return lay


def places(found):
    return {(entry.student, entry.chapter): entry.names for entry in found.entries}


def whose(found):
    """Return which path each student's file was read from; the tests' files hold their path."""
    return {entry.student: entry.read(entry.names[0]).decode() for entry in found.entries}


def without(entry, name):
    return dataclasses.replace(entry, names=tuple(n for n in entry.names if n != name))


def test_no_member_takes_another_students_place(came_in):
    found = came_in(
        "ada/ch01_shop/shop.py",
        "mallory/ch01_shop/shop.py",
        "mallory/ch01_shop/ada/ch01_shop/shop.py",
        "mallory/ada/ch01_shop/shop.py",
    )
    assert found.entries[0].read("shop.py") == b"ada/ch01_shop/shop.py"
    assert "only ada: hand in" in choose(without(found.entries[1], "shop.py"), ONE).refusal
    assert places(found) == {
        ("ada", "ch01_shop"): ("shop.py",),
        ("mallory", "ch01_shop"): ("ada", "shop.py"),
    }
    deep = {(each.student, each.path): each for each in found.passed_over}
    own = ("mallory", "mallory/ch01_shop/ada/ch01_shop/shop.py")
    assert set(deep) == {("mallory", "mallory/ada/ch01_shop/shop.py"), own}
    assert "deeper" in str(deep["mallory", "mallory/ada/ch01_shop/shop.py"])
    assert not deep[own].is_doubt
    assert str(deep[own]).endswith(
        "lies deeper than the file that is graded, and was not looked at"
    )


def test_what_lies_deeper_than_a_students_file_is_named_unless_a_program_put_it_there(came_in):
    beside = ("old/shop.py", "old/data.csv", ".ipynb_checkpoints/shop.py", "__pycache__/shop.py")
    found = came_in(
        "ada/ch01_shop/shop.py",
        *(f"ada/ch01_shop/{path}" for path in beside),
        "bo/ch01_shop/mine/shop.py",  # it is asked for where the class is graded
    )
    assert [(each.student, each.path) for each in found.passed_over] == [
        ("ada", "ada/ch01_shop/old/shop.py")
    ]
    refusal = choose(found.entries[1], ONE).refusal
    assert (
        refusal
        == "There is no shop.py or shop.ipynb in ch01_shop, only mine: hand in the file itself."
    )


def test_in_a_flat_class_a_folder_takes_nobodys_place(came_in):
    found = came_in("ada.py", "chen.py", "mallory/chen.py", only=ONE)
    assert whose(found) == {"ada": "ada.py", "chen": "chen.py"}
    assert [(p.student, p.path) for p in found.passed_over] == [("mallory", "mallory/chen.py")]


def test_two_members_for_one_place_are_that_students_fault(tmp_path):
    path = tmp_path / "class.zip"
    files = ["ada/ch01_shop/shop.py", "./ada/ch01_shop/shop.py", "bo/ch01_shop/shop.py"]
    path.write_bytes(packed(files))
    ada, bo = collect(path, CHAPTERS, None).entries
    assert choose(ada, ONE).refusal.startswith("shop.py was handed in more than once")
    assert choose(ada, ONE).suspicious
    assert not bo.fault


def test_one_prefix_for_a_whole_zip_is_taken_off(tmp_path):
    path = tmp_path / "class.zip"
    names = ("ada/ch01_shop/shop.py", "ben/ch02_tiny/tiny.py")
    path.write_bytes(packed([f"autumn/submitted/{name}" for name in names]))
    found = collect(path, CHAPTERS, None)
    assert set(places(found)) == {("ada", "ch01_shop"), ("ben", "ch02_tiny")}


def test_a_prefix_cannot_be_moved_by_one_students_folders(tmp_path):
    path = tmp_path / "class.zip"
    own = "submitted/mallory/submitted/ada/ch01_shop/shop.py"
    path.write_bytes(packed(["submitted/ada/ch01_shop/shop.py", own]))
    found = collect(path, CHAPTERS, None)
    assert whose(found) == {"ada": "submitted/ada/ch01_shop/shop.py"}
    assert [each.student for each in found.passed_over] == ["mallory"]


def test_sections_are_refused_with_what_to_do(came_in):
    with pytest.raises(UsageError, match=r"one folder deeper.*each section by itself"):
        came_in("a/ada/ch01_shop/shop.py", "b/ada/ch01_shop/shop.py")


def test_sections_are_refused_where_a_chapter_is_named_too(came_in):
    with pytest.raises(UsageError):
        came_in("a/ada/shop.py", "b/ada/shop.py", only=ONE)


def test_what_systems_leave_behind_is_nobodys(came_in):
    beside = ("__MACOSX/ada/ch01_shop/._shop.py", "ada/.DS_Store", "ada/ch01_shop/Thumbs.db")
    found = came_in("ada/ch01_shop/shop.py", *beside)
    assert (len(found.entries), found.passed_over) == (1, [])


def test_whole_kits_are_taken_by_their_exercises(came_in):
    files = ("ch01_shop/shop.py", "ch01_shop/test_shop.py", "README.md")
    found = came_in(*(f"{s}/exercises/{f}" for s in ("ada", "ben") for f in files), "ada/START.md")
    assert set(places(found)) == {("ada", "ch01_shop"), ("ben", "ch01_shop")}
    assert found.passed_over == []


def test_work_that_lies_loose_in_a_kit_is_told_of(came_in):
    kit = ("exercises/ch01_shop/shop.py", "start.py", "README.md", "course/plots/a.py")
    found = came_in(*(f"ada/{each}" for each in kit), "ada/shop.ipynb", "ada/mine.py")
    assert set(places(found)) == {("ada", "ch01_shop")}
    assert {(each.student, each.path) for each in found.passed_over} == {
        ("ada", "ada/shop.ipynb"),
        ("ada", "ada/mine.py"),
    }


def test_moodles_folders_are_students_and_two_of_one_name_stay_two(came_in):
    found = came_in(
        "Ada L_11_assignsubmission_file_/shop.py",
        "Ben K_12_assignsubmission_file_/shop.py",
        "Ben K_13_assignsubmission_file_/shop.ipynb",
        only=ONE,
    )
    assert [entry.student for entry in found.entries] == ["Ada L", "Ben K 12", "Ben K 13"]
    assert whose(found)["Ben K 12"].startswith("Ben K_12")


def test_files_side_by_side_are_named_as_systems_name_them(came_in):
    found = came_in(
        "lovelaceada_LATE_1234_567890_shop.py",
        "lovelaceada_1234_567891_shop-1.py",
        "Homework 1_ben_attempt_2026-11-30-10-15-00_shop.py",
        "Cy O_77_assignsubmission_file_shop.py",
        "dee.py",
        only=ONE,
    )
    assert places(found) == {
        ("Cy O", "ch01_shop"): ("shop.py",),
        ("ben", "ch01_shop"): ("shop.py",),
        ("dee", "ch01_shop"): ("dee.py",),
        ("lovelaceada", "ch01_shop"): ("shop-1.py", "shop.py"),
    }


def test_user_names_with_an_underscore_stay_whole_where_blackboard_writes_them(came_in):
    names = ("eva_muster", "max_muster", "ada")
    found = came_in(
        *(f"Homework_1_{name}_attempt_2026-11-30-10-15-00_shop.py" for name in names), only=ONE
    )
    assert [entry.student for entry in found.entries] == sorted(names)


SUBMITTERS = """\
---
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: '1234'
    :email: ada@example.org
  :created_at: 2026-10-26 10:15:30.123456000 Z
  :results:
    tests:
    - name: a
      output: |
        :submitters: nobody
submission_12:
  :submitters:
  - :name: Ben K
    :sid:
    :email: ben_1@example.org
  - :name: ../Cy
    :sid: '77'
  :created_at: soon
submission_13:
  :submitters:
  - :name: Ben K
    :sid: '78'
"""


def export_of(text):
    files = [f"export/submission_{number}/shop.py" for number in (11, 12, 13, 14)]
    return [("export/submission_metadata.yml", text.encode()), *files]


def test_gradescopes_export_is_of_those_whom_its_table_names(came_in):
    found = came_in(*export_of(SUBMITTERS), only=ONE)
    assert whose(found) == {
        "Ada Lovelace": "export/submission_11/shop.py",
        "Ben K 78": "export/submission_13/shop.py",
        "Ben K ben-1@example.org": "export/submission_12/shop.py",
        "-Cy": "export/submission_12/shop.py",  # a group's is there for each
        "submission_14": "export/submission_14/shop.py",  # of nobody whom the table knows
    }
    ada = next(entry for entry in found.entries if entry.student == "Ada Lovelace")
    moment = datetime.fromisoformat("2026-10-26T10:15:30+00:00")
    assert datetime.fromisoformat(ada.moment("shop.py")) == moment
    assert ada.named.number == "1234"
    assert not found.passed_over


def test_chapters_in_gradescopes_folders_are_their_submitters(came_in):
    table = ("submission_metadata.yml", SUBMITTERS.encode())
    found = came_in(table, "submission_11/ch01_shop/shop.py", "submission_13/ch01_shop/shop.py")
    assert sorted(whose(found)) == ["Ada Lovelace", "Ben K 78"]  # there is another Ben K


@pytest.mark.parametrize("text", ["a: [", "- 1", "a: 5", "", "submission_11: {':submitters': [x]}"])
def test_a_table_that_is_not_gradescopes_is_refused_with_what_to_do(came_in, text):
    with pytest.raises(UsageError, match="not as Gradescope writes it: export the submissions"):
        came_in(*export_of(text), only=ONE)


def test_a_students_own_table_takes_nobodys_place(came_in):
    own = SUBMITTERS.replace("Ada Lovelace", "Mallory")
    hostile = ("export/submission_13/submission_metadata.yml", own.encode())
    found = came_in(*export_of(SUBMITTERS), hostile, only=ONE)
    assert "Mallory" not in whose(found)
    assert "Ada Lovelace" in whose(found)


def test_canvas_writes_the_time_of_the_download_which_is_nobodys(came_in):
    found = came_in("lovelaceada_LATE_1234_567890_shop.py", "benk_5_567891_shop.py", only=ONE)
    assert [(e.moment(e.names[0]), bool(e.named.late)) for e in found.entries] == [
        ("", False),
        ("", True),
    ]


def test_the_zips_of_submit_are_graded_as_a_class(came_in):
    def zipped(student, inside):
        return f"submission-{student}-ch01_shop.zip", packed([f"{inside}/ch01_shop/shop.py"])

    found = came_in(zipped("ada", "ada"), zipped("mallory", "ada"), ("bo.zip", b"PK"))
    assert whose(found) == {
        "ada": "ada/ch01_shop/shop.py",
        "mallory": "ada/ch01_shop/shop.py",
    }
    (broken,) = found.passed_over
    assert (broken.student, broken.path) == ("bo", "bo.zip")
    assert "not a zip file" in broken.reason


def test_zips_in_students_folders_are_theirs(came_in):
    inner = packed(["ada/ch01_shop/shop.py"])
    found = came_in(
        ("A B_1_assignsubmission_file_/s.zip", inner), ("C_2_assignsubmission_file_/s.zip", inner)
    )
    assert set(places(found)) == {("A B", "ch01_shop"), ("C", "ch01_shop")}


def test_what_students_hand_in_elsewhere_is_named_with_the_student(came_in):
    found = came_in("ada/ch01_shop/shop.py", "ben/ch1/shop.py", "cy/shop.py", "notes.txt")
    assert sorted(map(str, found.passed_over)) == [
        "ben: ben/ch1 is no chapter of this course",
        "cy: cy/shop.py is in no chapter's folder",
        "notes.txt is not a student's folder",
    ]


def test_a_students_own_folder_is_theirs(came_in):
    found = came_in("shop.py", "shop (1).py", only=ONE)
    assert places(found) == {("class", "ch01_shop"): ("shop (1).py", "shop.py")}


def test_strange_folders_by_the_thousand_take_no_time(tmp_path):
    names = [f"mallory/x{n}/y.py" for n in range(20_000)]
    (tmp_path / "class.zip").write_bytes(packed(["ada/ch01_shop/shop.py", *names]))
    found = collect(tmp_path / "class.zip", CHAPTERS, None)
    assert len(found.passed_over) == 20_000
    assert [entry.student for entry in found.entries] == ["ada"]


def test_a_folder_with_too_many_files_is_cut_and_said(tmp_path):
    for n in range(2_100):
        path = tmp_path / "mallory" / "ch01_shop" / f"{n:05}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    path = tmp_path / "zoe" / "ch01_shop" / "shop.py"
    path.parent.mkdir(parents=True)
    path.touch()
    found = collect(tmp_path, CHAPTERS, None)
    assert len(found.entries[0].names) < 2_000
    assert "one of more than 2000 files" in str(found.passed_over[0])
    assert found.entries[1].names == ("shop.py",)
    assert choose(found.entries[0], ONE).suspicious


# Names ---------------------------------------------------------------------------------------


def test_a_name_that_is_no_text_costs_nobody_anything(tmp_path):
    folder = os.fsencode(tmp_path / "ada" / "ch01_shop")
    os.makedirs(folder)
    for name in (b"shop.py", b"shop \xff.py"):
        Path(os.fsdecode(os.path.join(folder, name))).write_bytes(STUB)
    os.makedirs(os.fsencode(tmp_path) + b"/b\xff/ch01_shop")
    found = collect(tmp_path, CHAPTERS, None)
    assert places(found) == {
        ("ada", "ch01_shop"): ("shop \\xff.py", "shop.py"),
        ("b\\xff", "ch01_shop"): (),
    }
    chosen = choose(found.entries[0], ONE)
    assert (chosen.name, chosen.refusal) == ("shop.py", "")
    assert "shop \\xff.py was handed in too and not graded" in chosen.notes
    assert found.entries[0].read("shop \\xff.py") == STUB


BESIDE = ["grades.csv", "Grades.CSV", "passed_over.csv", ".grades.csv.draft", ".."]


@pytest.mark.parametrize("student", [*BESIDE, "x" * 300, "é" * 130, "a/b"])
def test_every_student_has_a_folder_of_their_own(tmp_path, student):
    name = folder_name(student)
    (tmp_path / name).mkdir()
    for beside in ("grades.csv", "passed_over.csv", ".grades.csv.draft"):
        (tmp_path / beside).write_text("")
    assert len(name.encode()) <= 120
    assert folder_name(student + "2") != name
    assert folder_name("ada") == "ada"


def test_a_systems_name_says_who(tmp_path):
    assert read_name("submission-anna-lena-ch01_shop (2).zip").student == "anna-lena"
    assert read_name("ada.v2.py").student == "ada.v2"
    assert read_name("ada_b.py").student == "ada_b"


# Which of several counts ----------------------------------------------------------------------


def begun(count: int) -> bytes:
    """Return a file in which so many exercises are written."""
    names = list(ONE.exercises)[:count]
    return "\n".join(f"def {name}():\n    return 0\n" for name in names).encode()


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        ([("shop.py", 9), ("shop-1.py", 2)], "shop-1.py"),
        ([("shop.py", 9), ("shop (1).py", 2), ("shop (10).py", 1)], "shop (10).py"),
        ([("shop.py", 2), ("shop.ipynb", 0)], "shop.py"),
        ([("shop.py", 2), ("shop-1.py", 0)], "shop.py"),
    ],
)
def test_of_several_hand_ins_the_newest_that_is_written_counts(came_in, files, chosen):
    laid = [(f"ada/ch01_shop/{name}", begun(count)) for name, count in files]
    (entry,) = came_in(*laid).entries
    assert choose(entry, ONE).name == chosen


def test_of_files_that_one_person_named_the_later_counts(tmp_path):
    folder = tmp_path / "ada" / "ch01_shop"
    folder.mkdir(parents=True)
    for name, time in (("mine.py", 2_000), ("mine-1.py", 1_000)):
        (folder / name).write_bytes(begun(3))
        os.utime(folder / name, (time, time))
    (entry,) = collect(tmp_path, CHAPTERS, None).entries
    assert choose(entry, ONE).name == "mine-1.py"  # the name says it before the clock does


def test_a_hundred_copies_are_not_read(came_in):
    laid = [(f"ada/ch01_shop/shop ({n}).py", STUB) for n in range(100)]
    (entry,) = came_in(*laid).entries
    chosen = choose(entry, ONE)
    assert chosen.suspicious
    assert "100 files could be meant" in chosen.refusal


def test_a_folder_called_as_the_file_is_no_file(came_in):
    (entry,) = came_in("ada/ch01_shop/shop.py/a.py", "ada/ch01_shop/shop.py/b.py").entries
    assert choose(entry, ONE).refusal == "shop.py is a folder: hand in a file of that name."


def test_what_is_read_is_bounded_whatever_a_zip_claims(tmp_path):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada/ch01_shop/shop.py", b"#" * (30 << 20))
    (entry,) = collect(path, CHAPTERS, None).entries
    with pytest.raises(SubmissionError, match="larger than 256 KiB"):
        entry.read("shop.py")


CHOOSING = """
import resource, sys
from pathlib import Path
from autograder.chapters import all_chapters, find_chapter
from autograder.instructor.classes.choice import choose
from autograder.instructor.classes.collection import collect
root = Path(sys.argv[1])
found = collect(Path(sys.argv[2]), all_chapters(root), None)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len([choose(entry, find_chapter(root, entry.chapter)) for entry in found.entries]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.slow
def test_choosing_among_the_largest_files_takes_bounded_memory(tmp_path):
    body = b'{"a":{}},' * ((8 << 20) // 9 - 20)  # the most objects for their bytes
    data = b'{"nbformat":4,"metadata":{},"cells":[],"x":[' + body[:-1] + b"]}"
    names = [f"{who}/ch01_shop/shop ({n}).ipynb" for who in ("ada", "ben") for n in range(1, 4)]
    with zipfile.ZipFile(tmp_path / "class.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, data)
    done = subprocess.run(
        [sys.executable, "-c", CHOOSING, TOYS, tmp_path / "class.zip"],
        cwd=ROOT, text=True, capture_output=True, check=True)  # fmt: skip
    chosen, kibibytes = map(int, done.stdout.split())
    assert chosen == 2
    assert kibibytes < 450 << 10


# Notebooks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b" \n", "it is empty"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b'{\n<<<<<<< HEAD\n"cells": []\n=======\n', "git's conflict markers"),
        (b'{"cells": [],\n oops}', "line 2 is not JSON"),
        (b"[]", "not those of one"),
    ],
)
def test_what_is_no_notebook_hears_what_it_is(data, why):
    with pytest.raises(SubmissionError, match=f"n.ipynb is not a notebook: .*{why}"):
        read_notebook("n.ipynb", data)


def test_cells_are_counted_before_an_old_notebook_is_converted():
    cells = [{"cell_type": "code", "input": "", "outputs": []}] * 2_001
    old = {"nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells}]}
    with pytest.raises(SubmissionError, match="more than 2000 cells"):
        read_notebook("n.ipynb", json.dumps(old).encode())


def test_outputs_of_an_old_notebook_are_not_converted(monkeypatch):
    """A million of them in one cell took minutes, before anybody was graded."""
    import nbformat

    seen = []
    convert = nbformat.convert
    monkeypatch.setattr(nbformat, "convert", lambda old, to: seen.append(old) or convert(old, to))
    marked = {"nbgrader": {"grade_id": "ex-elu", "more": [{}] * 9}, "more": [{}] * 9}
    cell = {"cell_type": "code", "input": "x = 1", "outputs": [{}] * 9, "metadata": marked}
    old = {"nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": [cell]}]}
    (found,) = read_notebook("n.ipynb", json.dumps(old | {"metadata": marked}).encode())
    assert (found.text, found.name) == ("x = 1", "ex-elu")
    assert "{}" not in json.dumps(seen)


def test_a_cell_that_a_stray_key_made_text_is_code_still():
    cells = [
        {"cell_type": kind, "metadata": {}, "source": text}
        for kind, text in [
            ("markdown", "def sigmoid(z):\n    return z\n"),
            ("raw", "@cache\ndef relu(z):\n    return z\n"),
            ("markdown", "# A title\n\n    def no(z):\n"),
            ("markdown", "def is a word of Python's"),
            ("markdown", "# mine\nimport numpy as np\n%matplotlib inline\n\ndef tanh(z):\n"),
            ("markdown", 'HALF: float = 0.5\nx_1 = [2]\n\n"""Mine."""\ndef selu(z):\n'),
            ("markdown", "The learning rate = 0.5 is\ndef nitely too large.\n"),
        ]
    ]
    named = {"cell_type": "markdown", "metadata": {}, "id": "ex-elu"}
    cells.append(named | {"source": "LIMIT = 3\n\ndef elu(z):\n    return z\n"})
    data = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    source = make_source("shop.ipynb", data.encode(), "shop")
    assert [cell.name[-1:] for cell in source.cells] == ["1", "2", "5", "6", "8"]


@pytest.mark.parametrize("line", ["from = 3", "import = 3", "x = 3", "# x = 3", '"""a""" = 3'])
def test_a_text_of_many_such_lines_comes_to_an_end(line):
    """Two ways to read a line would be 2 ** 5,000 ways to read the text."""
    assert not NotebookCell("markdown", f"{line}\n" * 5_000 + "no more").was_code


@pytest.mark.parametrize("cells", [[], [("markdown", "Nothing.")], [("code", "")]])
def test_a_notebook_without_code_is_called_by_its_own_name(cells):
    cells = [{"cell_type": kind, "metadata": {}, "source": text} for kind, text in cells]
    data = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    (cell,) = make_source("mine.ipynb", data.encode(), "shop").cells
    assert (cell.name, cell.text) == ("mine.ipynb cell 1", "")
