"""What a submission prints, kept within bounds."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import Any


class Capture:
    """What the submission prints: the first `limit` bytes of each request, the rest is dropped.

    A learner's print must neither fail nor fill anything, whatever it prints. Python's streams are
    bounded here; what reaches descriptors 1 and 2 from below Python lands in two files without a
    name, whose size the kernel limits.
    """

    def __init__(self, folder: str, limit: int = 64 << 10) -> None:
        self.limit = limit
        flags = os.O_RDWR | os.O_APPEND | os.O_TMPFILE | os.O_CLOEXEC
        self.files = [os.open(folder, flags, 0o600) for _ in range(2)]
        for descriptor, file in enumerate(self.files, 1):
            os.dup2(file, descriptor)
        self.streams = [BoundedOutput(file, limit) for file in self.files]
        self.texts = [_text_stream(stream) for stream in self.streams]
        sys.stdout, sys.stderr = self.texts

    def take(self) -> list[str]:
        """Return [stdout, stderr] since the last call."""
        return [
            self._take(*each) for each in zip(self.files, self.streams, self.texts, strict=True)
        ]

    def _take(self, file: int, stream: BoundedOutput, text_stream: io.TextIOWrapper) -> str:
        with contextlib.suppress(OSError, ValueError):  # the submission closed it
            text_stream.flush()
        stream.left = self.limit
        try:
            text = os.pread(file, self.limit, 0).decode("utf-8", "replace")
            os.ftruncate(file, 0)
        except OSError:  # the submission closed it
            return ""
        return text


class BoundedOutput(io.RawIOBase):
    """Writes to a descriptor until `left` bytes are written, and drops the rest."""

    def __init__(self, descriptor: int, left: int) -> None:
        self.descriptor = descriptor
        self.left = left

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any) -> int:
        """Write what still fits; claim that all was written."""
        piece = bytes(data[: self.left])
        self.left -= len(piece)
        if piece:
            os.write(self.descriptor, piece)
        return len(data)


class Printing(io.TextIOBase):
    """Hands on what is printed, and knows whether anything was."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.heard = False

    def write(self, text: str) -> int:
        """Write the text where it would have gone."""
        self.heard = self.heard or bool(text)
        return int(self.stream.write(text))

    def flush(self) -> None:
        """Flush what lies below."""
        self.stream.flush()


def _text_stream(stream: BoundedOutput) -> io.TextIOWrapper:
    buffered = io.BufferedWriter(stream)
    return io.TextIOWrapper(buffered, "utf-8", "replace", write_through=True, line_buffering=True)
