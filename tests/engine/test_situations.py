"""Situations of people who grade, through whole commands: what they hand in, where, and how often.

Each of these was seen somewhere in public, or tried on this course; none costs anybody a point.
"""

import copy
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import zipfile

import pytest
from nbgrader.api import Gradebook

from autograder.authoring.nbgrader_course import init
from autograder.authoring.notebooks import make_notebook
from autograder.chapters import read_text
from autograder.grading.runner import points_of
from autograder.instructor.classes.executor import Setting
from autograder.instructor.classes.slots import Slots
from tests.engine.conftest import TOYS
from tests.engine.nbgrader_commands import BIN, ENVIRONMENT, nbgrader
from tests.engine.test_class_run import AUTOGRADER, CHAPTER, grade, hand_in, notebook, rows_of, run
from tests.engine.test_nbgrader import (
    doubled_cells,
    exported,
    from_an_editor,
    from_colab,
    megabytes_of_output,
)

RIGHT = (TOYS / "solutions" / CHAPTER / "shop.py").read_text()
NEWER = """
def bill(amounts, prices, fee=0.0):
    kinds = {"a": 1}
    print(f"{kinds["a"]} kinds")
    return float(amounts @ prices + fee)
"""


@pytest.fixture(scope="module")
def solved(shop):
    """The toy chapter's notebook with the reference solution in it."""
    return json.loads(make_notebook(shop, read_text(shop.solution), points_of(shop)))


def doubled_ids(made):
    """Give every cell the same id, as a merge of two notebooks can."""
    for each in made["cells"]:
        each["id"] = "same"


@pytest.fixture(scope="module")
def honest(tmp_path_factory, toys, solved):
    """A class whose files are right, and odd, graded by the command: what it said, and scores."""
    base = tmp_path_factory.mktemp("honest")
    changes = (doubled_cells, doubled_ids, from_an_editor, from_colab, megabytes_of_output)
    for change in changes:
        made = copy.deepcopy(solved)
        change(made)
        hand_in(base / "in", change.__name__, "shop.ipynb", json.dumps(made))
    hand_in(base / "in", "unused_package", text=f"import torch\nimport PIL.Image as P\n{RIGHT}")
    hand_in(base / "in", "on_a_drive", "shop.ipynb", notebook(
        "from google.colab import drive\ndrive.mount('/content/drive')", RIGHT))  # fmt: skip
    beside = hand_in(base / "in", "name_of_bytes").parent
    (beside / b"shop \xff.py".decode(errors="surrogateescape")).write_bytes(b"x = 1\n")
    done = run(toys, base / "in", "--out", base / "out", "--jobs", 2)
    rows = {row["student_id"]: row for row in rows_of(base / "out" / CHAPTER / "grades.csv")}
    return done, rows


@pytest.mark.parametrize(
    "student",
    [
        *("doubled_cells", "doubled_ids", "from_an_editor", "from_colab", "megabytes_of_output"),
        *("unused_package", "on_a_drive", "name_of_bytes"),
    ],
)
def test_right_work_in_an_odd_file_gets_all_points(honest, student):
    done, rows = honest
    assert "Traceback" not in done.stdout + done.stderr
    assert float(rows[student]["score"]) == 100
    assert rows[student]["needs_review"] == "no"
    assert len(rows) == 8


def test_code_for_a_newer_python_hears_which_python_grades(tmp_path, toys):
    if sys.version_info >= (3, 12):
        pytest.skip("this Python reads quotes within quotes of an f-string")
    hand_in(tmp_path / "in", "ada", text=f"import numpy as np\n{NEWER}")
    result = grade(toys, tmp_path / "in", tmp_path / "out")["ada"]
    told = " ".join((result.summary, *(outcome.message for outcome in result.outcomes)))
    assert f"Python {sys.version_info[0]}.{sys.version_info[1]}" in told


def test_code_for_another_numpy_hears_which_numpy_grades(tmp_path, toys):
    np = pytest.importorskip("numpy")
    text = "import numpy as np\ndef bill(amounts, prices, fee=0.0):\n    return np.float_(1)\n"
    hand_in(tmp_path / "in", "ada", text=text)
    result = grade(toys, tmp_path / "in", tmp_path / "out")["ada"]
    assert f"NumPy {np.__version__}" in " ".join(each.message for each in result.outcomes)


# Counted and named ---------------------------------------------------------------------------


