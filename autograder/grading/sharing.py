"""One object in the place of many equal ones: what a whole class has in common is kept once."""

from __future__ import annotations

import functools
from typing import TypeVar

Value = TypeVar("Value")


@functools.lru_cache(maxsize=1 << 16)
def _first_of(value: object) -> object:
    return value


def kept_once(value: Value) -> Value:
    """Return a value that is equal, the same object each time, as far as it has been seen lately.

    The value must be hashable, and nobody may change it.
    """
    return _first_of(value)  # type: ignore[return-value]
