"""One run at a time writes into an output folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import UsageError

try:
    import fcntl
except ImportError:  # Windows, where no class is graded
    fcntl = None  # type: ignore[assignment]


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other runs out of an output folder while in the block; a killed run keeps nobody out.

    Raises:
        UsageError: if another run is writing there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "w") as file:
        try:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(
                f"another run is writing to {folder}: wait for its end, or name another folder"
                " with --out"
            ) from None
        yield
