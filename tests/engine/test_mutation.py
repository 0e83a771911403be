"""Generated mutants of right answers: what they change, which survive, and what may survive."""

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.authoring.build import build
from autograder.authoring.mutation.equivalents import as_toml, read_equivalents
from autograder.authoring.mutation.hunt import Hunt, Survivor
from autograder.authoring.mutation.manuscript import Manuscript
from autograder.authoring.mutation.population import population
from autograder.authoring.mutation.spoilt import spoilt
from autograder.authoring.mutation.tried import NEVER, OLDER, MutantTrial
from autograder.authoring.new import new
from autograder.chapters import Chapter
from autograder.errors import CourseError
from autograder.grading.key import answer_key

NAME = "ch91_toy"
SOLUTION = '''\
"""A toy chapter."""

import numpy as np


def clip(x: np.ndarray, top: float = 1.0) -> np.ndarray:
    """Return x, no entry above `top`.

    Does not change x.

    ValueError (say "nan") if an entry is NaN.
    """
    ### BEGIN SOLUTION
    if np.isnan(x).any():
        raise ValueError("clip: nan: not a number")
    return np.where(x >= top, top, x)
    ### END SOLUTION


def count_down(n: int) -> list[int]:
    """Return n, n - 1, … 1."""
    ### BEGIN SOLUTION
    found = []
    while n > 0:
        found.append(n)
        n = n - 1
    return found
    ### END SOLUTION
'''
CLIP = """
import numpy as np

from autograder.asserting import misconception, pure, refuses, values

CASES = [(np.array([0.5, 1.0, 3.0]),), (np.array([-1.0, 2.5]), 2.0)]
test_values = values(40, "{name} cuts off.", CASES)
test_pure = pure(10, CASES)
test_nan = refuses(10, "{name} refuses NaN.", "nan", [(np.array([np.nan]),)])


@misconception
def cuts_nothing(right, x, top=1.0):
    \"\"\"Nothing is cut off.\"\"\"
    return x + 0.0
"""
COUNT_DOWN = """
from autograder.asserting import grader, misconception


@grader(40)
def test_numbers(function):
    \"\"\"count_down counts to 1.\"\"\"
    assert function(3) == [3, 2, 1]
    assert function(0) == []


@misconception
def counts_up(right, n):
    \"\"\"This counts up.\"\"\"
    return right(n)[::-1]
"""
ANY, TIE = ("np.isnan(x).any()", "np.isnan(x).all()"), ("x >= top", "x > top")
LINES = [f"return np.where({test}, top, x)" for test in TIE]
GUARDS = [f"if {test}:" for test in ANY]


