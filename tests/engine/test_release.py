"""The learner's kit: what is in it, that it works, and that a leaking one is never written."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile

import pytest
import yaml

from autograder.authoring.build import build
from autograder.chapters import all_chapters
from autograder.errors import CourseError, UsageError
from autograder.grading.key import answer_key
from autograder.instructor.kit import fragments
from autograder.instructor.kit.answered import Answered, answered
from autograder.instructor.kit.contents import (
    RECORD,
    TOP,
    kit_files,
    make_zip,
    read_zip,
    release_date,
)
from autograder.instructor.kit.hidden import hidden_of
from autograder.instructor.kit.leaks import scan
from autograder.instructor.kit.release import release
from autograder.sandbox.worker.limits import KERAS
from tests.conftest import ROOT

PARTS = ("autograder", "course", "exercises", "solutions")
FILES = ("LICENSE", "constraints.txt", "pyproject.toml")
LEFT_HERE = ("graders", "instructor", "authoring", "solutions", "samples", "tests")


@pytest.fixture(scope="module")
def two_chapters(tmp_path_factory):
    """All that a kit is made from, and that it must not hold, of two chapters: nobody changes it.

    What a release does with a chapter does not hang on how many there are, its time does.
    """
    copy = tmp_path_factory.mktemp("two") / "project"
    later = [f"{chapter.name}*" for chapter in all_chapters(ROOT)[2:]]
    ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "samples", *later)
    for part in PARTS:
        shutil.copytree(ROOT / part, copy / part, ignore=ignored)
    for name in FILES:
        shutil.copy(ROOT / name, copy / name)
    build(copy, force=True)
    return copy


@pytest.fixture
def project(two_chapters, tmp_path):
    """A copy of the two chapters that a test may change."""
    return shutil.copytree(two_chapters, tmp_path / "project")


@pytest.fixture
def body():
    """The code of a solution."""
    (chapter, *_) = all_chapters(ROOT)
    return next(each for each in fragments.solution_bodies(chapter) if "sigmoid" in each.owner)


def run(folder, *arguments, **options):
    """Run Python in a kit, with the engine that is in the kit."""
    environment = os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "100"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, **options
    )


def files_below(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


# What is in it --------------------------------------------------------------------------------


def test_a_kit_holds_lessons_exercises_data_and_the_learners_engine(released):
    names = set(files_below(released))
    for chapter in all_chapters(ROOT):
        topic = chapter.module
        files = (f"{topic}.py", f"{topic}.ipynb", f"test_{topic}.py", "chapter.json")
        assert {f"exercises/{chapter.name}/{name}" for name in files} <= names
        assert f"course/lessons/{chapter.name}.md" in names
    assert {"README.md", "Makefile", "start.py", "pyproject.toml", "constraints.txt"} <= names
    assert {"LICENSE", "course/datasets/mnist.py", "course/data/SOURCES.md"} <= names
    assert {"course/data/mnist_10k.npz", "autograder/learner/checking.py"} <= names
    assert "exercises/.built.json" in names


def test_a_kit_holds_nothing_of_the_instructor_or_author(released):
    for name in files_below(released):
        assert not set(name.split("/")) & set(LEFT_HERE), name
        assert not name.endswith((".pyc", ".bak", "~")), name
    commands = {path.stem for path in (released / "autograder/cli/commands").glob("*.py")}
    assert not commands & {"grade", "report", "release", "nbgrader", "new", "build", "verify"}
    assert not (released / ".autograder").exists()


def test_the_zip_holds_the_same_files_and_is_the_same_bytes_every_time(released, project, tmp_path):
    packed = released.with_name("kit.zip")
    assert read_zip(packed.read_bytes()) == files_below(released)
    files, date = kit_files(ROOT), release_date(ROOT)
    assert make_zip(files, date) == make_zip(dict(reversed(files.items())), date)
    assert make_zip(files, date) == packed.read_bytes()
    once, again = (release(project, tmp_path / name) for name in ("one", "another"))
    assert once.zip.read_bytes() == again.zip.read_bytes()
    with zipfile.ZipFile(packed) as archive:
        assert {member.date_time[:5] for member in archive.infolist()} == {date[:5]}
        assert {name.partition("/")[0] for name in archive.namelist()} == {TOP}


def test_the_record_holds_the_digest_of_every_other_file(released):
    files = files_below(released)
    record = json.loads(files.pop(RECORD))
    assert record == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def test_the_kits_own_files_are_filled_in(released):
    settings = tomllib.loads((released / "pyproject.toml").read_text())["project"]
    here = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert settings["dependencies"] == here["dependencies"]
    assert set(settings["optional-dependencies"]) == {"keras", "notebook"}
    for name in ("README.md", "Makefile", "start.py", "pyproject.toml"):
        assert not re.search(r"@[a-z]+@", (released / name).read_text()), name


def test_the_readme_names_the_exercises_that_need_tensorflow(released):
    said = re.search(r"exercises need TensorFlow:\n(.*)\.\n", (released / "README.md").read_text())
    heavy = [
        name
        for chapter in all_chapters(ROOT)
        for name, packages in answer_key(chapter).packages.items()
        if packages == KERAS
    ]
    assert re.findall(r"`(\w+)`", said[1]) == heavy


# That it works --------------------------------------------------------------------------------


def test_the_command_of_a_kit_has_the_learners_rooms_alone(kit):
    done = run(kit, "-m", "autograder", "--help")
    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in ("check", "submit"))
    absent = ("grade ", "release", "verify", "Author", "solution ")  # a kit has none to show
    assert not any(name in done.stdout for name in absent)


def test_every_command_that_the_readme_names_is_there(kit):
    text = (kit / "README.md").read_text()
    commands = set(re.findall(r"autograder (\w+)", text))
    assert {"check", "watch", "hint", "next", "progress", "reset", "submit"} <= commands
    for command in commands:
        assert run(kit, "-m", "autograder", command, "--help").returncode == 0, command
    targets = set(re.findall(r"(?:`|^ *)make (\w+)", text, re.MULTILINE))
    assert targets == set(re.findall(r"^(\w+):", (kit / "Makefile").read_text(), re.MULTILINE))
    for name in re.findall(r"`((?:exercises|course|autograder)/[\w/.]*)`", text):
        assert (kit / name).exists(), name


def test_a_right_answer_passes_in_a_kit(kit, body):
    path = kit / "exercises/ch01_neuron/neuron.py"
    stub = '    raise NotImplementedError("1.3 sigmoid")\n'
    answer = "".join(f"    {line}\n" for line in body.code.splitlines())
    assert stub in path.read_text()
    path.write_text(path.read_text().replace(stub, answer))
    done = run(kit, "-m", "autograder", "check", "ch01_neuron/sigmoid")
    assert done.returncode == 0, done.stdout + done.stderr


def test_start_refuses_what_it_does_not_know(kit):
    done = run(kit, "start.py", "everything")
    assert done.returncode == 2
    assert "type one of check, notebook, keras" in done.stderr


def checks_on_github(kit):
    """Run the last step of the kit's workflow, and return the summary that it writes."""
    workflow = yaml.safe_load((kit / ".github/workflows/checks.yml").read_text())
    *before, step = workflow["jobs"]["check"]["steps"]
    assert before[-1] == {"run": "python start.py keras"}
    summary = kit.parent / "summary.md"
    script = step["run"].replace("python start.py", f"'{sys.executable}' start.py")
    environment = os.environ | {"GITHUB_STEP_SUMMARY": str(summary)}
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]  # as GitHub has it
    done = subprocess.run(shell, cwd=kit, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return summary.read_text()


@pytest.mark.slow
def test_from_an_empty_directory_the_two_words_of_the_readme_set_up_and_check(released, tmp_path):
    fresh = tmp_path / "a folder with spaces"
    with zipfile.ZipFile(released.with_name("kit.zip")) as archive:
        archive.extractall(fresh)
    fresh = fresh / TOP
    environment = {name: text for name, text in os.environ.items() if name != "VIRTUAL_ENV"}
    command = ["make", "check", f"PYTHON={sys.executable}"]
    done = subprocess.run(command, cwd=fresh, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr  # not done yet is no fault
    assert "Setting up .venv" in done.stdout
    assert "Nothing is written yet.\nNext: 1.1 weighted_sum" in done.stdout
    again = subprocess.run(command, cwd=fresh, env=environment, capture_output=True, text=True)
    assert "Setting up" not in again.stdout
    assert "Installing" not in again.stdout
    said = checks_on_github(fresh)
    assert "## Progress\n\n```text\n" in said
    assert "## Checks\n\n```text\nNothing is written yet." in said
    tests = [fresh / ".venv/bin/pytest", "exercises/ch01_neuron"]
    done = subprocess.run(tests, cwd=fresh, env=environment, capture_output=True, text=True)
    assert "`weighted_sum` is not written yet" in done.stdout


@pytest.mark.slow
def test_the_wheel_of_a_kit_holds_nothing_hidden(kit, tmp_path):
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q"]
    subprocess.run([*command, "-w", tmp_path, kit], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    assert "autograder/learner/checking.py" in zipfile.ZipFile(wheel).namelist()
    assert scan([(wheel.name, wheel.read_bytes())], hidden_of(all_chapters(ROOT))) == []


# That a leaking one is not written -------------------------------------------------------------


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def append(path, text):
    path.write_text(path.read_text() + text)


def plant_in_notebook(path, text):
    notebook = json.loads(path.read_text())
    notebook["cells"][-1]["source"] = text.splitlines(keepends=True)
    path.write_text(json.dumps(notebook))


def zip_with(path, text):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.md", text)


PLANTED = {
    "course/lessons/ch02_forward.md": append,
    "exercises/ch01_neuron/neuron.ipynb": plant_in_notebook,
    "exercises/ch01_neuron/neuron.py": append,
    "exercises/README.md": append,
    "autograder/learner/answers.py": put,
    "course/plots/palette.py": append,
    "course/data/more.zip": zip_with,
    "course/data/neuron.py.bak": put,
    "exercises/solutions/neuron.py": put,
    "LICENSE": append,
}


def test_every_leak_is_refused_by_name(project, tmp_path, body):
    for place, plant in PLANTED.items():
        plant(project / place, f"\n\n{body.code}\n")
    found = scan(kit_files(project).items(), hidden_of(all_chapters(project)))
    assert {leak.file for leak in found} == set(PLANTED)
    unreadable = {"course/data/neuron.py.bak", "exercises/solutions/neuron.py"}
    for place in PLANTED.keys() - unreadable:
        assert any(str(leak).startswith(f"{place}:") and body.owner in str(leak) for leak in found)
    with pytest.raises(CourseError, match=r"so none was written:\n  LICENSE:\d+: solutions/"):
        release(project, tmp_path / "kit")
    assert [path.name for path in tmp_path.iterdir()] == ["project"]


def test_a_grader_that_is_copied_into_the_exercises_is_refused(project, tmp_path):
    graders = project / "autograder/graders/ch01_neuron"
    shutil.copy(graders / "sigmoid.py", project / "exercises/ch01_neuron/test_more.py")
    with pytest.raises(CourseError, match=r"test_more\.py:\d+: autograder/graders/ch01_neuron/"):
        release(project, tmp_path / "kit")


def test_what_a_working_tree_keeps_for_itself_is_left_out(project, tmp_path, body):
    for name in ("exercises/ch01_neuron/__pycache__/x.pyc", "course/.git/x", ".autograder/secret",
                 "exercises/ch01_neuron/.ipynb_checkpoints/x.ipynb",
                 "exercises/ch01_neuron/.neuron.py.swp"):  # fmt: skip
        put(project / name, body.code)
    done = release(project, tmp_path / "kit")
    assert files_below(done.folder) == read_zip(done.zip.read_bytes())
    assert not [name for name in files_below(done.folder) if body.code.encode() in name.encode()]
    assert not (done.folder / "exercises/ch01_neuron/.ipynb_checkpoints").exists()
    assert not (done.folder / "course/.git").exists()


def test_a_leak_leaves_an_earlier_kit_as_it_was(project, tmp_path, body):
    done = release(project, tmp_path / "kit")
    before = files_below(done.folder), done.zip.read_bytes()
    append(project / "course/lessons/ch01_neuron.md", body.code)
    with pytest.raises(CourseError):
        release(project, tmp_path / "kit", force=True)
    assert (files_below(done.folder), done.zip.read_bytes()) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kit", "kit.zip", "project"]


def test_exercises_that_somebody_worked_in_are_not_released(project, tmp_path):
    append(project / "exercises/ch01_neuron/neuron.py", "\nmine = 1\n")
    command = [sys.executable, "-m", "autograder", "release", tmp_path / "kit"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert done.returncode == 2
    assert "exercises/ch01_neuron/neuron.py was changed by hand" in done.stderr
    assert not (tmp_path / "kit").exists()


# Where it is written ---------------------------------------------------------------------------


def test_the_command_says_what_it_wrote(project, tmp_path):
    command = [sys.executable, "-m", "autograder", "release", tmp_path / "kit", "--no-pages"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "nothing hidden is in them" in done.stdout
    assert f"{tmp_path / 'kit'}\n{tmp_path / 'kit.zip'}\n" in done.stdout
    done = subprocess.run([*command, "--no-zip"], cwd=project, capture_output=True, text=True)
    assert ".zip" not in done.stdout


def test_an_unchanged_earlier_kit_is_replaced_and_a_changed_one_is_not(project, tmp_path):
    folder = tmp_path / "kit"
    release(project, folder)
    append(project / "course/lessons/ch01_neuron.md", "\nA new last sentence.\n")
    release(project, folder)
    assert "A new last sentence." in (folder / "course/lessons/ch01_neuron.md").read_text()
    append(folder / "exercises/ch01_neuron/neuron.py", "\nmine = 1\n")
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"exercises/ch01_neuron/neuron\.py, notes\.txt"):
        release(project, folder)
    assert (folder / "notes.txt").read_text() == "mine"


def test_force_keeps_what_was_there_beside_the_new_kit(project, tmp_path):
    folder = tmp_path / "kit"
    for number, kept in enumerate(("kit.old", "kit.old-2")):
        folder.mkdir() if not number else None
        (folder / "notes.txt").write_text(f"mine {number}")
        done = release(project, folder, force=True)
        assert done.kept == tmp_path / kept
        assert (done.kept / "notes.txt").read_text() == f"mine {number}"
        assert not (folder / "notes.txt").exists()


def test_a_folder_that_is_no_place_for_a_kit_is_refused(project, tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "other.zip").write_text("")
    for folder, says in [
        (project, "holds the course itself"),
        (project.parent, "holds the course itself"),
        (project / "course" / "kit", "is inside the course's course/"),
        (tmp_path / "file", "is a file"),
        (tmp_path / "other", r"other\.zip is no earlier kit"),
    ]:
        with pytest.raises(UsageError, match=says):
            release(project, folder)
    for folder in (project, project.parent):
        with pytest.raises(UsageError, match="holds the course itself"):
            release(project, folder, force=True)


def test_an_empty_folder_and_a_killed_runs_draft_are_no_hindrance(project, tmp_path):
    (tmp_path / "kit").mkdir()
    put(tmp_path / ".kit.draft" / "half.txt", "written")
    release(project, tmp_path / "kit", zipped=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kit", "project"]


def test_a_kit_cannot_release_a_kit(kit, tmp_path):
    with pytest.raises(UsageError, match="has no solutions and graders"):
        release(kit, tmp_path / "second")


def test_a_link_in_the_course_is_refused(project, tmp_path):
    link = project / "course/lessons/linked.md"
    link.symlink_to(project / "solutions/ch01_neuron/neuron.py")
    with pytest.raises(CourseError, match=r"linked\.md is a link"):
        release(project, tmp_path / "kit")


# Chapter by chapter ----------------------------------------------------------------------------


def test_a_kit_of_one_chapter_holds_nothing_of_the_others(tmp_path):
    second = all_chapters(ROOT)[1]
    done = release(ROOT, tmp_path / "kit", [second])
    names = set(files_below(done.folder))
    assert f"exercises/{second.name}/{second.module}.py" in names
    assert f"course/lessons/{second.name}.md" in names
    others = [each.name for each in all_chapters(ROOT) if each != second]
    assert not [name for name in names if any(other in name for other in others)]
    readme = (done.folder / "README.md").read_text()
    assert second.name in readme
    assert not [other for other in others if other in readme]
    assert "TensorFlow" not in readme  # nothing in this chapter needs it
    assert done.answered == ()
    listed = run(done.folder, "-m", "autograder", "progress")
    assert "0 of 7 exercises done" in listed.stdout, listed.stderr


def test_what_another_chapter_gives_is_named(project, tmp_path):
    first, second, third, *_ = all_chapters(ROOT)
    found = answered([first, second, third])
    assert Answered("ch01_neuron/activate", "ch02_forward") in found
    assert Answered("ch01_neuron/activation_derivative", "ch03_backprop") in found
    assert not [each for each in found if each.exercise == "ch02_forward/softmax"]
    assert answered([first]) == []
    command = [sys.executable, "-m", "autograder", "release", tmp_path / "kit"]
    command += ["--no-zip"]
    done = subprocess.run([*command, "--no-pages"], cwd=project, capture_output=True, text=True)
    assert "  ch01_neuron/activate is answered by what ch02_forward gives\n" in done.stdout
    done = subprocess.run(
        [*command, "--chapter", "1", "--force"], cwd=project, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "answer" not in done.stdout
    assert done.stderr == "making the page of ch01_neuron …\n"  # and of no other one


def test_what_a_later_chapter_gives_is_a_leak_until_it_is_released(project, tmp_path):
    given = all_chapters(project)[1].reference.shown(lambda exercise: "raise")
    append(project / "course/lessons/ch01_neuron.md", f"\n```python\n{given}\n```\n")
    first, second, *_ = all_chapters(project)
    with pytest.raises(CourseError, match=r"ch01_neuron\.md:\d+: solutions/ch01_neuron/"):
        release(project, tmp_path / "kit", [first])
    assert release(project, tmp_path / "kit", [first, second]).answered


def test_the_date_of_a_zip_is_that_of_the_release(monkeypatch, project):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert release_date(ROOT) == (2023, 11, 14, 22, 13, 20)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert release_date(project)[0] > 2020  # no repository: the newest lesson


def test_the_start_page_shows_where_a_learner_stands(kit):
    page = json.loads((kit / "exercises/start.ipynb").read_text())
    code = "".join(page["cells"][1]["source"])
    script = f"{code.rpartition(chr(10))[0]}\nprint(overview()); print(overview()._repr_html_())"
    said = run(kit, "-c", script).stdout
    assert "Chapter 1. The neuron: 0 of 7 exercises done" in said
    assert '<a href="ch01_neuron/neuron.ipynb">' in said
    check = (
        "import numpy as np\nfrom autograder.learner import check\ndef sigmoid(z):\n    return z\n"
    )
    told = run(kit, "-c", f"{check}print(check('sigmoid')._repr_html_())").stdout
    assert told.count("<details") == 4  # the hints, and in them three folds
    assert "Nudge" in told
