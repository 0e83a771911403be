"""The display of `watch` that prints what is new, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType

from autograder.cli.ending import ending
from autograder.cli.findings import warning_lines
from autograder.cli.scenery import answer_lines, counts, news_lines, next_step, unwritten_lines
from autograder.learner.exercises import Exercise
from autograder.learner.scene import News, Scene
from autograder.learner.warm import Answer


class Plain:
    """Prints what is new, line by line."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.told: Answer | Exercise | str | None = None  # what the last lines were about
        self.news: list[News] = []
        self.busy = ""
        console.print("Save an exercise's file, and it is checked. Ctrl-C ends this.")

    def show(self, scene: Scene) -> None:
        """Print what was not printed yet."""
        new = (news for news in scene.news if news not in self.news)
        for news in new:
            self._print(news_lines(news))
            self._print(warning_lines(news.warned))
        self.news = list(scene.news)
        if scene.busy and scene.busy != self.busy:
            self._print([scene.busy])
        self.busy = scene.busy
        self._tell(scene)

    def scroll(self, pages: float) -> None:
        """Do nothing: the terminal scrolls."""

    def _tell(self, scene: Scene) -> None:
        """Print where the learner is, once: an answer, what is to be written, the end."""
        exercise, answer = scene.exercise, scene.answer
        if exercise and answer and answer is not self.told:
            self.told = answer
            lines = answer_lines(exercise.name, answer)
            self._print(["", *lines, *next_step(scene), counts(scene)])
        elif exercise and scene.unwritten and exercise != self.told:
            self.told = exercise
            lines = unwritten_lines(exercise)
            self._print(["", *lines, *next_step(scene), counts(scene)])
        elif exercise is None and scene.chapter.name != self.told:
            self.told = scene.chapter.name
            self._print(["", *ending(scene, rendered=False), counts(scene)])

    def _print(self, lines: Iterator[str] | list[RenderableType]) -> None:
        for line in lines:
            self.console.print(line, soft_wrap=True)
