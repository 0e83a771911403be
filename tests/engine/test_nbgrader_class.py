"""A class that hands in notebooks gets from nbgrader's commands what `autograder grade` gives."""

import ast
import csv
import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.nbgrader_course import init
from autograder.chapters import Chapter, all_chapters
from autograder.grading.key import packages_of
from autograder.grading.results import Result
from autograder.instructor.classes.storage import read_result
from autograder.instructor.kit.hidden import hidden_of
from autograder.sandbox.worker.limits import KERAS
from tests.conftest import ROOT, SAMPLES

pytestmark = pytest.mark.slow

NAME = "ch01_neuron"
COURSE = "deep_learning_with_python"
CORRECT = ROOT / "tests" / "correct" / NAME / "vectorised.py"
THROUGH_THE_EXCHANGE = ("ada", "emre")
# Those beside the sample class: the score that each has earned before any penalty.
OTHERS = {"quinn_untouched": 0, "rosa_notebook": 100, "sam_file": 100, "tara_late": 100}
DUE, LATE = "2090-01-01 00:00:00 UTC", "2090-01-02 00:00:00 UTC"
SETTINGS = """
c.Exchange.root = {root!r}
c.LateSubmissionPlugin.penalty_method = "zero"
"""


# What a class hands in ------------------------------------------------------------------------


def split(text: str, exercises: tuple[str, ...]) -> tuple[dict[str, str], str]:
    """Take a file apart: each exercise with what stands above it, and what stands below the last.

    Raises:
        SyntaxError: if it is not Python.
    """
    lines = text.split("\n")
    answers: dict[str, list[str]] = {}
    loose: list[str] = []
    for node in ast.parse(text).body:
        begin = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
        loose.append("\n".join(lines[begin - 1 : node.end_lineno]))
        if _name(node) in exercises:
            answers.setdefault(_name(node), []).extend(loose)
            loose = []
    return {name: "\n\n\n".join(pieces) for name, pieces in answers.items()}, "\n\n".join(loose)


def _name(node: ast.stmt) -> str:
    return node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else ""


def as_notebook(text: str, released: str, chapter: Chapter) -> str:
    """Return the release notebook with a student's file written into it, as learners work.

    What stands above an exercise goes into its cell, what stands below the last into a cell at the
    end, and a file that is not Python, whole into the first exercise.
    """
    notebook = json.loads(released)
    cells = notebook["cells"]
    try:
        answers, rest = split(text, chapter.exercises)
    except SyntaxError:
        answers, rest = {chapter.exercises[0]: text}, ""
    for cell in cells:
        cell["source"] = answers.get(cell["id"].removeprefix("ex-"), cell["source"])
    cells.append(code_cell("own", rest))
    return json.dumps(notebook)


def code_cell(name: str, text: str) -> dict[str, Any]:
    empty = {"metadata": {}, "outputs": [], "execution_count": None}
    return {"cell_type": "code", "id": name, "source": text, **empty}


class CourseDirectory:
    """A course directory with an exchange and a home for everybody; stock commands run in it."""

    def __init__(self, base: Path) -> None:
        """Write the course directory into a folder; a few settings are put below ours."""
        self.base, self.folder = base, base / "course"
        init(ROOT, self.folder)
        with (self.folder / "nbgrader_config.py").open("a") as file:
            file.write(SETTINGS.format(root=str(base / "exchange")))

    def run(self, *arguments: str, user: str = "teacher") -> str:
        """Run an nbgrader command as somebody and return what it printed.

        A student runs it at home, where the only setting is the exchange's place.
        """
        place = self.folder if user == "teacher" else self.home(user)
        done = subprocess.run(
            [Path(sys.executable).with_name("nbgrader"), *arguments],
            cwd=place,
            env=self.environment(user),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=400,
        )
        assert done.returncode == 0, done.stdout
        assert "Traceback" not in done.stdout
        return done.stdout

    def home(self, user: str) -> Path:
        home = self.base / "home" / user
        home.mkdir(parents=True, exist_ok=True)
        settings = f"c = get_config()\nc.Exchange.root = {str(self.base / 'exchange')!r}\n"
        (home / "nbgrader_config.py").write_text(settings)
        return home

    def environment(self, user: str) -> dict[str, str]:
        """Return an environment in which nobody sees the settings of who runs the tests."""
        kinds = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        home = str(self.base / "home" / user)
        own = {kind: f"{home}/.{kind.lower()}" for kind in kinds}
        return os.environ | own | {"HOME": home}

    def released(self, chapter: Chapter) -> str:
        return (self.folder / "release" / chapter.name / f"{chapter.module}.ipynb").read_text()

    def hand_in(self, student: str, chapter: Chapter, name: str, text: str) -> Path:
        folder = self.folder / "submitted" / student / chapter.name
        folder.mkdir(parents=True)
        (folder / name).write_text(text)
        return folder

    def hand_in_sample(self, student: str, chapter: Chapter) -> None:
        """Copy what a student of the sample class answered, as a notebook."""
        text = sample_notebook(student, chapter, self.released(chapter))
        self.hand_in(student, chapter, f"{chapter.module}.ipynb", text)

    def results(self, chapter: Chapter) -> dict[str, Result]:
        found = (self.folder / "results" / chapter.name).glob("*/results.json")
        return {path.parent.name: read_result(path) for path in found}

    def exported(self, chapter: Chapter) -> dict[str, dict[str, str]]:
        """Return the rows of nbgrader's export for one chapter, by student."""
        self.run("export")
        return rows(self.folder / "grades.csv", chapter)


