"""Batch, step, epoch: what happens to ten rows in two epochs."""

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

ORDERS = [[3, 8, 0, 5, 9, 1, 6, 2, 7, 4], [6, 4, 9, 2, 0, 7, 3, 8, 5, 1]]
SIZE = 4
STYLES = [(PALE_BLUE, BLUE), (PALE_ORANGE, ORANGE), (PALE_GREEN, GREEN)]


@drawn
def epochs_and_batches() -> Figure:
    """Draw ten rows in two epochs: a new order each time, batches of four, a short last one."""
    figure, ax = plt.subplots(figsize=(9.2, 3.3), layout="constrained")
    _rows(ax, 4.0, list(range(10)), "the data", [("white", GREY)] * 3)
    for epoch, order in enumerate(ORDERS, 1):
        top = 4.0 - 2.0 * epoch
        _rows(ax, top, order, f"epoch {epoch}", STYLES)
        for number, first in enumerate(range(0, 10, SIZE), 1):
            last = min(first + SIZE, 10)
            middle = (first + last) / 2 + 0.35 * (number - 1)
            step = f"batch {number}: {last - first} rows, step {number + 3 * (epoch - 1)}"
            ax.text(middle, top - 0.3, step, ha="center", va="top", size=9, color=INK)
    ax.set(xlim=(-1.9, 11), ylim=(-0.9, 5.1))
    ax.axis("off")
    ax.set_title("Ten rows, batch_size 4: three steps per epoch, each row once, a new order")
    return described(
        figure,
        "The rows 0 to 9, below them the same rows in two epochs, each time in another order and "
        "cut into batches of 4, 4 and 2 rows: steps 1 to 3 in the first epoch, 4 to 6 in the "
        "second. Each row stands once in each epoch.",
    )


def _rows(
    ax: Axes, bottom: float, order: list[int], name: str, styles: list[tuple[str, str]]
) -> None:
    """Draw rows as numbered boxes, batch by batch with a gap between."""
    ax.text(-0.3, bottom + 0.4, name, ha="right", va="center", weight="bold")
    for place, row in enumerate(order):
        batch = place // SIZE
        fill, edge = styles[batch]
        x = place + (0.35 * batch if styles is STYLES else 0)
        ax.add_patch(Rectangle((x, bottom), 0.92, 0.8, facecolor=fill, edgecolor=edge))
        ax.text(x + 0.46, bottom + 0.4, str(row), ha="center", va="center")
