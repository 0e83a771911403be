"""From the bytes of a message to values: the one part of the boundary that has to be trusted.

The bytes of a worker belong to the student who wrote its code.
"""

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


def decode(body: bytes) -> Any:
    """Return the value that `encode` made `body` from.

    Raises:
        WireError: if the body is anything that `encode` would not have made.
    """
    try:
        return _decode(body)
    except WireError:
        raise
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError, MemoryError) as error:
        raise WireError(f"not a message: {type(error).__name__}") from None


def _decode(body: bytes) -> Any:
    if len(body) < HEADER_HEAD.size:
        raise WireError("the message is shorter than its head")
    (length,) = HEADER_HEAD.unpack_from(body)
    start = HEADER_HEAD.size + length
    if length > MAX_HEADER or start > len(body):
        raise WireError("the header is longer than allowed")
    header = bytes(body[HEADER_HEAD.size : start])
    check_count(header)
    tree = _JSON.decode(header.decode("utf-8"))
    decoder = _Decoder(memoryview(body)[start:])
    value = decoder.untag(tree, 0)
    if decoder.used != len(decoder.buffer):
        raise WireError("there are bytes after the last array")
    return value


def _no_constant(name: str) -> NoReturn:
    raise WireError(f"the constant {name} is not allowed")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = dict(pairs)
    if len(keys) != len(pairs):
        raise WireError("a key stands twice")
    return keys


_JSON = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_no_duplicates)


class _Decoder:
    """Rebuilds values from a JSON tree, taking array buffers one after the other."""

    def __init__(self, buffer: memoryview) -> None:
        self.buffer = buffer
        self.used = 0

    def untag(self, node: Any, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise WireError(f"the message is nested more than {MAX_DEPTH} deep")
        kind = type(node)  # JSON makes no subclasses
        if node is None or kind is bool:
            return node
        if kind is str:
            return _checked_text(node)
        if kind is int:
            return _checked_int(node)
        if kind is float:
            return _checked_float(node)
        if kind is list:
            return [self.untag(item, depth + 1) for item in node]
        ((tag, content),) = node.items()
        reader = self._READERS.get(tag)
        if reader is None:
            raise WireError("unknown tag")
        return reader(self, content, depth + 1)

    def _nonfinite(self, content: Any, depth: int) -> float:
        if content not in ("nan", "inf", "-inf"):
            raise WireError("not a float")
        return float(content)

    def _tuple(self, content: Any, depth: int) -> tuple[Any, ...]:
        if type(content) is not list:
            raise WireError("not a tuple")
        return tuple(self.untag(item, depth) for item in content)

    def _dict(self, content: Any, depth: int) -> dict[str, Any]:
        if type(content) is not dict:
            raise WireError("not a dict")
        return {_checked_text(key): self.untag(item, depth) for key, item in content.items()}

    def _array(self, content: Any, depth: int) -> np.ndarray:
        name, shape = content
        if type(shape) is not list or len(shape) > MAX_AXES:
            raise WireError("not a shape")
        if not all(type(side) is int and 0 <= side <= MAX_FRAME for side in shape):
            raise WireError("not a shape")
        return self.take(name, math.prod(shape)).reshape(shape)

    def _scalar(self, content: Any, depth: int) -> np.generic:
        scalar: np.generic = self.take(content, 1)[0]
        return scalar

    def _handle(self, content: Any, depth: int) -> Handle:
        number, kind, about = content
        if type(number) is not int or type(kind) is not str or type(about) is not str:
            raise WireError("not a handle")
        return Handle(_checked_int(number), _checked_text(kind), _checked_text(about))

    def _recipe(self, content: Any, depth: int) -> Recipe:
        kind, data = content
        if type(kind) is not str:
            raise WireError("not a recipe")
        plain = self.untag(data, depth)
        if type(plain) is not dict:
            raise WireError("not a recipe")
        return Recipe(_checked_text(kind), plain)

    def take(self, name: Any, count: int) -> np.ndarray:
        """Return a copy of the next `count` entries of dtype `name`."""
        if type(name) is not str or name not in DTYPES:
            raise WireError("not a dtype that may cross")
        dtype = np.dtype("<" + name)
        end = self.used + count * dtype.itemsize
        if end > len(self.buffer):
            raise WireError("an array is longer than the message")
        raw = self.buffer[self.used : end]
        self.used = end
        if name == "b1" and (np.frombuffer(raw, np.uint8) > 1).any():
            raise WireError("a bool is neither 0 nor 1")
        return np.frombuffer(raw, dtype).astype(dtype.newbyteorder("="))

    _READERS: dict[str, Callable[[_Decoder, Any, int], Any]] = {  # noqa: RUF012 - never changed
        "f": _nonfinite,
        "t": _tuple,
        "d": _dict,
        "a": _array,
        "n": _scalar,
        "h": _handle,
        "r": _recipe,
    }


def _checked_text(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise WireError("a text holds half a character") from None
    return text


def _checked_int(number: int) -> int:
    if not -(2**63) <= number < 2**64:
        raise WireError("an int has more than 64 bits")
    return number


def _checked_float(number: float) -> float:
    if not math.isfinite(number):  # 1e999 is legal JSON
        raise WireError("a float is not finite")
    return number
