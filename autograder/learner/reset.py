"""Puts the stub of one exercise back into the learner's file, or the whole file as it was built."""

from __future__ import annotations

import ast
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.chapters import Chapter, all_chapters
from autograder.errors import UsageError
from autograder.learner.exercises import Exercise, stub_of
from autograder.learner.workfile import Definition, WorkFile, work_path


def reset_exercise(exercise: Exercise) -> Path | None:
    """Put back one stub and keep the rest of the file.

    Returns:
        The backup beside the file, or None where the stub stands there already.

    Raises:
        UsageError: if the file is missing or is not Python; the message says what to type.
    """
    path = work_path(exercise.chapter)
    text = _python_in(path, f"`autograder reset {exercise.chapter.name} --file`")
    new = with_stub(text, stub_of(exercise.chapter), exercise.name)
    return _replace(path, new) if new != text else None


def _python_in(path: Path, whole: str) -> str:
    """Return the text of a learner's file; `whole` is what puts it back as it was built."""
    if not path.exists():
        raise UsageError(f"{path} is not there: {whole} puts it back")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8: save it as UTF-8, or {whole}") from None
    if fault := WorkFile(path, text).fault:
        line = fault.lineno or 1
        raise UsageError(
            f"{path}:{line}: this is not valid Python ({fault.msg}), so no exercise can be told "
            f"from the next: correct that line, or put back the whole file with {whole}"
        )
    return text


def reset_file(chapter: Chapter) -> Path | None:
    """Put back the whole file of a chapter; return the backup, None where there was no file."""
    path = work_path(chapter)
    if path.exists():
        return _replace(path, stub_of(chapter))
    write_atomic(path, stub_of(chapter))
    return None


def undo_reset(root: Path) -> tuple[Path, Path, int]:
    """Bring back the file that was kept last, of all chapters; what stands there is kept in turn.

    Returns:
        The file that is back, where what it replaced is kept, and how many resets can still be
        undone: each time goes one further back.

    Raises:
        UsageError: if nothing was kept.
    """
    paths = [work_path(chapter) for chapter in all_chapters(root)]
    kept = [(backup, path) for path in paths for backup in path.parent.glob(f"{path.name}.bak-*")]
    if not kept:
        raise UsageError("there is nothing to undo: no file was kept by `autograder reset`")
    newest, path = max(kept, key=lambda each: each[0].stat().st_mtime_ns)
    undone = _replace(path, newest.read_bytes().decode(), "undone")
    newest.unlink()
    return path, undone, len(kept) - 1


def with_stub(text: str, stub: str, name: str) -> str:
    """Return a learner's text with the definition of `name` as it stands in `stub`.

    A second definition of the name is left out: it would hide the stub. Where there is none, the
    stub goes to its place among the others.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    first, last = _spans(stub)[name][-1]
    new = stub.split("\n")[first - 1 : last]
    spans = _spans("\n".join(lines))
    own = spans.get(name, [])
    for begin, end in reversed(own[1:]):
        del lines[begin - 1 : end]
    if own:
        lines[own[0][0] - 1 : own[0][1]] = new
    else:
        place = _place(spans, list(_spans(stub)), name, len(lines))
        lines[place:place] = ["", "", *new]
    return newline.join(lines)


def _place(spans: dict[str, list[tuple[int, int]]], order: list[str], name: str, end: int) -> int:
    """Return after how many lines a missing stub belongs: behind the nearest one before it."""
    before = [other for other in order[: order.index(name)] if other in spans]
    return spans[before[-1]][-1][1] if before else end


def _spans(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return the first and last line of every definition at the top level, by name."""
    found: dict[str, list[tuple[int, int]]] = {}
    for node in ast.parse(text).body:
        if isinstance(node, Definition):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            found.setdefault(node.name, []).append((first, node.end_lineno or first))
    return found


def _replace(path: Path, text: str, ending: str = "bak") -> Path:
    """Write `text` to `path`; keep what was there beside it, under a name that is free."""
    number = 1
    while (backup := path.with_name(f"{path.name}.{ending}-{number}")).exists():
        number += 1
    write_atomic(backup, path.read_bytes())
    write_atomic(path, text)
    return backup
