"""Three sets of rows, and what flows from each."""

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from course.plots.alt import described
from course.plots.palette import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PALE_BLUE,
    PALE_GREEN,
    PALE_ORANGE,
    RED,
    drawn,
)

SETS = [  # x, width, name, fill, edge
    (0.0, 6.2, "training rows", PALE_BLUE, BLUE),
    (6.4, 1.9, "validation", PALE_GREEN, GREEN),
    (8.5, 1.9, "test", PALE_ORANGE, ORANGE),
]
STATIONS = [  # x, text
    (3.1, "weights\nmedians, scales"),
    (7.35, "how many units,\nepochs, which λ"),
    (9.45, "the number\nin the report"),
]


@drawn
def three_sets() -> Figure:
    """Draw all rows in three parts, what each of them decides, and the way that is closed."""
    figure, ax = plt.subplots(figsize=(9.4, 3.7), layout="constrained")
    for x, width, name, fill, edge in SETS:
        _box(ax, x, 3.0, width, 0.8, name, fill, edge)
    for (x, text), (_, _, _, fill, edge) in zip(STATIONS, SETS, strict=True):
        _box(ax, x - 0.95, 0.9, 1.9, 1.0, text, fill, edge)
        _arrow(ax, (x, 2.95), (x, 2.0), edge)
    _arrow(ax, (4.1, 1.4), (6.35, 1.4), INK)
    ax.text(5.2, 1.52, "train, then measure", size=9, ha="center")
    back = {"connectionstyle": "arc3,rad=-0.3", "linestyle": "--"}
    _arrow(ax, (7.2, 0.85), (3.2, 0.85), GREEN, **back)
    ax.text(5.2, -0.35, "choose, and train again: as often as you like", size=9, ha="center")
    _arrow(ax, (9.5, 0.85), (7.6, 0.85), RED, connectionstyle="arc3,rad=-0.5", linestyle="--")
    ax.text(8.55, -0.1, "✗ never", size=10, ha="center", color=RED, weight="bold")
    ax.set(xlim=(-0.2, 10.6), ylim=(-0.7, 4.2))
    ax.set_title("Each part of the rows decides one kind of thing")
    ax.axis("off")
    return described(
        figure,
        "All rows in three parts. The training rows decide the weights, medians and scales. The "
        "validation rows decide hyperparameters: how many units, how many epochs, which λ; from "
        "there a way leads back to training, as often as you like. The test rows give the number "
        "in the report, and from there no way leads back.",
    )


def _box(
    ax: Axes, x: float, y: float, width: float, height: float, text: str, fill: str, edge: str
) -> None:
    """Draw a box with a text in it."""
    shape = "round,pad=0.0,rounding_size=0.12"
    ax.add_patch(FancyBboxPatch((x, y), width, height, boxstyle=shape, facecolor=fill, ec=edge))
    ax.text(x + width / 2, y + height / 2, text, ha="center", va="center", size=9.5)


def _arrow(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], color: str, **options: str
) -> None:
    """Draw an arrow."""
    style = {"arrowstyle": "-|>", "color": color, "linewidth": 1.4, **options}
    ax.annotate("", end, start, arrowprops=style)
