"""`submit`: packs the file that was worked on, says what is missing in it, and `grade` reads it."""

import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from autograder.chapters import find_chapter
from autograder.errors import SubmissionError, UsageError
from autograder.grading.intake import make_source
from autograder.instructor.classes.executor import Setting
from autograder.instructor.classes.grade import grade_class
from autograder.instructor.classes.slots import Slots
from autograder.learner.student import checked_student
from autograder.learner.submit import candidates, choose
from autograder.learner.trial import Trial, try_running
from tests.conftest import ROOT, SAMPLES

ADA = SAMPLES / "ada/ch01_neuron/neuron.py"
CHEN = SAMPLES / "chen/ch01_neuron/neuron.ipynb"
ZIP = "submission-ada-ch01_neuron.zip"


@pytest.fixture
def work(kit):
    """The folder of chapter 1 in a learner's kit."""
    return kit / "exercises" / "ch01_neuron"


@pytest.fixture
def submit(kit):
    """Run `autograder submit` in the kit, without a terminal."""

    def run(*arguments):
        environment = os.environ | {"PYTHONPATH": str(kit)}
        command = [sys.executable, "-m", "autograder", "submit", *map(str, arguments)]
        return subprocess.run(
            command,
            cwd=kit,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    return run


def members(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def answer(path, exercise, body):
    lines = path.read_text().split("\n")
    (number,) = [n for n, line in enumerate(lines) if f' {exercise}")' in line]
    lines[number] = f"    {body}"
    path.write_text("\n".join(lines))


def answer_in_notebook(path, exercise, body):
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if f'NotImplementedError("1.3 {exercise}")' in text:
            head, _, _ = text.rpartition("raise")
            cell["source"] = f"{head}{body}"
    path.write_text(json.dumps(notebook))


@pytest.mark.parametrize(("sample", "name"), [(ADA, "neuron.py"), (CHEN, "neuron.ipynb")])
def test_what_was_packed_is_graded_as_if_it_had_been_handed_in_directly(
    kit, work, submit, tmp_path, sample, name
):
    student = sample.parent.parent.name
    shutil.copy(sample, work / name)
    done = submit("ch01_neuron", "--student", student)
    assert done.returncode == 0, done.stderr
    path = kit / f"submission-{student}-ch01_neuron.zip"
    assert members(path) == {f"{student}/ch01_neuron/{name}": sample.read_bytes()}
    command = [sys.executable, "-m", "autograder", "grade", path, "--chapter", "ch01_neuron"]
    graded = subprocess.run(
        [*command, "--out", tmp_path / "out", "--json"], cwd=ROOT, capture_output=True, text=True
    )
    assert graded.returncode == 0, graded.stderr
    (through_zip,) = json.loads(graded.stdout)
    (tmp_path / "class" / student).mkdir(parents=True)
    shutil.copytree(sample.parent, tmp_path / "class" / student / "ch01_neuron")
    chapter = find_chapter(ROOT, "ch01_neuron")
    (direct,) = grade_class(
        ROOT, tmp_path / "class", tmp_path / "direct", only=chapter, executor=Slots(Setting(jobs=1))
    ).results
    assert through_zip["extra_data"]["isolation"] == "sandbox"
    assert through_zip["extra_data"]["student"] == direct.student == student
    assert through_zip["score"] == direct.score > 90
    # The digest alone depends on more: another run may see an engine that was changed meanwhile.
    assert through_zip["tests"] == direct.to_json()["tests"]


def test_it_says_which_exercises_are_not_written_and_where_the_zip_is(work, submit, kit):
    answer(work / "neuron.py", "threshold_unit", "return int(x @ w + b > 0)")
    done = submit("ch01_neuron", "--student", "ada")
    assert done.returncode == 0, done.stderr
    assert "ch01_neuron: neuron.py with 1 of 7 exercises" in done.stdout
    assert "not yet written: weighted_sum, sigmoid, activate, " in done.stdout
    assert f"hand in this file: {ZIP}" in done.stdout
    assert (kit / ZIP).exists()


def test_written_is_told_from_passing_and_packed_all_the_same(work, submit, kit):
    answer(work / "neuron.py", "threshold_unit", "return int(x @ w + b >= 0)")
    answer(work / "neuron.py", "sigmoid", "return 1 / (1 + np.exp(z))")
    answer(work / "neuron.py", "weighted_sum", "print('unheard'); return float(1.0 * x @ w + b)")
    reference = find_chapter(ROOT, "ch01_neuron").reference
    (region,) = [each for each in reference.regions if each.exercise == "perceptron_predict"]
    right = reference.hidden(region).strip().replace("\n", "\n    ")
    answer(work / "neuron.py", "perceptron_predict", right)
    done = submit("ch01_neuron", "--student", "ada")
    assert done.returncode == 0, done.stderr
    assert "4 of 7 exercises written, 1 of them with all checks passing" in done.stdout
    failing = "weighted_sum, threshold_unit, sigmoid"
    way = "`autograder check ch01_neuron` says why"
    assert f"  checks do not all pass: {failing} ({way})\n" in done.stdout
    assert "unheard" not in done.stdout
    assert (kit / ZIP).exists()


def test_checks_without_an_end_leave_the_zip_and_no_count(work, submit, kit):
    answer(work / "neuron.py", "threshold_unit", "import os; os._exit(0)")
    done = submit("ch01_neuron", "--student", "ada")
    assert done.returncode == 0, done.stderr
    assert "neuron.py with 1 of 7 exercises written\n" in done.stdout
    assert (kit / ZIP).exists()


def test_a_notebook_is_checked_as_it_ran(work, submit):
    shutil.copy(CHEN, work / "neuron.ipynb")
    done = submit("ch01_neuron", "--student", "chen")
    assert "7 of 7 exercises written, 7 of them with all checks passing" in done.stdout


def test_the_same_work_makes_the_same_zip_in_the_folder_that_is_named(work, submit, tmp_path):
    shutil.copy(ADA, work / "neuron.py")
    for name in ("one", "two"):
        assert submit("1", "--student", "ada", "--out", tmp_path / name).returncode == 0
    assert (tmp_path / "one" / ZIP).read_bytes() == (tmp_path / "two" / ZIP).read_bytes()


def test_without_a_chapter_all_that_were_begun_are_packed(kit, submit):
    shutil.copy(ADA, kit / "exercises/ch01_neuron/neuron.py")
    shutil.copy(SAMPLES / "ada/ch02_forward/forward.py", kit / "exercises/ch02_forward/forward.py")
    done = submit("--student", "ada")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in kit.glob("*.zip")) == [
        ZIP,
        "submission-ada-ch02_forward.zip",
    ]


# Which file ------------------------------------------------------------------------------------


def test_of_file_and_notebook_the_one_that_was_worked_on_is_taken(work, kit):
    chapter = find_chapter(kit, "ch01_neuron")
    assert [each.worked_on for each in candidates(chapter)] == [False, False]
    answer_in_notebook(work / "neuron.ipynb", "sigmoid", "return 1 / (1 + np.exp(-z))")
    chosen = choose(chapter)
    assert chosen.name == "neuron.ipynb"
    assert "sigmoid" not in chosen.unwritten
    assert len(chosen.unwritten) == 6


def test_a_notebook_that_was_only_run_counts_as_untouched(work, kit):
    notebook = json.loads((work / "neuron.ipynb").read_text())
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["seen"]}]
    (work / "neuron.ipynb").write_text(json.dumps(notebook))
    shutil.copy(ADA, work / "neuron.py")
    assert choose(find_chapter(kit, "ch01_neuron")).name == "neuron.py"


