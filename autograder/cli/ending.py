"""What is read at the end of a chapter: what was learned, and where to go on."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.markup import escape
from rich.padding import Padding

from autograder.cli.prose import prose
from autograder.cli.style import shown_path
from autograder.learner.exercises import Exercise
from autograder.learner.scene import Scene
from autograder.learner.section import abilities_of
from autograder.learner.workfile import work_path
from autograder.quizzes import quizzes_of


def ending(scene: Scene, rendered: bool) -> Iterator[RenderableType]:
    """Yield the end of the chapter on show; Markdown is rendered on a terminal."""
    chapter = scene.chapter
    yield f"[green]✓[/] [bold]{escape(chapter.contents['title'])}: every exercise is done.[/]"
    if able := abilities_of(chapter):
        yield "\n[bold]What you can do now[/]"
        yield Padding(prose(able, rendered), (0, 0, 0, 1)) if rendered else escape(able)
    yield ""
    notebook = shown_path(work_path(chapter).with_suffix(".ipynb"))
    own = (
        f"`from {chapter.module} import *` in a cell above brings functions of {chapter.module}.py"
    )
    yield f"Look: {escape(notebook)} draws figures of your own functions (`make notebook`); {own}."
    if any(quizzes_of(chapter)):
        yield f"Answer: `autograder quiz {escape(chapter.name)}` asks about all its sections."
    yield f"Hand in: `autograder submit {escape(chapter.name)}`; the hidden graders ask more."
    yield from _after(scene.following)


def _after(following: Exercise | None) -> Iterator[str]:
    """Yield what comes next."""
    if following is None:
        yield "That was the last one: every exercise of the course is done."
        return
    title = following.chapter.contents["title"]
    yield f"Go on: {escape(title)}, with {escape(following.title)}"
