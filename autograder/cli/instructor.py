"""The instructor's commands."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from autograder.cli.style import class_table, plural, safe

if TYPE_CHECKING:  # what only one command needs is imported when it runs
    from autograder.grading.results import Result
    from autograder.instructor.classes.grade import ClassRun
    from autograder.sandbox.walls.doctor import Diagnosis


def register(app: typer.Typer) -> None:
    """Add the instructor's commands."""
    for command in (grade, report, release, doctor):
        app.command(rich_help_panel="Instructor")(command)


def grade(
    submitted: Path = typer.Argument(help="Folder, zip or file that holds the submissions."),
    chapter: str = typer.Option("", help="Grade this chapter only."),
    student: list[str] = typer.Option([], help="Grade this student only; may be given again."),
    out: Path = typer.Option(Path("out"), help="Folder for results, feedback and report."),
    jobs: int = typer.Option(0, min=0, help="Submissions at a time; 0: one per processor."),
    timeout: float = typer.Option(
        None, min=0.1, help="Seconds that one call may take.  [default: 3; with TensorFlow 15]"
    ),
    memory: int = typer.Option(
        None,
        min=64,
        help="MiB that one submission may use.  [default: 600; with TensorFlow 2000]",
    ),
    isolation: str = typer.Option(
        "sandbox", help="sandbox, process, or none (your own code only)."
    ),
    force: bool = typer.Option(False, "--force", help="Grade again what has not changed."),
    as_json: bool = typer.Option(False, "--json", help="Print the results as JSON."),
) -> None:
    """Grade a class of submissions, each in a sandbox.

    Example: `autograder grade submitted --chapter ch01_neuron --out out`
    """
    from autograder.chapters import find_chapter, find_root
    from autograder.instructor.classes.grade import grade_class
    from autograder.instructor.classes.slots import Setting

    root = find_root()
    changed: dict[str, float] = {}
    if timeout:
        changed |= {"call_seconds": timeout, "load_seconds": max(timeout, 5.0)}
    if memory:
        changed["memory"] = memory
    setting = Setting(isolation=isolation, limits=changed, jobs=jobs or os.cpu_count() or 1)
    console = Console(highlight=False, stderr=as_json)
    with _Progress(console) as progress:
        run = grade_class(
            root,
            submitted,
            out,
            only=find_chapter(root, chapter) if chapter else None,
            students=student,
            setting=setting,
            force=force,
            progress=progress.show,
        )
    if as_json:
        print(json.dumps([result.to_json() for result in run.results], indent=1))
    else:
        _show(console, run, out, isolation)
    raise typer.Exit(3 if run.needs_review else 0)


