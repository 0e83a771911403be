"""A pager for what is longer than the terminal, and nothing in between for what is not."""

from __future__ import annotations

import contextlib
import os
import pydoc
import sys
from collections.abc import Iterator

from rich.console import Console


@contextlib.contextmanager
def paged(console: Console) -> Iterator[None]:
    """Show what is printed inside in a pager, if a person reads it and it does not fit.

    Windows has none that shows colours: its terminals scroll.
    """
    if os.name == "nt" or not (console.is_terminal and sys.stdin.isatty()):
        yield
        return
    with console.capture() as captured:
        yield
    text = captured.get()
    if text.count("\n") < console.height:
        sys.stdout.write(text)
    else:
        os.environ.setdefault("LESS", "FRX")  # as git has it: colours, and the text stays
        pydoc.pager(text)
