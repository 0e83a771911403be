"""What `watch` decides after a save and after an answer: no file, no process, no screen."""

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.chapters import all_chapters
from autograder.grading.results import Outcome, State
from autograder.learner.exercises import exercises_of
from autograder.learner.plan import Plan, Save, after_answer, after_save, begin
from autograder.learner.scene import Panel, Scene
from autograder.learner.standing import Stand, Standing
from autograder.learner.warm import Answer
from autograder.learner.workfile import WorkFile
from tests.conftest import ROOT

CHAPTER, OTHER, *_ = all_chapters(ROOT)
A, B, C, *REST = exercises_of(CHAPTER)
ALL = (*exercises_of(CHAPTER), *exercises_of(OTHER))
NOON = "12:00:00"


def written(**bodies: str) -> WorkFile:
    """A learner's file: each exercise by its letter, and what it returns."""
    names = {"a": A.name, "b": B.name, "c": C.name}
    text = "".join(f"def {names[letter]}():\n    return {bodies[letter]}\n" for letter in bodies)
    return WorkFile(Path("neuron.py"), text)


def broken(work: WorkFile) -> WorkFile:
    return WorkFile(work.path, f"{work.text})")


BEFORE = written(a="1", b="2", c="3")


def stands(**known: Stand) -> list[Standing]:
    """Where all exercises stand: those of the letters as it is said, the others begun."""
    letters = {A: "a", B: "b", C: "c"}
    return [Standing(each, known.get(letters.get(each, ""), Stand.BEGUN)) for each in ALL]


def plan(current=A, *, passed=(), work=BEFORE, ahead=(), found=None) -> Plan:
    scene = Scene(ROOT, CHAPTER, standings=found or stands())
    keys = frozenset(each.key for each in passed)
    start = Plan(scene, {CHAPTER: work}, {CHAPTER: BEFORE}, keys, ahead=tuple(ahead))
    return start.turned_to(current)


def saved(before: Plan, work: WorkFile, **known: Stand) -> Plan:
    return after_save(before, Save(CHAPTER, work, stands(**known)))


def answer(exercise, right: bool, work=BEFORE) -> Answer:
    state = State.PASSED if right else State.FAILED
    return Answer(exercise, work, (Outcome("check", exercise.name, "a line", 1.0, state),))


def answered(before: Plan, given: Answer, **known: Stand) -> Plan:
    return after_answer(before, given, stands(**known), NOON)


# After a save ---------------------------------------------------------------------------------


def test_what_changed_is_checked_the_current_exercise_first():
    after = saved(plan(B), written(a="7", b="8", c="3"))
    assert after.ahead == (B, A)
    assert after.saved == {A.key, B.key}
    assert after.leading


def test_a_save_that_changes_nothing_checks_the_current_exercise_again():
    assert saved(plan(B), BEFORE).ahead == (B,)


def test_a_save_of_a_chapter_that_is_all_done_checks_all_of_it():
    found = [Standing(each, Stand.DONE) for each in ALL]
    after = after_save(plan(None), Save(CHAPTER, BEFORE, found))
    assert after.ahead == exercises_of(CHAPTER)


def test_what_passed_before_and_depends_on_the_change_is_checked_last():
    after = saved(plan(A, passed=[B]), written(a="7", b="2", c="3"), a=Stand.CHANGED,
                  b=Stand.CHANGED, c=Stand.CHANGED)  # fmt: skip
    assert after.ahead == (A, B)  # C was never right: its failing would be no news


def test_what_takes_long_is_checked_only_if_it_changed():
    old, new = (written(a=each, b="keras", c="3") for each in "17")
    old, new = (WorkFile(each.path, f"import keras\n{each.text}") for each in (old, new))
    before = replace(plan(A, passed=[B, C], work=old), sound={CHAPTER: old})
    after = saved(before, new, **dict.fromkeys("abc", Stand.CHANGED))
    assert after.ahead == (A, C)


def test_a_file_that_is_no_python_is_told_at_the_current_exercise():
    after = saved(plan(B, passed=[A]), broken(BEFORE))
    assert after.ahead == (B,)
    assert after.saved == frozenset()
    assert after.sound[CHAPTER] is BEFORE


def test_after_a_repair_only_what_differs_from_the_last_python_is_checked():
    work = written(a="1", b="2", c="9")
    after = saved(saved(plan(C), broken(work)), work)
    assert after.saved == {C.key}
    assert after.ahead == (C,)


def test_an_answer_that_told_of_a_broken_file_is_taken_away_and_asked_for_again():
    faulty = broken(BEFORE)
    before = plan(B, work=faulty)
    before = replace(before, scene=before.scene.answered(Answer(B, faulty, fault="("), NOON))
    after = saved(before, written(a="7", b="2", c="3"))
    assert after.ahead == (A, B)
    assert after.scene.answer is None
    assert after.scene.exercise == B


def test_a_save_of_another_chapter_shows_it():
    work = WorkFile(Path("forward.py"), "")
    after = after_save(plan(A), Save(OTHER, work, stands()))
    first = exercises_of(OTHER)[0]
    assert (after.scene.chapter, after.scene.exercise, after.ahead) == (OTHER, first, (first,))


@pytest.mark.parametrize(
    ("panel", "then"), [(Panel.HINTS, Panel.HINTS), (Panel.LIST, Panel.NONE)], ids=str
)
def test_a_save_clears_the_news_and_every_panel_but_the_hints(panel, then):
    before = plan(A)
    before = replace(before, scene=replace(before.scene, panel=panel))
    assert saved(before, BEFORE).scene.panel is then
    assert saved(before, BEFORE).scene.news == ()


