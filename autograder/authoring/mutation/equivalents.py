"""Mutants that keep full marks and may: the file in which an author says why, one by one."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.authoring.mutation.hunt import Hunted, Survivor, answers_of
from autograder.chapters import Chapter, read_text
from autograder.errors import CourseError

_KEYS = ("before", "after", "reason", "file")


@dataclass(frozen=True)
class Equivalent:
    """A changed line that no grader can tell from a right answer, and the reason.

    `file` is the answer in which it stands, "" for any.
    """

    exercise: str
    before: str
    after: str
    reason: str
    file: str = ""

    def explains(self, survivor: Survivor) -> bool:
        """Return whether this is the mutant that survived."""
        same = (self.before, self.after) == (survivor.before, survivor.after)
        return same and self.file in ("", survivor.file)


def read_equivalents(chapter: Chapter) -> tuple[Equivalent, ...]:
    """Return what a chapter's `equivalents.toml` says; a chapter without one has none.

    Raises:
        CourseError: if the file is not TOML, or an entry not as it should be; names the entry.
    """
    path = chapter.equivalents
    if not path.exists():
        return ()
    place = path.relative_to(chapter.root).as_posix()
    try:
        tables = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{place}: this is not TOML: {error}") from None
    found: list[Equivalent] = []
    for exercise, entries in tables.items():
        if exercise not in chapter.exercises:
            known = ", ".join(chapter.exercises)
            raise CourseError(f"{place}: there is no exercise {exercise!r}: there are {known}")
        if not isinstance(entries, list):
            raise CourseError(
                f"{place}: {exercise} is no list: write [[{exercise}]] above an entry"
            )
        for number, entry in enumerate(entries, 1):
            found += _read(chapter, exercise, entry, f"{place}: entry {number} of {exercise}")
    return tuple(found)


def _read(chapter: Chapter, exercise: str, entry: Any, place: str) -> Iterator[Equivalent]:
    """Yield what one entry says: an equivalent for each of its lines `after`."""
    if not isinstance(entry, dict):
        raise CourseError(f"{place} is no table: write [[{exercise}]] above it")
    if unknown := entry.keys() - set(_KEYS):
        raise CourseError(f"{place} says {min(unknown)!r}: an entry has {', '.join(_KEYS)}")
    before, reason = _text(entry, "before", place), _text(entry, "reason", place)
    file = _text(entry, "file", place) if "file" in entry else ""
    names = answers_of(chapter)
    if file and file not in names:
        raise CourseError(f"{place} is of the file {file!r}: there are {', '.join(names)}")
    listed = entry.get("after")
    afters = listed if isinstance(listed, list) and listed else [listed]
    for after in afters:
        yield Equivalent(exercise, before, _text({"after": after}, "after", place), reason, file)


def _text(entry: Mapping[str, Any], key: str, place: str) -> str:
    """Return a text of an entry in single spaces."""
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CourseError(f"{place} needs a text for {key!r}")
    return " ".join(value.split())


def unexplained(exercise: str, hunted: Hunted, known: Sequence[Equivalent]) -> Iterator[str]:
    """Yield a fault for survivors without a reason, and one for reasons without a survivor."""
    left = [each for each in hunted.survivors if not any(one.explains(each) for one in known)]
    if left:
        yield (
            f"{len(left)} of {hunted.tried} mutants keep full marks: let a grader see each, or say "
            f"in equivalents.toml why none can:\n{_listed(exercise, left)}"
        )
    needless = [one for one in known if not any(one.explains(each) for each in hunted.survivors)]
    if needless:
        yield (
            f"equivalents.toml explains what does not survive, or is not there: take it out:\n"
            f"{_listed(exercise, needless)}"
        )


def _listed(exercise: str, changes: Sequence[Survivor | Equivalent]) -> str:
    """Return changes as they are written in the file, their reasons left open."""
    return "\n".join(as_toml(exercise, each.before, [each.after], each.file) for each in changes)


def as_toml(
    exercise: str, before: str, afters: Sequence[str], file: str = "", reason: str = ""
) -> str:
    """Return an entry of `equivalents.toml`."""
    after = _quoted(afters[0]) if len(afters) == 1 else _quoted_list(afters)
    rest = (("before", _quoted(before)), ("after", after), ("reason", _quoted(reason)))
    parts = (("file", _quoted(file)), *rest) if file else rest
    lines = (f"{key} = {value}" for key, value in parts)
    return "\n".join([f"[[{exercise}]]", *lines, ""])


def _quoted_list(texts: Sequence[str]) -> str:
    return "\n".join(["[", *(f"    {_quoted(text)}," for text in texts), "]"])


def _quoted(text: str) -> str:
    """Return a text as TOML: a literal one where it can be, since a line of code has quotes."""
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)
