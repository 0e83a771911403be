"""`graduate`: a learner's own functions of chapters 1 to 3 in one file, which learns to read."""

import shutil
import subprocess
import sys

import numpy as np
import pytest

from autograder.errors import SubmissionError, UsageError
from autograder.learner.diploma import diploma_html, right_share, write_diploma
from autograder.learner.gathered import Excerpt, gather
from autograder.learner.graduation import WANTED, gather_functions, graduate, network_text
from tests.conftest import ROOT
from tests.engine.test_pages import browser, pytestmark  # noqa: F401 (a fixture)

HANDS = {  # of chapters 1, 2 and 3: plain functions, and classes that note their heirs
    "plain": ("vectorised", "augmented", "functional"),
    "classes": ("objects", "objects", "objects"),
}


def course(place, hands):
    """Return a learner's folder in which chapters 1 to 3 are written."""
    for name in ("ch01_neuron", "ch02_forward", "ch03_backprop"):
        shutil.copytree(ROOT / "exercises" / name, place / "exercises" / name)
    digits = place / "course" / "data" / "mnist_10k.npz"
    digits.parent.mkdir(parents=True)
    shutil.copy(ROOT / "course" / "data" / digits.name, digits)
    for name, hand in zip(("ch01_neuron", "ch02_forward", "ch03_backprop"), hands, strict=True):
        answer = ROOT / "tests" / "correct" / name / f"{hand}.py"
        shutil.copy(answer, place / "exercises" / name / f"{name[5:]}.py")
    return place


@pytest.fixture(scope="module", params=HANDS)
def graduated(request, tmp_path_factory):
    """What came of the functions of one of the hands."""
    root = course(tmp_path_factory.mktemp("course"), HANDS[request.param])
    return graduate(root, root / "graduation")


def test_the_network_of_their_own_functions_reads_digits(graduated):
    assert right_share(graduated.results) > 0.9
    assert np.all(np.diff(graduated.results["losses"]) < 0.02)
    assert len(graduated.lines) == 3
    assert min(graduated.lines) > 3


def test_what_deceives_it_is_the_slope_and_not_chance(graduated):
    answers = graduated.results["moved_logits"].argmax(axis=2)
    shares = np.mean(answers == graduated.results["labels"][: answers.shape[1]], axis=1)
    assert shares[0] > 0.9
    assert shares[2] < 0.3
    assert np.all(np.diff(shares) < 0)


def test_the_file_needs_nothing_but_numpy(graduated):
    code = (
        "import sys, runpy; sys.argv = ['network.py', 'absent.npz'];"
        "\ntry: runpy.run_path('network.py', run_name='__main__')"
        "\nexcept FileNotFoundError: pass"
        "\nprint({'autograder', 'course', 'keras'} & set(sys.modules))"
    )
    command = [sys.executable, "-I", "-c", code]
    done = subprocess.run(command, cwd=graduated.folder, capture_output=True, text=True)
    assert done.stdout == "set()\n", done.stderr


def test_the_page_says_how_well_it_reads_and_what_is_whose(graduated):
    page = diploma_html(graduated)
    assert f"{100 * right_share(graduated.results):.1f}&nbsp;%" in page
    assert "as good as such a network gets" in page
    for names in WANTED.values():
        assert all(f"<code>{name}</code>" in page for name in names)
    assert f"<td>{sum(graduated.lines)}</td>" in page


def test_the_page_fits_a_phone_and_is_read_by_everybody(graduated, browser):  # noqa: F811
    browser.open(write_diploma(graduated), width=360)
    assert browser.faults() == []
    wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert browser.run(wide) <= 0
    assert "The network reads" in browser.run("return document.body.innerText")


def test_what_is_not_written_is_named_with_the_next_command(tmp_path):
    root = course(tmp_path, HANDS["plain"])
    place = root / "exercises" / "ch02_forward" / "forward.py"
    shutil.copy(ROOT / "exercises" / "ch02_forward" / "forward.py", place)
    text = place.read_text().replace('NotImplementedError("2.3 softmax")', "SystemError")
    place.write_text(text)
    with pytest.raises(UsageError) as said:
        graduate(root, tmp_path / "graduation")
    assert "  ch02_forward/forward.py: dense_forward, init_params\n" in str(said.value)
    assert "`autograder next dense_forward`" in str(said.value)
    assert not (tmp_path / "graduation").exists()


