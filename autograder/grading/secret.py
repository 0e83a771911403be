"""The course secret: every student gets the same hidden inputs, and nobody can know them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

import numpy as np

from autograder.errors import UsageError

_tried: ContextVar[bytes | None] = ContextVar("tried", default=None)


@contextlib.contextmanager
def trying(secret: bytes | None) -> Iterator[None]:
    """Draw from `secret` inside the block, from the course's own if it is None."""
    token = _tried.set(secret)
    try:
        yield
    finally:
        _tried.reset(token)


def tried_secret() -> bytes | None:
    """Return the secret of the `trying` block around this call, or None outside of one."""
    return _tried.get()


def course_secret(root: Path) -> bytes:
    """Return the secret of the course in `root`; it is made at the first call.

    It lies in `.autograder/secret`, which is in no kit, no wheel and no repository. Copy it to
    another machine to give the same inputs there.
    """
    path = root / ".autograder" / "secret"
    try:
        text = path.read_text().strip()
    except FileNotFoundError:
        _make_secret(path)
        text = path.read_text().strip()
    if len(text) < 32:
        raise UsageError(f"{path} holds no secret: delete it, and a new one is made")
    return text.encode()


def _make_secret(path: Path) -> None:
    """Write a new secret, unless somebody else is there first."""
    path.parent.mkdir(exist_ok=True)
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w") as file:
            file.write(secrets.token_hex(32))


def rng_for(secret: bytes, *names: str) -> np.random.Generator:
    """Return a generator that depends on the secret and the names, and on nothing else."""
    digest = hashlib.sha256("\0".join(names).encode() + b"\0" + secret).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))
