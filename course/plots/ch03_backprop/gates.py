"""What a sum, a product and a maximum do with the slope that comes back to them."""

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, INK, ORANGE, PALE_BLUE, RED, drawn

GATES = [  # sign, its two inputs, its answer, what comes back to each, title, colour
    ("+", ("4", "1"), "5", ("3", "3"), "a sum hands it\nto both", BLUE),
    ("×", ("4", "1"), "4", ("3", "12"), "a product swaps: times\nthe other number", ORANGE),
    ("max", ("4", "1"), "4", ("3", "0"), "a maximum gives it\nto the winner alone", GREEN),
]


@drawn
def gates() -> Figure:
    """Draw three operations on 4 and 1, to whose answer the slope 3 comes back."""
    figure, axes = plt.subplots(1, 3, figsize=(9.6, 2.9), layout="constrained")
    for ax, (sign, inputs, answer, slopes, title, colour) in zip(axes, GATES, strict=True):
        _gate(ax, sign, inputs, answer, slopes, colour)
        ax.set_title(title, loc="center", size=10.5)
    return described(
        figure,
        "Three operations on the numbers 4 and 1. The slope 3 comes back to the answer of each. "
        "The sum 5 hands back 3 and 3. The product 4 hands back 3 to the 4, since the other number "
        "is 1, and 12 to the 1, since the other number is 4. The maximum 4 hands back 3 to the 4 "
        "and 0 to the 1.",
    )


def _gate(
    ax: Axes, sign: str, inputs: tuple[str, str], answer: str, slopes: tuple[str, str], colour: str
) -> None:
    """Draw one operation: values in black above the lines, slopes in red below them."""
    ax.add_patch(Circle((2, 0), 0.42, facecolor=PALE_BLUE, edgecolor=colour, lw=1.5, zorder=3))
    ax.text(2, 0, sign, ha="center", va="center", zorder=4, weight="bold")
    for y, value, slope in zip((0.9, -0.9), inputs, slopes, strict=True):
        ax.plot((0.2, 2), (y, 0), color=colour, linewidth=1.4, zorder=1)
        ax.text(0.05, y, value, ha="right", va="center", color=INK)
        _written(ax, 0.85, 0.62 * y, slope)
    ax.plot((2, 3.8), (0, 0), color=colour, linewidth=1.4, zorder=1)
    ax.text(3.95, 0, answer, ha="left", va="center", color=INK)
    _written(ax, 3.1, 0, "3")
    ax.set(xlim=(-0.5, 4.5), ylim=(-1.3, 1.3), aspect="equal")
    ax.axis("off")


def _written(ax: Axes, x: float, y: float, slope: str) -> None:
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    ax.text(x, y, slope, ha="center", va="center", color=RED, weight="bold", bbox=box, zorder=2)