def test_a_plan_is_not_changed_by_what_follows():
    before = plan(A, passed=[B])
    saved(before, written(a="7", b="2", c="3"))
    answered(before, answer(A, right=True))
    assert before == plan(A, passed=[B])


# After an answer ------------------------------------------------------------------------------


def test_the_first_failure_becomes_the_current_exercise_and_later_ones_only_count():
    after = answered(plan(A, ahead=[C]), answer(B, right=False))
    assert (after.scene.exercise, after.scene.clock) == (B, NOON)
    assert not after.leading
    later = answered(replace(after, ahead=()), answer(C, right=False))
    assert later.scene.exercise == B
    assert later.scene.answer == after.scene.answer


def test_a_failure_does_not_take_the_learner_back_from_where_n_led():
    after = answered(plan(B, ahead=[B]), answer(A, right=False))
    assert after.scene.exercise == B
    assert after.leading


def test_when_the_current_exercise_passes_the_next_that_is_not_done_is_focused():
    before = replace(plan(A), saved=frozenset({A.key}))
    after = answered(before, answer(A, right=True), a=Stand.DONE, b=Stand.DONE)
    assert (after.scene.exercise, after.ahead) == (C, (C,))
    assert [news.exercise for news in after.scene.news] == [A.name, ""]
    assert after.scene.news[-1].text.startswith("Section 1C is done: `autograder quiz 1C`")


def test_nobody_is_led_away_from_an_exercise_of_the_same_chapter_that_is_not_done():
    after = answered(plan(B), answer(A, right=True), a=Stand.DONE)
    assert (after.scene.exercise, after.ahead) == (B, ())


def test_the_end_of_a_chapter_is_a_place_to_stay_at():
    done = [Standing(each, Stand.DONE if each.chapter == CHAPTER else Stand.NEW) for each in ALL]
    after = after_answer(plan(A), answer(A, right=True), done, NOON)
    assert (after.scene.chapter, after.scene.exercise, after.ahead) == (CHAPTER, None, ())
    assert after.scene.following == exercises_of(OTHER)[0]


def test_what_nobody_has_begun_is_not_checked():
    found = stands(a=Stand.DONE, b=Stand.NEW)
    after = after_answer(plan(A), answer(A, right=True), found, NOON)
    assert (after.scene.exercise, after.scene.unwritten, after.ahead) == (B, True, ())
    assert saved(plan(B, found=found), BEFORE, b=Stand.NEW).ahead == ()
    assert plan(B, found=found).with_all().ahead == tuple(
        e for e in exercises_of(CHAPTER) if e != B
    )


def test_a_stub_that_is_put_back_takes_its_answer_away():
    before = answered(plan(A), answer(A, right=False))
    after = saved(
        replace(before, passed=frozenset({A.key})), written(a="7", b="2", c="3"), a=Stand.NEW
    )
    assert (after.scene.exercise, after.scene.answer, after.passed) == (A, None, frozenset())


def test_a_warning_stands_until_its_exercise_answers_without_one():
    warned = replace(answer(A, right=True), warned=("Warning: overflow",))
    after = answered(plan(A), warned, a=Stand.DONE)
    assert after.scene.warned == {A.name: ("Warning: overflow",)}
    after = answered(after, answer(B, right=True), a=Stand.DONE, b=Stand.DONE)
    assert list(after.scene.warned) == [A.name]
    assert answered(after, answer(A, right=True), a=Stand.DONE).scene.warned == {}


def test_where_everything_is_done_no_exercise_is_the_current_one():
    done = [Standing(each, Stand.DONE) for each in ALL]
    after = after_answer(plan(A), answer(A, right=True), done, NOON)
    assert after.scene.exercise is None
    assert after.ahead == ()


def test_what_passed_before_and_was_not_touched_is_named_when_it_fails():
    after = answered(plan(A, passed=[B]), answer(B, right=False))
    assert after.scene.news[-1].text == f"{B.name} passed before and fails now."
    assert after.passed == frozenset()
    touched = replace(plan(A, passed=[B]), saved=frozenset({B.key}))
    assert answered(touched, answer(B, right=False)).scene.news == ()


def test_what_passes_again_untouched_is_no_news():
    assert answered(plan(C, passed=[B]), answer(B, right=True)).scene.news == ()
    assert len(answered(plan(C), answer(B, right=True)).scene.news) == 1


def test_a_file_that_is_no_python_takes_nothing_back():
    faulty = broken(BEFORE)
    after = answered(plan(B, passed=[B], work=faulty), Answer(B, faulty, fault="("))
    assert after.passed == {B.key}
    assert after.scene.news == ()


# What a learner asks for ----------------------------------------------------------------------


def test_at_the_start_the_first_exercise_is_checked_then_what_nobody_watched():
    found = stands(a=Stand.CHANGED, c=Stand.CHANGED)
    assert begin(plan(None, found=found), A).ahead == (A, C)


def test_a_focused_exercise_is_checked_next_and_its_hints_are_folded():
    before = plan(A, ahead=[C])
    before = replace(before, scene=replace(before.scene, panel=Panel.HINTS))
    after = replace(before, leading=False).focused(B)
    assert (after.ahead, after.leading) == ((B, C), True)
    assert after.scene.panel is Panel.NONE
    assert after.scene.line == 3  # where its definition begins


def test_all_of_a_chapter_is_checked_the_current_exercise_first():
    after = plan(B, ahead=[C]).with_all()
    assert after.ahead == (B, A, C, *REST)
    assert (after.scene.panel, after.scene.busy) == (Panel.LIST, "checking all …")
