"""What is changed in an expression: a small slip of a kind that graders have overlooked before."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from autograder.authoring.mutation.manuscript import Edit, Manuscript

Operator = Callable[[ast.AST, Manuscript], Iterator[Edit]]

_COMPARED = {
    ast.Lt: ("<", ("<=", ">=")),
    ast.LtE: ("<=", ("<", ">")),
    ast.Gt: (">", (">=", "<=")),
    ast.GtE: (">=", (">", "<")),
    ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==", "<", ">")),
    ast.In: ("in", ("not in",)),
    ast.NotIn: ("not in", ("in",)),
    ast.Is: ("is", ("is not",)),
    ast.IsNot: ("is not", ("is",)),
}
_COMPUTED = {
    ast.Add: ("+", ("-",)),
    ast.Sub: ("-", ("+",)),
    ast.Mult: ("*", ("/",)),
    ast.Div: ("/", ("*", "//")),
    ast.FloorDiv: ("//", ("/",)),
    ast.Mod: ("%", ("//",)),
    ast.Pow: ("**", ("*",)),
}
# Names of functions and dtypes, each with what is easily written instead.
_NAMES = {
    **{"maximum": "minimum", "max": "min", "minimum": "maximum", "min": "max"},
    **{"any": "all", "all": "any", "mean": "sum", "sum": "mean"},
    **{"expm1": "exp", "log1p": "log", "abs": "negative", "argmax": "argmin"},
    **{"float64": "float32", "float32": "float64", "int64": "float64"},
}
GUARDS = ("strict", "copy")  # keywords that guard against slips: without them all is as before
BATCH = "batch_size"  # one row more or less is no slip: as many steps, of rows that are drawn
# What a library takes where a call says nothing: (what is called, keyword) -> source of the value.
_DEFAULTS = {
    ("Adam", "learning_rate"): ("0.001",),
    ("Conv1D", "padding"): ("'valid'",),
    ("Conv2D", "padding"): ("'valid'",),
    ("Dense", "activation"): ("'linear'", "None"),
    ("EarlyStopping", "monitor"): ("'val_loss'",),
    ("MaxPooling2D", "pool_size"): ("2", "(2, 2)"),
    ("ModelCheckpoint", "monitor"): ("'val_loss'",),
    ("fit", BATCH): ("32",),
    ("fit", "shuffle"): ("True",),
}
_ERRORS = {"ValueError": "TypeError", "KeyError": "TypeError", "IndexError": "TypeError"}
_CASTS = {"float", "int", "bool", "list", "tuple", "float64", "float32", "int64"}


_SIGNS: dict[type[ast.unaryop], str] = {ast.USub: "-", ast.Not: "not"}
_DATA = (ast.Name, ast.Subscript, ast.Compare)  # what is computed has its type already


def of_expression(node: ast.AST, script: Manuscript) -> Iterator[Edit]:
    """Yield the edits of one node of an expression; those of the nodes below it are not among."""
    for operator in _OPERATORS.get(type(node), ()):
        yield from operator(node, script)


def compared(node: ast.Compare, script: Manuscript) -> Iterator[Edit]:
    """Another comparison, or one less in a chain: `a == b == c` without a part."""
    sides = [node.left, *node.comparators]
    for op, left, right in zip(node.ops, sides[:-1], sides[1:], strict=True):
        sign, others = _COMPARED[type(op)]
        yield from _swapped(script, left, right, sign, others)
    if len(node.ops) > 1:
        for place in range(len(sides)):
            rest = sides[:place] + sides[place + 1 :]
            ops = node.ops[:place] + node.ops[place + 1 :] if place else node.ops[1:]
            ops = ops if place < len(node.ops) else node.ops[:-1]
            yield script.replace(node, ast.unparse(ast.Compare(rest[0], ops, rest[1:])))


def joined(node: ast.BoolOp, script: Manuscript) -> Iterator[Edit]:
    """One condition dropped, or `and` for `or`."""
    for place in range(len(node.values)):
        rest = node.values[:place] + node.values[place + 1 :]
        less = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        yield script.replace(node, ast.unparse(less))
    other = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
    yield script.replace(node, ast.unparse(ast.BoolOp(other, node.values)))


def computed(node: ast.BinOp, script: Manuscript) -> Iterator[Edit]:
    """Another arithmetic; a factor of 1.0, which makes floats of integers, dropped."""
    sign, others = _COMPUTED.get(type(node.op), ("", ()))
    yield from _swapped(script, node.left, node.right, sign, others)
    if isinstance(node.left, ast.Constant) and node.left.value == 1.0 and sign == "*":
        yield script.replace(node, script.source(node.right))


def negated(node: ast.UnaryOp, script: Manuscript) -> Iterator[Edit]:
    """A sign or a `not` dropped."""
    if type(node.op) in _SIGNS:
        yield script.replace(node, script.source(node)[len(_SIGNS[type(node.op)]) :].lstrip())


def numbered(node: ast.Constant, script: Manuscript) -> Iterator[Edit]:
    """A number one larger and one smaller; the other truth value."""
    value = node.value
    if isinstance(value, bool):
        yield script.replace(node, repr(not value))
    elif isinstance(value, int | float):
        yield from (
            script.replace(node, repr(value + step)) for step in (1, -1) if value + step >= 0
        )


def named(node: ast.Name | ast.Attribute, script: Manuscript) -> Iterator[Edit]:
    """Another function, dtype or exception class of nearly the same name; `.T` dropped."""
    if isinstance(node, ast.Attribute):
        _, end = script.span(node)
        if other := _NAMES.get(node.attr):
            yield Edit(end - len(node.attr), end, other)
        if node.attr == "T":
            yield script.replace(node, script.source(node.value))
    elif isinstance(node.ctx, ast.Load) and (other := (_NAMES | _ERRORS).get(node.id)):
        yield script.replace(node, other)


def converted(node: ast.Call, script: Manuscript) -> Iterator[Edit]:
    """A conversion or a copy dropped."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    name = _name_of(node)
    if name in _CASTS and len(node.args) == 1 and isinstance(node.args[0], _DATA):
        yield script.replace(node, script.source(node.args[0]))
    if isinstance(node.func, ast.Attribute) and called in ("astype", "copy", "ravel", "item"):
        yield script.replace(node, script.source(node.func.value))
    if called in ("asarray", "array") and len(node.args) == 2:
        yield Edit(script.span(node.args[0])[1], script.span(node.args[1])[1], "")


