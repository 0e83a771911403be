"""What checks and graders are written with.

The names are looked up at their first use: commands that only read results need no NumPy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.grading.comparisons import assert_close as assert_close
    from autograder.grading.comparisons import assert_equal as assert_equal
    from autograder.grading.comparisons import assert_type as assert_type
    from autograder.grading.comparisons import require as require
    from autograder.grading.gradients import assert_gradient as assert_gradient
    from autograder.grading.gradients import assert_gradients as assert_gradients
    from autograder.grading.misconceptions import misconception as misconception
    from autograder.grading.properties import assert_each_term as assert_each_term
    from autograder.grading.properties import assert_keeps_dtype as assert_keeps_dtype
    from autograder.grading.properties import assert_matches as assert_matches
    from autograder.grading.properties import assert_pure as assert_pure
    from autograder.grading.properties import assert_rejects as assert_rejects
    from autograder.grading.properties import assert_rejects_all as assert_rejects_all
    from autograder.grading.properties import assert_repeatable as assert_repeatable
    from autograder.grading.properties import assert_stable as assert_stable
    from autograder.grading.properties import assert_varies as assert_varies
    from autograder.grading.properties import assert_vectorised as assert_vectorised
    from autograder.grading.recipes import generator as generator
    from autograder.grading.recipes import named_function as named_function
    from autograder.grading.recipes import remote as remote
    from autograder.grading.recipes import sequential as sequential
    from autograder.grading.setup import reference_for as reference_for
    from autograder.grading.thresholds import Threshold as Threshold
    from autograder.grading.thresholds import assert_reaches as assert_reaches

_HOMES = {
    "comparisons": "assert_close assert_equal assert_type require",
    "gradients": "assert_gradient assert_gradients",
    "misconceptions": "misconception",
    "properties": "assert_each_term assert_keeps_dtype assert_matches assert_pure "
    "assert_rejects assert_rejects_all assert_repeatable assert_stable assert_varies "
    "assert_vectorised",
    "recipes": "generator named_function remote sequential",
    "setup": "reference_for",
    "thresholds": "Threshold assert_reaches",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}
__all__ = list(_HOME_OF)


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"autograder.grading has no {name!r}: there are {', '.join(__all__)}")
    return getattr(importlib.import_module(f"autograder.grading.{_HOME_OF[name]}"), name)
