"""One set of slots grades all chapters of a run, and outlives what it grades."""

import os
import signal

import pytest

from autograder.authoring.graded import source_of
from autograder.chapters import all_chapters, read_text
from autograder.errors import GradingError
from autograder.grading.runner import Task
from autograder.instructor.classes.executor import Setting
from autograder.instructor.classes.grade import grade_class
from autograder.instructor.classes.slots import Slots


def tasks(chapter, *students):
    source = source_of(chapter, read_text(chapter.solution))
    return [Task(student, source) for student in students]


def pids(slots):
    return [slot.process.pid for slot in slots.slots]


def scores(results):
    return {result.student: result.score for result in results}


@pytest.fixture
def slots():
    with Slots(Setting(jobs=2)) as started:
        yield started


def test_the_slots_of_the_first_chapter_grade_the_second(slots, shop, scaling):
    assert scores(slots.grade(shop, tasks(shop, "ada", "ben", "cem"))) == {
        "ada": 100, "ben": 100, "cem": 100,
    }  # fmt: skip
    before = pids(slots)
    results = list(slots.grade(scaling, tasks(scaling, "ada", "ben")))
    assert scores(results) == {"ada": 100, "ben": 100}
    assert {result.chapter for result in results} == {"ch03_scaling"}
    assert scores(slots.grade(shop, tasks(shop, "dan"))) == {"dan": 100}
    assert pids(slots) == before
    assert len(before) == 2


def test_there_are_no_more_slots_than_tasks_and_more_when_they_are_needed(slots, shop, scaling):
    assert list(slots.grade(shop, [])) == []
    assert pids(slots) == []
    assert scores(slots.grade(shop, tasks(shop, "ada"))) == {"ada": 100}
    (one,) = pids(slots)
    assert len(scores(slots.grade(scaling, tasks(scaling, "ada", "ben", "cem")))) == 3
    assert pids(slots)[0] == one
    assert len(pids(slots)) == 2


def test_a_slot_that_died_while_it_waited_is_replaced_at_the_next_chapter(slots, shop, scaling):
    list(slots.grade(shop, tasks(shop, "ada", "ben")))
    dead, other = slots.slots
    os.kill(dead.process.pid, signal.SIGKILL)
    dead.process.wait(10)
    before = other.process.pid
    names = ("ada", "ben", "cem")
    assert scores(slots.grade(scaling, tasks(scaling, *names))) == dict.fromkeys(names, 100)
    assert other.process.pid == before
    assert dead.process.poll() is None


def test_a_slot_that_dies_before_its_next_task_costs_that_task_nothing(slots, shop):
    names = ("ada", "ben", "cem", "dan")
    found = {}
    for result in slots.grade(shop, tasks(shop, *names)):
        found[result.student] = result.score
        if len(found) == 1:  # whatever the slots are about at this moment
            os.kill(slots.slots[0].process.pid, signal.SIGKILL)
    assert found == dict.fromkeys(names, 100)


def test_slots_end_with_their_block(shop):
    with Slots(Setting(jobs=2)) as started:
        list(started.grade(shop, tasks(shop, "ada", "ben")))
        processes = [slot.process for slot in started.slots]
    assert [process.returncode for process in processes] == [0, 0]


def test_a_level_that_does_not_work_ends_the_run_with_its_reason(monkeypatch, shop):
    monkeypatch.setenv("PATH", "/nowhere")
    with Slots(Setting(jobs=1)) as started, pytest.raises(GradingError, match="install"):
        list(started.grade(shop, tasks(shop, "ada")))


POISON = """
import os

from autograder.asserting import grader


@grader()
def test_poison(submission):
    '''A fault.'''
    if submission.poisoned(1) == 77:
        os._exit(1)
"""


def test_a_slot_that_dies_in_the_second_chapter_is_replaced_and_the_rest_goes_on(
    tmp_path, toy_course
):
    """A grader that ends its own process stands for a fault of the engine."""
    chapters = all_chapters(toy_course)
    second = chapters[1]
    room = next(iter(second.rooms.values()))
    room.write_text(read_text(room) + POISON)
    for chapter in chapters:
        for student in ("ada", "bad", "cem"):
            folder = tmp_path / "in" / student / chapter.name
            folder.mkdir(parents=True)
            value = 77 if student == "bad" else 1
            text = f"{read_text(chapter.solution)}\ndef poisoned(x): return {value}\n"
            (folder / f"{chapter.module}.py").write_text(text)
    run = grade_class(
        toy_course, tmp_path / "in", tmp_path / "out", executor=Slots(Setting(jobs=1))
    )
    results = {(result.chapter, result.student): result for result in run.results}
    assert len(results) == 6
    poisoned = results.pop((second.name, "bad"))
    assert {result.score for result in results.values()} == {100}
    assert poisoned.needs_review
    assert "died twice" in poisoned.notes[0]


def test_tasks_are_taken_when_they_are_wanted_and_equal_outcomes_are_kept_once(slots, shop):
    taken = []

    def many():
        for task in tasks(shop, *(f"student{number}" for number in range(12))):
            taken.append(task.student)
            yield task

    results = slots.grade(shop, many())
    first = next(results).compact()
    assert len(taken) <= 4  # one for each slot, and one for that which is free
    others = [result.compact() for result in results]
    assert len(taken) == 12
    for other in others:
        assert all(a is b for a, b in zip(first.outcomes, other.outcomes, strict=True))
    assert any(result.seconds for result in others)