@pytest.fixture
def chapter(tmp_path):
    chapter = Chapter(tmp_path, NAME)
    files = {
        chapter.solution: SOLUTION,
        chapter.graders / "clip.py": CLIP,
        chapter.graders / "count_down.py": COUNT_DOWN,
        tmp_path / "exercises" / "readme": "",
        tmp_path / "course" / "readme": "",
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return chapter


def explain(chapter, *entries):
    text = "\n".join(as_toml("clip", old, [new], reason="At the top both are top.")
                     for old, new in entries)  # fmt: skip
    chapter.equivalents.write_text(text)


def tried(chapter, *, every=True):
    answer_key.cache_clear()  # the rooms may have changed
    return MutantTrial(chapter, every=every, alone=False).of("clip")


# What is changed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("a < b", ["a <= b", "a >= b"]),
        ("a != b", ["a == b", "a < b", "a > b"]),
        ("a == b == c", ["a != b == c", "a == b != c", "b == c", "a == c", "a == b"]),
        ("a in b", ["a not in b"]),
        ("a or b or c", ["b or c", "a or c", "a or b", "a and b and c"]),
        ("(a or b) and c", ["c", "a or b", "(a or b) or c",
                            "(b) and c", "(a) and c", "(a and b) and c"]),
        ("a + b * c", ["a - b * c", "a + b / c"]),
        ("(a) / (b)", ["(a) * (b)", "(a) // (b)"]),
        ("a ** 2", ["a * 2", "a ** 3", "a ** 1"]),
        ("1.0 * f(a)", ["f(a)", "1.0 / f(a)", "2.0 * f(a)", "0.0 * f(a)"]),
        ("-a", ["a"]),
        ("not a", ["a"]),
        ("a[0]", ["a[1]"]),
        ("f(a, keepdims=True)", ["f(a)", "f(a, keepdims=False)"]),
        ("a.sum(axis=0)", ["a.mean(axis=0)", "a.sum()", "a.sum(axis=1)"]),
        ("np.asarray(a, dtype=np.float64)",
         ["np.asarray(a)", "np.asarray(a, dtype=np.float32)"]),
        ("np.array(a, float)", ["np.array(a)"]),
        ("a.astype(np.float32)", ["a", "a.astype(np.float64)"]),
        ("a.copy()", ["a"]),
        ("int(a)", ["a"]),
        ("a.T", ["a"]),
        ("np.maximum(a, b)", ["np.minimum(a, b)"]),
        ("a.fit(b, batch_size=32)", ["a.fit(b, batch_size=64)", "a.fit(b, batch_size=16)"]),
        ("a.fit(b, batch_size=1)", ["a.fit(b, batch_size=2)", "a.fit(b)"]),
        ("a.predict(b, batch_size=9)", ["a.predict(b)"]),
        ("a.fit(b, batch_size=c)", ["a.fit(b)"]),
        ("Adam(learning_rate=0.001)", ["Adam(learning_rate=1.001)"]),
        ("Dense(a, activation='linear')", []),
        ("Dense(a, activation='relu')", ["Dense(a)"]),
        ("Conv2D(a, 3, padding='same')", ["Conv2D(a, 4, padding='same')",
                                          "Conv2D(a, 2, padding='same')", "Conv2D(a, 3)"]),
        ("a if b else c", ["a if True else c", "a if False else c"]),
        ("[x for x in a]", ["[x for x in list(a)[1:]]", "[x for x in list(a)[:-1]]"]),
        ("a, b", ["b, a"]),
        ("zip(a, b, strict=True)", []),
        ("f'{a + 1}'", []),
    ],
)  # fmt: skip
def test_an_expression_is_changed_in_the_ways_that_paid(line, changed):
    answer = Manuscript("x", f"def f(a, b, c):\n    return {line}\n")
    found = [mutant.after.removeprefix("return ") for mutant in population(answer)]
    assert sorted(found) == sorted(changed)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("if a:\n        b()", ["if False:", "if True:", "pass"]),
        ("for x in a:\n        break", ["for x in list(a)[1:]:", "for x in list(a)[:-1]:", "pass"]),
        ("a += b", ["pass", "a -= b", "a = b"]),
        ("raise ValueError(f'f: shape: {a.shape + 1}')",
         ["raise TypeError(f'f: shape: {a.shape + 1}')",
          "raise ValueError(f'f: other: {a.shape + 1}')"]),
    ],
)  # fmt: skip
def test_a_statement_is_changed_in_the_ways_that_paid(text, changed):
    answer = Manuscript("x", f"def f(a, b):\n    {text}\n")
    found = [mutant.after for mutant in population(answer, words={"shape", "label"})]
    assert sorted(found) == sorted(changed)


def test_every_mutant_is_the_file_with_one_line_changed():
    text = SOLUTION.replace("top, x)", "top, x)  # σ: what is above")
    for mutant in population(Manuscript("x", text)):
        ast_lines = [line for line in mutant.text.splitlines() if line not in text.splitlines()]
        assert [" ".join(line.split("  # ")[0].split()) for line in ast_lines] == [mutant.after]


def test_defaults_are_changed_and_docstrings_annotations_and_given_code_are_not():
    text = 'def f(a: int = 3) -> "1":\n    """Say 1."""\n\ndef g():\n    return 1\n'
    found = [mutant.after for mutant in population(Manuscript("x", text), given={"g"})]
    assert found == ["def f(a: int = 4) -> \"1\":", "def f(a: int = 2) -> \"1\":"]  # fmt: skip


def test_an_argument_is_overwritten_where_the_docstring_says_that_it_is_not_changed():
    found = list(spoilt(Manuscript("x", SOLUTION), ("clip", "count_down")))
    assert [(m.before, m.after) for m in found] == [
        ("def clip", "x is overwritten after the answer")
    ]


