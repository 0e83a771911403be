"""How far the grading of a class is."""

from __future__ import annotations

from rich import progress
from rich.console import Console

from autograder.cli.style import duration, safe
from autograder.grading.results import Result


class Bar:
    """A bar with the time left on a terminal, a plain line for each result elsewhere."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.graded = 0
        self.bar = progress.Progress(
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TimeRemainingColumn(),
            progress.TextColumn("{task.fields[pace]}"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self.task = self.bar.add_task("Grading", total=None, pace="")

    def __enter__(self) -> Bar:
        self.bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.bar.stop()

    def say(self, words: str) -> None:
        """Print a line above the bar."""
        self.bar.console.print(safe(words), style="yellow", soft_wrap=True)

    def show(self, done: int, total: int, result: Result) -> None:
        """Show that one more result is there."""
        self.graded += 1  # beside those of an earlier run that still hold
        pace = f"one every {duration((self.bar.tasks[0].elapsed or 0.0) / self.graded)}"
        self.bar.update(self.task, completed=done, total=total, pace=pace)
        if not self.console.is_terminal:
            self.console.print(f"{done}/{total} {safe(result.student)}")
