"""The display of `watch` that fills a terminal: what does not fit can be scrolled to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.segment import Segment, Segments

from autograder.cli.ending import ending
from autograder.cli.findings import warning_lines
from autograder.cli.scenery import (
    answer_lines,
    bars,
    news_lines,
    next_step,
    panel_parts,
    unwritten_lines,
)
from autograder.learner.controls import KEYS
from autograder.learner.scene import Panel, Scene

Row = list[Segment]
LEAST = 4  # rows for the result, in however small a terminal


class Screen:
    """Draws the whole scene at every change: the result above, the way on in the last rows."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._scene: Scene | None = None
        self._top = 0  # the first row of the result that is shown
        self._page = 1  # how many rows of it are shown

    def show(self, scene: Scene) -> None:
        """Clear the terminal and draw the scene, in one go so that nothing flickers."""
        rows = self._rows([*_result(scene), *panel_parts(scene)])
        foot = self._rows(_foot(scene))
        room = max(LEAST, self.console.height - len(foot))
        self._page = room if len(rows) <= room else room - 1
        if not _same(scene, self._scene):
            self._top = len(rows) if _asked(scene, self._scene) else 0
        self._scene = scene
        self._top = max(0, min(self._top, len(rows) - self._page))
        self._draw(rows, foot)

    def scroll(self, pages: float) -> None:
        """Go down by some pages at the next drawing; up if there are fewer than none."""
        self._top += round(pages * self._page) or (1 if pages > 0 else -1)

    def _draw(self, rows: list[Row], foot: list[Row]) -> None:
        shown = rows[self._top : self._top + self._page]
        if len(rows) > self._page:
            shown += self._rows([_elsewhere(self._top, len(rows) - self._top - self._page)])
        with self.console:
            self.console.clear()
            # No end of line after the last row: it would push the first one out.
            drawn = [part for row in [*shown, *foot] for part in (*row, Segment.line())][:-1]
            self.console.print(Segments(drawn), end="")

    def _rows(self, parts: Iterable[RenderableType]) -> list[Row]:
        """Return the rows of the terminal that some parts take."""
        ready = (_indented(part) if isinstance(part, str) else part for part in parts)
        return [row for part in ready for row in self.console.render_lines(part, pad=False)]


def _result(scene: Scene) -> Iterator[RenderableType]:
    """Yield what has happened, and how the current exercise stands."""
    exercise = scene.exercise
    yield f"[dim]{escape(scene.chapter.contents['title'])}[/]"
    for news in scene.news:
        yield from news_lines(news)
    yield from _standing_warnings(scene)
    if scene.news or scene.warned:
        yield ""
    if exercise is None:
        yield from ending(scene, rendered=True)
    elif scene.answer:
        yield from answer_lines(exercise.name, scene.answer)
    elif scene.unwritten and not scene.busy:
        yield from unwritten_lines(exercise)
    else:
        yield f"[dim]…[/] [bold]{escape(exercise.name)}[/]  {scene.busy or 'checking …'}"


def _standing_warnings(scene: Scene) -> Iterator[str]:
    """Yield the warnings of exercises that pass; the current one's stand with its answer."""
    shown = scene.exercise.name if scene.exercise and scene.answer else ""
    for exercise, warned in scene.warned.items():
        if exercise == shown:
            continue
        yield f"[yellow]{escape(exercise)} passes, with a warning[/] [dim](w takes it away)[/]"
        yield from warning_lines(warned)


def _foot(scene: Scene) -> Iterator[RenderableType]:
    """Yield the last rows: how far the learner is, where to write, the keys."""
    yield ""
    yield bars(scene)
    yield from next_step(scene)
    if scene.busy and scene.answer:
        yield f"[yellow]{escape(scene.busy)}[/]"
    yield "[dim] · [/]".join(f"[bold]{key}[/] {word}" for key, word in KEYS.items())


def _same(scene: Scene, before: Scene | None) -> bool:
    """Return whether a scene has nothing new to read: who scrolls stays where they are."""
    if before is None:
        return False
    parts = ("chapter", "exercise", "answer", "news", "panel", "hints")
    return all(getattr(scene, part) == getattr(before, part) for part in parts)


def _asked(scene: Scene, before: Scene | None) -> bool:
    """Return whether the learner has asked for what stands last."""
    if scene.panel is Panel.HINTS and before:
        return scene.hints != before.hints
    return scene.panel in (Panel.LIST, Panel.RESET)


def _elsewhere(above: int, below: int) -> str:
    """Return the row that says how much does not fit, and how it is reached."""
    parts = [f"{above} rows above (↑, b)"] if above else []
    parts += [f"{below} rows below (↓, space)"] if below else []
    return f"[dim]── {' · '.join(parts)} ──[/]"


def _indented(line: str) -> RenderableType:
    """Return a line that keeps its indent where the terminal is too narrow for it."""
    text = line.lstrip(" ")
    return Padding(text, (0, 0, 0, len(line) - len(text)))