# Which survive ------------------------------------------------------------------------------


def test_survivors_are_named_and_all_others_lose_points(chapter):
    hunted = Hunt(chapter).of("clip")
    assert hunted.survivors == (Survivor("solution", *GUARDS), Survivor("solution", *LINES))
    assert hunted.faults == ()
    assert hunted.tried == 10


def test_a_mutant_that_never_ends_is_ended_and_loses_its_points(chapter):
    hunted = Hunt(chapter, lambda mutant: mutant.after == "n = n + 1").of("count_down")
    assert (hunted.tried, hunted.survivors, hunted.faults) == (1, (), ())


@pytest.mark.parametrize("cost", [0.0, 9.0])  # a busy machine makes any grading dear
def test_right_answers_of_other_hands_are_mutated_with_the_helpers_that_they_share(
    chapter, monkeypatch, cost
):
    monkeypatch.setattr(Hunt, "cost", lambda self, name: cost if name == "clip" else 0.0)
    hand = chapter.root / "tests" / "correct" / NAME / "brief.py"
    hand.parent.mkdir(parents=True)
    hand.write_text("""
import numpy as np
def down(n):
    return list(range(n, 0, -1))
def clip(x, top=1.0):
    if (x != x).any():
        raise ValueError("nan")
    down(3)
    return np.minimum(x, top)
def count_down(n):
    return down(n)
""")
    hunt = Hunt(chapter, lambda mutant: mutant.file == "brief" and "range" in mutant.before)
    assert hunt.of("count_down").tried == 0  # the graders of `clip` run it first …
    hunted = hunt.of("clip", dear=True)
    assert hunted.tried > 2
    assert hunted.survivors == ()  # … and those of `count_down` see it
    assert hunted.graded_in == ("clip", "count_down")


def test_a_grader_that_breaks_on_a_mutant_is_a_fault(chapter):
    room = chapter.graders / "count_down.py"
    breaks = "{3: 0}[len(function(3))]"
    room.write_text(COUNT_DOWN.replace("assert function(3)", f"{breaks}\n    assert function(3)"))
    hunted = Hunt(chapter, lambda mutant: mutant.after == "while n > 1:").of("count_down")
    assert "a mutant of the solution breaks count_down.test_numbers" in "".join(hunted.faults)


def test_a_right_answer_that_loses_points_has_no_mutants(chapter):
    room = chapter.graders / "count_down.py"
    room.write_text(COUNT_DOWN.replace("[3, 2, 1]", "[3, 2]"))
    hunted = Hunt(chapter).of("count_down")
    assert hunted.tried == 0
    assert "the solution, a right answer, fails count_down.test_numbers" in hunted.faults[0]


def test_what_a_mutant_writes_lies_in_nobodys_way(chapter, tmp_path, monkeypatch):
    begin = "    found = []\n"
    writes = f'    open("written.txt", "a").close()\n{begin}'
    chapter.solution.write_text(SOLUTION.replace(begin, writes))
    empty = "import os\n\n    assert os.listdir() == []"
    room = chapter.graders / "count_down.py"
    room.write_text(COUNT_DOWN.replace("assert function(3)", f"{empty}\n    assert function(3)"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    hunted = Hunt(chapter, lambda mutant: mutant.after == "while n > 1:").of("count_down")
    assert (hunted.tried, hunted.survivors, hunted.faults) == (1, (), ())
    assert not list(here.iterdir())


# What may survive ---------------------------------------------------------------------------


def test_a_survivor_is_a_fault_until_it_is_killed_or_explained(chapter):
    (fault,) = tried(chapter).faults
    assert "mutants keep full marks: let a grader see each" in fault
    assert as_toml("clip", LINES[0], [LINES[1]], "solution") in fault
    room = chapter.graders / "clip.py"
    room.write_text(room.read_text().replace("[np.nan]", "[1.0, np.nan]"))
    explain(chapter, LINES)
    found = tried(chapter)
    assert (found.faults, found.equivalent, found.left) == ((), 1, "")


def test_a_reason_that_no_survivor_needs_is_a_fault(chapter):
    explain(chapter, LINES, ("return 1", "return 2"))
    fault = tried(chapter).faults[-1]
    assert "explains what does not survive, or is not there" in fault
    assert '"return 2"' in fault
    assert LINES[1] not in fault


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[clip]", "this is not TOML"),
        ("[[clop]]\nbefore = 'a'", "there is no exercise 'clop': there are clip, count_down"),
        ("[clip]\nbefore = 'a'", r"clip is no list: write [[clip]]"),
        ("clip = ['a']", "entry 1 of clip is no table"),
        ("[[clip]]\nbefore = 'a'\nafter = 'b'", "entry 1 of clip needs a text for 'reason'"),
        ("[[clip]]\nbefore = 'a'\nafter = 'b'\nreason = ' '", "needs a text for 'reason'"),
        ("[[clip]]\nbefore = 'a'\nafter = []\nreason = 'r'", "needs a text for 'after'"),
        ("[[clip]]\nbefore = 'a'\nafter = 'b'\nwhy = 'r'", "entry 1 of clip says 'why'"),
        ("[[clip]]\nbefore = 'a'\nafter = 'b'\nreason = 'r'\nfile = 'me'", "of the file 'me'"),
    ],
)
def test_a_malformed_entry_is_refused_by_its_name(chapter, text, says):
    chapter.equivalents.write_text(text)
    with pytest.raises(CourseError) as error:
        read_equivalents(chapter)
    assert "equivalents.toml" in str(error.value)
    assert says in str(error.value)


