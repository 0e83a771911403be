"""How much Python work a call does: the bytecodes that run outside the library."""

from __future__ import annotations

import os
import sys
import threading
import types
from typing import Any

import numpy as np


def _above(file: str, folders: int) -> str:
    """Return the folder that is so many steps above a file."""
    for _ in range(folders):
        file = os.path.dirname(os.path.abspath(file))
    return file + os.sep


LIBRARIES = (_above(np.__file__, 2), _above(os.__file__, 1), _above(__file__, 3), "<frozen ")


class EventCounter:
    """Counts the bytecodes executed outside the library, and restores the tracer before it.

    A frame counts if it runs a text of `files`, or none of a module that was imported: code that
    the learner's file compiles under another name, in threads too. None are counted where the
    learner's code has switched the counter off.
    """

    def __init__(self, files: frozenset[str]) -> None:
        self.files = files
        self.events = 0
        self._before: Any = None
        self._known: dict[types.CodeType, bool] = {}

    def __enter__(self) -> EventCounter:
        self._before = sys.gettrace(), threading.gettrace()
        # Python 3.12 counts nothing in the first frame unless some frame has asked before.
        sys._getframe().f_trace_opcodes = True
        threading.settrace(self._trace)
        sys.settrace(self._trace)
        return self

    def __exit__(self, *error: object) -> None:
        if sys.gettrace() != self._trace:
            self.events = 0
        threading.settrace(self._before[1])
        sys.settrace(self._before[0])

    def _trace(self, frame: types.FrameType, event: str, arg: object) -> Any:
        counts = self._known.get(frame.f_code)
        if counts is None:
            counts = self._known[frame.f_code] = self._counts(frame)
        if not counts:
            return None
        frame.f_trace_opcodes = True
        self.events += event == "opcode"
        return self._trace

    def _counts(self, frame: types.FrameType) -> bool:
        file = frame.f_code.co_filename
        if file in self.files:
            return True
        module = sys.modules.get(str(frame.f_globals.get("__name__")))
        is_imported = module is not None and module.__dict__ is frame.f_globals
        return not (is_imported and file.startswith(LIBRARIES))
