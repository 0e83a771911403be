"""A learner's own machine names mistakes too, from what `build` recorded of them."""

import html
import json
import subprocess
import sys

import numpy as np
import pytest

from autograder.authoring.build import build, stale
from autograder.authoring.mutants import MutantLauncher, mutant_source, unheard
from autograder.chapters import RECORDED, all_chapters, find_chapter
from autograder.errors import CourseError
from autograder.grading.collect import collect_checks
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination
from autograder.grading.key import answer_key, packages_of, public_key
from autograder.grading.results import State
from autograder.learner.checking import check_file
from autograder.learner.notebook import check
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.limits import NUMPY
from autograder.sandbox.worker.loading import Cell, Source
from tests.conftest import ROOT
from tests.engine.conftest import write_answer
from tests.engine.test_learner import autograder

# Of exercises with Keras nothing is recorded: a learner's machine would have to train for it.
CHAPTERS = [each for each in all_chapters(ROOT) if NUMPY in packages_of(each).values()]


def named(chapter):
    """Return what the checks say of each recorded mistake: its name, and the name they give it."""
    key = public_key(chapter)
    entries = {(entry.exercise, entry.name): entry for entry in answer_key(chapter).misconceptions}
    checks = collect_checks(chapter.exercises_folder / chapter.checks.name)
    found = []
    with unheard():
        for mistake in key.recorded:
            own = [check for check in checks if check.exercise == mistake.exercise]
            entry = entries[mistake.exercise, mistake.name]  # two exercises may have one of a name
            launcher = MutantLauncher({entry.name: entry})
            connections = Connections(launcher, mutant_source(chapter, mistake.name))
            outcomes = Examination(connections, key, public=True).run_all(own)
            failed = [outcome for outcome in outcomes if outcome.state is State.FAILED]
            found.append((mistake.name, {outcome.misconception for outcome in failed} - {None}))
    return found


def test_every_mistake_of_the_toy_chapter_is_recognised(shop):
    found = named(shop)
    assert len(found) == 14
    assert found == [(name, {name}) for name, _ in found]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_a_recorded_mistake_is_recognised_or_not_named_at_all(chapter):
    found = named(chapter)
    assert found
    for name, names in found:
        assert names <= {name}, name
    recognised = sum(bool(names) for _, names in found)
    assert recognised >= 0.94 * len(found), [name for name, names in found if not names]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_what_is_recorded_holds_messages_and_answers_and_no_code(chapter):
    text = (chapter.exercises_folder / RECORDED).read_text()
    assert "def " not in text
    assert "import " not in text
    for mistake in json.loads(text)["mistakes"]:
        assert set(mistake) == {"exercise", "name", "message", "answers", "fails"}
        assert mistake["answers"]
        assert mistake["fails"]


def test_the_recording_is_made_anew_when_what_it_was_made_from_changes(toy_course):
    assert stale(toy_course) == []
    chapter = find_chapter(toy_course, "ch01_shop")
    first = public_key(chapter).recorded[0]
    room, begin = chapter.rooms[first.exercise], first.message[:12]
    room.write_text(room.read_text().replace(f'"""{begin}', f'"""Here: {begin}'))
    answer_key.cache_clear()  # each command is a process of its own
    assert f"exercises/{chapter.name}/{RECORDED} is stale: run `make build`" in stale(toy_course)
    build(toy_course)
    assert f"Here: {begin}" in (chapter.exercises_folder / RECORDED).read_text()


def test_nothing_is_recorded_of_networks_where_tensorflow_is_missing(tiny, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(CourseError, match="needs TensorFlow, which is not installed"):
        build(tiny.root, [tiny.name], force=True)


@pytest.mark.parametrize("damage", ["{", "[]", '{"mistakes": [{}]}'])
def test_a_damaged_recording_is_named_with_the_next_step(toy_course, damage):
    chapter = find_chapter(toy_course, "ch01_shop")
    path = chapter.exercises_folder / RECORDED
    path.write_text(damage)
    with pytest.raises(CourseError, match=r"mistakes.json is damaged .* run `autograder build`"):
        public_key(chapter)


def test_without_a_recording_checks_work_and_name_nothing(toy_course):
    chapter = find_chapter(toy_course, "ch01_shop")
    (chapter.exercises_folder / RECORDED).unlink()
    assert public_key(chapter).recorded == ()


HALF_RIGHT = "return float(np.dot(amounts, prices))"


def test_terminal_pytest_and_notebook_name_the_mistake_in_the_same_words(toy_course, monkeypatch):
    chapter = find_chapter(toy_course, "ch01_shop")
    write_answer(chapter, "bill", HALF_RIGHT)
    messages = {
        mistake.message for mistake in public_key(chapter).recorded if mistake.exercise == "bill"
    }
    terminal = autograder(toy_course, "check", "ch01_shop/bill").stdout
    (message,) = [text for text in messages if text in " ".join(terminal.split())]
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "exercises/ch01_shop"]
    plain = subprocess.run(command, cwd=toy_course, capture_output=True, text=True).stdout
    assert message in plain
    monkeypatch.chdir(toy_course)
    names = {"np": np, "check": check}
    exec(f"def bill(amounts, prices, fee=0.0):\n    {HALF_RIGHT}", names)
    report = eval("check('bill')", names)
    assert message in repr(report)
    assert html.escape(message) in report._repr_html_()


SERVED = """left, takings = stock.copy(), []
    for order in orders:
        fits = np.all(order <= left)
        left = left - fits * order
        takings.append(float(fits * (order @ np.where(prices > LIMIT, 0.75 * prices, prices))))
    return """


@pytest.mark.parametrize(
    ("exercise", "body", "says"),
    [
        # Right but for its type: every answer equals that of a mistake, on this input.
        ("serve", SERVED + "[left, takings]", "Expected: a tuple."),
        # Its faulty answer is no plain data: the right ones alone would name any mistake.
        ("bill", "if amounts.shape != prices.shape:\n        return ValueError('shape')\n"
         "    return float(amounts @ prices + fee)", "write `raise`, not `return`"),
        # It fails the check of a mistake, but at another call.
        ("serve", SERVED + "left, takings", "this message is NumPy's"),
    ],
)  # fmt: skip
def test_what_another_fault_explains_is_not_taken_for_a_known_mistake(
    toy_course, exercise, body, says
):
    chapter = find_chapter(toy_course, "ch01_shop")
    write_answer(chapter, exercise, body)
    failed = [o for o in check_file(chapter, exercise).outcomes if o.state is State.FAILED]
    assert {outcome.misconception for outcome in failed} == {None}
    assert says in failed[0].message


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ch02_forward/softmax/subtracts_before_it_converts", "1 - 3 is 254 in uint8"),
        ("ch03_backprop/delta_rule_step/computes_before_it_converts", "the error is 44 - 300"),
    ],
)
def test_a_mistake_whose_check_passes_is_another_one(name, says):
    place, exercise, _ = name.split("/")
    chapter = find_chapter(ROOT, place)
    wrong = (ROOT / "tests" / "wrong" / f"{name}.py").read_text()
    cells = (Cell("all.py", chapter.solution.read_text()), Cell("wrong.py", wrong))
    checks = collect_checks(chapter.exercises_folder / chapter.checks.name)
    own = [check for check in checks if check.exercise == exercise]
    connections = Connections(LocalLauncher(), Source(chapter.module, cells))
    outcomes = Examination(connections, public_key(chapter), public=True).run_all(own)
    (failed,) = [each for each in outcomes if each.state is State.FAILED]
    assert failed.misconception is None
    assert says in failed.message
