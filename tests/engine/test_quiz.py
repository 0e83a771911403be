"""The questions of a lesson: written, built, asked in the terminal and in a notebook."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from autograder.authoring.build import build, planned
from autograder.authoring.lessons import lesson_parts
from autograder.authoring.questions import lesson_quizzes
from autograder.chapters import CONTENTS, all_chapters
from autograder.errors import CourseError, UsageError
from autograder.instructor.kit.contents import kit_files, without_answers
from autograder.learner import quizwidget
from autograder.learner.exercises import find_exercise
from autograder.learner.quizcell import quiz
from autograder.learner.quizzing import (
    find_quizzes,
    is_right,
    nudge_of,
    number_in,
    quiz_after,
    quiz_at,
)
from autograder.learner.section import section_of
from autograder.quizpage import quiz_html
from autograder.quizzes import CHOICE, NUMBER, OPEN, quizzes_of
from tests.conftest import ROOT
from tests.engine.test_build import LESSON, cells_of, write_chapter

QUIZ = """\
```{quiz}
? Half of 7 is?
  Work it out.
= halve(7.0) ± 0.05
  Seven divided
  by two.

? What does this print?

      halve(3.0)

- `3`
  That is the whole.
+ `1.5`
  That is *half*.

? Why halve?
> Because.

  And why not.
```
"""
SOLUTION_OF_THIRDS = '''\
"""A toy chapter."""


def halve(x):
    """Return a third."""
    ### BEGIN SOLUTION
    return x / 3
    ### END SOLUTION


class Counter:
    """Counts."""

    def add(self):
        ### BEGIN SOLUTION
        self.n = 1
        ### END SOLUTION
'''
START = 22  # the line of the first question
NUMBERED = LESSON.replace("## Halves", "## 7.1 Halves").replace("## Counting", "## 7.2 Counting")
ASKING = NUMBERED.replace("## 7.2", f"{QUIZ}\n## 7.2").replace("{{ halve ★★ }}", "{{ halve ★★ }}\n")


@pytest.fixture
def root(tmp_path):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "course").mkdir()
    write_chapter(tmp_path, lesson=ASKING)
    build(tmp_path)
    return tmp_path


def with_quiz(text):
    return ASKING.replace(QUIZ, f"```{{quiz}}\n{text}```\n")


def the_quiz(root):
    (found,) = find_quizzes(root, "7.1")
    return found


# Written and built --------------------------------------------------------------------------


def test_the_questions_of_a_section_are_built_with_their_keys_computed(root):
    found = the_quiz(root)
    assert (found.section, found.title, found.exercises) == ("7.1", "7.1 Halves", ("halve",))
    number, choice, opened = found.questions
    assert [q.kind for q in found.questions] == [NUMBER, CHOICE, OPEN]
    assert number.text == "Half of 7 is? Work it out."
    assert (number.number, number.tolerance, number.shown) == (3.5, 0.05, "3.5")
    assert number.answer == "Seven divided by two."
    assert choice.text == "What does this print?\n\n    halve(3.0)"
    assert [(c.text, c.right) for c in choice.choices] == [("`3`", False), ("`1.5`", True)]
    assert opened.answer == "Because.\n\nAnd why not."


def test_a_key_follows_the_solution(root, tmp_path):
    chapter = write_chapter(tmp_path, lesson=ASKING, solution=SOLUTION_OF_THIRDS)
    content = json.loads(planned(chapter)[chapter.exercises_folder / CONTENTS])
    assert content["quizzes"][0]["questions"][0]["shown"] == "2.3"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("\n", -1, "this quiz is empty"),
        ("+ Yes\n  So.\n", 0, "a quiz begins with a question"),
        ("? What?\n", 0, "this question has no answer"),
        ("? What?\n\n? Why?\n> So.\n", 0, "this question has no answer"),
        ("? What?\n- No\n  So.\n", 0, "one right choice"),
        ("? What?\n+ Yes\n  So.\n", 0, "at least one wrong one"),
        ("? What?\n+ Yes\n  So.\n+ Yes\n  So.\n", 0, "one right choice"),
        ("? What?\n- No\n+ Yes\n  So.\n", 1, "say why below this choice"),
        ("? What?\n= 1\n", 1, "say why below this key"),
        ("? What?\n= 1\n  So.\n> So.\n", 3, "answered in one way"),
        ("? What?\n= 1\n  So.\n- No\n  So.\n", 3, "answered in one way"),
        ("? What?\n= half(3)\n  So.\n", 1, "`half(3)` is no number (NameError: name 'half'"),
        ("? What?\n= 1 ± x\n  So.\n", 1, "`x` is no number"),
        ("? What?\n= math.inf\n  So.\n", 1, "a key is a finite number"),
        ("? What?\n> So.\nand so on\n", 2, "begin a line with ?, +, -, = or >"),
        ("? What is $x$?\n> So.\n", 0, "a terminal draws no formula"),
    ],
)
def test_a_fault_in_a_quiz_is_named_with_file_and_line(tmp_path, text, line, says):
    chapter = write_chapter(tmp_path, lesson=with_quiz(text))
    with pytest.raises(CourseError, match=re.escape(says)) as caught:
        lesson_quizzes(chapter, lesson_parts(chapter))
    assert str(caught.value).startswith(f"course/lessons/ch07_toy.md:{START + line}: ")


@pytest.mark.parametrize(
    ("lesson", "says"),
    [
        (ASKING.replace("## 7.1 Halves", "## Halves"), "a section with a name"),
        (ASKING.replace(QUIZ, f"{QUIZ}\n{QUIZ}"), f"has questions in line {START}: put them"),
    ],
)
def test_a_section_with_questions_has_a_number_and_one_block(tmp_path, lesson, says):
    with pytest.raises(CourseError, match=says):
        lesson_parts(write_chapter(tmp_path, lesson=lesson))


def test_a_notebook_asks_at_the_place_of_the_block_and_shows_no_answer(root):
    (chapter,) = {find_exercise(root, "halve").chapter}
    cells = {cell["id"]: "".join(cell["source"]) for cell in cells_of(chapter)}
    ids = list(cells)
    assert ids.index("check-halve") < ids.index("quiz-7-1") < ids.index("task-Counter")
    assert cells["quiz-7-1"] == 'quiz("7.1")'
    assert not [name for name, text in cells.items() if "Seven divided" in text]


def test_a_section_that_is_read_in_the_terminal_names_the_command(root):
    lesson = ASKING.replace("## 7.2 Counting\n", "")
    write_chapter(root, lesson=lesson)
    build(root)
    section = section_of(find_exercise(root, "Counter"))
    assert "Questions: `autograder quiz 7.1`" in section.text
    assert "{quiz}" not in section.text


# Found and judged ---------------------------------------------------------------------------


def test_questions_are_found_by_section_chapter_and_exercise(root):
    found = the_quiz(root)
    assert find_quizzes(root, "ch7") == find_quizzes(root, "toy") == [found]
    assert quiz_at(find_exercise(root, "halve")) == found
    assert quiz_at(find_exercise(root, "Counter")) is None
    assert quiz_after(root, found) is None
    with pytest.raises(UsageError, match=r"no section '7.4' has questions: there are 7\.1"):
        find_quizzes(root, "7.4")


def test_a_section_is_called_by_a_letter_or_a_number(root):
    lettered = ASKING.replace("## 7.1", "## 7A").replace("## 7.2", "## 7B")
    write_chapter(root, lesson=lettered)
    build(root)
    (found,) = find_quizzes(root, "7a")
    assert (found.section, found.title) == ("7A", "7A Halves")
    assert find_quizzes(root, "7A") == [found]
    with pytest.raises(UsageError, match="no section '7D' has questions: there are 7A"):
        find_quizzes(root, "7D")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0.5", 0.5),
        ("0,5", 0.5),
        ("1/4", 0.25),
        ("269,322", 269322),
        ("1,250.5", 1250.5),
        ("0,125", 0.125),
        ("\N{MINUS SIGN}3", -3),
        ("1e-3", 0.001),
        ("1/0", None),
        ("nan", None),
        ("five", None),
        ("", None),
    ],
)
def test_a_number_may_be_typed_in_any_usual_way(typed, number):
    assert number_in(typed) == number


@pytest.mark.parametrize(
    ("typed", "right"), [(3.5, True), (3.55, True), (3.45, True), (3.6, False)]
)
def test_a_number_is_right_within_the_tolerance(root, typed, right):
    assert is_right(the_quiz(root).questions[0], typed) is right


@pytest.mark.parametrize(
    ("answer", "tolerance", "typed", "right"),
    [(1.386, 0.005, 1.4, True), (1.386, 0.005, 1.3, False), (221, 0, 220, False)],
)
def test_where_about_is_asked_two_digits_are_enough(root, answer, tolerance, typed, right):
    question = replace(the_quiz(root).questions[0], number=answer, tolerance=tolerance)
    assert is_right(question, typed) is right


# In the terminal ----------------------------------------------------------------------------


def asked(folder, what, typed):
    command = [sys.executable, "-m", "autograder", "quiz", *what]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=folder, env=environment, input=typed, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("typed", "says"), [(9.0, "smaller"), (3.0, "larger"), (-3.5, "the sign is not")]
)
def test_a_wrong_number_hears_which_way_it_is_wrong(root, typed, says):
    assert says in nudge_of(the_quiz(root).questions[0], typed)


def test_a_session_says_what_is_right_and_why_and_ends_with_one_line(root):
    done = asked(root, ["7.1"], "4\n3,5\n\x20b\n\n")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("7.1 Halves  3 questions")
    assert "   ✗ No. The answer is smaller." in done.stdout
    assert "   ✓ Right. Seven divided by two." in lines
    assert "    halve(3.0)" in done.stdout
    assert "   ✓ Right. That is half." in lines
    assert "Because." in done.stdout
    assert lines[-1].startswith("1 of 2 right at the first try, 1 answer compared.")


def test_a_wrong_choice_hears_why_and_may_try_again_or_see_the_answer(root):
    done = asked(root, ["7"], "\nx\na\n\nq\n")
    assert "The answer is 3.5: Seven divided by two." in done.stdout
    assert "✗ No. That is the whole." in done.stdout
    assert "The answer is B: That is half." in done.stdout
    assert "Because" not in done.stdout
    assert "0 of 2 right at the first try. " in done.stdout


def test_a_question_that_was_tried_counts_when_the_session_ends(root):
    assert "0 of 1 right at the first try. " in asked(root, ["7"], "4\nq\n").stdout


def test_q_or_the_end_of_the_input_ends_a_session(root):
    for typed in ("q\n", ""):
        done = asked(root, [], typed)
        assert done.returncode == 0, done.stderr
        assert done.stdout.endswith("Nothing answered. No points, only understanding.\n")


def test_an_unknown_section_is_refused_with_those_that_there_are():
    done = asked(ROOT, ["1.9"], "")
    assert done.returncode == 2
    assert "no section '1.9' has questions: there are 1A, 1B" in done.stderr


# In the kit ---------------------------------------------------------------------------------


def test_a_kit_asks_the_questions_and_its_lessons_do_not_give_them_away(root):
    lesson = without_answers(ASKING)
    assert "Seven divided" not in lesson
    assert "\nQuestions: `autograder quiz 7.1`\n\n## 7.2 Counting" in lesson
    assert lesson.startswith(ASKING.partition("```{quiz}")[0])
    files = kit_files(ROOT)
    for chapter in all_chapters(ROOT):
        assert b"{quiz}" not in files[f"course/lessons/{chapter.name}.md"]
        assert b'"quizzes"' in files[f"exercises/{chapter.name}/{CONTENTS}"]


# In a notebook ------------------------------------------------------------------------------


class Folds(HTMLParser):
    """Collects what is folded, and requires that every tag is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.folds = [], 0
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        if tag != "br":
            self.open.append(tag)
        self.folds += tag == "details"

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_a_page_folds_each_answer_and_is_whole(root):
    text = quiz_html(the_quiz(root))
    assert Folds(text).folds == 4
    shown = re.sub(r"<details.*?</summary>.*?</details>", "", text)
    assert "Half of 7 is?" in shown
    assert "Seven" not in shown
    assert "<strong>3.5</strong>: Seven divided by two." in text
    assert "<code>1.5</code>" in text


