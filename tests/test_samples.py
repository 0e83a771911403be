"""The sample class: each submission gets what its author intended, and nothing leaks."""

import ast
import io
import json
import re
import subprocess
import sys
import tokenize
import zipfile
from pathlib import Path

import pytest

from autograder.authoring.stubs import make_stub, take_apart
from autograder.chapters import all_chapters, read_text
from autograder.grading.results import State
from tests.conftest import ROOT

CHAPTERS = {chapter.name: chapter for chapter in all_chapters(ROOT)}
ALL = frozenset(["all"])  # every exercise of the chapter loses points

# chapter: student: (score, the exercises that lose points, the mistakes that are named)
INTENDED = {
    "ch01_neuron": {
        "ada": (100, set(), set()),
        "bruno": (100, set(), set()),
        "chen": (100, set(), set()),
        "dana": (50, {"activation_derivative", "perceptron_predict", "perceptron_train"}, set()),
        "emre": (
            93,
            {"sigmoid", "activation_derivative"},
            {"uses_the_formula_as_it_stands", "relu_slope_one_at_zero"},
        ),
        "fatima": (
            77,
            {"threshold_unit", "perceptron_train"},
            {"answers_one_on_the_bar", "never_changes_the_bias"},
        ),
        "goran": (
            76,
            {"weighted_sum", "perceptron_train"},
            {"divides_by_the_sum_of_weights", "updates_after_the_pass"},
        ),
        "hana": (0, ALL, set()),
        "ivan": (75, {"perceptron_train"}, set()),
        "jonas": (85, {"sigmoid"}, set()),
        "kira": (100, set(), set()),
        "liam": (0, ALL, set()),
        "mona": (0, ALL, set()),
        "nils": (100, set(), set()),
        "olga": (0, ALL, set()),
        "petra": (
            75,
            {"activation_derivative", "perceptron_train"},
            {"sigmoid_slope_at_the_activation", "reverses_the_sign"},
        ),
    },
    "ch02_forward": {
        "ada": (100, set(), set()),
        "bruno": (100, set(), set()),
        "chen": (100, set(), set()),
        "dana": (
            50,
            {"mlp_forward", "connection_weight", "count_parameters", "init_params"},
            set(),
        ),
        "emre": (
            91,
            {"softmax", "init_params"},
            {"exponentiates_as_it_stands", "takes_the_variance_for_the_deviation"},
        ),
        "fatima": (
            92,
            {"connection_weight", "count_parameters"},
            {"lets_zero_mean_the_last", "leaves_out_the_biases"},
        ),
        "goran": (
            77,
            {"two_layer_forward", "softmax"},
            {"activates_the_output_too", "divides_by_the_sum_of_all"},
        ),
        "hana": (0, ALL, set()),
        "ivan": (80, {"mlp_forward"}, set()),
        "jonas": (80, {"softmax"}, set()),
        "kira": (100, set(), set()),
        "liam": (0, ALL, set()),
        "mona": (0, ALL, set()),
        "nils": (100, set(), set()),
        "olga": (0, ALL, set()),
        "petra": (
            94,
            {"mlp_forward", "connection_weight"},
            {"caches_the_activation_as_z", "swaps_source_and_target"},
        ),
    },
    "ch03_backprop": {
        "ada": (100, set(), set()),
        "bruno": (100, set(), set()),
        "chen": (100, set(), set()),
        "dana": (
            40,
            {"dense_backward", "activation_backward", "backprop", "train_mlp", "fit_or_gate"},
            set(),
        ),
        "emre": (
            89,
            {"softmax_cross_entropy", "numerical_gradient"},
            {"takes_the_log_of_a_naive_softmax", "steps_to_one_side"},
        ),
        "fatima": (
            96,
            {"activation_backward", "train_mlp"},
            {"opens_the_gate_at_zero", "updates_weights_only"},
        ),
        "goran": (
            93,
            {"delta_rule_step", "dense_backward"},
            {"takes_the_mean_gradient", "takes_the_mean_for_db"},
        ),
        "hana": (0, ALL, set()),
        "ivan": (88, {"train_mlp"}, set()),
        "jonas": (88, {"softmax_cross_entropy"}, set()),
        "kira": (100, set(), set()),
        "liam": (0, ALL, set()),
        "mona": (0, ALL, set()),
        "nils": (100, set(), set()),
        "olga": (0, ALL, set()),
        "petra": (
            94,
            {"delta_rule_step", "activation_backward"},
            {"climbs", "takes_the_slope_at_the_activation"},
        ),
    },
    "ch04_keras_mnist": {
        "ada": (100, set(), set()),
        "chen": (100, set(), set()),
        "dana": (52, {"build_mlp_256", "fit_and_evaluate", "inverted_dropout"}, set()),
        "emre": (
            92,
            {"build_mnist_model", "inverted_dropout"},
            {"ends_in_softmax", "does_not_rescale"},
        ),
        "fatima": (
            91,
            {"prepare_images", "compile_model"},
            {"does_not_scale", "forgets_the_metric"},
        ),
        "goran": (
            97,
            {"one_hot", "fit_and_evaluate"},
            {"counts_the_classes_itself", "fixes_the_seed"},
        ),
        "hana": (0, ALL, set()),
        "ivan": (80, {"fit_and_evaluate"}, set()),
        "jonas": (90, {"one_hot"}, set()),
        "kira": (99, {"fit_and_evaluate"}, {"prints_progress"}),
        "liam": (0, ALL, set()),
        "mona": (0, ALL, set()),
        "olga": (0, ALL, set()),
        "petra": (
            85,
            {"one_hot", "fit_and_evaluate"},
            {"validates_on_test"},
        ),
    },
}
EVERYONE = [(chapter, student) for chapter, students in INTENDED.items() for student in students]
MISSING_COLON = {
    "ch01_neuron": 67,
    "ch02_forward": 90,
    "ch03_backprop": 155,
    "ch04_keras_mnist": 27,
}  # the line in hana's file


