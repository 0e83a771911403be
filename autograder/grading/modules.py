"""The modules in an author's files, imported by their path and anew."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
import traceback
import types
from pathlib import Path

from autograder.errors import CourseError
from autograder.sandbox import heavy


def load_module(path: Path, name: str) -> types.ModuleType:
    """Return the module in a file of the author's, imported anew.

    Raises:
        CourseError: if it cannot be imported.
    """
    heavy.install()  # a grading process hardly ever needs Keras itself: its workers do
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.exists():
        raise CourseError(f"{path} is missing: write it, or run `autograder new`")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise _cannot_import(path, error) from error
    return module


def load_package(folder: Path) -> dict[str, types.ModuleType]:
    """Return the modules of a folder by their names, imported anew: they may import each other.

    Raises:
        CourseError: if one cannot be imported.
    """
    heavy.install()
    # A name that no other course's folder has.
    package = f"{folder.name}_{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}"
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        del sys.modules[name]
    made = types.ModuleType(package)
    made.__path__ = [str(folder)]
    sys.modules[package] = made
    importlib.invalidate_caches()  # a file may have been written a moment ago
    modules = {}
    for path in sorted(folder.glob("*.py")):
        try:
            modules[path.stem] = importlib.import_module(f"{package}.{path.stem}")
        except Exception as error:
            raise _cannot_import(path, error) from error
    return modules


def _cannot_import(path: Path, error: Exception) -> CourseError:
    steps = traceback.extract_tb(error.__traceback__)
    own = [step.lineno for step in steps if step.filename == str(path)]
    line = error.lineno if isinstance(error, SyntaxError) else own[-1] if own else None
    where = f"{path}:{line}" if line else str(path)
    return CourseError(f"{where} cannot be imported: {type(error).__name__}: {error}")
