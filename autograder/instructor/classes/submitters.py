"""Gradescope's export: the table beside its folders, which says whose each of them is, and when.

    assignment_7_export/submission_metadata.yml
    assignment_7_export/submission_1234/neuron.py

Its folders become those of students, so that all else of a class holds for them, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import yaml

from autograder.errors import SubmissionError, UsageError
from autograder.instructor.classes.members import SUBMITTERS, Member, shown
from autograder.instructor.classes.names import Named, students_of

# The parser written in C, where PyYAML has it: the table holds all that an autograder has said.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class _Folder:
    """A folder of the export: who handed it in, several if a group did, and when."""

    submitters: tuple[Named, ...]
    time: float  # seconds since the epoch; 0 where it is not said


def named_by_submitters(members: Sequence[Member]) -> list[Member]:
    """Return what came in with the folders of Gradescope's export called as their submitters.

    What a group handed in is there once for each of them. Everything else stays as it is, without
    the table.

    Raises:
        UsageError: if the table cannot be read.
    """
    tables = {m.steps[:-1]: m for m in members if m.steps[-1] == SUBMITTERS and not m.is_folder}
    if not tables:
        return list(members)
    root = min(tables, key=len)  # what students hand in lies deeper
    folders = _folders(tables[root])
    students = students_of(each for one in folders.values() for each in one.submitters)
    found: list[Member] = []
    for member in members:
        inside = member.steps[: len(root)] == root and len(member.steps) > len(root)
        folder = folders.get(member.steps[len(root)]) if inside else None
        if folder:
            found += _handed_in(member, len(root), folder, students)
        elif member is not tables[root]:
            found.append(member)
    return found


def _handed_in(
    member: Member, depth: int, folder: _Folder, students: Mapping[Named, str]
) -> list[Member]:
    """Return a member of a folder as that of each of its submitters."""
    number = member.steps[depth].rpartition("_")[2]
    return [
        replace(
            member,
            steps=(*member.steps[:depth], students[each], *member.steps[depth + 1 :]),
            origin=f"{each.student}_{each.number}_gradescope_{number}",
            time=folder.time or member.time,
        )
        for each in folder.submitters
    ]


def _folders(table: Member) -> dict[str, _Folder]:
    """Return the folders that the table names; what it says of nobody is left out."""
    name = "/".join(table.steps)
    try:
        said = yaml.load(table.read(), Loader=_Loader)
        found = {str(key): _folder(each) for key, each in said.items()}
    except SubmissionError as error:
        raise UsageError(f"{name} cannot be read: {error}") from None
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, TypeError, RecursionError):
        raise UsageError(
            f"{name} is not as Gradescope writes it: export the submissions again, or delete it "
            "and each folder is a student's"
        ) from None
    return {key: each for key, each in found.items() if each.submitters}


def _folder(said: Mapping[str, Any]) -> _Folder:
    people = tuple(filter(lambda one: one.student, map(_submitter, said.get(":submitters") or [])))
    moment = said.get(":created_at")
    if not isinstance(moment, datetime):
        return _Folder(people, 0.0)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return _Folder(people, moment.timestamp())


def _submitter(said: Mapping[str, Any]) -> Named:
    """Return who a submitter is: the name that they gave is a folder's from here on."""
    texts = [str(said.get(key) or "") for key in (":name", ":email", ":sid")]
    name, email, number = (shown(text).replace("/", "-").strip(" .") for text in texts)
    return Named(name or email or number, number=(number or email).replace("_", "-"))