@pytest.fixture(scope="module")
def results(graded):
    run, _ = graded
    return {(result.chapter, result.student): result for result in run.results}


@pytest.fixture(params=INTENDED)
def chapter(request):
    """Each chapter that the sample class has answered."""
    return CHAPTERS[request.param]


def test_every_sample_has_an_intended_score(results):
    assert set(results) == set(EVERYONE)


@pytest.mark.parametrize(("name", "student"), EVERYONE)
def test_a_sample_gets_what_its_author_intended(results, name, student):
    result = results[name, student]
    score, losing, mistakes = INTENDED[name][student]
    lost = {
        name for name, points in result.exercises.items() if points["score"] < points["max_score"]
    }
    if losing is ALL:
        losing = set(CHAPTERS[name].exercises)
    assert (result.score, lost) == (score, losing)
    assert {name for _, name in result.misconceptions} == mistakes
    assert not result.needs_review


def test_every_way_to_die_has_its_own_sentence(results, chapter):
    def messages(student):
        return " ".join(outcome.message for outcome in results[chapter.name, student].outcomes)

    line = MISSING_COLON[chapter.name]
    assert "is there an endless loop?" in messages("ivan")
    assert "ended the whole Python process (exit code 0)" in messages("jonas")
    assert f"line {line}: this is not valid Python: expected ':'" in messages("hana")
    assert "is not written yet" in messages("olga")


def test_results_follow_gradescopes_schema(graded):
    _, out = graded
    data = json.loads((out / "ch01_neuron" / "emre" / "results.json").read_text())
    assert data["score"] == 93
    assert data["max_score"] == 100
    for entry in data["tests"]:
        assert {"name", "score", "max_score", "status", "output", "tags"} <= set(entry)
        assert entry["status"] in ("passed", "failed")
    extra = data["extra_data"]
    assert extra["isolation"] == "sandbox"
    assert extra["exercises"]["sigmoid"] == {"score": 12, "max_score": 15}


def test_grades_csv_has_a_row_for_every_student(graded, chapter):
    _, out = graded
    rows = (out / chapter.name / "grades.csv").read_text().splitlines()
    assert len(rows) == 1 + len(INTENDED[chapter.name])
    assert rows[0].startswith("assignment,duedate,timestamp,student_id,")


# What a student receives holds nothing hidden -------------------------------------------------


