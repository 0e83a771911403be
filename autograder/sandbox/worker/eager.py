"""Trainings without graphs: for few rows, to build one takes longer than it saves."""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Iterator


@contextlib.contextmanager
def without_graphs() -> Iterator[None]:
    """Let every model that is trained meanwhile be computed step by step, whoever has made it.

    Where TensorFlow is not imported yet, nothing is changed: no model has been made.
    """
    tf = sys.modules.get("tensorflow")
    if tf is None:
        yield
        return
    with warnings.catch_warnings():
        # TensorFlow warns that how data are read stays a graph: so it may.
        warnings.filterwarnings("ignore", "Even though the `tf.config", UserWarning)
        tf.config.run_functions_eagerly(True)
        try:
            yield
        finally:
            tf.config.run_functions_eagerly(False)
