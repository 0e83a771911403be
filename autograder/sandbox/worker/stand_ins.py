"""Stand-ins for packages that are not there: a file that imports them loads all the same."""

from __future__ import annotations

import contextlib
import importlib.abc
import importlib.machinery
import inspect
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from autograder.sandbox.worker.limits import HEAVY

# Whatever a notebook imports to draw, to show or to check is replaced where it is not there:
# a figure has no place in a grade, and a missing one must not cost a learner the cell's functions.
# So is TensorFlow where NumPy alone is wanted: the file's other exercises may need it.
REPLACED = frozenset(
    """matplotlib mpl_toolkits seaborn plotly IPython ipywidgets tqdm fastprogress rich
    alive_progress google course autograder pytest tensorflow keras""".split()
)
_BARS_OF = ("tqdm", "fastprogress", "rich", "alive_progress")


class Inert:
    """Stands for anything in a module that is not here: may be called, read and entered.

    It may also decorate, and be a base class; it is never an answer.
    """

    __version__ = "99.0"  # a file may ask for a newer one than it was written with

    def __init__(self, package: str) -> None:
        self._package = package

    def __call__(self, *args: Any, **kwargs: Any) -> Inert:
        """Return itself."""
        return self

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        raise self.missing()

    __float__ = __int__ = __len__ = __neg__ = __abs__ = __array__
    __add__ = __sub__ = __mul__ = __truediv__ = __floordiv__ = __pow__ = __matmul__ = __array__
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __rpow__ = __rmatmul__ = __array__
    __lt__ = __le__ = __gt__ = __ge__ = __array__

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return ()

    def missing(self) -> ModuleNotFoundError:
        """Return the error of using it for an answer."""
        name = self._package
        return ModuleNotFoundError(f"{name} is not there in this exercise: use NumPy", name=name)

    def __getattr__(self, name: str) -> Inert:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __enter__(self) -> Inert:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def __iter__(self) -> Any:
        return iter((self, self))  # fig, ax = plt.subplots()

    def __getitem__(self, key: object) -> Inert:
        return self


class _Bar(Inert):
    """A progress bar that is not drawn: it gives what it was given."""

    def __init__(self, package: str, items: Iterable[Any] = ()) -> None:
        super().__init__(package)
        self._items = items

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)  # type: ignore[arg-type]  # a generator has none, as it is


def _bar(items: Any = (), *args: Any, **kwargs: Any) -> Any:
    return _Bar("tqdm", kwargs.get("iterable", items))


def _bar_over_range(*args: Any, **kwargs: Any) -> Any:
    return _Bar("tqdm", range(*args))


# What goes through numbers or rows, by the name that it has in any of these packages.
_BARS: dict[str, Callable[..., Any]] = {
    **dict.fromkeys("tqdm tqdm_notebook track progress_bar master_bar alive_it".split(), _bar),
    **dict.fromkeys(("trange", "tnrange"), _bar_over_range),
}


class _InertModule(types.ModuleType):
    __path__ = []  # noqa: RUF012 - a package without folders
    __version__ = Inert.__version__

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if _top(self.__name__) in _BARS_OF and name in _BARS:
            return _BARS[name]
        return Inert(_top(self.__name__))


class _InertLoader(importlib.abc.Loader):
    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _InertModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        return None


class InertFinder(importlib.abc.MetaPathFinder):
    """Finds an inert module for each package of `REPLACED` that is not installed here."""

    def find_spec(
        self, name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the spec of an inert module, or None for every other name."""
        if _top(name) not in REPLACED:
            return None
        return importlib.machinery.ModuleSpec(name, _InertLoader(), is_package=True)


def in_use() -> bool:
    """Return whether something was told that a stand-in is Keras or TensorFlow."""
    return any(isinstance(sys.modules.get(name), _InertModule) for name in HEAVY)


@contextlib.contextmanager
def without_keras(function: Any) -> Iterator[None]:
    """Let the file of `function` find stand-ins for TensorFlow and Keras while in the block."""
    names = getattr(inspect.unwrap(function), "__globals__", {})
    used = {name: origin for name, value in names.items() if (origin := _keras_origin(value))}
    kept = {name: names[name] for name in used}
    modules = {name: sys.modules[name] for name in list(sys.modules) if _top(name) in HEAVY}
    try:
        names.update({name: Inert(origin) for name, origin in used.items()})
        for name in modules:
            del sys.modules[name]
        sys.modules.update({name: _InertModule(name) for name in HEAVY})
        yield
    finally:
        names.update(kept)
        for name in list(sys.modules):  # what was imported below the stand-ins, too
            if _top(name) in HEAVY:
                del sys.modules[name]
        sys.modules.update(modules)


def _keras_origin(value: object) -> str:
    """Return the package that a name of the learner's file comes from, if it is one of these."""
    if isinstance(value, types.ModuleType):  # asked for its name, a late module would be loaded
        origin = types.ModuleType.__getattribute__(value, "__dict__").get("__name__", "")
    else:
        origin = getattr(value, "__module__", "")
    found = _top(origin) if isinstance(origin, str) else ""
    return found if found in HEAVY else ""


def _top(name: str) -> str:
    return name.partition(".")[0]
