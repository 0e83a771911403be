"""What an examination compares with: the form that is wanted and the known wrong answers."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.chapters import RECORDED, Chapter, read_text
from autograder.errors import CourseError, WireError
from autograder.grading import packages, recorded
from autograder.grading.given import Given, given_to
from autograder.grading.misconceptions import Misconception
from autograder.grading.modules import load_module
from autograder.grading.recorded import RecordedMistake
from autograder.grading.rooms import Room, collect_rooms
from autograder.grading.secret import course_secret, rng_for, tried_secret
from autograder.sandbox.worker.calls import signature
from autograder.solution import Reference

Signatures = Mapping[str, list[list[str | None]]]  # by exercise, as `calls.signature` gives them


@dataclass(frozen=True)
class Key:
    """What an examination compares with; most of it is empty on a learner's machine."""

    signatures: Signatures
    packages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by exercise
    given: Mapping[str, Given] = field(default_factory=dict)  # by exercise
    reference: types.ModuleType | None = None
    rooms: Mapping[str, Room] = field(default_factory=dict)  # by exercise
    recorded: Sequence[RecordedMistake] = ()  # the known wrong answers, where no room is
    draws: Callable[[str], Any] | None = None  # the generator of a grader, by its name

    @property
    def misconceptions(self) -> tuple[Misconception, ...]:
        """The known wrong answers of all rooms."""
        return tuple(entry for room in self.rooms.values() for entry in room.misconceptions)


@functools.lru_cache
def answer_key(chapter: Chapter) -> Key:
    """Return the reference, its signatures and the rooms of a chapter.

    Raises:
        CourseError: if a file of the chapter cannot be used.
    """
    reference = reference_of(chapter)
    return Key(
        signatures=_signatures(chapter),
        packages=packages_of(chapter),
        given=given_to(chapter.reference.tree, chapter.exercises),
        reference=reference,
        rooms=collect_rooms(chapter, reference),
        draws=functools.partial(_draw, chapter),
    )


@functools.lru_cache
def reference_of(chapter: Chapter) -> types.ModuleType:
    """Return the solutions module of a chapter, in this process.

    Raises:
        CourseError: if it cannot be imported.
    """
    return load_module(chapter.solution, f"reference_{chapter.name}")


def _signatures(chapter: Chapter) -> Signatures:
    reference = reference_of(chapter)
    return {name: signature(getattr(reference, name)) for name in chapter.exercises}


def _draw(chapter: Chapter, grader: str) -> Any:
    """Return a grader's generator, seeded from the course secret and the grader's name."""
    secret = tried_secret() or course_secret(chapter.root)
    return rng_for(secret, chapter.name, grader)


def public_key(chapter: Chapter) -> Key:
    """Return what public checks compare with: the form that is wanted, and recorded mistakes.

    Raises:
        CourseError: if the generated folder is damaged.
    """
    path = chapter.exercises_folder / RECORDED
    if not path.exists():
        return Key(wanted_signatures(chapter))
    try:
        mistakes = recorded.from_json(read_text(path))
    except (ValueError, KeyError, TypeError, WireError) as error:
        raise CourseError(f"{path} is damaged ({error}): run `autograder build`") from None
    return Key(wanted_signatures(chapter), recorded=mistakes)


def wanted_signatures(chapter: Chapter) -> Signatures:
    """Return the parameters of every exercise: from the solution, or from the generated folder."""
    if chapter.solution.exists():
        return _signatures(chapter)
    return {name: entry["signature"] for name, entry in chapter.contents["exercises"].items()}


def packages_of(chapter: Chapter) -> dict[str, tuple[str, ...]]:
    """Return the packages that each exercise's worker may import; {} without the solution."""
    if not chapter.solution.exists():
        return {}
    return dict(_packages(chapter.reference))


@functools.lru_cache
def _packages(reference: Reference) -> dict[str, tuple[str, ...]]:
    return packages.needed(reference.tree, reference.exercises)
