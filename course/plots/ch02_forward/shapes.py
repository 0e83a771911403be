"""The shapes that meet on the way through a network of dense layers."""

from itertools import pairwise

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

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

SIZES = (784, 256, 256, 10)
COUNT = (
    "weights and biases:  (784·256 + 256)  +  (256·256 + 256)  +  (256·10 + 10)"
    "  =  200,960 + 65,792 + 2,570  =  269,322"
)
ROWS = 0.9  # height of a table with N rows


@drawn
def network_shapes() -> Figure:
    """Draw the tables of a 784-256-256-10 network, their sides to scale but for the smallest."""
    figure, ax = plt.subplots(figsize=(9.8, 3.9), layout="constrained")
    sizes, sides = SIZES, [max(0.28, 2.2 * size / max(SIZES)) for size in SIZES]
    x = 0.0
    for number in range(len(sizes)):
        last = number == len(sizes) - 1
        fill, edge = (PALE_GREEN, GREEN) if last else (PALE_BLUE, BLUE)
        name = "X" if number == 0 else f"$A_{number}$"
        _box(ax, x, (sides[number], ROWS), fill, edge, name, f"(N, {sizes[number]})")
        x += sides[number]
        if not last:
            _sign(ax, x + 0.27, "@")
            size = (sides[number + 1], sides[number])
            text = f"({sizes[number]}, {sizes[number + 1]})"
            wide = max(size[0], 1.0)
            left = x + 0.55 + (wide - size[0]) / 2
            _box(ax, left, size, PALE_ORANGE, ORANGE, f"$W_{number + 1}$", text)
            x += 0.55 + wide
            _sign(ax, x + 0.3, "→")
            x += 0.6
    ax.text(x / 2, -2.0, COUNT, ha="center", va="center", color=INK)
    ax.set(xlim=(-0.3, x + 0.4), ylim=(-2.2, 1.2), aspect="equal")
    ax.axis("off")
    ax.set_title("The inner sides of a product must agree; the outer sides are those of the result")
    tables = ", ".join(f"times ({n}, {m}) gives (N, {m})" for n, m in pairwise(sizes))
    return described(figure, f"Tables in a row: X (N, {sizes[0]}) {tables}. Below: {COUNT}.")


def _box(
    ax: Axes, x: float, size: tuple[float, float], fill: str, edge: str, name: str, text: str
) -> None:
    """Draw a table centred on the line, its name in it or above it, its shape below it."""
    wide, high = size
    ax.add_patch(Rectangle((x, -high / 2), wide, high, facecolor=fill, edgecolor=edge, lw=1.5))
    inside = wide > 0.4 and high > 0.4
    y = 0 if inside else high / 2 + 0.18
    ax.text(x + wide / 2, y, name, ha="center", va="center", size=11)
    ax.text(x + wide / 2, -high / 2 - 0.2, text, ha="center", va="center", size=9, color=edge)


def _sign(ax: Axes, x: float, text: str) -> None:
    ax.text(x, 0, text, ha="center", va="center", color=GREY, size=12)