class _Progress:
    """A bar with the time left on a terminal, a plain line for each result elsewhere."""

    def __init__(self, console: Console) -> None:
        from rich import progress

        self.console = console
        self.bar = progress.Progress(
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self.task = self.bar.add_task("Grading", total=None)

    def __enter__(self) -> _Progress:
        self.bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.bar.stop()

    def show(self, done: int, total: int, result: Result) -> None:
        """Show that one more result is there."""
        self.bar.update(self.task, completed=done, total=total)
        if not self.console.is_terminal:
            self.console.print(f"{done}/{total} {safe(result.student)}")


def _show(console: Console, run: ClassRun, out: Path, isolation: str) -> None:
    console.print(class_table(run.results))
    reused = f", {run.reused} of them unchanged since an earlier run" if run.reused else ""
    console.print(f"\n{plural(len(run.results), 'submission')} graded{reused}.")
    if isolation != "sandbox":
        console.print(f"[yellow]Graded with the weaker isolation level `{isolation}`.[/]")
    for line in run.skipped:
        console.print(f"[yellow]Passed over: {safe(line)}[/]")
    review = [result.student for result in run.results if result.needs_review]
    if review:
        console.print(f"[yellow]Needs review: {safe(', '.join(review))}[/]")
    console.print(f"Report: {safe(str(out / 'report.html'))}")


def report(out: Path = typer.Argument(help="The --out folder of an earlier `grade`.")) -> None:
    """Write report.html again from the results that are there.

    Example: `autograder report out`
    """
    from autograder.chapters import find_root
    from autograder.errors import UsageError
    from autograder.instructor.classes.grade import stored_results, write_report

    results = stored_results(out)
    if not results:
        raise UsageError(f"{out} holds no results: run `autograder grade … --out {out}` first")
    write_report(find_root(), out, results)
    typer.echo(f"Report: {out / 'report.html'}")


def release(
    folder: Path = typer.Argument(metavar="DIR", help="New, empty, or an earlier kit."),
    zipped: bool = typer.Option(True, "--zip/--no-zip", help="Write DIR.zip too."),
    force: bool = typer.Option(False, "--force", help="Take the place of what is there."),
) -> None:
    """Write the learner's kit: lessons, exercises and checks, scanned for anything hidden.

    Example: `autograder release kit`
    """
    from autograder.authoring.build import stale
    from autograder.chapters import find_root
    from autograder.errors import UsageError
    from autograder.instructor.kit.release import release as write

    root = find_root()
    if faults := stale(root):
        raise UsageError("\n".join(["exercises/ is not as it was built:", *faults]))
    done = write(root, folder, zipped=zipped, force=force)
    typer.echo(f"{plural(done.files, 'file')}, {done.size / 1e6:.1f} MB; nothing hidden is in them")
    for path in filter(None, (done.folder, done.zip)):
        typer.echo(path)
    if done.kept:
        typer.echo(f"What was there before is now in {done.kept}")


def doctor(
    level: bool = typer.Option(False, "--level", help="Print only the best level that works."),
) -> None:
    """Say what is installed, and prove which isolation works here by attacking it.

    Example: `autograder doctor`
    """
    if level:
        _print_best_level()
        return
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from autograder.sandbox.walls.doctor import examine

    console = Console(highlight=False)
    console.print(f"Python {platform.python_version()} on {platform.platform()}")
    for package in ("numpy", "tensorflow", "keras", "pytest", "nbgrader", "nbformat", "jupyterlab"):
        try:
            console.print(f"  [green]✓[/] {package} {version(package)}")
        except PackageNotFoundError:
            console.print(f"  [dim]– {package} is not installed[/]")
    found = [examine(level) for level in ("sandbox", "process")]
    for diagnosis in found:
        _show_level(console, diagnosis)
    sound = [diagnosis.level for diagnosis in found if diagnosis.works and not diagnosis.breaches]
    if "sandbox" in sound:
        console.print("\nSubmissions can be graded safely here: `autograder grade` uses `sandbox`.")
        return
    console.print("\n[yellow]The level `sandbox` does not work here, so `grade` refuses to run.[/]")
    if any(diagnosis.works for diagnosis in found):
        console.print("A weaker level can be asked for: `autograder grade … --isolation process`.")
    raise typer.Exit(3)


def _print_best_level() -> None:
    from autograder.sandbox.walls.doctor import examine

    for name in ("sandbox", "process"):
        diagnosis = examine(name)
        if diagnosis.works and (name != "sandbox" or not diagnosis.breaches):
            typer.echo(name)
            return
        typer.echo(diagnosis.reason or f"`{name}` lets attacks through", err=True)
    raise typer.Exit(3)


def _show_level(console: Console, diagnosis: Diagnosis) -> None:
    if not diagnosis.works:
        console.print(f"  [red]✗[/] isolation `{diagnosis.level}`: {safe(diagnosis.reason)}")
    elif diagnosis.breaches:
        listed = ", ".join(diagnosis.breaches)
        console.print(
            f"  [yellow]![/] isolation `{diagnosis.level}` works; an attack still: {listed}"
        )
    else:
        console.print(f"  [green]✓[/] isolation `{diagnosis.level}` held against every attack")