def sample_notebook(student: str, chapter: Chapter, released: str) -> str:
    """Return a sample student's notebook: their own one where they handed in one."""
    (path,) = (SAMPLES / student / chapter.name).glob(f"{chapter.module}.*")
    text = path.read_text()
    return text if path.suffix == ".ipynb" else as_notebook(text, released, chapter)


def samples_of(chapter: Chapter) -> list[str]:
    return sorted(path.parent.name for path in SAMPLES.glob(f"*/{chapter.name}"))


def rows(path: Path, chapter: Chapter) -> dict[str, dict[str, str]]:
    """Return one chapter's rows of a gradebook, by student."""
    with path.open(newline="") as file:
        found = [row for row in csv.DictReader(file) if row["assignment"] == chapter.name]
    assert len({row["student_id"] for row in found}) == len(found)
    return {row["student_id"]: row for row in found}


def expected_scores(graded, chapter: Chapter) -> dict[str, float]:
    """Return what `autograder grade` gave the sample class for the files as they are."""
    _, out = graded
    table = rows(out / chapter.name / "grades.csv", chapter)
    return {student: float(row["score"]) for student, row in table.items()}


# A class of twenty on chapter 1, by nbgrader's commands alone ---------------------------------


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return CourseDirectory(tmp_path_factory.mktemp("nbgrader-class"))


@pytest.fixture(scope="module")
def twenty(directory, chapter):
    """The course directory after all that a teacher and a class of twenty do for a chapter."""
    directory.run("db", "assignment", "add", NAME, f"--duedate={DUE}")
    directory.run("generate_assignment", NAME)
    directory.run("release_assignment", NAME)
    for student in THROUGH_THE_EXCHANGE:
        submit(directory, student, chapter)
    directory.run("collect", NAME)
    for student in sorted({*samples_of(chapter)} - {*THROUGH_THE_EXCHANGE}):
        directory.hand_in_sample(student, chapter)
    hand_in_others(directory, chapter)
    directory.run("autograde", NAME)
    directory.run("generate_feedback", NAME)
    return directory


def submit(directory: CourseDirectory, student: str, chapter: Chapter) -> None:
    """Fetch the assignment, work on it, and hand it in, with a student's own commands."""
    directory.run("fetch_assignment", NAME, *acting_as(student), user=student)
    path = directory.home(student) / NAME / f"{chapter.module}.ipynb"
    path.write_text(sample_notebook(student, chapter, path.read_text()))
    directory.run("submit", NAME, *acting_as(student), user=student)


def acting_as(student: str) -> tuple[str, str]:
    """Return what tells nbgrader who acts, as here everybody has one account."""
    return f"--course={COURSE}", f"--CourseDirectory.student_id={student}"


def hand_in_others(directory: CourseDirectory, chapter: Chapter) -> None:
    """Copy what the four handed in who are not of the sample class."""
    released, correct = directory.released(chapter), CORRECT.read_text()
    solved = as_notebook(correct, released, chapter)
    directory.hand_in("quinn_untouched", chapter, "neuron.ipynb", released)
    directory.hand_in("rosa_notebook", chapter, "neuron.ipynb", solved)
    directory.hand_in("sam_file", chapter, "neuron.py", correct)
    late = directory.hand_in("tara_late", chapter, "neuron.ipynb", solved)
    (late / "timestamp.txt").write_text(LATE)


@pytest.fixture(scope="module")
def gradebook(twenty, chapter):
    return twenty.exported(chapter)


def test_a_class_of_twenty_gets_the_scores_that_its_files_get(gradebook, graded, chapter):
    expected = expected_scores(graded, chapter) | OTHERS
    assert len(expected) == 20
    assert len(set(expected.values())) >= 6
    assert {student: float(row["raw_score"]) for student, row in gradebook.items()} == expected
    assert {row["max_score"] for row in gradebook.values()} == {"100.0"}


def test_only_who_is_late_pays_the_penalty_that_the_course_has_set(gradebook):
    penalties = {s: float(row["late_submission_penalty"]) for s, row in gradebook.items()}
    assert {student for student, penalty in penalties.items() if penalty} == {"tara_late"}
    assert penalties["tara_late"] == 100
    for row in gradebook.values():
        expected = float(row["raw_score"]) - float(row["late_submission_penalty"])
        assert float(row["score"]) == expected


