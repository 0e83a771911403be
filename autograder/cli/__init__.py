"""The command `autograder`: learners check, instructors grade, authors build.

Exit codes: 0 done (whatever the marks), 1 the check failed, 2 usage or input error, 3 something
needs review.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module, util

import typer

from autograder import __version__
from autograder.errors import AutograderError, GradingError, UsageError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="Deep Learning with Python, an auto-graded course.",
)
# A learner's kit has the learner's modules alone.
for name in ("learner", "submit", "instructor", "nbgrader", "author"):
    if util.find_spec(f"{__name__}.{name}"):
        import_module(f"{__name__}.{name}").register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"autograder {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Check your own work, grade a class, or write a chapter."""


def main() -> None:
    """Run the command line; an error of ours is one sentence and never a traceback."""
    # A second thread gains nothing for tables of the course's size, and where other processes keep
    # the cores busy the threads wait for each other. NumPy reads this when it is first imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):  # a pipe on Windows may not have the sign ✓
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except AutograderError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(
            2 if isinstance(error, UsageError) else 3 if isinstance(error, GradingError) else 1
        )
    except OSError as error:
        if error.filename is None:
            raise
        typer.echo(f"error: {error.filename}: {error.strerror}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        typer.echo("Stopped. What was finished is kept: the same command goes on.", err=True)
        sys.exit(130)
