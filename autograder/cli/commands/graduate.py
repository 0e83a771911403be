"""Put your own functions of chapters 1 to 3 into one file, and let it learn to read digits.

Example: `autograder graduate`
"""

from __future__ import annotations

from pathlib import Path

import typer

from autograder.chapters import find_root
from autograder.cli.style import shown_path
from autograder.learner.diploma import right_share, write_diploma
from autograder.learner.graduation import NETWORK, gather_functions
from autograder.learner.graduation import graduate as put_together

app = typer.Typer()


@app.command(help=__doc__)
def graduate(
    out: Path = typer.Option(Path("graduation"), help="Folder for the file and its page."),
) -> None:
    """Write the file, train it, and write a page of what came of it."""
    root = find_root()
    gather_functions(root)  # says what is missing before anything is promised
    typer.echo(
        "Your functions, in one file, learn to read digits: some ten seconds, or minutes if there "
        "are loops over rows in them."
    )
    found = put_together(root, out)
    page = write_diploma(found)
    share = right_share(found.results)
    typer.echo(f"\nOf 2,000 digits that it has not seen, your network reads {share:.1%}.")
    typer.echo(f"  the page, to open in a browser: {shown_path(page)}")
    typer.echo(f"  the file, with {sum(found.lines)} lines of yours: "
               f"{shown_path(out / NETWORK)}")  # fmt: skip
