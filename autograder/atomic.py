"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import UsageError

try:
    import fcntl
except ImportError:  # Windows, where no class is graded
    fcntl = None  # type: ignore[assignment]


def write_atomic(path: Path, content: str | bytes) -> None:
    """Write `content` (text as UTF-8) to `path`; whoever reads sees the old file or the new one.

    The draft beside it has a fixed name: what a killed run left of it, the next run overwrites.

    Raises:
        OSError: if it cannot be written, on a full disk for instance; it names the file.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for name in ("O_CLOEXEC", "O_NOFOLLOW"):  # Windows has neither
        flags |= getattr(os, name, 0)
    try:
        with open(os.open(draft, flags, 0o644), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:
            error.filename = str(path)
        raise


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
