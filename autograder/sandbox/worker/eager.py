"""Keras without graphs: to build one takes a second, which a few rows do not win back."""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Iterator


@contextlib.contextmanager
def without_graphs() -> Iterator[None]:
    """Let every model that is trained meanwhile be computed step by step, whoever has made it."""
    tf = sys.modules["tensorflow"]  # it came with Keras

    with warnings.catch_warnings():
        # TensorFlow warns that how data are read stays a graph: so it may.
        warnings.filterwarnings("ignore", "Even though the `tf.config", UserWarning)
        tf.config.run_functions_eagerly(True)
        try:
            yield
        finally:
            tf.config.run_functions_eagerly(False)
