"""One call of a learner's function, and what was seen of it."""

from __future__ import annotations

import contextlib
import inspect
import random
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.sandbox.worker.capture import Printing
from autograder.sandbox.worker.eager import without_graphs
from autograder.sandbox.worker.events import EventCounter
from autograder.sandbox.worker.failures import describe
from autograder.sandbox.worker.logfolders import without_copy_warnings
from autograder.sandbox.worker.message import MAX_DEPTH, MAX_FRAME
from autograder.sandbox.worker.seeding import seed_everything
from autograder.sandbox.worker.stand_ins import Inert, without_keras


@dataclass(frozen=True)
class Options:
    """How a call is made, beside its arguments."""

    overflow: str = "warn"  # "raise": FloatingPointError on overflow, invalid and divide
    locked: bool = False  # arrays in the arguments are read-only
    count: bool = False  # count the bytecodes that run in the learner's own file
    quiet: bool = False  # warnings are not shown
    without_keras: bool = False  # the learner's file finds stand-ins, as where NumPy is alone
    note_warnings: bool = False  # warnings are noted, not shown
    note_prints: bool = False  # whether anything is printed
    eager: bool = False  # Keras computes without graphs: for few rows they cost more than they save
    seed: int | None = None  # of all global randomness, before each call

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Options:
        """Return the options named in `data`; the others keep their default."""
        return cls(**data)


def perform(
    function: Callable[..., Any],
    cases: Iterable[tuple[tuple[Any, ...], dict[str, Any]]],
    options: Options,
    files: frozenset[str],
) -> list[dict[str, Any]]:
    """Call `function` with the arguments of each case; one case's error stops no other.

    Of each call return `value` or `error`, the time `elapsed`, and what else was seen: `changed`
    lists the positions of the arguments whose arrays hold other bytes afterwards, `shared` those
    whose memory the value shares; both only where there are any. `global_random` is there if a
    function that was given a generator moved the global random state, `events`, `printed` and the
    names of the warnings, `warned`, if they were asked for.
    """
    nothing = contextlib.nullcontext()
    hidden = without_keras(function) if options.without_keras else nothing
    with _surroundings(options), hidden, without_graphs() if options.eager else nothing:
        return [_call(function, args, kwargs, options, files) for args, kwargs in cases]


def _call(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    options: Options,
    files: frozenset[str],
) -> dict[str, Any]:
    before, nothing = _Before(args, kwargs), contextlib.nullcontext()
    if options.locked:
        _lock([*args, *kwargs.values()])
    if options.seed is not None:
        seed_everything(options.seed)
    counter, printing = EventCounter(files), Printing(sys.stdout)
    shown = contextlib.redirect_stdout(printing) if options.note_prints else nothing
    start = time.perf_counter()
    try:
        with counter if options.count else nothing, shown, _noting(options) as noted:
            seen: dict[str, Any] = {"value": _answer(function(*args, **kwargs))}
    except BaseException as error:
        seen = {"error": describe(error, files)}
    if options.note_warnings:
        seen["warned"] = sorted({entry.category.__name__ for entry in noted})
    if options.note_prints:
        seen["printed"] = printing.heard
    seen["elapsed"] = time.perf_counter() - start
    seen |= before.touched(seen.get("value"))
    if "value" in seen:
        seen["value"] = as_it_is_now(seen["value"])
    if options.count:
        seen["events"] = counter.events
    return seen


class _Before:
    """What a call finds, to see afterwards what it has touched."""

    def __init__(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.args = args
        self.fingerprints = [_fingerprint(arg) for arg in args]
        given_rng = any(isinstance(arg, np.random.Generator) for arg in (*args, *kwargs.values()))
        self.random = _global_random() if given_rng else None

    def touched(self, value: object) -> dict[str, Any]:
        """Return what is no longer as it was, and which arguments share memory with the value."""
        seen: dict[str, Any] = {}
        pairs = zip(self.args, self.fingerprints, strict=True)
        if changed := [i for i, (arg, old) in enumerate(pairs) if _fingerprint(arg) != old]:
            seen["changed"] = changed
        if self.random is not None and _global_random() != self.random:
            seen["global_random"] = True
        if shared := [i for i, arg in enumerate(self.args) if _shares(arg, value)]:
            seen["shared"] = shared
        return seen


@contextlib.contextmanager
def _noting(options: Options) -> Iterator[list[warnings.WarningMessage]]:
    if not options.note_warnings:  # entering costs 2 µs, for each of hundreds of calls
        yield []
        return
    with warnings.catch_warnings(record=True) as noted:
        warnings.simplefilter("always")
        yield noted


def _answer(value: Any) -> Any:
    if isinstance(value, Inert):
        raise value.missing()
    return value


@contextlib.contextmanager
def _surroundings(options: Options) -> Iterator[None]:
    raising: Any = "raise" if options.overflow == "raise" else None
    with warnings.catch_warnings(), np.errstate(over=raising, invalid=raising, divide=raising):
        # A warning is for the learner's eyes; it must never become an error or cost a point.
        warnings.simplefilter("ignore" if options.quiet else "default")
        with without_copy_warnings():  # which is nobody's fault who saves a model
            yield


def signature(function: Callable[..., Any]) -> list[list[str | None]]:
    """Return [name, kind, default as text] for each parameter; annotations do not matter."""
    return [
        [p.name, p.kind.name, None if p.default is p.empty else repr(p.default)[:80]]
        for p in inspect.signature(function).parameters.values()
    ]


def _global_random() -> Any:
    """Return the state of the generators that belong to nobody."""
    state: Any = np.random.get_state(legacy=True)
    own = [part.tobytes() if isinstance(part, np.ndarray) else part for part in state]
    return own, random.getstate()


def as_it_is_now(value: Any, depth: int = 0) -> Any:
    """Return a value with its arrays copied: what is done to them after the call changes nothing.

    What cannot cross anyway, too large or too deep, stays itself.
    """
    if isinstance(value, np.ndarray):
        return np.array(value, subok=True) if value.nbytes <= MAX_FRAME else value
    if type(value) not in _CONTAINERS or depth > MAX_DEPTH:
        return value
    if isinstance(value, dict):
        return {key: as_it_is_now(item, depth + 1) for key, item in value.items()}
    return type(value)(as_it_is_now(item, depth + 1) for item in value)


_SCALARS = (bool, int, float, str, np.generic)
_CONTAINERS = (list, tuple, dict)  # a union of types is five times slower in isinstance


def _arrays(value: object, depth: int = 8) -> Iterator[np.ndarray]:
    """Yield the arrays in a value, nested in lists, tuples and dicts up to `depth`."""
    if isinstance(value, np.ndarray):
        yield value
    elif depth and isinstance(value, _CONTAINERS):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _arrays(item, depth - 1)


def _fingerprint(value: object) -> Any:
    """Return what a call must not change: shape, dtype and bytes of arrays, items of containers."""
    if value is None or isinstance(value, _SCALARS):
        return None
    arrays = [(a.shape, a.dtype.str, a.tobytes()) for a in _arrays(value)]
    return arrays or (repr(value) if isinstance(value, _CONTAINERS) else None)


def _lock(values: list[Any]) -> None:
    for value in values:
        for array in _arrays(value):
            array.flags.writeable = False


def _shares(arg: object, value: object) -> bool:
    if isinstance(arg, _SCALARS) or isinstance(value, _SCALARS):
        return False
    return any(np.may_share_memory(a, b) for a in _arrays(arg) for b in _arrays(value))
