"""The parts of what `watch` shows, whether they stand on a screen or in plain lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from rich.console import RenderableType
from rich.markup import escape
from rich.progress_bar import ProgressBar
from rich.table import Table

from autograder.cli.findings import exercise_line, outcome_lines, warning_lines
from autograder.cli.outline import chapter_table
from autograder.cli.prose import hint_parts
from autograder.cli.style import plural, safe, shown_path
from autograder.learner.exercises import Exercise
from autograder.learner.quizzing import quiz_at
from autograder.learner.scene import News, Panel, Scene
from autograder.learner.section import section_of
from autograder.learner.standing import Standing
from autograder.learner.warm import Answer
from autograder.learner.workfile import work_path

PRINTED = 12  # lines of what the learner's code printed
BAR = 16  # columns


def answer_lines(exercise: str, answer: Answer) -> Iterator[str]:
    """Yield the lines of an answer: the checks in the words of `check`, then what was printed."""
    if answer.fault:
        yield f"[red]✗[/] [bold]{escape(exercise)}[/]  no answer"
        yield from (f"  {safe(line)}" for line in answer.fault.splitlines())
    else:
        yield exercise_line(exercise, answer.outcomes)
        picture = Path(answer.picture) if answer.picture else None
        yield from outcome_lines(answer.outcomes, picture, answer.pictured)
        yield from warning_lines(answer.warned)
    if printed := _printed(answer.printed):
        yield "  It printed:"
        yield from (f"      [cyan]{safe(line)}[/]" for line in printed[:PRINTED])
        if len(printed) > PRINTED:
            yield f"      [dim]and {plural(len(printed) - PRINTED, 'more line')}[/]"


def news_lines(news: News) -> Iterator[str]:
    """Yield what has just happened."""
    yield exercise_line(news.exercise, news.outcomes) if news.exercise else safe(news.text)


def unwritten_lines(exercise: Exercise) -> Iterator[str]:
    """Yield what is read where an exercise is still to be written."""
    yield f"[bold]Next: {escape(exercise.name)}[/], not written yet."
    title = section_of(exercise).title
    where = f" and its part of the lesson, «{escape(title)}»" if title else ""
    yield f"  `autograder next` shows its task{where}."
    if quiz := quiz_at(exercise):
        yield f"  `autograder quiz {quiz.section}` asks about section {quiz.section}."


def panel_parts(scene: Scene) -> Iterator[RenderableType]:
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


def bars(scene: Scene) -> RenderableType:
    """Return the two bars in one line: the chapter, the course."""
    table = Table.grid(padding=(0, 2))
    row: list[RenderableType] = []
    for name, found in (("chapter", scene.of_chapter), ("course", scene.standings)):
        bar = ProgressBar(total=len(found), completed=_done(found), width=BAR)
        row += [name, bar, f"{_done(found)} of {len(found)}"]
    table.add_row(*row)
    return table


def counts(scene: Scene) -> str:
    """Return how much of the chapter and of the course is done."""
    numbers = f"{_done(scene.of_chapter)} of {plural(len(scene.of_chapter), 'exercise')} done"
    course = f"{_done(scene.standings)} of {len(scene.standings)} in the course"
    return f"{escape(scene.chapter.name)}: {numbers}, {course}"


def next_step(scene: Scene) -> Iterator[str]:
    """Yield which exercise is the current one, and where it is written."""
    exercise = scene.exercise
    if exercise is None:
        return
    place = shown_path(work_path(exercise.chapter), scene.line)
    checked = f"  [dim]checked {scene.clock}[/]" if scene.answer else ""
    yield f"[bold]{escape(exercise.label)}[/] {exercise.about}"
    yield f"Write it in {escape(place)} and save.{checked}"


def _done(found: Sequence[Standing]) -> int:
    return sum(each.done for each in found)


def _printed(text: str) -> list[str]:
    """Return the lines that were printed, each once in a row; of a progress bar its last state."""
    ends = (line.rstrip("\r").rpartition("\r")[2] for line in text.replace("\b", "").split("\n"))
    return [line for line, _ in groupby(line.rstrip() for line in ends) if line]