def test_what_is_unchanged_and_what_cannot_be_used_are_two_counts(tmp_path, toys):
    for student in ("ada", "ben"):
        hand_in(tmp_path / "in", student)
    first = run(toys, tmp_path / "in", "--out", tmp_path / "out")
    assert "2 submissions graded" in first.stdout
    assert "of them unchanged" not in first.stdout
    results = tmp_path / "out" / CHAPTER / "ben" / "results.json"
    results.write_text(results.read_text()[:200])  # the disk was full, once
    again = run(toys, tmp_path / "in", "--out", tmp_path / "out")
    assert "2 submissions graded, 1 of them unchanged" in " ".join(again.stdout.split())
    assert json.loads(results.read_text())["score"] == 100


def test_a_folder_in_brackets_is_graded_reported_compared_and_exported(tmp_path, toys):
    base = tmp_path / "DL [2026] *?"
    for student in ("ada", "s[3]"):
        hand_in(base / "in", student)
    (base / "roster.csv").write_text("id,name,canvas_id\nada,Ada,1\ns[3],Sam,2\n")
    done = run(toys, base / "in", "--out", base / "out", "--roster", base / "roster.csv")
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(rows_of(base / "out" / CHAPTER / "grades.csv")) == 2
    commands = (
        ("report", base / "out"),
        ("similar", base / "in", "--out", base / "out"),
        ("export", base / "out", "--to", "canvas"),
        ("export", base / "out", "--to", "feedback", "--chapter", CHAPTER),
    )
    for command in commands:
        told = subprocess.run(
            [AUTOGRADER, *command], cwd=toys, capture_output=True, text=True, timeout=120
        )
        assert told.returncode == 0, told.stdout + told.stderr
    written = {path.name for path in (base / "out").rglob("*")}
    assert {"report.html", "similar.html", "canvas.csv"} <= written, written


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_what_a_mac_leaves_behind_asks_for_nobody(tmp_path, toys, packed):
    hand_in(tmp_path / "in", "ada")
    left = tmp_path / "in" / "__MACOSX" / "ada" / CHAPTER / "._shop.py"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"\x00\x05\x16\x07")
    (tmp_path / "in" / ".DS_Store").write_bytes(b"\x00")
    came = tmp_path / "in"
    if packed:
        came = tmp_path / "in.zip"
        shutil.make_archive(str(came.with_suffix("")), "zip", tmp_path / "in")
    done = run(toys, came, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stdout
    assert "assed over" not in done.stdout


def test_a_zip_of_whole_kits_is_graded_for_one_chapter(tmp_path, toys):
    came = tmp_path / "kits.zip"
    with zipfile.ZipFile(came, "w") as archive:
        for student in ("ada", "ben"):
            archive.writestr(f"{student}/exercises/{CHAPTER}/shop.py", RIGHT)
            archive.writestr(f"{student}/exercises/ch03_scaling/scaling.py", "x = 1\n")
            archive.writestr(f"{student}/README.md", "# A kit\n")
    done = run(toys, came, "--chapter", CHAPTER, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    rows = rows_of(tmp_path / "out" / CHAPTER / "grades.csv")
    assert {row["student_id"]: float(row["score"]) for row in rows} == {"ada": 100, "ben": 100}
    assert not (tmp_path / "out" / "ch03_scaling").exists()


# Where nothing can be isolated ---------------------------------------------------------------

ONE_USER = ("unshare", "--user", "--map-root-user")  # root, of a namespace that has one uid


def test_root_of_a_namespace_with_one_user_is_refused_and_nobody_is_graded(tmp_path, toys):
    if shutil.which("unshare") is None or subprocess.run([*ONE_USER, "true"]).returncode:
        pytest.skip("no namespace of users can be made here")
    hand_in(tmp_path / "in", "ada")
    command = [*ONE_USER, AUTOGRADER, "grade", tmp_path / "in", "--out", tmp_path / "out"]
    done = subprocess.run(command, cwd=toys, capture_output=True, text=True, timeout=120)
    said = " ".join((done.stdout + done.stderr).split())
    assert done.returncode == 3, said
    assert "Traceback" not in said
    assert "no worker can be started here" in said
    assert re.search(r"no process can become user \d+ here \(.+\): a namespace", said)
    assert not list((tmp_path / "out").rglob("results.json"))
    doctor = subprocess.run(
        [*ONE_USER, AUTOGRADER, "doctor"], cwd=toys, capture_output=True, text=True, timeout=120
    )
    assert doctor.returncode == 3
    assert "no worker can be started here" in " ".join(doctor.stdout.split())
    assert "Traceback" not in doctor.stdout


# Through nbgrader's own commands -------------------------------------------------------------

SLOW_ONCE = """
import time
started = time.process_time()
while time.process_time() - started < 1.5:
    pass
"""
LARGE_ONCE = "import numpy as np\nkept = np.ones(300 << 17)  # 300 MiB\ndel kept\n"


def course(folder):
    """Make a course directory in `folder` and generate the toy chapter in it."""
    init(folder.parent, folder)
    nbgrader(folder, f"generate_assignment {CHAPTER}")
    return folder


def within(text, first):
    """Return a submission in which `bill` does something before it answers."""
    head, body, rest = text.partition("    if amounts.shape != prices.shape:")
    return head + textwrap.indent(first, "    ") + body + rest


def changed(folder, old, new):
    settings = folder / "nbgrader_config.py"
    text = settings.read_text()
    assert old in text
    settings.write_text(text.replace(old, new))


@pytest.mark.slow
def test_limits_that_nbgraders_configuration_sets_hold(toy_course):
    folder = course(toy_course / "class")
    hand_in(folder / "submitted", "ada")
    hand_in(folder / "submitted", "slow", text=within(RIGHT, SLOW_ONCE))
    hand_in(folder / "submitted", "large", text=within(RIGHT, LARGE_ONCE))
    changed(folder, "configure(c)\n", "configure(c, timeout=0.4, memory=200)\n")
    nbgrader(folder, f"autograde {CHAPTER}")
    nbgrader(folder, "export")
    found = exported(folder)
    assert found["ada"] == 100
    assert found["slow"] < 100
    assert found["large"] < 100
    changed(folder, "timeout=0.4, memory=200", "timeout=20")
    nbgrader(folder, f"autograde {CHAPTER} --force")
    nbgrader(folder, "export")
    assert exported(folder) == {"ada": 100, "slow": 100, "large": 100}


@pytest.mark.slow
def test_an_extension_in_nbgraders_gradebook_frees_of_the_penalty(toy_course):
    folder = course(toy_course / "class")
    changed(
        folder,
        "configure(c)\n",
        "configure(c)\nc.LateSubmissionPlugin.penalty_method = 'zero'\n",
    )
    for student in ("ada", "ben"):
        file = hand_in(folder / "submitted", student)
        (file.parent / "timestamp.txt").write_text("2026-03-03 12:00:00 UTC")
    database = f"sqlite:///{folder}/gradebook.db", "deep_learning_with_python"
    with Gradebook(*database) as gradebook:
        gradebook.update_or_create_assignment(CHAPTER, duedate="2026-03-01 12:00:00 UTC")
    nbgrader(folder, f"autograde {CHAPTER}")
    nbgrader(folder, "export")
    assert exported(folder) == {"ada": 0, "ben": 0}
    with Gradebook(*database) as gradebook:
        gradebook.update_or_create_submission(CHAPTER, "ben", extension=datetime.timedelta(days=3))
    nbgrader(folder, f"autograde {CHAPTER} --force")
    nbgrader(folder, "export")
    assert exported(folder) == {"ada": 0, "ben": 100}


@pytest.mark.slow
def test_two_who_autograde_at_once_lose_nothing(toy_course):
    folder = course(toy_course / "class")
    students = [f"student{number}" for number in range(8)]
    for student in students:
        hand_in(folder / "submitted", student)
    command = [BIN / "nbgrader", "autograde", CHAPTER]
    both = [
        subprocess.Popen(command, cwd=folder, text=True, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, env=os.environ | ENVIRONMENT)
        for _ in range(2)
    ]  # fmt: skip
    said = [process.communicate(timeout=300)[0] for process in both]
    assert "Traceback" not in "".join(said), said
    again = subprocess.run(command, cwd=folder, text=True, capture_output=True, timeout=300)
    assert again.returncode == 0, again.stdout + again.stderr
    nbgrader(folder, "export")
    assert exported(folder) == dict.fromkeys(students, 100)


# Beside others -------------------------------------------------------------------------------

TAKES_ALL = """
import os
def bill(amounts, prices, fee=0.0):
    for _ in range(14):
        if os.fork() == 0:
            while True:
                pass
    while True:
        pass
split = serve = bill
"""


@pytest.mark.slow
def test_a_neighbour_that_takes_all_it_can_costs_a_slow_right_answer_nothing(tmp_path, toys):
    takes_half = "import time\nstarted = time.process_time()\n"
    takes_half += "while time.process_time() - started < 0.15:\n    pass\n"
    for number in range(2):
        hand_in(tmp_path / "in", f"a{number}", text=TAKES_ALL)
        hand_in(tmp_path / "in", f"b{number}", text=within(RIGHT, takes_half) + f"# {number}\n")
    found = grade(toys, tmp_path / "in", tmp_path / "out", executor=Slots(Setting(jobs=2)))
    assert [found[name].score for name in ("b0", "b1")] == [100, 100]
    assert [found[name].score for name in ("a0", "a1")] == [0, 0]
    assert not any(found[name].needs_review for name in ("b0", "b1"))
