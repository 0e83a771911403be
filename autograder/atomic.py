"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


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
