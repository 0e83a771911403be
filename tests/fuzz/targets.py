"""What reads bytes of strangers, each with a few whole inputs to begin with."""

import io
import json
import math
import os
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from autograder.errors import AutograderError, SubmissionError, WireError
from autograder.grading import intake
from autograder.instructor.classes.members import Member, packed_members, zip_members
from autograder.sandbox.worker.wire import Handle, Recipe, decode, encode

KEPT = Path(__file__).with_name("found")  # inputs that once broke a reader: tried first, for ever
MARKS = b'[]{},:"-0129eEnftadrh\\'


@dataclass(frozen=True)
class Target:
    """A reader, the errors that it may raise, and inputs to change."""

    name: str
    read: Callable[[bytes], object]
    refuses: type[Exception]
    seeds: Sequence[bytes]

    def try_one(self, data: bytes) -> bool:
        """Return whether the reader takes an input; an error that it may not raise goes on."""
        try:
            self.read(data)
        except self.refuses:
            return False
        return True

    def kept(self) -> list[bytes]:
        """Return the inputs that broke this reader before it was mended."""
        return [path.read_bytes() for path in sorted((KEPT / self.name).glob("*"))]


def mutated(data: bytes, chance: Random) -> bytes:
    """Return an input with one to four bytes or slices changed, removed, added or repeated."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place, kind = chance.randrange(len(changed) + 1), chance.randrange(6)
        end = place + chance.randint(1, 3)
        if kind == 0:
            changed[place:place] = chance.randbytes(1)
        elif kind == 1:
            del changed[place:end]
        elif kind == 2:
            changed[place : place + 1] = chance.randbytes(1)
        elif kind == 3:
            changed[place : place + 1] = chance.choice(MARKS).to_bytes()
        elif kind == 4:
            changed[place:place] = changed[place : place + chance.randint(1, 40)]
        else:
            changed[place:end] = chance.choice((b"\xff" * (end - place), bytes(end - place)))
    return bytes(changed)


# Messages of a worker -------------------------------------------------------------------------

MESSAGES = [
    encode({"id": 1, "ok": True, "said": ["", "a"], "reply": [{"value": np.arange(3.0)}]}),
    encode([None, True, -1, 2.5, math.nan, "text", (1, [2]), {"k": (3,)}]),
    encode([np.float32(1), np.zeros((2, 0, 3)), np.ones(4, "?"), np.ones((2, 2), "c8")]),
    encode([Handle(1, "Net", "x"), Recipe("rng", {"seed": 1})]),
    encode([np.arange(4, dtype="i2"), [np.float16(2)], {"a": np.eye(2, dtype="u1")}]),
]


def _read_message(data: bytes) -> object:
    """Read a message; what is legal by chance is plain data, which can be sent again."""
    return encode(decode(data))


# Notebooks and files --------------------------------------------------------------------------


def notebooks() -> list[bytes]:
    """Return a notebook of each format, small."""
    code = {"cell_type": "code", "metadata": {}, "source": ["def f(x):\n", "    return x"]}
    text = {"cell_type": "markdown", "metadata": {"nbgrader": {"grade_id": "a"}}, "source": "x"}
    run = code | {"outputs": [{"output_type": "stream", "name": "stdout", "text": "1"}], "id": "b"}
    four = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [run, text]}
    old = {"cell_type": "code", "language": "python", "input": "def f(x): return x", "outputs": []}
    sheets = {"worksheets": [{"cells": [old, text]}], "metadata": {"name": ""}, "nbformat": 3}
    three = {**sheets, "nbformat_minor": 0}
    return [json.dumps(tree).encode() for tree in (four, three, {"cells": []})]


FILES = [
    b"import numpy as np\n\ndef f(x):\n    return x\n",
    b"# -*- coding: latin-1 -*-\nx = '\xe9'\n",
    b"\xef\xbb\xbfx = 1\r\n",
]


def _read_notebook(data: bytes) -> object:
    return intake.make_source("neuron.ipynb", data, "neuron").to_message()


def _read_file(data: bytes) -> object:
    return intake.make_source("neuron.py", data, "neuron").to_message()


# Zips -----------------------------------------------------------------------------------------


def zips() -> list[bytes]:
    """Return small zips: stored, packed in each way, with folders and links."""
    made = []
    for way in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", way) as archive:
            archive.writestr("ada/ch01_neuron/", "")
            archive.writestr("ada/ch01_neuron/neuron.py", b"def f(x): return x\n" * 9)
            archive.writestr("ch01_neuron/é.ipynb", notebooks()[0])
        made.append(file.getvalue())
    return made


def _read_packed(data: bytes) -> object:
    """Read a zip that lies among what came in, and every file in it."""
    members = packed_members(Member(("ada.zip",), lambda: data))
    return [_read_member(member) for member in members]


def _read_class(data: bytes) -> object:
    """Read a zip of a class from a path, as `autograder grade` does, and every file in it."""
    path = Path(tempfile.gettempdir()) / f"fuzz-{os.getpid()}.zip"
    path.write_bytes(data)
    try:
        return [_read_member(member) for member in zip_members(path)]
    finally:
        path.unlink()


def _read_member(member: Member) -> int:
    try:
        return len(member.read())
    except SubmissionError:
        return 0


TARGETS = [
    Target("message", _read_message, WireError, MESSAGES),
    Target("notebook", _read_notebook, SubmissionError, notebooks()),
    Target("file", _read_file, SubmissionError, FILES),
    Target("packed", _read_packed, SubmissionError, zips()),
    Target("class", _read_class, AutograderError, zips()),
]
