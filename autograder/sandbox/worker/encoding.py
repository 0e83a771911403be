"""From values to the bytes of a message."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from autograder.errors import WireError
from autograder.sandbox.worker.message import (
    DTYPES,
    HEADER_HEAD,
    MAX_AXES,
    MAX_DEPTH,
    MAX_FRAME,
    MAX_HEADER,
    Handle,
    Recipe,
    check_count,
)

_CONTAINERS = (list, tuple, dict)  # a union of types is five times slower in isinstance
_NUMPY = (np.ndarray, np.generic)
_JSON = json.JSONEncoder(allow_nan=False, check_circular=False, separators=(",", ":"))


def _refuse(value: object) -> NoReturn:
    raise WireError(f"cannot send a {type(value).__name__}: it is not plain data")


def encode(value: object, keep: Callable[[object], Handle] = _refuse) -> bytes:
    """Return the body of a frame; `keep` turns what is not plain data into a `Handle`."""
    encoder = _Encoder(keep)
    header = _JSON.encode(encoder.tag(value, 0)).encode()
    if len(header) > MAX_HEADER or len(header) + encoder.size > MAX_FRAME - HEADER_HEAD.size:
        raise WireError(f"the message is larger than {MAX_FRAME >> 20} MiB")
    check_count(header)
    return b"".join([HEADER_HEAD.pack(len(header)), header, *encoder.buffers])


class _Encoder:
    """Collects the buffers of one message while its values are tagged.

    Exact types only: a subclass of float or int could answer anything to the code that reads it
    back here, so it stays where it was made. Containers and arrays are rebuilt from their items.
    """

    def __init__(self, keep: Callable[[object], Handle]) -> None:
        self.keep = keep
        self.buffers: list[bytes] = []
        self.size = 0

    def tag(self, value: Any, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise WireError(f"the value is nested more than {MAX_DEPTH} deep")
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is str:
            return value.encode("utf-8", "replace").decode()
        if kind is int and -(2**63) <= value < 2**64:
            return value
        if kind is float:
            return value if math.isfinite(value) else {"f": repr(value)}
        if isinstance(value, _CONTAINERS):
            return self.container(value, depth)
        if isinstance(value, _NUMPY):
            return self.array(value, depth)
        return self.made_up(value, depth)

    def container(self, value: Any, depth: int) -> Any:
        if isinstance(value, dict):
            if not all(type(key) is str for key in dict.keys(value)):
                return self.made_up(value, depth)
            return {"d": {key: self.tag(item, depth + 1) for key, item in dict.items(value)}}
        kind = list if isinstance(value, list) else tuple
        items = [self.tag(item, depth + 1) for item in kind.__iter__(value)]
        return items if kind is list else {"t": items}

    def array(self, value: Any, depth: int) -> Any:
        if self.size + value.nbytes > MAX_FRAME:  # before it is copied
            raise WireError(f"the message is larger than {MAX_FRAME >> 20} MiB")
        plain = np.array(value, copy=True, subok=False, order="C")
        name = plain.dtype.str[1:]
        if plain.dtype.hasobject or name not in DTYPES or plain.ndim > MAX_AXES:
            return self.made_up(value, depth)
        self.size += plain.nbytes
        self.buffers.append(plain.astype(plain.dtype.newbyteorder("<"), copy=False).tobytes())
        return {"n": name} if isinstance(value, np.generic) else {"a": [name, list(plain.shape)]}

    def made_up(self, value: Any, depth: int) -> Any:
        if isinstance(value, Recipe):
            return {"r": [value.kind, self.tag(value.data, depth + 1)]}
        handle = value if isinstance(value, Handle) else self.keep(value)
        return {"h": [handle.id, handle.type, handle.about]}
