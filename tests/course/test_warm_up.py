"""The page on NumPy and its ten warm-ups: checked like exercises, and worth no points."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.authoring.build import planned_warm_up
from autograder.authoring.stubs import make_stub
from autograder.chapters import all_chapters, find_chapter, read_text, warm_up
from autograder.learner.checking import check_source
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source
from tests.conftest import ROOT

PAGE = warm_up(ROOT)
WRONG = {  # what a beginner writes first, by warm-up
    "percent": "return marks / 10.0 * 100",
    "doubled": "return (pixels * np.uint8(2)).astype(float)",
    "with_first": "x[0] = value\n    return x",
    "above": "return x[x >= bar]",
    "cut_off": "x[x < 0] = 0\n    return x",
    "has_nan": "return bool((x == np.nan).any())",
    "column_means": "return X.mean(axis=1)",
    "row_shares": "return X / X.sum(axis=1)",
    "picked": "return P[:, y]",
    "spread": "return x.max() - x.min()",
}


def passed(text):
    """Return the warm-ups all of whose checks pass on a text."""
    source = Source(PAGE.module, (Cell("warm_up.py", text),))
    return set(check_source(PAGE, LocalLauncher(), source).done)


def test_the_solutions_pass_and_the_stubs_do_not():
    assert passed(read_text(PAGE.solution)) == set(PAGE.exercises) == set(WRONG)
    assert passed(make_stub(PAGE)) == set()


@pytest.mark.parametrize("name", WRONG)
def test_what_a_beginner_writes_first_fails(name):
    head, start, rest = make_stub(PAGE).partition(f"def {name}(")
    body, _, tail = rest.partition("raise NotImplementedError(")
    text = f"{head}{start}{body}{WRONG[name]}\n{tail.partition(chr(10))[2]}"
    assert name not in passed(text)


def test_they_are_found_by_name_and_no_chapter_of_the_course():
    assert find_chapter(ROOT, "warm_up") == find_chapter(ROOT, "ch00_warm_up") == PAGE
    assert PAGE not in all_chapters(ROOT)


def test_a_course_without_the_page_has_none(tmp_path):
    assert planned_warm_up(tmp_path) == {}


def test_check_prints_how_they_stand_and_names_chapter_1_next(tmp_path):
    for part in ("exercises", "course"):
        shutil.copytree(ROOT / part, tmp_path / part)
    command = [sys.executable, "-m", "autograder", "check", "warm_up"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = {"cwd": tmp_path, "capture_output": True, "text": True, "env": environment}
    shutil.copy(PAGE.solution, tmp_path / "exercises" / "warm_up" / "warm_up.py")
    done = subprocess.run(command, check=True, **run)
    assert "10 of 10 exercises done" in done.stdout
    assert "Next: 1.1 " in done.stdout


@pytest.mark.slow
def test_the_notebook_runs_to_its_end_and_its_checks_answer(tmp_path):
    (tmp_path / "course").mkdir()
    shutil.copytree(PAGE.exercises_folder, tmp_path / "exercises" / "warm_up")
    path = tmp_path / "exercises" / "warm_up" / "warm_up.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    cells = {cell["id"]: cell for cell in notebook.cells}
    cells["ex-cut_off"]["source"] = "def cut_off(x):\n    return np.maximum(x, 0.0)"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": path.parent}}).execute()
    (answer,) = cells["check-cut_off"]["outputs"]
    assert "all 2 checks pass" in answer["data"]["text/plain"]
