"""A learner gets one verdict in the same words: command, plain pytest, and notebook."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.chapters import find_chapter
from autograder.cli import patience
from autograder.grading.results import State
from autograder.learner.checking import check_file, check_work
from autograder.learner.idle import idle_statements
from autograder.learner.notebook import check, hint
from autograder.learner.trial import try_running
from autograder.learner.verdict import AGAIN
from autograder.learner.workfile import read_work
from autograder.sandbox.client import LocalWorker
from autograder.sandbox.walls import doctor
from autograder.sandbox.worker.loading import Cell, Source
from tests.conftest import ROOT

AUTOGRADER = Path(sys.executable).with_name("autograder")


def write_answer(course: Path, exercise_label: str, body: str) -> None:
    path = course / "exercises" / "ch01_neuron" / "neuron.py"
    text = path.read_text()
    line = f'raise NotImplementedError("{exercise_label}")'
    assert line in text
    path.write_text(text.replace(line, body))


def autograder(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([AUTOGRADER, *arguments], cwd=course, capture_output=True, text=True)


def test_the_untouched_exercises_are_not_done_and_say_what_to_do(course):
    done = autograder(course, "check", "ch01_neuron")
    assert done.returncode == 1
    assert "`weighted_sum` is not written yet: it raises NotImplementedError." in done.stdout
    assert "0 of 7 exercises done" in done.stdout


def test_a_right_answer_passes_and_the_next_wrong_one_is_explained(course):
    write_answer(course, "1.1 weighted_sum", "if np.ndim(x) != 1 or np.ndim(w) != 1:\n"
                 "        raise ValueError('weighted_sum: 1-D')\n"
                 "    if len(x) != len(w):\n        raise ValueError('weighted_sum: shape')\n"
                 "    return float(np.dot(1.0 * x, w) + b)")  # fmt: skip
    write_answer(course, "1.2 threshold_unit", "return x @ w + b >= 0")
    done = autograder(course, "check", "ch01_neuron")
    assert "✓ weighted_sum  8 of 8 checks pass" in done.stdout
    assert "Seen: a NumPy number of dtype bool. Expected: an int." in done.stdout
    assert autograder(course, "check", "ch01_neuron/weighted_sum").returncode == 0


def test_plain_pytest_shows_the_same_words_and_no_traceback_of_ours(course):
    write_answer(course, "1.3 sigmoid", "return 1 / (1 + np.exp(z))")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "exercises/ch01_neuron"]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True)
    assert done.returncode == 1
    (chapter,) = [find_chapter(course, "ch01_neuron")]
    failed = [o for o in check_file(chapter, "sigmoid").outcomes if o.state is State.FAILED]
    assert failed
    for outcome in failed:
        assert outcome.message in done.stdout
    assert "autograder/grading" not in done.stdout
    assert "Traceback" not in done.stdout


def test_the_learners_own_line_is_named_when_their_code_raises(course):
    write_answer(course, "1.3 sigmoid", "y = zz + 1\n    return y")
    (first, *_) = check_file(find_chapter(course, "ch01_neuron"), "sigmoid").outcomes
    line = 1 + (course / "exercises/ch01_neuron/neuron.py").read_text()[:].split("y = zz")[0].count(
        "\n"
    )
    assert f"`sigmoid` raised NameError (neuron.py, line {line})." in first.message
    assert "It said: name 'zz' is not defined" in first.message


def test_a_misspelt_name_and_other_parameters_are_said_plainly(course):
    path = course / "exercises" / "ch01_neuron" / "neuron.py"
    text = path.read_text()
    path.write_text(text.replace("def sigmoid(z:", "def sigmoïd(z:"))
    chapter = find_chapter(course, "ch01_neuron")
    (first, second, *_) = check_file(chapter, "sigmoid").outcomes
    assert "neuron.py does not define `sigmoid`." in first.message
    assert second.state is State.NOT_RUN
    path.write_text(text.replace("b: float = 0.0", "bias: float = 0.0"))
    (first, *_) = check_file(chapter, "weighted_sum").outcomes
    assert "`weighted_sum` has other parameters than `weighted_sum(x, w, b=0.0)`." in first.message


@pytest.mark.parametrize(
    ("form", "is_taken"),
    [
        ("x, w, b=0.0, verbose=False", True),
        ("x, w, b=0.0, *more, **named", True),
        ("x, w, b=0.0, *, verbose=False", True),
        ("x, w, b=0.0, *, verbose", False),
        ("x, w, verbose=False, b=0.0", False),
    ],
)
def test_a_parameter_more_that_may_be_left_out_is_no_other_form(course, form, is_taken):
    path = course / "exercises" / "ch01_neuron" / "neuron.py"
    right = "if x.ndim != 1 or w.ndim != 1:\n        raise ValueError('1-D')\n"
    right += "    if len(x) != len(w):\n        raise ValueError('shape')\n"
    right += "    return float(x.astype(float) @ w.astype(float) + b)\n"
    path.write_text(f"import numpy as np\n\n\ndef weighted_sum({form}):\n    {right}")
    outcomes = check_file(find_chapter(course, "ch01_neuron"), "weighted_sum").outcomes
    assert all(each.state is State.PASSED for each in outcomes) == is_taken


def test_a_syntax_error_shows_its_line(course):
    path = course / "exercises" / "ch01_neuron" / "neuron.py"
    path.write_text("import numpy as np\n\ndef weighted_sum(x, w, b=0.0)\n    return 1\n")
    (first, *_) = check_file(find_chapter(course, "ch01_neuron"), "weighted_sum").outcomes
    assert "neuron.py, line 3: this is not valid Python: expected ':'." in first.message
    assert "does not define" not in first.message  # it may


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "ch77"], "no chapter is called 'ch77'"),
        (["check", "sigmiod"], "no exercise is called 'sigmiod': did you mean sigmoid?"),
        (
            ["check", "ch01_neuron/relu"],
            "ch01_neuron has no exercise 'relu': there are weighted_sum",
        ),
    ],
)
def test_a_wrong_name_gets_one_sentence_and_exit_code_2(course, arguments, says):
    done = autograder(course, *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_check_in_a_notebook_sees_the_notebooks_own_functions(monkeypatch):
    monkeypatch.chdir(ROOT)
    names = {"check": check}
    exec("import numpy as np\ndef sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n", names)
    report = eval("check('sigmoid')", names)
    assert repr(report).startswith("sigmoid: 3 of 6 checks pass")
    shown = report._repr_html_()
    assert "✓" in shown
    assert "<script" not in shown
    missing = eval("check('activate')", names)
    assert "this notebook does not define `activate`." in repr(missing)


def test_check_in_a_notebook_says_when_there_is_no_such_exercise(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert check("sigmond") is None
    assert "no exercise is called 'sigmond': did you mean sigmoid?" in capsys.readouterr().out
    assert check() is None
    assert check(len) is None
    assert capsys.readouterr().out.count('name the exercise in quotes, as in check("softmax")') == 2


def test_graders_without_a_submission_say_what_is_missing():
    command = [sys.executable, "-m", "pytest", "autograder/graders/ch01_neuron"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 4
    assert "graders need a file to grade: add --submission FILE" in done.stdout


def test_graders_run_on_a_file_by_themselves_through_the_sandbox(chapter, tmp_path):
    command = [sys.executable, "-m", "pytest", str(chapter.graders), "--submission"]
    right = subprocess.run([*command, chapter.solution], cwd=ROOT, capture_output=True, text=True)
    assert right.returncode == 0, right.stdout
    wrong = tmp_path / "neuron.py"
    wrong.write_text(chapter.solution.read_text().replace("x @ w + b > 0)", "x @ w + b >= 0)"))
    done = subprocess.run([*command, wrong], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "1 failed" in done.stdout
    assert "A score exactly on the bar must fail" in done.stdout


def test_every_command_has_help_with_an_example():
    listed = subprocess.run([AUTOGRADER, "--help"], capture_output=True, text=True).stdout
    for name in ("check", "grade", "report", "doctor", "new", "build", "verify"):
        assert name in listed
        shown = subprocess.run([AUTOGRADER, name, "--help"], capture_output=True, text=True)
        assert shown.returncode == 0
        assert f"autograder {name}" in shown.stdout.replace("`", "")


def test_doctor_proves_the_sandbox_by_attacking_it():
    done = subprocess.run([AUTOGRADER, "doctor"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "isolation `sandbox` held against every attack" in done.stdout
    level = subprocess.run([AUTOGRADER, "doctor", "--level"], capture_output=True, text=True)
    assert level.stdout == "sandbox\n"


def test_the_doctors_attacks_succeed_where_nothing_holds_them(tmp_path, monkeypatch):
    """The negative control: in this very process the probes get through."""
    monkeypatch.setenv("AUTOGRADER_PROBE", "a-token")
    probes = {
        "reads_private_files": [],
        "sees_the_graders_environment": ["a-token"],
        "starts_a_program": [],
        "writes_outside": [str(tmp_path)],
        "signals_the_grader": [os.getpid()],
    }
    for name, arguments in probes.items():
        assert doctor.succeeds(LocalWorker(), name, arguments), name


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent as POSIX does")
def test_an_endless_loop_is_suspected_aloud_and_ctrl_c_names_its_line(course):
    write_answer(course, "1.2 threshold_unit", "while True:\n        pass")
    command = [AUTOGRADER, "check", "1/threshold_unit"]
    running = subprocess.Popen(
        command, cwd=course, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stderr is not None
    assert "is there an endless loop? Ctrl-C stops it" in running.stderr.readline()
    running.send_signal(signal.SIGINT)
    said, _ = running.communicate(timeout=60)
    path = course / "exercises/ch01_neuron/neuron.py"
    line = 1 + path.read_text().split("while True")[0].count("\n")
    assert re.search(rf"`threshold_unit` was stopped \(neuron.py, line ({line}|{line + 1})\)", said)
    assert running.returncode == 1


LOOPS = {
    "running": "while True:\n        pass",
    "asleep": "import time\n    time.sleep(600)",
}


@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
def test_who_waits_long_enough_sees_an_endless_loop_end_by_itself(course, monkeypatch, loop):
    write_answer(course, "1.2 threshold_unit", loop)
    chapter = find_chapter(course, "ch01_neuron")
    monkeypatch.setattr(patience, "LONGER", 2)
    with patience.Patience(1) as waiting:
        checked = check_work(chapter, read_work(chapter), "threshold_unit", waiting.again)
    assert not checked.passed
    assert "`threshold_unit` was stopped (neuron.py, line" in checked.outcomes[0].message


def test_an_error_in_another_function_names_the_line_that_called_it(course):
    write_answer(
        course, "1.3 sigmoid", "if z.size > 2:\n        raise ValueError('too large')\n    return z"
    )
    write_answer(course, "1.4 activate", "return sigmoid(z)")
    outcomes = check_file(find_chapter(course, "ch01_neuron"), "activate").outcomes
    text = (course / "exercises/ch01_neuron/neuron.py").read_text().split("\n")
    lines = [1 + n for n, line in enumerate(text) if "too large" in line or "sigmoid(z)" in line]
    told = " ".join(outcome.message for outcome in outcomes)
    assert f"(neuron.py, line {lines[0]}, called in line {lines[-1]})" in told


def test_nobody_is_stopped_who_looks_at_a_line_in_a_debugger(monkeypatch):
    here = sys._getframe()
    assert not patience._is_debugged(here)
    monkeypatch.setitem(here.f_globals, "__name__", "_pydevd_bundle.pydevd")
    assert patience._is_debugged(here)


def test_without_a_name_what_nobody_has_begun_is_left_out_and_the_next_step_is_named(course):
    done = autograder(course, "check")
    assert done.returncode == 1
    assert done.stdout.startswith("Nothing is written yet.\nNext: 1.1 weighted_sum")
    write_answer(course, "1.3 sigmoid", "return z")
    done = autograder(course, "check")
    assert "ch01_neuron: 0 of 7 exercises done" in done.stdout
    assert "ch02_forward" not in done.stdout


@pytest.mark.parametrize("name", ["sigmoid", "1/sigmoid", "exercises/ch01_neuron/sigmoid", "1.3"])
def test_an_exercise_can_be_named_as_everywhere(course, name):
    write_answer(course, "1.3 sigmoid", "return z")
    assert "✗ sigmoid" in autograder(course, "check", name).stdout


def test_a_chapter_is_no_exercise_to_be_reset(course):
    done = autograder(course, "reset", "ch02_forward")
    assert done.returncode == 2
    assert "ch02_forward is a chapter: name an exercise, or add --file" in done.stderr


def test_work_in_a_notebook_is_pointed_out_where_the_file_is_read(course):
    path = course / "exercises" / "ch01_neuron" / "neuron.ipynb"
    line = 'raise NotImplementedError(\\"1.3 sigmoid\\")'
    assert line in path.read_text()
    path.write_text(path.read_text().replace(line, "return z"))
    done = autograder(course, "check")
    assert "you wrote in neuron.ipynb; this command reads neuron.py alone" in done.stderr


def test_a_function_that_calls_an_unwritten_one_is_not_called_unwritten(course):
    write_answer(course, "1.2 threshold_unit", "return int(weighted_sum(x, w, b) > 0)")
    said = autograder(course, "check", "threshold_unit").stdout
    assert "`threshold_unit` calls another function that is not written yet." in said
    assert "It said: 1.1 weighted_sum" in said


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("if z > 0:\n        return z", "`if`, `max` and `and` need one True or False"),
        ("return np.ones((2, 3)) @ np.ones((2, 3))", "the inner numbers of the two shapes"),
        ("z *= 0.5\n    return z.astype(int).__imul__(0.5)", "make a new array"),
        ("return np.ones(3).sum(axis=1)", "an axis is named that the array does not have"),
    ],
)
def test_numpys_messages_are_put_into_a_beginners_words(course, body, hint):
    write_answer(course, "1.3 sigmoid", body)
    assert hint in autograder(course, "check", "sigmoid").stdout


def test_a_line_that_is_no_python_is_shown(course):
    write_answer(course, "1.3 sigmoid", "if z > 0\n        return z")
    said = autograder(course, "check", "sigmoid").stdout
    assert said.startswith("✗ neuron.py, line ")
    assert "this is not valid Python: expected ':'." in said
    assert "    if z > 0\n" in said
    assert "ch01_neuron: nothing could be checked; mend this place first." in said
    assert "checks pass" not in said


def test_a_bracket_that_stays_open_is_asked_about(course):
    write_answer(course, "1.3 sigmoid", "for j in range(len(z):\n        pass")
    said = autograder(course, "check", "ch01_neuron").stdout
    assert "invalid syntax; is a bracket of this line not closed?\n" in said
    assert said.count("not valid Python") == 1


def test_what_is_unwritten_is_told_from_what_is_wrong(course):
    write_answer(course, "1.3 sigmoid", "return z")
    write_answer(course, "1.4 activate", "return zz")
    lines = autograder(course, "check", "ch01_neuron").stdout.splitlines()
    assert lines[:2] == ["· weighted_sum  not written yet", "· threshold_unit  not written yet"]
    assert re.fullmatch(r"✗ sigmoid  \d of 6 checks pass", lines[2])  # explained below
    assert "  ✗ The sigmoid of -2, 0, 2 is 0.119203, 0.5, 0.880797." in lines
    assert "✗ activate  0 of 7 checks pass  `autograder check activate` says why" in lines


def test_the_same_error_in_check_after_check_is_read_once(course):
    write_answer(course, "1.5 activation_derivative", "return zz")
    said = autograder(course, "check", "activation_derivative").stdout
    assert said.count("name 'zz' is not defined") == 1
    assert said.count(AGAIN) == 7
    names = {"check": check}
    exec("def activation_derivative(z, kind):\n    return zz\n", names)
    assert repr(eval("check('activation_derivative')", names)).count(AGAIN) == 7


def test_advice_that_comes_again_is_read_once(course):
    body = f"{REFUSES_VECTORS}return float(np.mean(x * w) + b)"
    write_answer(course, "1.1 weighted_sum", body)
    said = autograder(course, "check", "weighted_sum").stdout
    assert said.count("The result has wrong values.") > 2
    assert said.count("You took the mean of the products") == 1


REFUSES_VECTORS = (
    "if np.ndim(x) != 1 or np.ndim(w) != 1:\n        raise ValueError('1-D')\n"
    "    if len(x) != len(w):\n        raise ValueError('shape')\n    "
)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("z + x @ w", "`z + x @ w` has no effect: is `z += …` meant?"),
        ("z == x @ w", "`z == x @ w` has no effect: `==` compares, `=` gives a name a value"),
        ("(x * w).sum", "`(x * w).sum` has no effect: are the brackets of a call missing"),
        ("np.exp(z)", "`np.exp(z)` has no effect: it answers something new and changes nothing."),
        ("x.astype(float)", "`x.astype(float)` has no effect: it answers something new"),
        ("z", "`z` has no effect: is a `return` missing?"),
        ("-z", "`-z` has no effect: what it computes is forgotten."),
    ],
)
def test_a_statement_that_has_no_effect_is_told_with_its_line(course, line, says):
    body = f"{REFUSES_VECTORS}z = 0.0\n    {line}\n    return z"
    write_answer(course, "1.1 weighted_sum", body)
    (told,) = re.findall(r"Warning .*has no effect.*", autograder(course, "check", "1.1").stdout)
    text = (course / "exercises/ch01_neuron/neuron.py").read_text()
    number = 1 + text.split(f"\n    {line}\n")[0].count("\n") + 1
    assert told.startswith(f"Warning (neuron.py, line {number}): {says}")


@pytest.mark.parametrize(
    "line", ["print(z)", "np.add(z, 1, out=z)", "np.random.seed(0)", "'text'", "...", "z.sort()"]
)
def test_a_statement_that_does_something_is_not_told(line):
    cell = Cell("neuron.py", f"def weighted_sum(x, w, b):\n    {line}\n    return 0.0\n")
    assert idle_statements([cell], "weighted_sum") == ()


def test_a_right_answer_hears_of_no_statement(course):
    body = f"{REFUSES_VECTORS}x + w\n    return float((1.0 * x) @ w + b)"
    write_answer(course, "1.1 weighted_sum", body)
    assert "no effect" not in autograder(course, "check", "1.1").stdout


def test_a_warning_is_told_once_with_its_line_and_what_it_means(course, monkeypatch):
    """Also where every check passes: the hidden graders may ask for more."""
    body = (
        "np.exp(1000.0)\n"
        "    if np.ndim(x) != 1 or np.ndim(w) != 1:\n        raise ValueError('1-D')\n"
        "    if len(x) != len(w):\n        raise ValueError('shape')\n"
        "    return float((1.0 * x) @ w + b)"
    )
    write_answer(course, "1.1 weighted_sum", body)
    done = autograder(course, "check", "weighted_sum")
    assert "8 of 8 checks pass" in done.stdout
    (line,) = (line for line in done.stdout.splitlines() if "Warning" in line)
    text = (course / "exercises/ch01_neuron/neuron.py").read_text()
    number = 1 + text.split("np.exp(1000.0)")[0].count("\n")
    assert line == (
        f"  Warning (neuron.py, line {number}): overflow encountered in exp: "
        "a number became too large to store"
    )
    assert done.stderr == ""
    monkeypatch.chdir(course)
    names = {"check": check}
    exec(f"import numpy as np\ndef weighted_sum(x, w, b=0.0):\n    {body}\n", names)
    assert repr(eval("check('weighted_sum')", names)).splitlines()[-1].startswith("Warning (")


def test_of_other_warnings_those_for_users_are_told(course):
    body = """import warnings
    warnings.warn_explicit("sooner or later", DeprecationWarning, "package.py", 1)
    warnings.warn_explicit("you should know", UserWarning, "package.py", 2)
    return z"""
    write_answer(course, "1.3 sigmoid", body)
    done = autograder(course, "check", "sigmoid")
    assert "  Warning: you should know\n" in done.stdout
    assert "sooner or later" not in done.stdout


def test_hints_unfold_in_a_notebook_as_on_the_command_line(course, monkeypatch, capsys):
    monkeypatch.chdir(course)
    first = hint("sigmoid")
    assert repr(first).startswith("Nudge\n\n")
    assert "2 more hints are left: run this cell again for the next." in repr(first)
    assert "**Concept**" in hint("sigmoid")._repr_markdown_()
    assert "That is the last hint." in repr(hint("sigmoid"))
    assert "Worked step" in autograder(course, "hint", "sigmoid", "--again").stdout
    assert hint("sigmond") is None
    assert "no exercise is called 'sigmond'" in capsys.readouterr().out


def test_after_a_success_the_next_one_comes_behind_it(course):
    body = (
        "z = 1.0 * np.asarray(z)\n"
        "    if np.isnan(z).any():\n        raise ValueError('nan')\n"
        "    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))"
    )
    write_answer(course, "1.3 sigmoid", body)
    assert "\nNext: 1.4 activate" in autograder(course, "check", "sigmoid").stdout
    assert "\nNext: 1.1 weighted_sum" in autograder(course, "check").stdout


def test_hints_are_not_unfolded_when_a_notebook_is_tried_before_it_is_packed():
    text = "from autograder.learner import check, hint\nassert check('sigmoid') is None\n"
    text += "assert hint('sigmoid') is None"
    assert try_running(Source("neuron", (Cell("neuron.ipynb", text),)), 60.0).errors == ()
