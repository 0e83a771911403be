"""Messages between grader and worker: frame length | header length | JSON header | raw buffers.

Only plain data crosses: None, bool, int, float, str, list, tuple, dict with str keys, NumPy arrays
and NumPy scalars. Whatever else the worker holds crosses as a `Handle`, and what the grader wants
the worker to make crosses as a `Recipe`. Nothing is ever unpickled. The bytes of a worker belong
to the student who wrote its code: `decode` is the only part that is trusted, and it raises
`WireError`, and nothing else, on whatever it is given.

JSON carries null, true, finite numbers, strings and lists as themselves, and the rest as an object
with one key: "f" a non-finite float, "t" a tuple, "d" a dict, "a" an array, "n" a NumPy scalar,
"h" a handle, "r" a recipe. The buffers of arrays and scalars follow the header in the order in
which the header names them.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

import numpy as np

from autograder.errors import WireError

MAX_FRAME = 64 << 20  # bytes
MAX_HEADER = 1 << 20  # bytes
MAX_ITEMS = 50_000  # values in one message
MAX_DEPTH = 32
MAX_AXES = 8
DTYPES = frozenset("b1 i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 c8 c16".split())

_CONTAINERS = (list, tuple, dict)  # a union of types is five times slower in isinstance
_NUMPY = (np.ndarray, np.generic)

FRAME_HEAD = struct.Struct("<Q")
_HEADER_HEAD = struct.Struct("<I")


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


def _refuse(value: object) -> NoReturn:
    raise WireError(f"cannot send a {type(value).__name__}: it is not plain data")


def encode(value: object, keep: Callable[[object], Handle] = _refuse) -> bytes:
    """Return the body of a frame; `keep` turns what is not plain data into a `Handle`."""
    encoder = _Encoder(keep)
    header = json.dumps(encoder.tag(value, 0), allow_nan=False, separators=(",", ":")).encode()
    if len(header) > MAX_HEADER or len(header) + encoder.size > MAX_FRAME - _HEADER_HEAD.size:
        raise WireError(f"the message is larger than {MAX_FRAME >> 20} MiB")
    _check_count(header)
    return b"".join([_HEADER_HEAD.pack(len(header)), header, *encoder.buffers])


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
    if len(body) < _HEADER_HEAD.size:
        raise WireError("the message is shorter than its head")
    (length,) = _HEADER_HEAD.unpack_from(body)
    start = _HEADER_HEAD.size + length
    if length > MAX_HEADER or start > len(body):
        raise WireError("the header is longer than allowed")
    header = bytes(body[_HEADER_HEAD.size : start])
    _check_count(header)
    tree = json.loads(
        header.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_no_duplicates
    )
    decoder = _Decoder(memoryview(body)[start:])
    value = decoder.untag(tree, 0)
    if decoder.used != len(decoder.buffer):
        raise WireError("there are bytes after the last array")
    return value


def _check_count(header: bytes) -> None:
    """Count before parsing: a megabyte of "[]," would become a quarter of a gigabyte."""
    if sum(header.count(sign) for sign in (b"[", b"{", b",")) > 2 * MAX_ITEMS:
        raise WireError("the message holds too many values")


def _no_constant(name: str) -> NoReturn:
    raise WireError(f"the constant {name} is not allowed")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = dict(pairs)
    if len(keys) != len(pairs):
        raise WireError("a key stands twice")
    return keys


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
        return self.take(content, 1)[0]

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
