"""Networks layer by layer: weights on the edges and in tables, one marked connection."""

from collections.abc import Sequence
from itertools import pairwise

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.network import STYLES, blank, edge, node, places
from course.plots.palette import BLUE, GREEN, GREY, INK, MIST, ORANGE, RED, drawn

TARGETS = [BLUE, ORANGE, GREEN, RED]  # one colour for a neuron and what leads to it; the last: y
KINDS = [  # layer, names of its nodes, their colours
    ("input", "$x_{}$", [GREY, GREY]),
    ("hidden", "$h_{}$", TARGETS[:3]),
    ("output", "$y$", TARGETS[3:]),
]
W1 = [[0.2, -1.0, 0.5], [0.7, 0.3, -0.4]]
W2 = [[1.5], [0.8], [-0.6]]


@drawn
def layer_network() -> Figure:
    """Draw a network with its weights on the edges, and the same weights as two tables."""
    figure, (left, right) = plt.subplots(
        1, 2, figsize=(9.2, 3.7), width_ratios=[1.5, 1], layout="constrained"
    )
    layers = places([2, 3, 1], down=1.35)
    for number, (table, colours, at) in enumerate(
        ((W1, TARGETS[:3], 0.21), (W2, TARGETS[3:], 0.45))
    ):
        for row, start in enumerate(layers[number]):
            for column, end in enumerate(layers[number + 1]):
                edge(left, start, end, colours[column], f"{table[row][column]:g}", at)
    for nodes, (kind, text, colours) in zip(layers, KINDS, strict=True):
        for number, (centre, colour) in enumerate(zip(nodes, colours, strict=True)):
            node(left, centre, kind, text.format(number), colour=colour)
        left.text(nodes[0][0], 2.0, f"{kind} layer", ha="center", color=INK)
    blank(left, (-0.8, 6.8), (-1.9, 2.3))
    left.set_title("Each node is connected with every node of the next layer")
    _table(right, "$W_1$", W1, 2.3, "into $h_{}$", TARGETS[:3])
    _table(right, "$W_2$", W2, -0.5, "into $y$", TARGETS[3:])
    blank(right, (-1.4, 4.6), (-2.6, 3.6))
    right.set_title("One column per neuron, in its colour")
    return described(
        figure,
        "Two inputs, three hidden neurons, one output; each node is connected with every node of "
        "the next layer. Each neuron has a colour of its own, and so have the connections into it. "
        f"{_columns('W1', W1, ('h0', 'h1', 'h2'))}; {_columns('W2', W2, ('y',))}.",
    )


def _columns(name: str, table: list[list[float]], neurons: tuple[str, ...]) -> str:
    """Say in words which column of a table leads to which neuron."""
    told = (
        f"{', '.join(f'{weight:g}' for weight in column)} into {neuron}"
        for neuron, column in zip(neurons, zip(*table, strict=True), strict=True)
    )
    return f"Columns of {name}: {'; '.join(told)}"


def _table(
    ax: Axes, name: str, table: list[list[float]], top: float, heading: str, colours: list[str]
) -> None:
    """Write a table of weights, each column in the colour of the neuron it leads to."""
    ax.text(-0.75, top - 0.7 * (len(table) - 1) / 2, name, ha="center", va="center", size=12)
    for column, colour in enumerate(colours):
        x = 0.35 + 1.25 * column
        ax.text(x, top + 0.75, heading.format(column), color=colour, ha="center", size=9)
        for row, weights in enumerate(table):
            y = top - 0.7 * row
            ax.text(x, y, f"{weights[column]:g}", color=colour, ha="center", va="center", size=11)
    depth, width = 0.7 * (len(table) - 1), 1.25 * (len(table[0]) - 1)
    for x, ends in ((-0.3, 0.12), (1.0 + width, -0.12)):
        corners = [(x + ends, top + 0.4), (x, top + 0.4), (x, top - depth - 0.4)]
        corners.append((x + ends, top - depth - 0.4))
        ax.plot(*zip(*corners, strict=True), color=INK, linewidth=1)


@drawn
def wire(
    sizes: Sequence[int] = (3, 2, 5), layer: int = 2, source: int = 2, target: int = 5,
    weight: float = 0.4,
) -> Figure:  # fmt: skip
    """Mark the connection from neuron `source` of `layer` to `target` of the next, from 1."""
    figure, ax = plt.subplots(figsize=(6.4, 4), layout="constrained")
    layers = places(sizes, across=2.6, down=0.95)
    marked = layers[layer - 1][source - 1], layers[layer][target - 1]
    for here, beyond in pairwise(layers):
        for start in here:
            for end in beyond:
                edge(ax, start, end, MIST)
    edge(ax, *marked, RED, f"{weight:g}", at=0.5, wide=2.5)
    top = max(nodes[0][1] for nodes in layers) + 0.85
    for column, nodes in enumerate(layers):
        kind = "input" if column == 0 else "output" if column == len(layers) - 1 else "hidden"
        for number, at in enumerate(nodes, 1):
            node(ax, at, kind, str(number))
        ax.text(nodes[0][0], top, f"layer {column + 1}", ha="center", color=STYLES[kind][1])
    for column, here in enumerate(layers[:-1]):
        middle = here[0][0] + 1.3
        ax.text(
            middle, -top + 0.1, f"params[{column}]", ha="center", color=GREY, family="monospace"
        )
    blank(ax, (-0.6, 2.6 * (len(sizes) - 1) + 0.6), (-top - 0.2, top + 0.4))
    title = f"From neuron {source} of layer {layer} to neuron {target} of layer {layer + 1}"
    ax.set_title(title)
    shape = "-".join(map(str, sizes))
    return described(
        figure,
        f"A network of {shape} nodes, numbered from 1 in each layer. {title} one connection is "
        f"marked, with the weight {weight:g}; it belongs to params[{layer - 1}].",
    )
