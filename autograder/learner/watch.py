"""The learner's loop: a save, the checks of what changed, the verdict, the next exercise."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.chapters import Chapter
from autograder.errors import UsageError
from autograder.learner.exercises import Exercise, exercises_of
from autograder.learner.hints import Unfolded
from autograder.learner.plan import Plan, Save, after_answer, after_save, begin
from autograder.learner.progress import changing, read_progress
from autograder.learner.saves import Saves
from autograder.learner.scene import Display, News, Panel, Scene
from autograder.learner.standing import Standing, next_of, read_works, standing, standings
from autograder.learner.warm import Answer, Loading, WarmProcess
from autograder.learner.workfile import WorkFile, read_work

TICK = 0.05  # seconds between two looks at the files and the keys
SILENT = 0.5  # seconds of checking after which it is said what is going on


class Watch:
    """Follows a learner's files and answers each save.

    What is checked next is decided in `plan`, which only this class replaces; here it is carried
    out.
    """

    def __init__(
        self, root: Path, display: Display, process: WarmProcess, chapter: Chapter | None = None
    ) -> None:
        self.display, self.process = display, process
        self.progress = read_progress(root)
        found = standings(root, self.progress)
        if not found:
            raise UsageError(f"{root / 'exercises'} is empty: `autograder build` fills it")
        chapters = list(dict.fromkeys(each.exercise.chapter for each in found))
        self.saves = Saves(chapters)
        scene = Scene(root, chapter or chapters[0], standings=found)
        self.plan = _first_plan(scene, read_works(chapters))
        first = next_of(scene.of_chapter if chapter else found) or next_of(found)
        self.plan = begin(self.plan, first)
        self.since = 0.0  # when the process was last asked
        self.over = False

    @property
    def scene(self) -> Scene:
        """What is shown now."""
        return self.plan.scene

    @property
    def idle(self) -> bool:
        """Whether nothing is left to check."""
        return not self.plan.ahead and not self.process.busy

    def step(self) -> None:
        """Look at the files, hear the process, and go on: at most one tick."""
        self.look()
        if not self.process.busy:
            self._ask_next()
        message = self.process.poll(TICK)
        if isinstance(message, Answer):
            self._on_answer(message)
        else:
            self._say_busy(message)

    def look(self) -> None:
        """Notice what was saved."""
        for chapter, found in self.saves.new():
            if isinstance(found, WorkFile):
                self._on_save(chapter, found)
            else:
                self.say(found)

    def _on_save(self, chapter: Chapter, work: WorkFile) -> None:
        if self.process.asked and self.process.asked[0].chapter == chapter:
            self.process.hurry()
        renewed = () if work.fault else exercises_of(chapter)
        save = Save(chapter, work, self._standings(renewed, work))
        self.plan = after_save(self.plan, save)

    def _ask_next(self) -> None:
        """Have the next exercise checked, if there is one."""
        if not self.plan.ahead:
            return
        exercise, *rest = self.plan.ahead
        self.plan = replace(self.plan, ahead=tuple(rest))
        try:
            work = self.plan.works.get(exercise.chapter) or read_work(exercise.chapter)
        except UsageError as error:
            self.say(str(error))
            return
        self.process.ask(exercise, work)
        self.since = time.monotonic()

    def _on_answer(self, answer: Answer) -> None:
        exercise, work = answer.exercise, answer.work
        if work is not self.plan.works.get(exercise.chapter):
            return  # there is a newer save
        self.progress.note(exercise, work, answer.outcomes)
        found = self._standings([exercise], work)
        self.plan = after_answer(self.plan, answer, found, time.strftime("%H:%M:%S"))
        self.show()
        # The verdict comes first: writing to a disk may take longer than the checks.
        with changing(self.scene.root) as progress:
            progress.note(exercise, work, answer.outcomes)

    def _standings(self, renewed: Sequence[Exercise], work: WorkFile) -> list[Standing]:
        """Return where the exercises stand, those that are `renewed` with another file."""
        return [
            standing(each.exercise, work, self.progress) if each.exercise in renewed else each
            for each in self.scene.standings
        ]

    def _say_busy(self, loading: Loading | None) -> None:
        """Say what takes time, once it does."""
        busy = self.scene.busy
        if loading:
            busy = f"loading {loading.what} … (some seconds, once)"
        elif self.process.asked and time.monotonic() - self.since > SILENT:
            busy = busy or f"checking {self.process.asked[0].name} …"
        if busy != self.scene.busy:
            self._change(busy=busy)
            self.show()

    def show(self) -> None:
        """Show the scene as it is now."""
        self.display.show(self.scene)

    def say(self, text: str) -> None:
        """Show one sentence."""
        self.tell(text)
        self.show()

    def tell(self, *sentences: str) -> None:
        """Replace the news, to be shown with the rest."""
        self._change(news=tuple(map(News, sentences)))

    def acknowledge(self) -> None:
        """Take away the warnings that stand: the learner has read them."""
        self._change(warned={})

    def open(self, panel: Panel) -> None:
        """Put a panel below the result."""
        self._change(panel=panel)

    def unfold(self, hints: Unfolded) -> None:
        """Put hints below the result."""
        self._change(panel=Panel.HINTS, hints=hints)

    def focus(self, exercise: Exercise | None) -> None:
        """Make an exercise the current one and have it checked."""
        self.plan = self.plan.focused(exercise)

    def check_all(self) -> None:
        """Check the whole chapter in a fresh process, the current exercise first."""
        self.process.restart()
        self.plan = self.plan.with_all()

    def _change(self, **parts: Any) -> None:
        self.plan = replace(self.plan, scene=replace(self.scene, **parts))


def _first_plan(scene: Scene, works: dict[Chapter, WorkFile]) -> Plan:
    """Return what is known before anything was checked."""
    sound = {chapter: work for chapter, work in works.items() if not work.fault}
    passed = frozenset(each.exercise.key for each in scene.standings if each.done)
    return Plan(scene, works, sound, passed)
