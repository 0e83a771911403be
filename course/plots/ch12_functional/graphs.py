"""Models as graphs: two inputs and two outputs, and a way around two convolutions."""

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, INK, PALE_BLUE, PALE_GREEN, PALE_ORANGE, drawn

Place = tuple[float, float]

BOXES: dict[str, tuple[Place, str]] = {
    "tokens\n(16,)": ((0, 2), PALE_ORANGE),
    "Embedding\n(16, 16)": ((2, 2), PALE_BLUE),
    "mean\n(16,)": ((4, 2), PALE_BLUE),
    "numeric\n(3,)": ((4, 0), PALE_ORANGE),
    "Concatenate\n(19,)": ((6, 1), PALE_BLUE),
    "Dense, relu\n(64,)": ((8, 1), PALE_BLUE),
    "dependencies\n(1,)": ((10, 2), PALE_GREEN),
    "section\n(12,)": ((10, 0), PALE_GREEN),
}
WAYS = [(0, 1), (1, 2), (2, 4), (3, 4), (4, 5), (5, 6), (5, 7)]


def _box(ax: Axes, place: Place, text: str, colour: str) -> None:
    x, y = place
    style = "round,pad=0.04"
    patch = FancyBboxPatch(
        (x - 0.75, y - 0.32), 1.5, 0.64, boxstyle=style, facecolor=colour, edgecolor=GREY
    )
    ax.add_patch(patch)
    ax.text(x, y, text, ha="center", va="center", size=9, color=INK)


def _arrow(ax: Axes, start: Place, end: Place, curve: float = 0.0) -> None:
    how = {"arrowstyle": "->", "color": BLUE, "linewidth": 1.6}
    ax.annotate("", end, start, arrowprops=how | {"connectionstyle": f"arc3,rad={curve}"})


@drawn
def package_graph() -> Figure:
    """Draw the model of packages: two inputs that meet, and two heads."""
    figure, ax = plt.subplots(figsize=(9.4, 2.9), layout="constrained")
    boxes = list(BOXES.items())
    for text, (place, colour) in boxes:
        _box(ax, place, text, colour)
    for before, behind in WAYS:
        (x1, y1), (x2, y2) = boxes[before][1][0], boxes[behind][1][0]
        _arrow(ax, (x1 + 0.8, y1), (x2 - 0.8, y2))
    ax.set(xlim=(-0.9, 10.9), ylim=(-0.6, 2.6))
    ax.axis("off")
    ax.set_title("One model, two inputs, two outputs")
    return described(
        figure,
        "A graph from left to right. The input tokens, 16 numbers of words, goes through an "
        "embedding, 16 vectors of 16 numbers, to their mean, 16 numbers. The input numeric, three "
        "numbers, joins them in Concatenate, 19 numbers. A Dense layer of 64 units with ReLU "
        "follows, and two heads look at it: dependencies, one number, and section, 12 shares.",
    )


@drawn
def residual_ways() -> Figure:
    """Draw a residual block: two convolutions, and the shortcut around them."""
    figure, ax = plt.subplots(figsize=(9.0, 2.6), layout="constrained")
    texts = ["x", "Conv2D 3×3\nrelu", "Conv2D 3×3", "+", "relu"]
    for n, text in enumerate(texts):
        _box(ax, (2 * n, 0), text, PALE_ORANGE if n == 0 else PALE_BLUE)
        if n:
            _arrow(ax, (2 * n - 1.2, 0), (2 * n - 0.8, 0))
    _arrow(ax, (0, 0.38), (6, 0.38), curve=-0.28)
    ax.text(3, 1.5, "the shortcut: x itself, or a Conv2D 1×1 where the shapes differ", ha="center",
            size=9, color=INK)  # fmt: skip
    ax.set(xlim=(-0.9, 8.9), ylim=(-0.6, 1.8))
    ax.axis("off")
    ax.set_title("A residual block")
    return described(
        figure,
        "A residual block from left to right: x, a convolution of 3×3 with ReLU, a second one "
        "without, a plus, and a ReLU. An arc leads from x over both convolutions to the plus: the "
        "shortcut.",
    )