def test_all_that_is_not_written_is_named_at_once(tmp_path):
    root = course(tmp_path, HANDS["plain"])
    for chapter in ("ch01_neuron", "ch03_backprop"):
        shutil.copytree(
            ROOT / "exercises" / chapter, root / "exercises" / chapter, dirs_exist_ok=True
        )
    with pytest.raises(UsageError) as said:
        graduate(root, tmp_path / "graduation")
    assert "  ch01_neuron/neuron.py: activate, activation_derivative\n" in str(said.value)
    assert "  ch03_backprop/backprop.py: softmax_cross_entropy, dense_backward" in str(said.value)
    assert "`autograder next activate`" in str(said.value)


def test_an_error_in_a_function_is_told_in_its_own_words(tmp_path):
    root = course(tmp_path, HANDS["plain"])
    place = root / "exercises" / "ch03_backprop" / "backprop.py"
    place.write_text(f"{place.read_text()}\n\ndef backprop(X, y, params):\n    return 1 / 0\n")
    with pytest.raises(SubmissionError, match="stopped: ZeroDivisionError: division by zero"):
        graduate(root, tmp_path / "graduation")


def test_a_network_that_does_not_read_is_told_where_to_look(graduated):
    results = dict(graduated.results) | {"right": np.full((5, 2), 0.4)}
    page = diploma_html(type(graduated)(graduated.folder, graduated.lines, results))
    assert "`autograder check ch03_backprop` says what" in page


def test_one_that_cannot_be_deceived_has_a_page_all_the_same(graduated):
    same = graduated.results["moved_logits"][:1].repeat(4, axis=0)
    results = dict(graduated.results) | {"moved_logits": same}
    assert "How it is deceived" in diploma_html(
        type(graduated)(graduated.folder, graduated.lines, results)
    )


def test_the_file_that_has_all_is_taken_where_both_were_worked_on(tmp_path):
    root = course(tmp_path, HANDS["plain"])
    notebook = root / "exercises" / "ch02_forward" / "forward.ipynb"
    notebook.write_text(notebook.read_text().replace("2.3 softmax", "tried"))
    assert "def dense_forward" in gather_functions(root).text


def test_a_file_that_is_not_python_is_told_by_its_line(tmp_path):
    root = course(tmp_path, HANDS["plain"])
    place = root / "exercises" / "ch01_neuron" / "neuron.py"
    place.write_text("def activate(z, kind:\n    return z\n")
    with pytest.raises(UsageError, match=r"neuron\.py, line 1: this is not valid Python"):
        graduate(root, tmp_path / "graduation")


ONE = """
import math as m
LIMIT = 3

# what is checked
def check(x):
    assert x < LIMIT

def first(x):
    check(x)
    return m.sqrt(x)

def other(x):
    return LIMIT
print(first(2))
"""
TWO = """
import cmath as m
table = {}

def check(x):
    "Say no."
    return m.phase(x)

@check
def noted():
    pass

table["a"] = check

def second(x):
    return check(x) + first(x) + len(table)

def first(x):
    return 0
"""


def test_names_that_two_files_use_for_different_things_become_two():
    found = gather([Excerpt("One", ONE, ["first"]), Excerpt("Two", TWO, ["second"], {"first"})])
    assert found.imports == "import math as m\nimport cmath as m_2"
    names = {"__name__": "x"}
    exec(f"{found.imports}\n{found.text.replace('@check_2', '@(lambda f: f)')}", names)
    assert names["first"](2.25) == 1.5
    assert names["second"](1.0) == 2.0  # check_2 gives 0, first 1, and table has one entry
    assert "# what is checked\ndef check(x)" in found.text
    assert "def other" not in found.text
    assert "print" not in found.text
    assert found.lines == (6, 8)


def test_the_file_is_python_and_keeps_the_comments(tmp_path):
    text = network_text(gather_functions(course(tmp_path, HANDS["classes"])))
    compile(text, "network.py", "exec")
    assert "@imports@" not in text
    assert "@functions@" not in text
    assert text.count("import numpy as np") == 1