def significant_lines(path: Path) -> set[str]:
    """Return the code lines of a hidden file that would give something away, without spaces.

    Imports, docstrings and lines of fewer than 20 characters are in many files.
    """
    tree = ast.parse(path.read_text())
    imports = {n for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)
               for n in range(node.lineno, node.end_lineno + 1)}  # fmt: skip
    lines: dict[int, str] = {}
    for token in tokenize.generate_tokens(io.StringIO(path.read_text()).readline):
        is_text = token.type == tokenize.STRING and "\n" in token.string
        if token.type == tokenize.COMMENT or is_text or token.start[0] in imports:
            continue
        lines[token.start[0]] = lines.get(token.start[0], "") + token.string.strip()
    return {line for line in lines.values() if len(line) >= 20 and not line.startswith('"')}


def solution_lines(chapter) -> set[str]:
    """Return the lines between the markers of the solution, without spaces."""
    found = re.findall(
        r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", read_text(chapter.solution), re.S
    )
    lines = {re.sub(r"\s+", "", line) for body in found for line in body.splitlines()}
    return {line for line in lines if len(line) >= 20}


def lines_of(text: str) -> set[str]:
    """Return the lines of a text without spaces."""
    return {re.sub(r"\s+", "", line) for line in text.splitlines()}


def shown_lines(chapter) -> set[str]:
    """Return what a chapter shows on purpose: its checks, and the code that it gives away."""
    given = take_apart(make_stub(chapter), chapter.exercises).given
    return lines_of(read_text(chapter.checks)).union(*map(lines_of, given))


@pytest.fixture(scope="module")
def hidden() -> set[str]:
    """Everything that no student may see, of any chapter, as lines without spaces."""
    secret: set[str] = set()
    for chapter in CHAPTERS.values():
        lines = significant_lines(chapter.graders) | significant_lines(chapter.misconceptions)
        secret |= lines_of("\n".join(lines)) | solution_lines(chapter)
    # Hints and diagnoses are shown on purpose; a line that any chapter shows is public.
    shown = set().union(*map(shown_lines, CHAPTERS.values()))
    return {line for line in secret - shown if not line.startswith(("@", "def", "hint="))}


def leaks(text: str, hidden: set[str]) -> list[str]:
    squeezed = re.sub(r"\s+", "", text.replace("\\n", "\n").replace('\\"', '"'))
    return [line for line in hidden if line in squeezed]


def test_the_scan_sees_a_planted_leak(chapter, hidden):
    assert len(hidden) > 150
    for path in (chapter.solution, chapter.graders):
        assert leaks(path.read_text(), hidden)
    notebook = json.dumps({"source": chapter.solution.read_text()})
    assert leaks(notebook, hidden)


def test_nothing_hidden_is_in_the_exercises(root, hidden):
    for path in (root / "exercises").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert leaks(path.read_text(), hidden) == [], path


def test_nothing_hidden_is_in_any_feedback(graded, hidden):
    _, out = graded
    pages = list(out.glob("*/*/feedback.html"))
    assert len(pages) == len(EVERYONE)
    for page in pages:
        assert leaks(page.read_text(), hidden) == [], page


def test_hidden_values_are_in_nothing_that_a_learner_reads(graded):
    """No message of a hidden grader holds a number with more than three digits after the point."""
    run, _ = graded
    for result in run.results:
        for outcome in result.outcomes:
            assert not re.search(r"\d\.\d{4,}", outcome.message), outcome
            assert "array([" not in outcome.message


def test_what_a_submission_prints_is_for_the_instructor_alone(results, chapter):
    kira = results[chapter.name, "kira"].outcomes
    printed = [outcome for outcome in kira if "It printed:" in outcome.detail]
    assert printed
    assert all(len(outcome.detail) < 5000 for outcome in printed)
    assert all("It printed" not in outcome.message for outcome in kira)


@pytest.mark.slow
def test_the_wheel_that_learners_install_holds_nothing_hidden(root, hidden, tmp_path):
    source = tmp_path / "source"
    subprocess.run(["git", "-C", root, "checkout-index", "-a", f"--prefix={source}/"], check=True)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q"]
    subprocess.run([*command, "-w", tmp_path, source], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert not [name for name in names if name.startswith(("autograder/graders", "solutions"))]
        assert "autograder/grading/plugin.py" in names
        for name in names:
            if not name.endswith((".npz", ".png")):
                assert leaks(archive.read(name).decode(), hidden) == [], name


def test_outcomes_are_never_broken(results):
    for result in results.values():
        assert all(outcome.state is not State.BROKEN for outcome in result.outcomes)
