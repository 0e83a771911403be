"""Zips among what came in: those that `autograder submit` packs, one for each student."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from autograder.errors import SubmissionError
from autograder.instructor.classes.arranged import PassedOver
from autograder.instructor.classes.layout import common
from autograder.instructor.classes.members import Member, packed_members
from autograder.instructor.classes.names import read_name, students_of


def unpacked(
    members: Sequence[Member], known: Iterable[str]
) -> tuple[list[Member], list[PassedOver]]:
    """Return the members with those of the zips among them, and the zips that cannot be read.

    What `autograder submit` packs is <student>/<chapter>/<file>; whose it is says where the zip
    lies or how it is called, not what is in it.
    """
    owners = _owners([m for m in members if _is_packed(m, set(known))])
    kept: list[Member] = []
    passed_over: list[PassedOver] = []
    for member in members:
        if owner := owners.get(id(member)):
            try:
                inner = _without_folder(packed_members(member), set(known))
                kept += _relocated(inner, owner, member)
            except SubmissionError as error:
                passed_over.append(
                    PassedOver(owner[-1], "/".join(member.steps), f"is no use: {error}")
                )
        else:
            kept.append(member)
    return kept, passed_over


def _is_packed(member: Member, known: set[str]) -> bool:
    """Return whether a member is a zip of a student's; in a chapter's folder it is their file."""
    is_zip = member.steps[-1].endswith(".zip") and not member.is_folder and not member.fault
    return is_zip and known.isdisjoint(member.steps)


def _owners(packed: Sequence[Member]) -> dict[int, tuple[str, ...]]:
    """Return the steps to each zip's student, by the zip's identity.

    Zips that lie side by side are named for their students, others lie in their folders.
    """
    prefix = common([member.steps[:-1] for member in packed])
    beside = {id(m) for m in packed if m.steps[:-1] == prefix and (len(packed) > 1 or not prefix)}
    named = {
        id(m): read_name(m.steps[-1]) if id(m) in beside else read_name(m.steps[-2], is_folder=True)
        for m in packed
    }
    students = students_of(named.values())
    return {
        id(m): (*m.steps[: -1 if id(m) in beside else -2], students[named[id(m)]]) for m in packed
    }


def _without_folder(inner: list[Member], known: set[str]) -> list[Member]:
    """Return the members of a zip without the one folder that they lie in, as systems pack it."""
    heads = {each.steps[0] for each in inner}
    files = [each for each in inner if not each.is_folder]
    nested = len(heads) == 1 and files and all(len(each.steps) == 2 for each in files)
    if not nested or not known.isdisjoint(heads):
        return inner
    return [replace(each, steps=each.steps[1:]) for each in files]


def _relocated(inner: Iterable[Member], owner: tuple[str, ...], packed: Member) -> Iterator[Member]:
    """Yield a zip's members as those of its owner: the name of the student inside is not asked."""
    origin = packed.steps[len(owner) - 1]
    said = read_name(origin, is_folder=True)
    for each in inner:
        steps = each.steps[1:] if len(each.steps) > 2 else each.steps
        yield replace(
            each,
            steps=(*owner, *steps),
            time=packed.time,
            origin=origin,
            attempt=said.time,
            order=int(said.order or 0),
        )
