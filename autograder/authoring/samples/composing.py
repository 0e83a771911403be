"""Known mistakes as a file that a student could have handed in: whole, and without the engine.

The right functions are renamed in the solution's text; the mistakes and what they use of their
rooms follow; last comes a function of each exercise's name, which calls the mistake with the right
one. The solution's own code goes on calling the right one: a mistake costs points in its exercise
alone, as where `graded_mutants` lets it stand in.
"""

from __future__ import annotations

import ast
import builtins
import inspect
from collections.abc import Sequence

from autograder.authoring.samples.imports import Imports
from autograder.authoring.samples.needed import Needed, free_name
from autograder.authoring.samples.scripts import Script, dotted
from autograder.chapters import Chapter
from autograder.errors import CourseError
from autograder.grading.misconceptions import Misconception

WIDTH = 100


def solution_text(chapter: Chapter) -> str:
    """Return the solution without its markers, as a learner would have written it.

    Raises:
        CourseError: if markers or docstrings are missing or misplaced; names file and line.
    """
    reference = chapter.reference
    markers = {number for region in reference.regions for number in (region.begin, region.end)}
    lines = enumerate(reference.text.split("\n"), 1)
    return "\n".join(line for number, line in lines if number not in markers)


def compose(chapter: Chapter, mistakes: Sequence[Misconception]) -> str:
    """Return the solution in which known mistakes stand for their exercises, one for each.

    Raises:
        CourseError: if a mistake uses what no submission can have, such as the engine; names file
            and line.
    """
    solution = Script(chapter.solution.name, solution_text(chapter))
    taken = {*solution.bindings, *dir(builtins)}
    right = {entry.exercise: free_name(f"right_{entry.exercise}", taken) for entry in mistakes}
    needed = Needed(chapter, right, taken, Imports(solution.tree))
    called = [needed.of(chapter.mistakes[entry.exercise], entry.name) for entry in mistakes]
    lines = solution.rewritten(
        solution.tree.body, lambda name, part: dotted(right.get(name.id, name.id), part)
    )
    ends = [
        _stand_in(entry, wrong, right[entry.exercise])
        for entry, wrong in zip(mistakes, called, strict=True)
    ]
    whole = "\n".join(needed.imports.put_into(lines)).rstrip("\n")
    return "\n\n\n".join([whole, *needed.pieces, *ends]) + "\n"


def _stand_in(entry: Misconception, wrong: str, right: str) -> str:
    """Return the function that has the exercise's name, and the parameters of the mistake.

    Raises:
        CourseError: if a default cannot be written down.
    """
    form = inspect.signature(entry.function)
    plain = [each.replace(annotation=each.empty) for each in form.parameters.values()]
    for each in plain:
        if not (each.default is each.empty or _is_literal(each.default)):
            message = f"the default of {each.name} is no literal: write a number or a text"
            raise CourseError(f"{entry.exercise}.{entry.name}: {message}")
    head = str(form.replace(parameters=plain, return_annotation=form.empty))
    if '"' not in head:
        head = head.replace("'", '"')  # as ruff writes texts
    handed_on = ", ".join([right, *map(_handed_on, plain)])
    call = f"    return {wrong}({handed_on})"
    if len(call) > WIDTH:
        call = f"    return {wrong}(\n        {handed_on}\n    )"
    return f"def {entry.exercise}{head}:\n{call}"


def _is_literal(value: object) -> bool:
    try:
        return bool(ast.literal_eval(repr(value)) == value)
    except (ValueError, SyntaxError):
        return False


def _handed_on(parameter: inspect.Parameter) -> str:
    """Return how a parameter is written in the call that hands it on."""
    match parameter.kind:
        case inspect.Parameter.VAR_POSITIONAL:
            return f"*{parameter.name}"
        case inspect.Parameter.VAR_KEYWORD:
            return f"**{parameter.name}"
        case inspect.Parameter.KEYWORD_ONLY:
            return f"{parameter.name}={parameter.name}"
    return parameter.name