def test_if_both_were_worked_on_the_learner_is_asked_to_choose(work, submit, kit):
    shutil.copy(ADA, work / "neuron.py")
    answer_in_notebook(work / "neuron.ipynb", "sigmoid", "return 1 / (1 + np.exp(-z))")
    done = submit("ch01_neuron", "--student", "ada")
    assert done.returncode == 2
    assert "add --file neuron.py or --file neuron.ipynb" in done.stderr
    done = submit("ch01_neuron", "--student", "ada", "--file", "neuron.py")
    assert done.returncode == 0, done.stderr
    assert list(members(kit / ZIP)) == ["ada/ch01_neuron/neuron.py"]
    assert "worked on, but not handed in: neuron.ipynb" in done.stdout


def test_a_file_of_another_name_is_packed_under_the_chapters(submit, kit, tmp_path):
    shutil.copy(ADA, tmp_path / "my answers.py")
    done = submit("ch01_neuron", "--student", "ada", "--file", tmp_path / "my answers.py")
    assert done.returncode == 0, done.stderr
    assert members(kit / ZIP) == {"ada/ch01_neuron/neuron.py": ADA.read_bytes()}


def test_nothing_written_is_said_and_nothing_packed(submit, kit):
    for arguments in (["ch01_neuron"], []):
        done = submit(*arguments, "--student", "ada")
        assert done.returncode == 2
        assert "nothing is written" in done.stderr
    assert not list(kit.glob("*.zip"))


def test_a_link_a_large_file_and_no_text_are_refused_in_a_sentence(work, submit, kit):
    path = work / "neuron.py"
    path.unlink()
    path.symlink_to(ADA)
    done = submit("ch01_neuron", "--student", "ada")
    assert (done.returncode, done.stderr) == (
        1,
        "error: neuron.py is a link: hand in the file itself.\n",
    )
    path.unlink()
    for data, says in [(b"#" * (300 << 10), "larger than 256 KiB"), (b"\0", "is not a text file")]:
        path.write_bytes(data)
        done = submit("ch01_neuron", "--student", "ada")
        assert done.returncode == 1
        assert says in done.stderr
    assert not list(kit.glob("*.zip"))


# Whether it runs ------------------------------------------------------------------------------


def test_a_file_that_stops_is_named_with_its_line_and_not_packed(work, submit, kit):
    shutil.copy(ADA, work / "neuron.py")
    lines = len(ADA.read_text().splitlines())
    with (work / "neuron.py").open("a") as file:
        file.write("\nprint('half way')\nundefined_name + 1\n")
    done = submit("ch01_neuron", "--student", "ada")
    assert done.returncode == 1
    assert f"neuron.py, line {lines + 3}: NameError: name 'undefined_name'" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(kit.glob("*.zip"))
    assert submit("ch01_neuron", "--student", "ada", "--force").returncode == 0
    assert (kit / ZIP).exists()


