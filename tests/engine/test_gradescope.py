"""Gradescope's harness, run as it runs it: a zip, its two scripts, a submission, results.json."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.chapters import find_chapter
from autograder.instructor.lms.gradescope import SCRIPTS, answer, autograder_zip
from tests.conftest import ROOT

CHAPTER = "ch01_neuron"


@pytest.fixture(scope="module")
def harness(tmp_path_factory):
    """The folder that is /autograder in the container, with the zip unpacked in source/."""
    base = tmp_path_factory.mktemp("autograder")
    path = base / "upload.zip"
    autograder_zip(find_chapter(ROOT, CHAPTER), path)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(base / "source")
        modes = {name: archive.getinfo(name).external_attr >> 16 for name in SCRIPTS}
    assert all(mode & 0o111 for mode in modes.values())
    for name in SCRIPTS:
        (base / "source" / name).chmod(modes[name])
    # What setup.sh installs: the packages that are here.
    (base / "source" / ".venv").symlink_to(Path(sys.prefix))
    return base


def run(base: Path, text: str, name: str = "neuron.py") -> dict:
    for folder in ("submission", "results"):
        (base / folder).mkdir(exist_ok=True)
        for path in (base / folder).iterdir():
            path.unlink()
    (base / "submission" / name).write_text(text)
    environment = os.environ | {"GRADESCOPE": str(base)}
    command = [str(base / "source" / "run_autograder")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, env=environment)
    assert (base / "results" / "results.json").exists(), done.stderr
    return json.loads((base / "results" / "results.json").read_text())


def test_the_zip_holds_one_chapter_and_no_other(harness):
    names = {path.name for path in (harness / "source/autograder/graders").iterdir()}
    assert {name for name in names if name.startswith("ch")} == {CHAPTER}
    assert [path.name for path in (harness / "source/solutions").iterdir()] == [CHAPTER]
    assert (harness / "source/.autograder/secret").stat().st_size > 0


@pytest.mark.slow
def test_a_right_answer_gets_its_points_and_hidden_things_stay_hidden(harness):
    said = run(harness, find_chapter(ROOT, CHAPTER).solution.read_text())
    assert said["score"] == 100
    assert sum(test["max_score"] for test in said["tests"]) == 100
    assert set(said) == {"score", "output", "tests"}
    assert not any("extra_data" in test for test in said["tests"])


@pytest.mark.slow
def test_what_a_person_must_look_at_is_a_failed_run_and_not_zero(harness):
    said = run(harness, "no notebook at all", "neuron.ipynb")
    assert "score" not in said
    assert "tests" not in said
    assert said["output"]


def test_without_a_result_there_is_no_score(tmp_path):
    assert set(answer(tmp_path / "none.json")) == {"output"}


def test_the_setup_is_a_script_that_bash_reads(harness):
    for name in SCRIPTS:
        subprocess.run(["bash", "-n", str(harness / "source" / name)], check=True)


def test_where_nothing_isolates_nothing_is_graded(harness, tmp_path):
    """A Python that says so stands in for a container without namespaces and users."""
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "python"
    fake.write_text(
        '#!/bin/sh\ncase "$*" in *doctor*) echo none ;; '
        f'*"autograder grade"*) touch {tmp_path}/graded ;; '
        f'*) exec {sys.executable} "$@" ;; esac\n'
    )
    fake.chmod(0o755)
    link = harness / "source" / ".venv"
    kept = link.readlink()
    link.unlink()
    link.symlink_to(tmp_path)
    try:
        said = run(harness, "x = 1\n")
    finally:
        link.unlink()
        link.symlink_to(kept)
    assert set(said) == {"output"}
    assert not (tmp_path / "graded").exists()
