"""What a message may hold, and the two things in it that are not plain data."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any

from autograder.errors import WireError

MAX_FRAME = 64 << 20  # bytes
MAX_HEADER = 1 << 20  # bytes
MAX_ITEMS = 50_000  # values in one message
MAX_DEPTH = 32
MAX_AXES = 8
DTYPES = frozenset("b1 i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 c8 c16".split())

FRAME_HEAD = struct.Struct("<Q")
HEADER_HEAD = struct.Struct("<I")


@dataclass(frozen=True)
class Handle:
    """An object that stayed in the worker: its number there, its class, and a word about it."""

    id: int
    type: str
    about: str = ""


@dataclass(frozen=True)
class Recipe:
    """An argument that the worker makes itself: what kind, and from which plain data."""

    kind: str
    data: dict[str, Any] = field(default_factory=dict)


def check_count(header: bytes) -> None:
    """Count before parsing: a megabyte of "[]," would become a quarter of a gigabyte."""
    if sum(header.count(sign) for sign in (b"[", b"{", b",")) > 2 * MAX_ITEMS:
        raise WireError("the message holds too many values")
