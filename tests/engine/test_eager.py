"""Calls without graphs where TensorFlow has not been imported."""

import subprocess
import sys

from tests.conftest import ROOT

CODE = """
import sys
from autograder.sandbox.worker.eager import without_graphs
with without_graphs():
    print("called")
assert "tensorflow" not in sys.modules
"""


def test_a_call_without_graphs_needs_no_tensorflow():
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "called\n"