def test_an_entry_may_have_several_lines_and_one_reason(chapter):
    chapter.equivalents.write_text(as_toml("clip", "a  or\tb", ['"x"', "y's"], "solution", "Why."))
    first, second = read_equivalents(chapter)
    assert (first.before, first.after, first.file) == ("a or b", '"x"', "solution")
    assert (second.after, second.reason) == ("y's", "Why.")


# What is remembered -------------------------------------------------------------------------


def test_without_the_option_mutants_are_tried_where_something_has_changed(chapter):
    assert tried(chapter, every=False).left == NEVER
    explain(chapter, LINES, GUARDS)
    count = tried(chapter).count
    again = MutantTrial(chapter, every=True, alone=False)
    assert again.of("clip").count == count
    assert "hunt" not in vars(again)  # nothing was tried
    room = chapter.graders / "clip.py"
    room.write_text(room.read_text().replace("[np.nan]", "[1.0, np.nan]"))
    (fault,) = tried(chapter, every=False).faults  # it sees now what was explained
    assert as_toml("clip", GUARDS[0], [GUARDS[1]]) in fault


def test_what_an_older_engine_has_found_is_tried_again_on_request_alone(chapter):
    explain(chapter, LINES, GUARDS)
    tried(chapter)
    path = chapter.root / ".autograder" / "mutants.json"
    path.write_text(path.read_text().replace('"engine": "', '"engine": "x'))
    assert tried(chapter, every=False).left == OLDER
    assert tried(chapter).left == ""


def test_a_damaged_memory_is_none(chapter):
    path = chapter.root / ".autograder" / "mutants.json"
    path.parent.mkdir()
    for text in ("{", "[]", f'{{"{NAME}/clip": 3}}'):
        path.write_text(text)
        assert tried(chapter, every=False).left == NEVER


@pytest.mark.slow
def test_the_command_names_the_survivors_and_says_what_was_not_tried(tmp_path):
    for part in ("exercises", "course"):
        (tmp_path / part).mkdir()
    new(tmp_path, "ch90_scaling")
    build(tmp_path)
    room = Chapter(tmp_path, "ch90_scaling").graders / "scale.py"
    room.write_text(room.read_text().replace("[1.0, 2.0], [np.nan, 4.0]", "[np.nan, np.nan]"))

    def verified(*options):
        command = [Path(sys.executable).with_name("autograder"), "verify", "--isolation", "none"]
        return subprocess.run([*command, *options], cwd=tmp_path, capture_output=True, text=True)

    first, second, third = verified(), verified("--mutants"), verified()
    assert "mutants: not tried yet: `autograder verify --mutants ch90_scaling`" in first.stdout
    assert second.returncode == 1
    assert 'after = "if np.isnan(x).all():"' in second.stdout
    assert third.stdout == second.stdout  # remembered
