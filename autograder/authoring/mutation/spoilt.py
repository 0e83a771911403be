"""Mutants that answer right, and then overwrite what they were given."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.authoring.mutation.manuscript import Manuscript
from autograder.authoring.mutation.population import Lines, Mutant, Place

_PROMISED = re.compile(r"\bchange[sd]?\b")
_PLAIN = {"float", "int", "str", "bool", "None", "np.random.Generator"}  # cannot be overwritten
_SPOILS = """

def _spoil(value):
    if isinstance(value, (dict, list, tuple)):
        for part in value.values() if isinstance(value, dict) else value:
            _spoil(part)
    if isinstance(value, list):
        value.reverse()
        value.append(value[-1])
    elif hasattr(value, "dtype") and value.shape != () and value.size:
        value[...] = value + (1 if value.dtype.kind in "iuf" else 0)


def _spoiling(function, name):
    import functools, inspect

    @functools.wraps(function)
    def spoiling(*args, **kwargs):
        answer = function(*args, **kwargs)
        _spoil(inspect.signature(function).bind(*args, **kwargs).arguments.get(name))
        return answer

    return spoiling


"""


def spoilt(script: Manuscript, exercises: tuple[str, ...]) -> Iterator[Mutant]:
    """Yield the reference with one argument of an exercise overwritten after each answer.

    Only where the docstring says that something is not changed.
    """
    for node in script.tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name not in exercises:
            continue
        if not _PROMISED.search(ast.get_docstring(node) or ""):
            continue
        for parameter in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
            kind = ast.unparse(parameter.annotation) if parameter.annotation else ""
            if not _PLAIN.issuperset(kind.split(" | ")) and not kind.startswith("Callable"):
                wrapped = f"{node.name} = _spoiling({node.name}, {parameter.arg!r})\n"
                yield Mutant(
                    script.name,
                    f"def {node.name}",
                    f"{parameter.arg} is overwritten after the answer",
                    script.text + _SPOILS + wrapped,
                    Place(frozenset({node.name}), Lines(), False),
                )
