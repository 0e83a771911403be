"""The learner's loop: a save, the checks of what changed, the verdict, the next exercise."""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path

from autograder.chapters import Chapter
from autograder.errors import UsageError
from autograder.learner.exercises import Exercise, exercises_of
from autograder.learner.progress import changing, read_progress
from autograder.learner.saves import Saves
from autograder.learner.scene import Display, News, Panel, Scene
from autograder.learner.standing import Stand, next_of, read_works, standing, standings
from autograder.learner.warm import Answer, Loading, WarmProcess
from autograder.learner.workfile import WorkFile, read_work

TICK = 0.05  # seconds between two looks at the files and the keys
SILENT = 0.5  # seconds of checking after which it is said what is going on


class Watch:
    """Follows a learner's files and answers each save.

    `ahead` holds the exercises that are to be checked. The first of them that fails becomes the
    current one; while `leading` is unset the current one is chosen, and they only count.
    """

    def __init__(
        self, root: Path, display: Display, process: WarmProcess, chapter: Chapter | None = None
    ) -> None:
        self.display, self.process = display, process
        self.progress = read_progress(root)
        found = standings(root, self.progress)
        if not found:
            raise UsageError(f"{root / 'exercises'} is empty: `autograder build` fills it")
        self.passed = {each.exercise.key for each in found if each.done}  # when last checked
        self.scene = Scene(root, chapter or found[0].exercise.chapter, standings=found)
        chapters = list(dict.fromkeys(each.exercise.chapter for each in found))
        self.saves = Saves(chapters)
        self.works = read_works(chapters)
        self.sound = {c: work for c, work in self.works.items() if not work.fault}
        self.ahead: deque[Exercise] = deque()
        self.leading = True
        self.saved: set[str] = set()  # what the last save changed
        self.since = 0.0  # when the process was last asked
        self.over = False
        self._begin(next_of(self.scene.of_chapter if chapter else found) or next_of(found))

    def _begin(self, first: Exercise | None) -> None:
        """Check the first exercise, then what was written while nobody watched."""
        self.focus(first)
        work = self.works.get(self.scene.chapter)
        if work and not work.heavy:
            changed = [e.exercise for e in self.scene.of_chapter if e.stand is Stand.CHANGED]
            self.ahead += [each for each in changed if each != first]

    @property
    def idle(self) -> bool:
        """Whether nothing is left to check."""
        return not self.ahead and not self.process.busy

    def step(self) -> None:
        """Look at the files, hear the process, and go on: at most one tick."""
        self.look()
        if self.ahead and not self.process.busy:
            self._ask(self.ahead.popleft())
        message = self.process.poll(TICK)
        if isinstance(message, Loading):
            self._say_busy(f"loading {message.what} … (some seconds, once)")
        elif isinstance(message, Answer):
            self._on_answer(message)
        elif self.process.asked and time.monotonic() - self.since > SILENT:
            self._say_busy(self.scene.busy or f"checking {self.process.asked[0].name} …")

    def _ask(self, exercise: Exercise) -> None:
        try:
            work = self.works.get(exercise.chapter) or read_work(exercise.chapter)
        except UsageError as error:
            self.say(str(error))
            return
        self.process.ask(exercise, work)
        self.since = time.monotonic()

    def look(self) -> None:
        """Notice what was saved."""
        for chapter, found in self.saves.new():
            if isinstance(found, WorkFile):
                self._on_save(chapter, found)
            else:
                self.say(found)

    def _on_save(self, chapter: Chapter, work: WorkFile) -> None:
        """Choose what to check: what changed first, then what passed and depends on it."""
        scene, before = self.scene, self.sound.get(chapter, work)
        if self.process.asked and self.process.asked[0].chapter == chapter:
            self.process.hurry()
        self.works[chapter] = work
        scene.chapter, scene.news = chapter, []
        own = exercises_of(chapter)
        changed: list[Exercise] = []
        if not work.fault:
            self.sound[chapter] = work
            changed = [each for each in own if before.own(each.name) != work.own(each.name)]
            self._look_again(chapter)
        self.saved = {each.key for each in changed}
        current = scene.exercise if scene.exercise in own else next_of(scene.of_chapter)
        first = sorted(changed, key=lambda each: each != current)
        first = first or ([current] if current else list(own))
        shown = scene.answer
        if current and current not in first and shown and shown.work.fault and not work.fault:
            scene.answer = None  # it told of a file that was no Python, which is mended now
            first.append(current)
        stale = [e.exercise for e in scene.of_chapter if e.stand is Stand.CHANGED]
        later = [e for e in stale if e.key in self.passed and e not in first and not work.heavy]
        self.ahead, self.leading = deque([*first, *later]), True
        if scene.panel is not Panel.HINTS:
            scene.panel = Panel.NONE
        if scene.exercise != current and current in first:
            self.show_exercise(current)

    def _on_answer(self, answer: Answer) -> None:
        exercise, scene = answer.exercise, self.scene
        if answer.work is not self.works.get(exercise.chapter):
            return  # there is a newer save
        scene.busy = ""
        self.progress.note(exercise, answer.work, answer.outcomes)
        self._look_again(exercise.chapter, exercise)
        self._tell(answer)
        if exercise == scene.exercise:
            self._show_answer(answer)
        waiting = scene.exercise in self.ahead  # `n` was pressed while these checks ran
        if self.leading and not answer.passed and not waiting:
            self.leading = False
            if exercise != scene.exercise:
                self.show_exercise(exercise)
                self._show_answer(answer)
        elif self.leading and not self.ahead:
            self._move_on(exercise)
        self.display.show(scene)
        # The verdict comes first: writing to a disk may take longer than the checks.
        with changing(scene.root) as progress:
            progress.note(exercise, answer.work, answer.outcomes)

    def _tell(self, answer: Answer) -> None:
        """Add to the news what an answer changes: something passes now, or no longer."""
        key, news = answer.exercise.key, self.scene.news
        if answer.passed:
            if key in self.saved or key not in self.passed:
                name = answer.exercise.name
                news.append(News(exercise=name, outcomes=answer.outcomes, warned=answer.warned))
            self.passed.add(key)
        elif not answer.work.fault and key in self.passed:
            self.passed.discard(key)
            if key not in self.saved:
                news.append(News(f"{answer.exercise.name} passed before and fails now."))

    def _move_on(self, passed: Exercise) -> None:
        """Go to the next exercise, unless another one of this chapter is being worked on."""
        current = self.scene.exercise
        if current is None or current.key in self.passed or current.chapter != passed.chapter:
            if next_of(self.scene.of_chapter) is None:
                title = self.scene.chapter.contents["title"]
                self.scene.news.append(News(f"{title}: every exercise is done."))
            self.focus(next_of(self.scene.standings, passed))

    def focus(self, exercise: Exercise | None) -> None:
        """Make an exercise the current one and have it checked."""
        self.show_exercise(exercise)
        self.leading = True
        if exercise:
            self.ahead.appendleft(exercise)

    def show_exercise(self, exercise: Exercise | None) -> None:
        """Make an exercise the current one, its checks still to be run."""
        scene = self.scene
        scene.exercise, scene.answer, scene.hints = exercise, None, None
        if scene.panel is Panel.HINTS:
            scene.panel = Panel.NONE
        if exercise:
            scene.chapter = exercise.chapter
            work = self.works.get(exercise.chapter)
            scene.line = work.line(exercise.name) if work else 1

    def check_all(self) -> None:
        """Check the whole chapter in a fresh process, the current exercise first."""
        self.process.restart()
        self.saved = set()
        own = exercises_of(self.scene.chapter)
        self.ahead = deque(sorted(own, key=lambda each: each != self.scene.exercise))
        self.leading = True

    def say(self, text: str) -> None:
        """Show one sentence."""
        self.scene.news = [News(text)]
        self.display.show(self.scene)

    def _say_busy(self, text: str) -> None:
        if text != self.scene.busy:
            self.scene.busy = text
            self.display.show(self.scene)

    def _show_answer(self, answer: Answer) -> None:
        self.scene.answer, self.scene.clock = answer, time.strftime("%H:%M:%S")
        self.scene.line = answer.work.line(answer.exercise.name)

    def _look_again(self, chapter: Chapter, exercise: Exercise | None = None) -> None:
        """Bring the standings of a chapter up to date, or that of one exercise."""
        work = self.works.get(chapter)
        self.scene.standings = [
            standing(each.exercise, work, self.progress)
            if each.exercise.chapter == chapter and exercise in (None, each.exercise)
            else each
            for each in self.scene.standings
        ]
