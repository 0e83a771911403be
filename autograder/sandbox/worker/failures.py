"""An exception as plain data: its class, its text, and the learner's own line."""

from __future__ import annotations

import traceback
from typing import Any

MAX_TEXT = 500  # characters
_MRO = type.__dict__["__mro__"].__get__  # a metaclass can say something else


def describe(error: BaseException, files: frozenset[str]) -> dict[str, Any]:
    """Return `type`, `mro`, `message`, `file` and `line`; the last two of the learner's `files`.

    Whatever the exception does when it is read (raise, print, return 200 MB) ends here.
    """
    kind = type(error)
    file, line = _place(error, files)
    return {
        "type": _text(lambda: kind.__name__, 80),
        "mro": [_text(lambda c=cls: c.__name__, 80) for cls in _MRO(kind)[:20]],
        "message": _text(lambda: _message(error), MAX_TEXT),
        "file": file,
        "line": line,
    }


def _message(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return str(error.msg)
    if isinstance(error, KeyError) and error.args:
        return f"{error.args[0]!r}"
    return str(error)


def _text(read: Any, limit: int) -> str:
    try:
        text = read()
        return str.encode(str(text)[:limit], "utf-8", "replace").decode()
    except BaseException:
        return "(no text)"


def _place(error: BaseException, files: frozenset[str]) -> tuple[str | None, int | None]:
    """Return the deepest line of the learner's own code that the error passed through."""
    if isinstance(error, SyntaxError) and error.filename in files:
        return error.filename, error.lineno
    place: tuple[str | None, int | None] = (None, None)
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename in files:
            place = (frame.f_code.co_filename, line)
    return place
