"""nbgrader's gradebook, opened ten times for each notebook, on one database engine for a class."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator

from nbgrader import api


@contextlib.contextmanager
def one_engine() -> Iterator[None]:
    """Have all gradebooks that are opened in the block share SQLAlchemy's engine.

    A new engine compiles every statement anew, and asks for every table: half of what a notebook
    costs nbgrader. Sessions and their transactions stay each gradebook's own, and closing one
    closes its connections.
    """
    make = api.create_engine
    api.create_engine = functools.cache(make)
    try:
        yield
    finally:
        api.create_engine = make