def worded(node: ast.Call, script: Manuscript) -> Iterator[Edit]:
    """A keyword of a call dropped; a batch of twice or half as many rows to train on."""
    name = _name_of(node)
    for keyword in node.keywords:
        if keyword.arg in (None, *GUARDS):
            continue
        if ast.unparse(keyword.value) not in _DEFAULTS.get((name, keyword.arg), ()):
            yield _without(keyword, node, script)
        if name == "fit" and (rows := rows_of_a_batch(keyword)):
            yield script.replace(keyword.value, repr(2 * rows))
            yield script.replace(keyword.value, repr(max(rows // 2, 1)))


def rows_of_a_batch(node: ast.AST) -> int:
    """Return how many rows a keyword says in a number that a batch has; 0 if it does not."""
    if isinstance(node, ast.keyword) and isinstance(node.value, ast.Constant):
        return node.value.value if node.arg == BATCH and type(node.value.value) is int else 0
    return 0


def _name_of(node: ast.Call) -> str:
    """Return the last name of what is called: "fit" of `model.fit(…)`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _without(keyword: ast.keyword, node: ast.Call, script: Manuscript) -> Edit:
    """Return the edit that drops a keyword of a call, with the comma at its side."""
    parts = [*node.args, *node.keywords]
    place = parts.index(keyword)
    start, end = script.span(keyword)
    if place:
        start = script.span(parts[place - 1])[1]
        start += script.data[start:].index(b",")  # the one before may stand in brackets
    elif len(parts) > 1:
        end = script.span(parts[1])[0]
    return Edit(start, end, "")


def chosen(node: ast.IfExp, script: Manuscript) -> Iterator[Edit]:
    """One of two values, whatever the condition says."""
    yield script.replace(node.test, "True")
    yield script.replace(node.test, "False")


def looped(node: ast.comprehension, script: Manuscript) -> Iterator[Edit]:
    """The first or the last of a loop left out; a condition of it too."""
    yield from shortened(node.iter, script)
    yield from (script.replace(condition, "True") for condition in node.ifs)


def shortened(node: ast.expr, script: Manuscript) -> Iterator[Edit]:
    """The first or the last of what a loop runs over left out."""
    for part in ("[1:]", "[:-1]"):
        yield script.replace(node, f"list({script.source(node)}){part}")


def _swapped(
    script: Manuscript, left: ast.AST, right: ast.AST, sign: str, others: tuple[str, ...]
) -> Iterator[Edit]:
    start, _, gap = script.between(left, right)
    place = gap.find(sign) if sign else -1
    if place >= 0:
        start += len(gap[:place].encode())
        yield from (Edit(start, start + len(sign), other) for other in others)


_OPERATORS: dict[type[ast.AST], tuple[Callable[..., Iterator[Edit]], ...]] = {
    ast.Compare: (compared,),
    ast.BoolOp: (joined,),
    ast.BinOp: (computed,),
    ast.UnaryOp: (negated,),
    ast.Constant: (numbered,),
    ast.Name: (named,),
    ast.Attribute: (named,),
    ast.Call: (converted, worded),
    ast.IfExp: (chosen,),
    ast.comprehension: (looped,),
}
