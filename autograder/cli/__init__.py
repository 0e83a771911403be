"""The command `autograder`: learners check, instructors grade, authors build.

Exit codes: 0 done (whatever the marks), 1 the check failed, 2 usage or input error, 3 something
needs review.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import NoReturn

import typer

from autograder import __version__
from autograder.cli.catalogue import MARKUP, Catalogue
from autograder.errors import AutograderError, GradingError, UsageError

app = typer.Typer(
    cls=Catalogue,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=MARKUP,
    pretty_exceptions_enable=False,
    help="Deep Learning with Python, an auto-graded course.",
)


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
        _end(f"error: {error}", _exit_code(error))
    except OSError as error:
        if error.filename is None:
            raise
        _end(f"error: {error.filename}: {error.strerror}{_next_step(error)}", 2)
    except KeyboardInterrupt:
        _end("Stopped. What was finished is kept: the same command goes on.", 130)


def _next_step(error: OSError) -> str:
    """Return what to do where nothing could be written; what was finished is kept."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ". What was finished is kept: make room, and the same command goes on"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return ". Name a folder that can be written to"
    return ""


def _exit_code(error: AutograderError) -> int:
    if isinstance(error, UsageError):
        return 2
    return 3 if isinstance(error, GradingError) else 1


def _end(message: str, code: int) -> NoReturn:
    typer.echo(message, err=True)
    sys.exit(code)
