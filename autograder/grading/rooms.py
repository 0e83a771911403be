"""The room of an exercise: the file that holds its graders and the mistakes that they know."""

from __future__ import annotations

import ast
import functools
import inspect
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.chapters import Chapter, read_text
from autograder.errors import CourseError
from autograder.grading.collect import OF_GRADERS, ON_GRADERS, graders_of, require_marks
from autograder.grading.grader import Grader, Observation, Terms
from autograder.grading.misconceptions import Misconception
from autograder.grading.modules import load_package
from autograder.grading.packages import heavy_names
from autograder.grading.wording import joined, meant

MARK = "misconception"  # the attribute that `@misconception` leaves on a function
ASSERTING = Path(__file__).parents[1] / "asserting"


@dataclass(frozen=True)
class Room:
    """The graders of an exercise and its known wrong answers, both in their order."""

    graders: tuple[Grader, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()

    @property
    def unseen(self) -> list[str]:
        """What the public checks of the exercise do not look at, each once."""
        return list(dict.fromkeys(each.unseen for each in self.misconceptions if each.unseen))


def collect_rooms(chapter: Chapter, reference: types.ModuleType) -> dict[str, Room]:
    """Return the rooms of a chapter by exercise, in the order of the solution.

    Raises:
        CourseError: if a file cannot be imported or belongs to no exercise, or if something in it
            is not written as it should be.
    """
    paths, mistakes = chapter.rooms, chapter.mistakes
    for exercise in mistakes.keys() - set(chapter.exercises):
        known = f"{chapter.solution.name} has {', '.join(chapter.exercises) or 'none'}"
        raise CourseError(f"{mistakes[exercise]} has the name of no exercise: {known}")
    if alone := mistakes.keys() - paths.keys():
        path = mistakes[min(alone)]
        raise CourseError(f"{path} has no room beside it: {min(alone)}.py holds the graders")
    modules = load_package(chapter.graders) if paths else {}
    return {
        exercise: Room(
            _graders(paths[exercise], modules[exercise], getattr(reference, exercise)),
            _misconceptions(chapter, exercise, modules, getattr(reference, exercise)),
        )
        for exercise in chapter.exercises
        if exercise in paths
    }


def _graders(path: Path, module: types.ModuleType, right: Any) -> tuple[Grader, ...]:
    own = dict(_functions(path, module))
    observations = {
        name: _observation(path, name, item)
        for name, item in own.items()
        if hasattr(item, "observation")
    }
    words = {"name": path.stem, "arguments": joined(list(inspect.signature(right).parameters))}
    return tuple(
        grader
        for name, test in own.items()
        if name.startswith("test_")
        for grader in graders_of(
            *(path, path.stem, f"{path.stem}.{name}", test),
            *(_terms(path, name, test), observations, OF_GRADERS, words),
        )
    )


def _misconceptions(
    chapter: Chapter, exercise: str, modules: Mapping[str, types.ModuleType], right: Any
) -> tuple[Misconception, ...]:
    """Return the known wrong answers of a room, whose graders may name them.

    Raises:
        CourseError: if one that computes with Keras is to be recognised by its answers.
    """
    room, path = chapter.rooms[exercise], chapter.mistakes[exercise]
    sources = (room, *chapter.cases, *_helpers(room))
    texts = {text for source in sources for text in _texts(source)}
    own = [item for _, item in _functions(room, modules[exercise]) if hasattr(item, MARK)]
    if path != room and any(item.__module__ == modules[exercise].__name__ for item in own):
        raise CourseError(f"{room} holds mistakes, and {path.name} too: move them all there")
    found = tuple(
        _misconception(exercise, path, item, right, named=item.__name__ in texts)
        for _, item in _functions(path, modules[path.stem])
        if hasattr(item, MARK)
    )
    shown = [entry.name for entry in found if entry.shows_in_answers]
    if shown and heavy_names(_parts(read_text(path))):
        raise CourseError(
            f"{path}: {shown[0]} is known by its answers alone, and would be trained for every"
            f' submission that fails: let a grader name it, mistake="{shown[0]}"'
        )
    _require_known(room, [entry.name for entry in found])
    return found


@functools.lru_cache(maxsize=32)
def _parts(text: str) -> tuple[ast.AST, ...]:
    """Return all that a file of graders consists of; rooms of a chapter share cases and helpers."""
    return tuple(ast.walk(ast.parse(text)))


def _require_known(room: Path, names: Sequence[str]) -> None:
    """Raise CourseError if a grader names a mistake, `mistake="…"`, that the room does not know."""
    for part in _parts(read_text(room)):
        if isinstance(part, ast.keyword) and part.arg == "mistake":
            ways = [part.value]
            if isinstance(part.value, ast.IfExp):
                ways = [part.value.body, part.value.orelse]
            for way in ways:
                name = str(way.value) if isinstance(way, ast.Constant) else ""
                if name and name not in names:
                    fault = f'mistake="{name}" is no known mistake'
                    raise CourseError(f"{room}:{part.lineno}: {fault}: {meant(name, names)}")


def _texts(path: Path) -> set[str]:
    """Return the texts that a file of graders writes: names of mistakes are among them."""
    parts = _parts(read_text(path)) if path.exists() else ()
    return {
        part.value
        for part in parts
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def _helpers(room: Path) -> Iterator[Path]:
    """Yield the modules that a room takes whole from `asserting`: they may name mistakes, too."""
    for part in _parts(read_text(room)):
        if isinstance(part, ast.ImportFrom) and part.module == "autograder.asserting":
            paths = (ASSERTING / f"{alias.name}.py" for alias in part.names)
            yield from (path for path in paths if path.exists())


def _functions(path: Path, module: types.ModuleType) -> Iterator[tuple[str, Any]]:
    """Yield the functions of a room; to ask Keras for an attribute would import it."""
    for name, item in vars(module).items():
        if isinstance(item, types.FunctionType):
            yield name, item
        elif name.startswith("test_"):
            raise CourseError(f"{path}: {name} is no function: call what declares it")


def _observation(path: Path, name: str, find: Any) -> Observation:
    """Return an observation of a room.

    Raises:
        CourseError: if it asks for something that is not offered, such as another observation.
    """
    made = Observation(f"{path.stem}.{name}", find, find.observation)
    if unknown := [each for each in made.asks if each not in OF_GRADERS]:
        raise CourseError(
            f"{path}: the observation {name} asks for {unknown[0]!r}: it can have"
            f" {', '.join(OF_GRADERS)}. What two have in common is a function of its own"
        )
    return made


def _terms(path: Path, name: str, test: Any) -> Terms:
    terms = getattr(test, "grader", None)
    if not isinstance(terms, Terms):
        raise CourseError(f"{path}: {name} has no points: write @grader(points) above it")
    require_marks(path, test, ON_GRADERS)
    return terms


def _misconception(exercise: str, path: Path, wrong: Any, right: Any, named: bool) -> Misconception:
    """Return a known wrong answer with its first parameter, the right one, filled in."""
    message = " ".join((inspect.getdoc(wrong) or "").split())
    if not message:
        raise CourseError(f"{path}: {wrong.__name__} says nothing to a learner: write a docstring")

    @functools.wraps(wrong)
    def answer(*args: Any, **kwargs: Any) -> Any:
        return wrong(right, *args, **kwargs)

    form = inspect.signature(wrong)
    parameters = list(form.parameters.values())[1:]
    answer.__signature__ = form.replace(parameters=parameters)  # type: ignore[attr-defined]
    tie = wrong.misconception
    grader = f"{exercise}.{tie.grader}" if tie.grader else ""
    return Misconception(exercise, message, answer, grader, named, tie.unseen)
