"""Finds tests in an author's modules: what each asks for, and the line it has in a report."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.grading.grader import Grader, Observation, Terms
from autograder.grading.modules import load_module
from autograder.grading.wording import meant

# What a test may ask for by the name of a parameter.
OF_CHECKS = ("function", "submission")
OF_GRADERS = (*OF_CHECKS, "right", "reference", "rng")

# The pytest markers that say something here; another one would say nothing.
ON_CLASSES = ("exercise",)
ON_CHECKS = ("gate", "parametrize")
ON_GRADERS = ("parametrize",)  # what else is said of one stands in `@grader(…)`


def collect_checks(path: Path) -> tuple[Grader, ...]:
    """Return the public checks in a file: the methods `test_…` of its classes, in their order.

    Each class is marked with the exercise that its checks belong to.

    Raises:
        CourseError: if the file cannot be imported, or a check is not written as it should be.
    """
    members = vars(load_module(path, f"checks_{path.parent.name}"))
    if stray := [name for name in members if name.startswith("test_")]:
        raise CourseError(f"{path}: {stray[0]} stands in no class: move it into its exercise's")
    groups = [item for name, item in members.items() if name.startswith("Test")]
    found = [check for each in groups for check in _checks_of(path, each)]
    if not found:
        raise CourseError(f"{path} holds no check: write one, or run `autograder new`")
    return tuple(found)


def _checks_of(path: Path, group: type) -> Iterator[Grader]:
    require_marks(path, group, ON_CLASSES)
    exercise = marked_exercise(group)
    if not exercise:
        wanted = '@pytest.mark.exercise("…") with the name of an exercise'
        raise CourseError(f"{path}: {group.__name__} needs the marker {wanted}")
    for name in [name for name in vars(group) if name.startswith("test_")]:
        require_marks(path, getattr(group, name), ON_CHECKS)
        yield from graders_of(
            path,
            exercise,
            f"{group.__name__}.{name}",
            getattr(group(), name),
            terms_of_check(getattr(group, name)),
        )


def require_marks(path: Path, item: Any, known: Sequence[str]) -> None:
    """Raise CourseError if a pytest marker stands on a function or class that is none of these."""
    for mark in getattr(item, "pytestmark", ()):
        if mark.name not in known:
            fault = f"{item.__name__} has the marker {mark.name}, which says nothing here"
            raise CourseError(f"{path}: {fault}: {meant(mark.name, known)}")


def marked_exercise(group: Any) -> str:
    """Return the exercise that the marker of a class of checks names; "" where none does."""
    names = [mark.args for mark in _marks(group, "exercise") if not mark.kwargs]
    return names[0][0] if names and len(names[0]) == 1 and isinstance(names[0][0], str) else ""


def terms_of_check(test: Any) -> Terms:
    """Return the terms of a public check."""
    return Terms(gate=bool(_marks(test, "gate")))


def _marks(item: Any, name: str) -> list[Any]:
    """Return the pytest markers of a name that stand on a function or class."""
    return [mark for mark in getattr(item, "pytestmark", ()) if mark.name == name]


def graders_of(
    path: Path,
    exercise: str,
    name: str,
    test: Callable[..., Any],
    terms: Terms,
    observations: Mapping[str, Observation] | None = None,
    offered: Sequence[str] = OF_CHECKS,
    words: Mapping[str, str] | None = None,
) -> Iterator[Grader]:
    """Yield a test once for each of its parameters' values; `words` fill the holes in its line.

    Raises:
        CourseError: if it asks for something that is not offered, or its line has a hole.
    """
    known = observations or {}
    for given in _parameters(test):
        asked = inspect.signature(test).parameters
        if unknown := [each for each in asked if each not in (*given, *known, *offered)]:
            raise CourseError(
                f"{path}: {name} asks for {unknown[0]!r}: a test can have "
                f"{', '.join([*offered, *known])} and its own parameters"
            )
        label = f"[{'-'.join(map(str, given.values()))}]" if given else ""
        yield Grader(
            f"{name}{label}",
            exercise,
            line_of(path, name, test, {**(words or {}), **given}),
            test,
            given,
            {each: known[each] for each in asked if each in known},
            terms,
        )


def line_of(path: Path, name: str, test: Callable[..., Any], words: Mapping[str, Any]) -> str:
    """Return the first line of a test's docstring, its holes filled in.

    Raises:
        CourseError: if it has a hole that no word fills.
    """
    line = (test.__doc__ or name).strip().partition("\n")[0]
    try:
        return line.format(**words) if "{" in line else line
    except (KeyError, IndexError, ValueError) as error:
        raise CourseError(
            f"{path}: the line of {name} has a hole that nothing fills: {error}"
        ) from None


def _parameters(test: Callable[..., Any]) -> list[dict[str, Any]]:
    """Return the arguments of each run that `pytest.mark.parametrize` asks for."""
    runs: list[dict[str, Any]] = [{}]
    for mark in _marks(test, "parametrize"):
        names, values = mark.args
        names = [name.strip() for name in names.split(",")] if isinstance(names, str) else names
        rows = [
            dict(zip(names, [value] if len(names) == 1 else value, strict=True)) for value in values
        ]
        runs = [run | row for run, row in itertools.product(runs, rows)]
    return runs