def test_text_of_a_question_is_no_markup_of_the_page(tmp_path):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "course").mkdir()
    write_chapter(tmp_path, lesson=with_quiz("? Is 1 <b> 2?\n> <script>No.</script>\n"))
    build(tmp_path)
    text = quiz_html(the_quiz(tmp_path))
    assert "<script" not in text
    assert "1 &lt;b&gt; 2" in text


def test_a_notebook_shows_folds_where_there_are_no_fields(root, monkeypatch):
    monkeypatch.chdir(root / "exercises" / "ch07_toy")
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    shown = quiz("7.1")
    assert "autograder quiz 7.1" in repr(shown)
    assert set(shown._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_a_notebook_without_such_a_section_says_so(root, monkeypatch, capsys):
    monkeypatch.chdir(root / "exercises" / "ch07_toy")
    assert quiz("7.9") is None
    assert "no section '7.9' has questions: there are 7.1" in capsys.readouterr().out
    assert quiz(7.1) is None
    assert 'quiz("1B")' in capsys.readouterr().out


def test_nbgrader_is_asked_nothing(root, monkeypatch):
    monkeypatch.chdir(root)
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    assert quiz("7.1") is None


@pytest.fixture
def fields(root, monkeypatch):
    """The parts of the widget: each question is followed by its fields and what is told."""
    pytest.importorskip("ipywidgets")
    return quizwidget.quiz_box(the_quiz(root)).children[1:]


def test_fields_say_at_once_whether_an_answer_is_right(fields):
    _, row, told, _, radio, of_choice, _, button, of_open = fields
    typed, _, show = row.children
    for value, says in (("4", "No."), ("five", "Type a number"), ("3.5", "Seven divided by two.")):
        typed.value = value
        assert says in told.value
    show.click()
    assert "<strong>3.5</strong>" in told.value
    radio.index = 0
    assert "That is the whole." in of_choice.value
    radio.index = 1
    assert "Right." in of_choice.value
    button.click()
    assert "Because." in of_open.value
    button.click()
    assert of_open.value == ""


def test_a_notebook_with_fields_keeps_the_folds_for_pages_that_cannot_show_them(root, monkeypatch):
    pytest.importorskip("ipywidgets")
    monkeypatch.chdir(root / "exercises" / "ch07_toy")
    bundle = quiz("7.1")._repr_mimebundle_()
    assert {"application/vnd.jupyter.widget-view+json", "text/html"} <= set(bundle)
    assert bundle["text/html"] == quiz_html(
        next(iter(quizzes_of(find_exercise(root, "halve").chapter)))
    )
