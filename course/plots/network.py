"""What networks are drawn with: nodes, edges and the places they stand at."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Circle

from course.plots.palette import BLUE, GREEN, ORANGE, PALE_BLUE, PALE_GREEN, PALE_ORANGE

Point = tuple[float, float]

RADIUS = 0.32
STYLES = {  # kind of layer: fill, edge
    "input": (PALE_BLUE, BLUE),
    "hidden": (PALE_ORANGE, ORANGE),
    "output": (PALE_GREEN, GREEN),
}


def places(sizes: Sequence[int], across: float = 3.0, down: float = 1.1) -> list[list[Point]]:
    """Return the centres of the nodes, layer by layer from left to right, top node first."""
    return [
        [(across * column, down * ((size - 1) / 2 - row)) for row in range(size)]
        for column, size in enumerate(sizes)
    ]


def node(
    ax: Axes, at: Point, kind: str, text: str = "", size: float = 10, colour: str = ""
) -> None:
    """Draw one node with a text in it, in the colours of its layer or with one of its own."""
    fill, edge = ("white", colour) if colour else STYLES[kind]
    ax.add_patch(Circle(at, RADIUS, facecolor=fill, edgecolor=edge, linewidth=1.5, zorder=3))
    ax.text(*at, text, ha="center", va="center", size=size, zorder=4)


def edge(
    ax: Axes,
    start: Point,
    end: Point,
    colour: str,
    text: str = "",
    at: float = 0.3,
    wide: float = 1.4,
) -> None:
    """Draw a connection; its weight stands on it, `at` says how far along."""
    ax.plot(*zip(start, end, strict=True), color=colour, linewidth=wide, zorder=1)
    if text:
        x, y = (a + at * (b - a) for a, b in zip(start, end, strict=True))
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
        ax.text(x, y, text, color=colour, size=9, ha="center", va="center", bbox=box, zorder=2)


def blank(ax: Axes, x: Point, y: Point) -> None:
    """Prepare axes for a drawing: no ticks, equal units."""
    ax.set(xlim=x, ylim=y, aspect="equal", anchor="N")
    ax.axis("off")
