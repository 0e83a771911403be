"""What `watch` checks next and shows then: decided here, without a file, a process or a screen.

`Watch` holds one plan. Whatever happens, it asks for the plan that follows, and carries it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.chapters import Chapter
from autograder.learner.exercises import Exercise
from autograder.learner.quizzing import quiz_at
from autograder.learner.scene import News, Panel, Scene
from autograder.learner.standing import Stand, Standing, next_of
from autograder.learner.warm import Answer
from autograder.learner.workfile import WorkFile


@dataclass(frozen=True)
class Plan:
    """What is known, what is shown, and what is to be checked.

    The first exercise of `ahead` that fails becomes the current one; once `leading` is unset the
    current one is chosen, and the others only count.
    """

    scene: Scene
    works: Mapping[Chapter, WorkFile]  # the learner's files, as they were last saved
    sound: Mapping[Chapter, WorkFile]  # the last ones that were Python
    passed: frozenset[str] = frozenset()  # keys of what passed when it was last checked
    saved: frozenset[str] = frozenset()  # keys of what the last save changed
    ahead: tuple[Exercise, ...] = ()
    leading: bool = True

    def turned_to(self, exercise: Exercise | None) -> Plan:
        """Make an exercise the current one, its checks still to be run."""
        line = self.scene.line
        if exercise:
            work = self.works.get(exercise.chapter)
            line = work.line(exercise.name) if work else 1
        return replace(self, scene=self.scene.turned_to(exercise, line))

    def focused(self, exercise: Exercise | None) -> Plan:
        """Make an exercise the current one, and the next to be checked if it was begun."""
        if exercise is None or not self._is_begun(exercise):
            return replace(self.turned_to(exercise), leading=False)
        return replace(self.turned_to(exercise), ahead=(exercise, *self.ahead), leading=True)

    def with_all(self) -> Plan:
        """Check all that was begun in the chapter, the current exercise first."""
        ahead = _first_of(self.scene.exercise, list(filter(self._is_begun, _own(self.scene))))
        busy = "checking all …" if ahead else ""
        scene = replace(self.scene, panel=Panel.LIST, busy=busy)
        return replace(self, scene=scene, saved=frozenset(), ahead=tuple(ahead), leading=True)

    def unchecked(self) -> list[Exercise]:
        """Return what is not checked in the chapter on show; nothing that takes long."""
        work = self.works.get(self.scene.chapter)
        changed = [each.exercise for each in self.scene.of_chapter if each.stand is Stand.CHANGED]
        return [each for each in changed if work and not work.is_heavy(each.name)]

    def _is_begun(self, exercise: Exercise) -> bool:
        """Return whether there is something to check, or a file that cannot be."""
        work = self.works.get(exercise.chapter)
        return work is None or bool(work.fault) or not self.scene.is_new(exercise)


@dataclass(frozen=True)
class Save:
    """A file that was saved, and where the exercises of the course stand with it."""

    chapter: Chapter
    work: WorkFile
    standings: Sequence[Standing]


def begin(plan: Plan, first: Exercise | None) -> Plan:
    """Check the first exercise, then what was written while nobody watched."""
    plan = plan.focused(first)
    missed = [each for each in plan.unchecked() if each != first]
    return replace(plan, ahead=(*plan.ahead, *missed))


def after_save(plan: Plan, save: Save) -> Plan:
    """Check what changed first, then what passed before and depends on it."""
    changed = _changed(plan, save)
    plan = _with_file(plan, save)
    current = _current(plan.scene)
    first = _first(changed, current) or _own(plan.scene)
    if current and current not in first and _is_mended(plan.scene, save):
        plan = replace(plan, scene=replace(plan.scene, answer=None))
        first.append(current)
    begun = [each for each in first if plan._is_begun(each)]
    ahead = (*begun, *_later(plan, first))
    passed = plan.passed - {each.key for each in first if each not in begun}
    saved = frozenset(each.key for each in changed)
    plan = replace(plan, saved=saved, passed=passed, ahead=ahead, leading=True)
    stub = current in first and current not in begun  # it has no answer any more
    turns = stub or (current in first and current != plan.scene.exercise)
    return plan.turned_to(current) if turns else plan


def _changed(plan: Plan, save: Save) -> list[Exercise]:
    """Return the exercises whose definitions are new since the file was last Python."""
    before, now = plan.sound.get(save.chapter, save.work), save.work
    own = [each.exercise for each in save.standings if each.exercise.chapter == save.chapter]
    return [each for each in own if not now.fault and before.own(each.name) != now.own(each.name)]


def _with_file(plan: Plan, save: Save) -> Plan:
    """Note the file, and show its chapter without the news of before."""
    old, new = plan.scene, {save.chapter: save.work}
    panel = old.panel if old.panel is Panel.HINTS else Panel.NONE
    scene = replace(old, chapter=save.chapter, standings=save.standings, news=(), panel=panel)
    sound = plan.sound if save.work.fault else {**plan.sound, **new}
    return replace(plan, scene=scene, works={**plan.works, **new}, sound=sound)


def _current(scene: Scene) -> Exercise | None:
    """Return the current exercise of the chapter on show, or the first that is not done."""
    return scene.exercise if scene.exercise in _own(scene) else next_of(scene.of_chapter)


def _first(changed: list[Exercise], current: Exercise | None) -> list[Exercise]:
    """Return what is checked first: what changed, or else the current exercise."""
    if changed:
        return _first_of(current, changed)
    return [current] if current else []


def _later(plan: Plan, first: list[Exercise]) -> list[Exercise]:
    """Return what passed before and may depend on what changed."""
    return [each for each in plan.unchecked() if each.key in plan.passed and each not in first]


def _is_mended(scene: Scene, save: Save) -> bool:
    """Return whether the answer on show tells of a file that was no Python, and is by now."""
    return bool(scene.answer and scene.answer.work.fault and not save.work.fault)


def after_answer(plan: Plan, answer: Answer, standings: Sequence[Standing], clock: str) -> Plan:
    """Show an answer where it belongs, and go on to what fails or to what is not done."""
    exercise = answer.exercise
    scene = replace(plan.scene, busy="", standings=standings).told(*_news(plan, answer))
    scene = replace(scene, warned=_warned(scene, answer))
    if exercise == scene.exercise:
        scene = scene.answered(answer, clock)
    plan = replace(plan, scene=scene, passed=_passed(plan, answer))
    waiting = scene.exercise in plan.ahead  # `n` was pressed while these checks ran
    if plan.leading and not answer.passed and not waiting:
        return _stay_at(replace(plan, leading=False), answer, clock)
    return _move_on(plan, exercise) if plan.leading and not plan.ahead else plan


def _news(plan: Plan, answer: Answer) -> Iterator[News]:
    """Yield what an answer changes: something passes now, or no longer."""
    name, key = answer.exercise.name, answer.exercise.key
    if answer.passed:
        if key in plan.saved or key not in plan.passed:
            yield News(exercise=name, outcomes=answer.outcomes, warned=answer.warned)
    elif key in plan.passed - plan.saved and not answer.work.fault:
        yield News(f"{name} passed before and fails now.")


def _warned(scene: Scene, answer: Answer) -> dict[str, tuple[str, ...]]:
    """Return the warnings that stand: each until an answer of its exercise causes none."""
    others = {name: said for name, said in scene.warned.items() if name != answer.exercise.name}
    if answer.passed and answer.warned:
        return others | {answer.exercise.name: answer.warned}
    return others


def _passed(plan: Plan, answer: Answer) -> frozenset[str]:
    """Return what passes now; a file that is not Python takes nothing back."""
    key = {answer.exercise.key}
    if answer.passed:
        return plan.passed | key
    return plan.passed if answer.work.fault else plan.passed - key


def _stay_at(plan: Plan, answer: Answer, clock: str) -> Plan:
    """Make the exercise that fails the current one."""
    if answer.exercise == plan.scene.exercise:
        return plan
    plan = plan.turned_to(answer.exercise)
    return replace(plan, scene=plan.scene.answered(answer, clock))


def _move_on(plan: Plan, passed: Exercise) -> Plan:
    """Go to the next exercise, unless another one of this chapter is being worked on.

    The end of a chapter is a place to stay at: the next one begins when the learner goes on.
    """
    scene, current = plan.scene, plan.scene.exercise
    if current and current.key not in plan.passed and current.chapter == passed.chapter:
        return plan
    plan = replace(plan, scene=scene.told(*_section_done(scene, passed)))
    if next_of(scene.of_chapter) is None:
        return plan.turned_to(None)
    return plan.focused(next_of(scene.standings, passed))


def _section_done(scene: Scene, passed: Exercise) -> Iterator[News]:
    """Yield the way to the questions of a section whose last exercise has just passed."""
    quiz = quiz_at(passed)
    done = {each.exercise.name for each in scene.of_chapter if each.done}
    if quiz and done.issuperset(quiz.exercises):
        way = f"`autograder quiz {quiz.section}` asks what it was about."
        yield News(f"Section {quiz.section} is done: {way}")


def _own(scene: Scene) -> list[Exercise]:
    """Return the exercises of the chapter on show."""
    return [each.exercise for each in scene.of_chapter]


def _first_of(first: Exercise | None, exercises: list[Exercise]) -> list[Exercise]:
    """Return the exercises in their order, but one of them at the front."""
    return sorted(exercises, key=lambda each: each != first)
