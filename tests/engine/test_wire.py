"""The wire format: everything plain crosses unchanged, and hostile bytes raise `WireError` only."""

import json
import math
import random
import struct
import tracemalloc
from collections import namedtuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from autograder.errors import WireError
from autograder.sandbox.worker import wire
from autograder.sandbox.worker.wire import DTYPES, Handle, Recipe, decode, encode
from tests.fuzz.targets import MESSAGES, mutated

DTYPE_NAMES = sorted(DTYPES)
Point = namedtuple("Point", "x y")


class Matrix(np.ndarray):
    """A subclass that would answer anything, were it to cross."""

    def __eq__(self, other):
        return True

    __hash__ = None


def same(a, b):
    """Return whether two values are equal in type, and bit for bit."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray | np.generic):
        plain = np.asarray(a).tobytes() == np.asarray(b).tobytes()
        return plain and a.dtype == b.dtype and a.shape == b.shape
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, float):
        return struct.pack("<d", a) == struct.pack("<d", b) or (math.isnan(a) and math.isnan(b))
    return a == b


def frame(header, buffers=b""):
    """Return the body of a frame with this header: a text, bytes, or something JSON can say."""
    if not isinstance(header, bytes):
        header = (header if isinstance(header, str) else json.dumps(header)).encode()
    return struct.pack("<I", len(header)) + header + buffers


def peak_of(function):
    """Return the most memory that a call of `function` held, in bytes."""
    tracemalloc.start()
    try:
        function()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


# What crosses ------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.integers(-(2**63), 2**64 - 1) | st.floats()
arrays = npst.arrays(
    st.sampled_from([np.dtype(name) for name in DTYPE_NAMES]),
    npst.array_shapes(min_dims=0, max_dims=8, min_side=0, max_side=3),
)
leaves = st.none() | st.booleans() | numbers | texts | arrays
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(texts, inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(values)
def test_plain_data_comes_back_as_it_was(value):
    assert same(decode(encode(value)), value)


@pytest.mark.parametrize("name", DTYPE_NAMES)
def test_arrays_of_every_dtype_come_back(name):
    array = np.arange(6).reshape(2, 3).astype(name)
    for sent in (array, array.T, array[::-1], array[:, :0], array[1, 1], np.array(array[1, 1])):
        assert same(decode(encode(sent)), np.array(sent)[()] if np.isscalar(sent) else sent.copy())


def test_big_endian_arrays_come_back_in_the_machines_order():
    array = np.arange(5, dtype=">i4")
    back = decode(encode(array))
    assert back.dtype == np.dtype("i4")
    assert back.tolist() == array.tolist()


def test_numpy_scalars_keep_their_type():
    for scalar in (np.float32(1.5), np.int64(-3), np.bool_(True), np.complex64(1 + 2j)):
        assert same(decode(encode(scalar)), scalar)


@pytest.mark.parametrize("axes", [0, 1, 8])
def test_arrays_have_up_to_eight_axes(axes):
    array = np.full((1,) * axes, 7.0)
    assert same(decode(encode(array)), array)


def test_received_arrays_are_writable_copies():
    body = bytearray(encode(np.zeros(3)))
    array = decode(body)
    array[0] = 1.0
    assert body == encode(np.zeros(3))


def test_subclasses_cross_as_what_they_are_built_on():
    assert same(decode(encode(Point(1, 2.0))), (1, 2.0))
    assert same(decode(encode(np.ones(3).view(Matrix))), np.ones(3))


@pytest.mark.parametrize("number", [-0.0, math.inf, -math.inf, math.nan, 5e-324, 1.7e308])
def test_unusual_floats_come_back(number):
    assert same(decode(encode(number)), number)


def test_handles_and_recipes_come_back():
    handle, recipe = Handle(3, "MLP", "two layers"), Recipe("rng", {"seed": 7, "more": [1, (2,)]})
    assert decode(encode([handle, recipe])) == [handle, recipe]


class Liar(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


@pytest.mark.parametrize(
    "value",
    [
        *(Liar(1.0), 2**64, -(2**63) - 1, 1j, {1: 2}, {1, 2}, b"bytes", print, np.array(["a"])),
        *(np.array([object()]), np.zeros(2, "M8[s]"), np.zeros(2, "i4,f4"), np.zeros((1,) * 9)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_plain_data_stays_where_it_was_made(value):
    with pytest.raises(WireError):
        encode(value)
    assert decode(encode([value], keep=lambda kept: Handle(0, "x"))) == [Handle(0, "x")]


def test_half_a_character_is_replaced_before_it_is_sent():
    assert decode(encode("a\ud800b")) == "a?b"


def test_a_circle_is_refused():
    circle = []
    circle.append(circle)
    recipe = Recipe("x", {})
    recipe.data["again"] = recipe
    for value in (circle, recipe):
        with pytest.raises(WireError, match="nested"):
            encode(value)


def test_whatever_encode_makes_decode_accepts():
    deepest = None
    for _ in range(wire.MAX_DEPTH):
        deepest = [deepest]
    assert decode(encode(deepest)) == deepest
    assert len(decode(encode([0] * 99_000))) == 99_000
    for value in ([deepest], [Recipe("x", {"a": deepest})], [0] * 150_000, "x" * (1 << 20)):
        with pytest.raises(WireError):
            encode(value)


def test_an_array_that_is_too_large_is_refused_before_it_is_copied():
    huge = np.broadcast_to(np.zeros(1), (1 << 30,))

    def send():
        with pytest.raises(WireError, match="larger"):
            encode(huge)

    assert peak_of(send) < 1 << 20


# What does not cross: hostile bodies ---------------------------------------------------------

EIGHT = bytes(8)
HOSTILE = {
    "empty": b"",
    "head cut": b"\x00\x00\x00",
    "header length lies": struct.pack("<I", 100) + b"null",
    "header length of 4 GiB": b"\xff\xff\xff\xffnull",
    "header length 0": struct.pack("<I", 0),
    "not UTF-8": frame(b'"\xff"'),
    "UTF-16": frame("null".encode("utf-16")),
    "not JSON": frame("{"),
    "two values": frame("1 2"),
    "NUL": frame("\0"),
    "pickle": frame(b"\x80\x04N."),
    "NaN": frame("NaN"),
    "Infinity": frame("[Infinity]"),
    "-Infinity": frame("-Infinity"),
    "1e999": frame("1e999"),
    "-1e999": frame("[-1e999]"),
    "duplicate keys": frame('{"d": {"ok": false, "ok": true}}'),
    "duplicate tags": frame('{"t": [1], "t": [2]}'),
    "two tags": frame('{"t": [1], "f": "nan"}'),
    "no tag": frame("{}"),
    "unknown tag": frame({"x": 1}),
    "tag of Python": frame({"__class__": 1}),
    "half a character": frame('"\\ud800"'),
    "half a character in a key": frame('{"d": {"\\udc00": 1}}'),
    "half a character in a handle": frame('{"h": [1, "\\ud800", ""]}'),
    "int of 65 bits": frame(str(2**64)),
    "negative int of 65 bits": frame(str(-(2**63) - 1)),
    "int of 100 000 digits": frame("9" * 100_000),
    "deep list": frame("[" * 34 + "]" * 34),
    "very deep list": frame("[" * 49_000 + "]" * 49_000),
    "deep tuples": frame('{"t":[' * 40 + "]}" * 40),
    "deep recipes": frame('{"r":["x",{"d":{"a":' * 40 + "1" + "}}]}" * 40),
    "a MB of []": frame("[" + "[]," * 300_000 + "[]]"),
    "10 MB of []": frame("[" + "[]," * 3_000_000 + "[]]"),
    "a MB of {}": frame("[" + "{}," * 300_000 + "{}]"),
    "a MB of 0,": frame("[" + "0," * 500_000 + "0]"),
    "float of no kind": frame({"f": "infinity"}),
    "float of a number": frame({"f": 1.0}),
    "float of a list": frame({"f": ["nan"]}),
    "tuple of a text": frame({"t": "ab"}),
    "tuple of a dict": frame({"t": {"t": []}}),
    "dict of a list": frame({"d": [1]}),
    "array without buffer": frame({"a": ["f8", [1]]}),
    "array with half a buffer": frame({"a": ["f8", [2]]}, EIGHT),
    "trailing byte": frame({"a": ["f8", [1]]}, EIGHT + b"x"),
    "buffer without array": frame("null", EIGHT),
    "negative side": frame({"a": ["f8", [-1]]}, EIGHT),
    "two negative sides": frame({"a": ["f8", [-1, -1]]}, EIGHT),
    "bool side": frame({"a": ["f8", [True]]}, EIGHT),
    "float side": frame({"a": ["f8", [1.0]]}, EIGHT),
    "text side": frame({"a": ["f8", ["1"]]}, EIGHT),
    "null side": frame({"a": ["f8", [None]]}, EIGHT),
    "shape is a number": frame({"a": ["f8", 1]}, EIGHT),
    "shape is a text": frame({"a": ["f8", "1"]}, EIGHT),
    "nine axes": frame({"a": ["f8", [1] * 9]}, EIGHT),
    "side of 2**62": frame({"a": ["u1", [2**62]]}),
    "sides that multiply to 2**64": frame({"a": ["u1", [2**16] * 4]}),
    "zero times huge": frame({"a": ["f8", [0, 2**62]]}),
    "zero times many": frame({"a": ["f8", [0, *[2**26] * 7]]}),
    "object dtype": frame({"a": ["O", [1]]}, EIGHT),
    "object dtype spelt out": frame({"a": ["O8", [1]]}, EIGHT),
    "structured dtype": frame({"a": ["f4,f4", [1]]}, EIGHT),
    "datetime dtype": frame({"a": ["M8[s]", [1]]}, EIGHT),
    "void dtype": frame({"a": ["V0", [2**62]]}),
    "text dtype": frame({"a": ["U2", [1]]}, EIGHT),
    "dtype with byte order": frame({"a": [">f8", [1]]}, EIGHT),
    "dtype is a list": frame({"a": [["f8"], [1]]}, EIGHT),
    "dtype is null": frame({"a": [None, [1]]}, EIGHT),
    "long double": frame({"a": ["f16", [1]]}, bytes(16)),
    "array of three parts": frame({"a": ["f8", [1], 0]}, EIGHT),
    "array of a text": frame({"a": "f8"}, EIGHT),
    "bool byte 0x7f": frame({"a": ["b1", [2]]}, b"\x01\x7f"),
    "bool scalar 0xff": frame({"n": "b1"}, b"\xff"),
    "scalar without buffer": frame({"n": "f8"}),
    "scalar of a list": frame({"n": ["f8"]}, EIGHT),
    "handle of two": frame({"h": [1, "x"]}),
    "handle with a bool": frame({"h": [True, "x", ""]}),
    "handle with a float": frame({"h": [1.0, "x", ""]}),
    "handle with a huge number": frame('{"h": [' + "9" * 4000 + ', "x", ""]}'),
    "handle with a list": frame({"h": [1, ["x"], ""]}),
    "handle of a text": frame({"h": "abc"}),
    "recipe without dict": frame({"r": ["x", [1]]}),
    "recipe with a number": frame({"r": [1, {"d": {}}]}),
    "recipe of a text": frame({"r": "ab"}),
    "recipe of a handle": frame({"r": ["x", {"h": [1, "x", ""]}]}),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_body_is_refused(body):
    with pytest.raises(WireError):
        decode(body)


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_body_takes_little_memory(body):
    def read():
        with pytest.raises(WireError):
            decode(body)

    assert peak_of(read) < 4 * wire.MAX_HEADER


def test_the_largest_legal_header_takes_bounded_memory():
    flat = frame("[" + ",".join(["[]"] * 49_000) + "]")
    long = frame(json.dumps(["x" * 1_000_000]))
    assert peak_of(lambda: decode(flat)) < 16 << 20
    assert peak_of(lambda: decode(long)) < 16 << 20


def test_the_message_of_a_wire_error_holds_nothing_of_the_body():
    secret = "S3CRET"
    for header in (f'{{"{secret}": 1}}', f'{{"a": ["{secret}", [1]]}}', f'{{"f": "{secret}"}}'):
        with pytest.raises(WireError) as caught:
            decode(frame(header))
        assert secret not in str(caught.value)


def test_bytes_from_nowhere_are_refused():
    chance = random.Random(1)
    for _ in range(2_000):
        with pytest.raises(WireError):
            decode(chance.randbytes(chance.randrange(60)))


def test_mutated_messages_raise_nothing_but_wire_errors():
    chance = random.Random(20_250_101)
    refused = 0
    for number in range(20_000):
        body = mutated(MESSAGES[number % len(MESSAGES)], chance)
        try:
            value = decode(body)
        except WireError:
            refused += 1
        else:
            assert same(decode(encode(value)), value)  # legal by chance: then it is plain data
    assert refused > 10_000