def test_a_file_that_is_not_python_is_named_with_its_line(work, submit):
    (work / "neuron.py").write_text("import numpy as np\n\ndef sigmoid(z)\n    return z\n")
    done = submit("ch01_neuron", "--student", "ada")
    assert done.returncode == 1
    assert "neuron.py, line 3: this is not valid Python: expected ':'." in done.stderr


def test_a_cell_that_stops_is_named_and_the_notebook_packed(work, submit, kit):
    shutil.copy(CHEN, work / "neuron.ipynb")
    done = submit("ch01_neuron", "--student", "chen")
    assert done.returncode == 0, done.stderr
    assert "this cell stops there, the others run: neuron.ipynb cell 4, line 8: " in done.stdout
    assert (kit / "submission-chen-ch01_neuron.zip").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("while True:\n    pass", "it was still running after 3 s"),
        ("import os\nos._exit(0)", "is there an exit() in it?"),
        ("import sys\nsys.exit(3)", "neuron.py, line 2: SystemExit: 3"),
        ("x = 1\n\n1 / 0", "neuron.py, line 3: ZeroDivisionError: division by zero"),
        ("input('your name?')", "neuron.py, line 1: EOFError"),
    ],
)
def test_each_way_not_to_come_to_an_end_has_its_sentence(text, says):
    source = make_source("neuron.py", text.encode(), "neuron")
    assert says in try_running(source, 3).stopped


def test_what_a_file_prints_and_draws_is_no_fault(capfd):
    text = "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()\nprint('x' * 100_000)"
    assert try_running(make_source("neuron.py", text.encode(), "neuron"), 60) == Trial()
    assert capfd.readouterr() == ("", "")


def test_a_package_that_only_the_grader_has_is_no_fault():
    text = "import seaborn as sns\nfrom plotly import express\n\ndef f(x):\n    return x"
    assert try_running(make_source("neuron.py", text.encode(), "neuron"), 30) == Trial()


def test_an_untouched_notebook_runs_without_its_checks(kit):
    chapter = find_chapter(kit, "ch01_neuron")
    (notebook,) = [each for each in candidates(chapter) if each.name == "neuron.ipynb"]
    assert try_running(notebook.source, 120) == Trial()


def test_a_notebook_that_cannot_be_read_does_not_keep_the_named_file_back(work, submit, kit):
    shutil.copy(ADA, work / "neuron.py")
    (work / "neuron.ipynb").write_text("not JSON")
    assert submit("ch01_neuron", "--student", "ada").returncode == 1
    assert submit("ch01_neuron", "--student", "ada", "--file", "neuron.py").returncode == 0
    assert (kit / ZIP).exists()


def test_a_cell_that_is_not_python_counts_as_work_and_its_exercise_as_unwritten(work, kit):
    answer_in_notebook(work / "neuron.ipynb", "sigmoid", "return 1 / (1 +")
    chosen = choose(find_chapter(kit, "ch01_neuron"))
    assert chosen.name == "neuron.ipynb"
    assert "sigmoid" in chosen.unwritten


# Who hands it in ------------------------------------------------------------------------------


def test_the_name_is_remembered_and_without_one_the_learner_is_told_what_to_type(work, submit, kit):
    shutil.copy(ADA, work / "neuron.py")
    done = submit("ch01_neuron")
    assert done.returncode == 2
    assert done.stderr == "error: whose answers are these? Add your name, as in --student ada\n"
    assert submit("ch01_neuron", "--student", "ada").returncode == 0
    (kit / ZIP).unlink()
    assert submit("ch01_neuron").returncode == 0
    assert (kit / ZIP).exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("ada", "ada"),
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Zoë Müller-Ög", "Zoë Müller-Ög"),
        ("Zoe\u0308", "Zoë"),
        ("o'brien_7@school.org", "o'brien_7@school.org"),
        ("王芳", "王芳"),
    ],
)
def test_a_name_is_kept_as_a_folder_can_be_called(name, kept):
    assert checked_student(name) == kept


@pytest.mark.parametrize(
    "name", ["", "..", "../eve", "a/b", "a\\b", ".ada", "con", "NUL.txt", "a:b", "ada.", "x" * 65]
)
def test_a_name_that_no_folder_can_have_is_refused(name):
    with pytest.raises(UsageError, match="cannot be a folder's name"):
        checked_student(name)


def test_a_file_that_is_gone_is_said(work, submit):
    done = submit("ch01_neuron", "--student", "ada", "--file", "nothing.py")
    assert done.returncode == 1
    assert "nothing.py is not there" in done.stderr


def test_errors_are_for_the_student(kit, work):
    (work / "neuron.ipynb").write_text("not JSON")
    with pytest.raises(SubmissionError, match=r"neuron\.ipynb is not a notebook"):
        choose(find_chapter(kit, "ch01_neuron"))
