"""The submission as graders and checks see it: a module whose functions run somewhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from autograder.grading.connection import Connection
from autograder.grading.failure import Failure
from autograder.grading.transcript import Call
from autograder.sandbox.worker.wire import Handle, Recipe

Case = tuple[tuple[Any, ...], dict[str, Any]]  # arguments by position and by name
Target = list[Any]  # [None, name in the module] or [handle, attribute]


class Submission:
    """A module whose functions run in a worker; they are read as attributes.

    `connection` answers which line to the submission is in use.
    """

    def __init__(self, connection: Callable[[], Connection]) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        connection = self._connection()
        if connection.require(name):
            return RemoteFunction(connection, [None, name], name)
        return _read(connection, [None, name], name)


class RemoteFunction:
    """A function of the submission."""

    def __init__(self, connection: Connection, target: Target, name: str) -> None:
        self._connection = connection
        self._target = target
        self.__name__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it; return plain data, or an object that stays in the worker."""
        (call,) = _call(self._connection, self._target, self.__name__, [(args, kwargs)], {})
        return call.value

    def map(self, cases: Iterable[Sequence[Any]], **options: Any) -> list[Call]:
        """Call it once per tuple of arguments, in one exchange; `options` as in `calls.Options`."""
        listed: list[Case] = [(tuple(args), {}) for args in cases]
        return _call(self._connection, self._target, self.__name__, listed, options)


class RemoteObject:
    """An object of the submission that is not plain data: it stays in the worker."""

    def __init__(self, connection: Connection, handle: Handle, label: str) -> None:
        self._connection = connection
        self._label = label
        self.handle = handle

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _read(self._connection, [self.handle, name], f"{self._label}.{name}")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the object in the worker."""
        target = [self.handle, "__call__"]
        (call,) = _call(self._connection, target, self._label, [(args, kwargs)], {})
        return call.value


def make_in_worker(submission: Submission, recipe: Recipe) -> RemoteObject:
    """Return an object that the worker makes and keeps."""
    connection = submission._connection()
    handle = connection.ask("make", recipe.kind, recipe=recipe)
    if not isinstance(handle, Handle):
        raise Failure(f"{connection.file} answered with something the course cannot read.")
    return RemoteObject(connection, handle, recipe.kind)


def use_in_worker(thing: RemoteObject, tool: str, *arguments: Any) -> Any:
    """Return what a tool of the course answers about an object that stayed in the worker."""
    given = [thing.handle, *map(_plain, arguments)]
    answer = thing._connection.ask("use", thing._label, tool=tool, arguments=given)
    return _wrap(thing._connection, answer, tool)


def _read(connection: Connection, target: Target, label: str) -> Any:
    return _wrap(connection, connection.ask("read", label, target=target), label)


def _call(
    connection: Connection,
    target: Target,
    label: str,
    cases: list[Case],
    options: dict[str, Any],
) -> list[Call]:
    plain = [
        [_plain(list(args)), _plain(kwargs)] if kwargs else [_plain(list(args))]
        for args, kwargs in cases
    ]
    seen = connection.ask("call", label, target=target, cases=plain, options=options)
    if not isinstance(seen, list) or len(seen) != len(cases):
        raise Failure(f"`{label}` answered with something the course cannot read.")
    calls = [
        _seen(connection, Call(label, args, kwargs, options), entry)
        for (args, kwargs), entry in zip(cases, seen, strict=True)
    ]
    connection.transcript.calls += calls
    return calls


def _seen(connection: Connection, asked: Call, entry: Any) -> Call:
    """Return the call with what the worker says of it; what has the wrong type is left out."""
    said = entry if isinstance(entry, dict) else {}
    return Call(
        function=asked.function,
        args=asked.args,
        kwargs=asked.kwargs,
        options=asked.options,
        returned=_wrap(connection, said.get("value"), asked.function),
        raised=None if "value" in said else connection.raised(said.get("error")),
        changed=_positions(said.get("changed")),
        shared=_positions(said.get("shared")),
        elapsed=seconds if type(seconds := said.get("elapsed")) is float else 0.0,
        warned=tuple(map(str, warned)) if isinstance(warned := said.get("warned"), list) else (),
        global_random=said.get("global_random") is True,
        printed=said.get("printed") is True,
        events=count if type(count := said.get("events")) is int else 0,
    )


def _positions(value: Any) -> tuple[int, ...]:
    return tuple(i for i in value if type(i) is int) if isinstance(value, list) else ()


def _wrap(connection: Connection, value: Any, label: str) -> Any:
    """Return a value with its handles turned into objects that can be called."""
    if isinstance(value, Handle):
        return RemoteObject(connection, value, label)
    if isinstance(value, (list, tuple)):
        return type(value)(_wrap(connection, item, label) for item in value)
    if isinstance(value, dict):
        return {key: _wrap(connection, item, label) for key, item in value.items()}
    return value


def _plain(value: Any) -> Any:
    """Return an argument as it crosses: remote objects as their handles."""
    if isinstance(value, RemoteObject):
        return value.handle
    if isinstance(value, (list, tuple)):
        return type(value)(_plain(item) for item in value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
