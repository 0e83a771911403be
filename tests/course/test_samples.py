"""The sample class: each submission gets what its author intended, and nothing leaks."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.chapters import all_chapters
from autograder.grading.results import State
from autograder.instructor.kit.hidden import Hidden, hidden_of
from autograder.instructor.kit.leaks import Leak, in_text, scan
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
            92,
            {"sigmoid", "activation_derivative"},
            {"uses_the_formula_as_it_stands", "relu_slope_one_at_zero"},
        ),
        "fatima": (
            77,
            {"threshold_unit", "perceptron_train"},
            {"answers_one_on_the_bar", "never_changes_the_bias"},
        ),
        "goran": (
            75,
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
            73,
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
            71,
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
            92,
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
            90,
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
            92,
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
            90,
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
    assert "ended the whole Python process." in messages("jonas")
    assert f"line {line}: this is not valid Python: expected ':'" in messages("hana")
    assert "is not written yet" in messages("olga")


def test_results_follow_gradescopes_schema(graded):
    _, out = graded
    data = json.loads((out / "ch01_neuron" / "emre" / "results.json").read_text())
    assert data["score"] == 92
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


@pytest.fixture(scope="module")
def hidden() -> Hidden:
    """Everything that no student may see, of any chapter."""
    return hidden_of(list(CHAPTERS.values()))


def leaks(path: Path, hidden: Hidden) -> list[Leak]:
    return scan([(path.name, path.read_bytes())], hidden)


def test_the_scan_sees_a_planted_leak(chapter, hidden):
    assert len(hidden.lines) > 1500
    for path in (chapter.solution, *chapter.rooms.values()):
        assert leaks(path, hidden)


def test_nothing_hidden_is_in_the_exercises(root, hidden):
    for path in (root / "exercises").rglob("*"):
        if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts):
            assert leaks(path, hidden) == [], path


def test_nothing_hidden_is_in_any_feedback(graded, hidden):
    _, out = graded
    pages = list(out.glob("*/*/feedback.html"))
    assert len(pages) == len(EVERYONE)
    for page in pages:
        assert leaks(page, hidden) == [], page


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
def test_the_wheel_of_the_project_holds_nothing_hidden(root, hidden, tmp_path):
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
            if not name.endswith((".npz", ".png", ".jpg")):
                assert list(in_text(name, archive.read(name), hidden)) == []


def test_outcomes_are_never_broken(results):
    for result in results.values():
        assert all(outcome.state is not State.BROKEN for outcome in result.outcomes)