def test_who_hands_in_through_the_exchange_fetches_the_feedback_there(twenty):
    for student in THROUGH_THE_EXCHANGE:
        submitted = twenty.folder / "submitted" / student / NAME
        assert (submitted / "timestamp.txt").is_file()
        twenty.run("release_feedback", NAME, *acting_as(student))
        twenty.run("fetch_feedback", NAME, *acting_as(student), user=student)
        (page,) = (twenty.home(student) / NAME / "feedback").rglob("*.html")
        written = twenty.folder / "feedback" / student / NAME / "neuron.html"
        assert page.read_bytes() == written.read_bytes()


# What the feedback says, and what it does not -------------------------------------------------


def text_of(page: str) -> str:
    """Return the text of a page, line by line, without scripts and styles."""
    bare = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", page)
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<(br|/div|/p)\b[^>]*>", "\n", bare)))


def squeezed(text: str) -> str:
    return " ".join(text.replace("`", "").split())  # names in backticks are code on the page


@pytest.fixture(scope="module")
def pages(twenty):
    """The text of everybody's feedback page."""
    found = (twenty.folder / "feedback").glob(f"*/{NAME}/neuron.html")
    return {path.parent.parent.name: text_of(path.read_text()) for path in found}


def test_feedback_has_every_line_and_every_diagnosis_of_everybody(pages, twenty, chapter):
    results = twenty.results(chapter)
    assert set(pages) == set(results)
    assert len(pages) == 20
    diagnosed = set()
    for student, result in results.items():
        page = squeezed(pages[student])
        for outcome in result.outcomes:
            assert squeezed(outcome.line) in page, (student, outcome.line)
            assert squeezed(outcome.diagnosis or "") in page, (student, outcome.diagnosis)
            # A reason that stands on the card already is not told once more.
            reason = outcome.message.removeprefix("Not run. ")
            assert squeezed(reason) in page, (student, outcome.message)
        if any(outcome.diagnosis for outcome in result.outcomes):
            diagnosed.add(student)
    assert {"emre", "fatima", "goran", "petra"} <= diagnosed


@pytest.fixture(scope="module")
def hidden(chapter):
    return hidden_of([chapter])


def test_feedback_shows_nothing_hidden_that_the_student_did_not_write(pages, twenty, hidden):
    for student, page in pages.items():
        (path,) = (twenty.folder / "submitted" / student / NAME).glob("neuron.*")
        own = {what for _, what in hidden.find(code_of(path))}
        found = {what for _, what in hidden.find(page)}
        assert found <= own, f"{student}: {found - own}"


def code_of(path: Path) -> str:
    if path.suffix == ".py":
        return path.read_text()
    sources = (cell["source"] for cell in cells_of(path))
    return "\n\n".join("".join(source) for source in sources)


def test_what_grading_itself_writes_holds_nothing_hidden(twenty, hidden):
    for path in graded_notebooks(twenty):
        outputs = [each for cell in cells_of(path) for each in cell.get("outputs", ())]
        written = ["".join(text) for output in outputs for text in output["data"].values()]
        assert len(written) == 7 * 3  # of each exercise the feedback twice, and its score
        assert not [what for text in written for what in hidden.find(text_of(text))], path


def test_the_search_would_find_a_hidden_line_on_a_feedback_page(pages, hidden, chapter):
    page = pages["quinn_untouched"]
    assert not list(hidden.find(page))
    for path in (chapter.solution, *chapter.rooms.values()):
        assert list(hidden.find(f"{page}\n{path.read_text()}")), path


def test_a_grade_cell_has_two_outputs_and_no_other_cell_has_any(twenty):
    """What a student's own kernel left in the notebook, or what was forged there, is gone."""
    for path in graded_notebooks(twenty):
        for cell in cells_of(path):
            graded = cell["metadata"].get("nbgrader", {}).get("grade", False)
            kinds = [output["output_type"] for output in cell.get("outputs", ())]
            assert kinds == (["display_data", "execute_result"] if graded else [])


def graded_notebooks(directory: CourseDirectory) -> list[Path]:
    found = sorted((directory.folder / "autograded").glob(f"*/{NAME}/neuron.ipynb"))
    assert len(found) == 20
    return found


def cells_of(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text())["cells"]


# A chapter that takes Keras ---------------------------------------------------------------------

FEW = ["dana", "emre", "hana"]  # they train little, or nothing


def takes_keras(chapter: Chapter) -> bool:
    """Return whether most of a chapter is written with Keras."""
    packages = [*packages_of(chapter).values()]
    return packages.count(KERAS) > len(packages) / 2


def test_the_scores_of_a_chapter_of_keras_are_those_of_autograder_grade(directory, graded):
    chapter = next(each for each in all_chapters(ROOT) if takes_keras(each))
    directory.run("generate_assignment", chapter.name)
    for student in FEW:
        directory.hand_in_sample(student, chapter)
    directory.run("autograde", chapter.name)
    expected = expected_scores(graded, chapter)
    found = {s: float(row["score"]) for s, row in directory.exported(chapter).items()}
    # Who handed in another chapter, but not this one, has a row in the export too.
    absent = dict.fromkeys(found.keys() - {*FEW}, 0.0)
    assert found == {student: expected[student] for student in FEW} | absent
    assert len({*found.values()}) >= 3
