"""An exception as plain data: its class, its text, and the learner's own line."""

from __future__ import annotations

import builtins
import difflib
import dis
import traceback
from typing import Any

MAX_TEXT = 500  # characters
PACKAGES = frozenset(("numpy", "keras", "tensorflow"))
_WITHIN = frozenset(("<lambda>", "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"))
_MRO = type.__dict__["__mro__"].__get__  # a metaclass can say something else


def describe(error: BaseException, files: frozenset[str]) -> dict[str, Any]:
    """Return `type`, `mro`, `message`, `file`, `line`, `via` and `library`.

    `file` and `line` are of the learner's `files`; `via` is the line in the function that was
    called, where another one of these files raised it; `library` says that no `raise` of a function
    written for the course raised it, but Python itself or a package.

    Whatever the exception does when it is read (raise, print, return 200 MB) ends here.
    """
    kind = type(error)
    file, line, via = _place(error, files)
    return {
        "type": _text(lambda: kind.__name__, 80),
        "mro": [_text(lambda c=cls: c.__name__, 80) for cls in _MRO(kind)[:20]],
        "message": _text(lambda: _message(error), MAX_TEXT),
        "file": file,
        "line": line,
        "via": via,
        "library": _is_librarys(error),
    }


def _is_librarys(error: BaseException) -> bool:
    steps = list(traceback.walk_tb(error.__traceback__))
    if not steps:
        return True
    code, at = steps[-1][0].f_code, _last(error).tb_lasti
    places = code.co_filename.replace("\\", "/").split("/")
    is_package = not PACKAGES.isdisjoint(places)
    return is_package or dis.opname[code.co_code[at]] != "RAISE_VARARGS"


def _last(error: BaseException) -> Any:
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return step


def _message(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return str(error.msg)
    if isinstance(error, KeyError) and error.args:
        return f"{error.args[0]!r}"
    near = _near_name(error)
    return f"{error}. Did you mean `{near}`?" if near else f"{error}{_parameters(error)}"


def _near_name(error: BaseException) -> str:
    """Return the known name that a misspelt one is most like, "" if there is none."""
    if isinstance(error, NameError) and error.name and error.__traceback__:
        frame = _last(error).tb_frame
        own = [each for each in (*frame.f_locals, *frame.f_globals) if each[0] != "_"]
        same = [each for each in own if each.lower() == error.name.lower()]
        found = same or difflib.get_close_matches(error.name, own, 1)
        # Python has so many names of its own that one is always a little like.
        found = found or difflib.get_close_matches(error.name, dir(builtins), 1, cutoff=0.8)
        return found[0] if found else ""
    if isinstance(error, AttributeError) and error.name:
        known = dir(error.obj)
    else:
        return ""
    near = difflib.get_close_matches(error.name, [each for each in known if each[0] != "_"], 1)
    return near[0] if near else ""


def _parameters(error: BaseException) -> str:
    """Return what the function is given in which a name is missing; "" for another error."""
    if not isinstance(error, NameError) or isinstance(error, UnboundLocalError):
        return ""
    codes = [frame.f_code for frame, _ in traceback.walk_tb(error.__traceback__)]
    # A comprehension is a function of its own until Python 3.12, and is given what it goes over.
    code = next((each for each in reversed(codes) if each.co_name not in _WITHIN), None)
    if code is None or code.co_name == "<module>":  # what runs the module is none of theirs
        return ""
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    return f". `{code.co_name}` is given {', '.join(names)}" if names else ""


def _text(read: Any, limit: int) -> str:
    try:
        text = read()
        return str.encode(str(text)[:limit], "utf-8", "replace").decode()
    except BaseException:
        return "(no text)"


def _place(
    error: BaseException, files: frozenset[str]
) -> tuple[str | None, int | None, int | None]:
    """Return the deepest line of the learner's own code that the error passed through.

    And the first one, if it is of another function than the deepest.
    """
    if isinstance(error, SyntaxError) and error.filename in files:
        return error.filename, error.lineno, None
    steps = traceback.walk_tb(error.__traceback__)
    own = [(frame.f_code, line) for frame, line in steps if frame.f_code.co_filename in files]
    if not own:
        return None, None, None
    (first, via), (last, line) = own[0], own[-1]
    # A comprehension is a function of its own until Python 3.12.
    is_other = first.co_name != last.co_name and not last.co_name.startswith("<")
    return last.co_filename, line, via if is_other and not first.co_name.startswith("<") else None
