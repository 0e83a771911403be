"""`check` in a notebook whose kernel runs: cells that did not run, statements, relations."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

IMPORTS = "import numpy as np\nfrom autograder.learner import check"
CHECK = "repr(check('weighted_sum'))"
DEFINED = """def weighted_sum(x, w, b=0.0):
    if np.ndim(x) != 1 or np.ndim(w) != 1:
        raise ValueError("1-D")
    if len(x) != len(w):
        raise ValueError("shape")
    return float(np.dot(1.0 * x, 1.0 * w) + b)
"""
BROKEN = DEFINED.replace("len(w):", "len(w)")


@pytest.fixture
def said(course):
    """Return a function that runs cells in a kernel and returns what the last one says."""

    def run(*cells):
        notebook = nbformat.v4.new_notebook(cells=[new_code_cell(text) for text in cells])
        resources = {"metadata": {"path": course / "exercises" / "ch01_neuron"}}
        client = NotebookClient(notebook, timeout=120, allow_errors=True, resources=resources)
        client.execute()
        return "\n".join(
            each.get("text") or each.get("data", {}).get("text/plain", "") or each.get("evalue", "")
            for each in notebook.cells[-1].outputs
        )

    return run


@pytest.mark.slow
def test_a_cell_that_is_not_python_is_named_and_no_older_function_is_checked(said):
    assert "all 8 checks pass" in said(IMPORTS, DEFINED, CHECK)
    for cells in ([DEFINED, BROKEN], [BROKEN], [DEFINED, f"%time 1\n{BROKEN}"]):
        told = said(IMPORTS, *cells, CHECK)
        line = 4 + cells[-1].startswith("%")
        assert "The cell that defines `weighted_sum` did not run" in told
        assert f"it is not valid Python, line {line}: expected ':'. Mend it and run it" in told
        assert "checks pass" not in told
    assert "all 8 checks pass" in said(IMPORTS, BROKEN, f"%time 1\n{DEFINED}", CHECK)


@pytest.mark.slow
def test_a_statement_without_effect_is_told_with_the_line_of_its_cell(said):
    idle = DEFINED.replace("    return float", "    x + w\n    return 2 * float")
    told = said(IMPORTS, idle, CHECK)
    assert "Warning (your cell, line 6): `x + w` has no effect: is `x += …` meant?" in told
