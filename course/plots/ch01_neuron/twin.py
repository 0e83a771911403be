"""The biological neuron beside the artificial one."""

from math import hypot

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Ellipse

from course.plots.alt import described
from course.plots.palette import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE_BLUE,
    PALE_GREEN,
    PALE_ORANGE,
    drawn,
)

DENDRITES = [  # one polyline each, ending at the cell body
    [(0.1, 4.6), (0.9, 4.1), (1.6, 3.5), (2.3, 3.3)],
    [(0.7, 5.1), (0.9, 4.1)],
    [(0.0, 3.1), (0.8, 3.0), (1.6, 3.0), (2.3, 3.0)],
    [(0.2, 2.5), (0.8, 3.0)],
    [(0.2, 1.2), (0.9, 1.8), (1.6, 2.5), (2.3, 2.7)],
    [(0.9, 0.9), (0.9, 1.8)],
]
AXON = [
    [(3.3, 3.0), (4.3, 3.1), (5.3, 2.9), (6.3, 3.0)],
    [(6.3, 3.0), (7.1, 3.7)],
    [(6.3, 3.0), (7.3, 3.0)],
    [(6.3, 3.0), (7.1, 2.3)],
]

LABELS = [  # x, y, text, colour
    (0, 0.55, "inputs", BLUE),
    (3, 1.2, "bias $b$", INK),
    (3, 4.2, "sum\n$z = w·x + b$", INK),
    (4.3, 3.3, "$z$", INK),
    (5.65, 4.2, "activation\n$a = f(z)$", GREEN),
    (7.5, 2.15, "output", GREEN),
]
Point = tuple[float, float]


@drawn
def neuron_twin() -> Figure:
    """Draw a nerve cell beside an artificial neuron, matching parts in the same colour."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.3), layout="constrained")
    _biological(left)
    _artificial(right)
    for ax in (left, right):
        ax.set(xlim=(-0.5, 8.1), ylim=(0.1, 5.6), aspect="equal")
        ax.axis("off")
    left.set_title("A nerve cell collects, decides, passes on")
    right.set_title("An artificial neuron does the same with numbers")
    return described(
        figure,
        "Left a nerve cell: signals come in through dendrites, the cell body collects them, one "
        "signal leaves through the axon. Right, part for part in the same colours: inputs times "
        "weights, their sum plus the bias, z = w·x + b, then the activation, a = f(z), the output.",
    )


def _biological(ax: Axes) -> None:
    """Draw dendrites, cell body and axon."""
    for lines, colour in ((DENDRITES, BLUE), (AXON, GREEN)):
        for line in lines:
            ax.plot(*zip(*line, strict=True), color=colour, linewidth=2.5, solid_capstyle="round")
    for x, y in (line[-1] for line in AXON[1:]):
        ax.plot(x, y, "o", color=GREEN, markersize=7)
    ax.add_patch(
        Ellipse((2.8, 3), 1.5, 1.3, facecolor=PALE_ORANGE, edgecolor=ORANGE, lw=2, zorder=3)
    )
    ax.add_patch(Circle((2.8, 3), 0.22, facecolor=ORANGE, edgecolor="none", zorder=4))
    ax.text(1.15, 0.75, "dendrites\n(signals come in)", color=BLUE, va="center")
    ax.text(2.8, 4.2, "cell body\n(adds them up)", color=INK, ha="center", va="center")
    ax.text(5.4, 2.2, "axon\n(one signal out)", color=GREEN, ha="center", va="center")


def _artificial(ax: Axes) -> None:
    """Draw inputs, weights, sum, activation and output."""
    for j, y in enumerate((4.6, 3.0, 1.4)):
        _disc(ax, (0, y), 0.42, PALE_BLUE, BLUE, f"$x_{j}$")
        _arrow(ax, (0, y), (3, 3), BLUE, gaps=(0.42, 0.72))
        ax.text(1.3, 3 + 0.58 * (y - 3) + 0.24, f"$w_{j}$", color=BLUE, ha="center")
    _arrow(ax, (3, 1.5), (3, 3), ORANGE, gaps=(0, 0.72))
    _arrow(ax, (3, 3), (5.65, 3), GREY, gaps=(0.68, 0.66))
    _arrow(ax, (5.65, 3), (7.5, 3), GREEN, gaps=(0.62, 0.46))
    _disc(ax, (3, 3), 0.68, PALE_ORANGE, ORANGE, r"$\Sigma$", size=16)
    _disc(ax, (5.65, 3), 0.62, PALE_GREEN, GREEN, "$f$", size=14)
    _disc(ax, (7.5, 3), 0.42, PALE_GREEN, GREEN, "$a$")
    for x, y, text, colour in LABELS:
        ax.text(x, y, text, color=colour, ha="center", va="center")


def _arrow(ax: Axes, start: Point, end: Point, colour: str, gaps: Point) -> None:
    """Draw an arrow from start towards end that leaves a gap at both."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = hypot(across, up)
    tail, tip = gaps[0] / length, 1 - gaps[1] / length
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": 1.5, "shrinkA": 0, "shrinkB": 0}
    ax.annotate(
        "",
        (start[0] + tip * across, start[1] + tip * up),
        (start[0] + tail * across, start[1] + tail * up),
        arrowprops=style,
    )


def _disc(
    ax: Axes, at: Point, radius: float, fill: str, edge: str, text: str, size: int = 12
) -> None:
    """Draw a disc with its letter."""
    ax.add_patch(Circle(at, radius, facecolor=fill, edgecolor=edge, linewidth=1.5, zorder=2))
    ax.text(*at, text, ha="center", va="center", size=size, zorder=3)
