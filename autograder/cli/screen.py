"""The two displays of `watch`: a screen that is drawn anew, and plain lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.table import Table

from autograder.cli.findings import exercise_line, outcome_lines, picture_line, warning_lines
from autograder.cli.outline import chapter_table
from autograder.cli.prose import hint_parts
from autograder.cli.style import plural, safe, shown_path
from autograder.learner.controls import KEYS
from autograder.learner.exercises import Exercise
from autograder.learner.scene import News, Panel, Scene
from autograder.learner.standing import Standing
from autograder.learner.warm import Answer
from autograder.learner.workfile import work_path

PRINTED = 12  # lines of what the learner's code printed
BAR = 40  # columns


class Screen:
    """Draws the whole scene at every change."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def show(self, scene: Scene) -> None:
        """Clear the terminal and draw the scene, in one go so that nothing flickers."""
        with self.console:
            self.console.clear()
            for part in self._parts(scene):
                self.console.print(_indented(part) if isinstance(part, str) else part)

    def _parts(self, scene: Scene) -> Iterator[RenderableType]:
        yield f"[bold]{escape(scene.chapter.contents['title'])}[/]\n"
        for news in scene.news:
            yield from news_lines(news)
        if scene.news:
            yield ""
        if scene.exercise and scene.answer:
            yield from answer_lines(scene.exercise.name, scene.answer)
        elif scene.exercise:
            yield f"[dim]…[/] [bold]{escape(scene.exercise.name)}[/]  {scene.busy or 'checking …'}"
        else:
            yield "[green]✓[/] [bold]Every exercise of the course is done.[/]"
        yield from _panel(scene)
        yield ""
        yield _bars(scene)
        yield _next_step(scene)
        if scene.busy and scene.answer:
            yield f"[yellow]{escape(scene.busy)}[/]"
        yield "[dim] · [/]".join(f"[bold]{key}[/] {word}" for key, word in KEYS.items())


class Plain:
    """Prints what is new, line by line."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.answer: Answer | None = None
        self.news: list[News] = []
        self.busy = ""
        console.print("Save an exercise's file, and it is checked. Ctrl-C ends this.")

    def show(self, scene: Scene) -> None:
        """Print what was not printed yet."""
        new = (news for news in scene.news if news not in self.news)
        lines = [line for news in new for line in news_lines(news)]
        self.news = list(scene.news)
        if scene.busy and scene.busy != self.busy:
            lines.append(scene.busy)
        self.busy = scene.busy
        if scene.exercise and scene.answer and scene.answer is not self.answer:
            lines += ["", *answer_lines(scene.exercise.name, scene.answer)]
            lines += [_next_step(scene), _counts(scene)]
            self.answer = scene.answer
        elif scene.exercise is None and lines:
            lines.append("Every exercise of the course is done.")
        for line in lines:
            self.console.print(line, soft_wrap=True)


def answer_lines(exercise: str, answer: Answer) -> Iterator[str]:
    """Yield the lines of an answer: the checks in the words of `check`, then what was printed."""
    if answer.fault:
        yield f"[red]✗[/] [bold]{escape(exercise)}[/]  no answer"
        yield from (f"  {safe(line)}" for line in answer.fault.splitlines())
    else:
        yield exercise_line(exercise, answer.outcomes)
        yield from outcome_lines(answer.outcomes)
        if answer.picture:
            yield picture_line(Path(answer.picture))
        yield from warning_lines(answer.warned)
    if printed := _printed(answer.printed):
        yield "  It printed:"
        yield from (f"      [cyan]{safe(line)}[/]" for line in printed[:PRINTED])
        if len(printed) > PRINTED:
            yield f"      [dim]and {plural(len(printed) - PRINTED, 'more line')}[/]"


def news_lines(news: News) -> Iterator[str]:
    """Yield what has just happened."""
    yield exercise_line(news.exercise, news.outcomes) if news.exercise else safe(news.text)
    yield from warning_lines(news.warned)


def _indented(line: str) -> RenderableType:
    """Return a line that keeps its indent where the terminal is too narrow for it."""
    text = line.lstrip(" ")
    return Padding(text, (0, 0, 0, len(line) - len(text)))


def _panel(scene: Scene) -> Iterator[RenderableType]:
    """Yield what stands below the result on request."""
    if scene.panel is Panel.LIST:
        yield ""
        yield chapter_table(scene.of_chapter)
    elif scene.panel is Panel.HINTS and scene.hints and scene.exercise:
        yield from hint_parts(scene.hints, rendered=True)
        yield f"\n[dim]{_more(scene.hints.left, scene.exercise)}[/]"
    elif scene.panel is Panel.RESET and scene.exercise:
        yield f"\n[yellow]Put the stub of {escape(scene.exercise.name)} back?[/]"
        yield "[bold]y[/] yes, and keep my file beside it · any other key: no"


def _more(left: int, exercise: Exercise) -> str:
    if left:
        return f"{plural(left, 'more hint')}: press h again"
    way = f"`autograder next {escape(exercise.name)}` in another terminal"
    return f"That was the last hint. {way} shows the lesson's section."


def _bars(scene: Scene) -> RenderableType:
    """Return the two bars: the chapter, the course."""
    table = Table.grid(padding=(0, 2))
    for name, found in (("chapter", scene.of_chapter), ("course", scene.standings)):
        bar = ProgressBar(total=len(found), completed=_done(found), width=BAR)
        table.add_row(name, bar, f"{_done(found)} of {len(found)}")
    return table


def _counts(scene: Scene) -> str:
    counts = f"{_done(scene.of_chapter)} of {plural(len(scene.of_chapter), 'exercise')} done"
    course = f"{_done(scene.standings)} of {len(scene.standings)} in the course"
    return f"{escape(scene.chapter.name)}: {counts}, {course}"


def _next_step(scene: Scene) -> str:
    exercise = scene.exercise
    if exercise is None:
        return "Hand in what you wrote: `autograder submit`."
    place = shown_path(work_path(exercise.chapter), scene.line)
    checked = f"  [dim]checked {scene.clock}[/]" if scene.answer else ""
    title = f"[bold]{escape(exercise.label)}[/] {exercise.about}"
    return f"{title}\nWrite it in {escape(place)} and save.{checked}"


def _done(found: Sequence[Standing]) -> int:
    return sum(each.done for each in found)


def _printed(text: str) -> list[str]:
    """Return the lines that were printed, each once in a row; of a progress bar its last state."""
    ends = (line.rstrip("\r").rpartition("\r")[2] for line in text.replace("\b", "").split("\n"))
    return [line for line, _ in groupby(line.rstrip() for line in ends) if line]
