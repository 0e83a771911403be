"""TensorFlow and Keras, imported when they are used and without their log lines.

Their import takes 5 to 20 seconds and writes lines to descriptor 2 that no setting of theirs
prevents. After `install`, `import keras` costs nothing until something of it is used, and what its
import has to say goes to /dev/null; an error still raises.
"""

from __future__ import annotations

import contextlib
import importlib.abc
import importlib.machinery
import logging
import os
import sys
import threading
import types
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.sandbox.worker.limits import HEAVY


def install() -> None:
    """Let the first import of each package be late and silent, from now on in this process."""
    if not any(isinstance(finder, HeavyFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, HeavyFinder())


class HeavyFinder(importlib.abc.MetaPathFinder):
    """Finds the heavy packages where they are, and wraps their loaders."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the spec of a heavy package, or None for every other name."""
        if name not in HEAVY:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec and spec.loader:
            spec.loader = _LateLoader(spec.loader)
        return spec


class _LateModule(types.ModuleType):
    """A package that is imported when something of it is asked for.

    A second `import` asks for its `__spec__`: Python's own lazy module is imported by that already.
    """

    def __getattribute__(self, name: str) -> Any:
        if name not in ("__spec__", "__class__"):
            with _LOADING:
                if object.__getattribute__(self, "__class__") is _LateModule:
                    _load(self)
        return object.__getattribute__(self, name)


_LOADING = threading.RLock()


def _load(module: types.ModuleType) -> None:
    module.__class__ = types.ModuleType  # from here on the package's own code asks, too
    assert module.__spec__ is not None
    assert module.__spec__.loader is not None
    module.__spec__.loader.load_now(module)  # type: ignore[attr-defined]


class _LateLoader(importlib.abc.Loader):
    """Does what another loader does: late, and unheard."""

    def __init__(self, loader: Any) -> None:
        self.loader = loader

    def __getattr__(self, name: str) -> Any:
        return getattr(self.loader, name)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType | None:
        """Return the module to be filled."""
        module: types.ModuleType | None = self.loader.create_module(spec)
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        """Leave the package as it is until something of it is asked for."""
        module.__class__ = _LateModule

    def load_now(self, module: types.ModuleType) -> None:
        """Import the package."""
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        # «5 out of the last 5 calls triggered retracing»: no advice for a beginner.
        logging.getLogger("tensorflow").setLevel(logging.ERROR)
        with silent():
            self.loader.exec_module(module)


@contextlib.contextmanager
def silent() -> Iterator[None]:
    """Send what is written to descriptor 2 in the block to nowhere, and ignore warnings."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
