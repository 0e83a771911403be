"""What is changed in a statement: a guard dropped, a step left out, parts in another order."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Collection, Iterator

from autograder.authoring.mutation.manuscript import Edit, Manuscript
from autograder.authoring.mutation.operators import shortened

OTHER = "other"  # stands for a promised word that a message does not say


def of_statement(node: ast.AST, script: Manuscript) -> Iterator[Edit]:
    """Yield the edits of one statement; those of its expressions and blocks are not among them."""
    match node:
        case ast.If():
            yield script.replace(node.test, "False")
            yield script.replace(node.test, "True")
        case ast.For():
            yield from shortened(node.iter, script)
        case ast.Break():
            yield script.replace(node, "pass")
        case ast.AugAssign():
            yield script.replace(node, "pass")
            yield from _another_step(node, script)
        case ast.Expr(value=ast.Call()):
            yield script.replace(node, "pass")
        case ast.Return(value=ast.Tuple(elts=parts)) if len(parts) > 1:
            yield from _in_another_order(parts, script)


def _another_step(node: ast.AugAssign, script: Manuscript) -> Iterator[Edit]:
    """`-=` for `+=`, `/=` for `*=`, and an assignment for a step."""
    start, end, gap = script.between(node.target, node.value)
    for sign, other in (("+=", "-="), ("-=", "+="), ("*=", "/="), ("/=", "*=")):
        if gap.strip() == sign:
            yield from (Edit(start, end, f" {new} ") for new in (other, "="))


def _in_another_order(parts: list[ast.expr], script: Manuscript) -> Iterator[Edit]:
    """Each two neighbours of what is returned in each other's place."""
    for left, right in itertools.pairwise(parts):
        _, _, gap = script.between(left, right)
        new = script.source(right) + gap + script.source(left)
        yield Edit(script.span(left)[0], script.span(right)[1], new)


def without_words(node: ast.AST, script: Manuscript, words: Collection[str]) -> Iterator[Edit]:
    """Yield a text without the promised word that it says first; names in braces are left alone."""
    text = script.source(node)
    said = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    if said and (first := re.search(rf"(?<![\w.{{])(?:{said})(?![\w}}])", text)):
        changed = re.sub(rf"(?<![\w.{{]){re.escape(first[0])}", OTHER, text)
        yield script.replace(node, changed)
