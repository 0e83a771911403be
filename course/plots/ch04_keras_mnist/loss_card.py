"""Which loss goes with which labels and which last layer."""

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from course.plots.alt import described
from course.plots.palette import (
    BLUE,
    GREEN,
    GREY,
    INK,
    PALE_BLUE,
    PALE_GREEN,
    PALE_ORANGE,
    RED,
    drawn,
)

COLUMNS = [
    (4.4, "last layer linear", "logits, any numbers\n[1.2, −0.3, 4.1, …]"),
    (9.0, "last layer with softmax", "probabilities, each row sums to 1\n[0.05, 0.01, 0.91, …]"),
]
ROWS = [
    (2.3, "labels as integers", "y (N,)\n2"),
    (0.3, "labels as one-hot rows", "y (N, 10)\n[0, 0, 1, 0, …]"),
]
CELLS = [  # x, y, loss, flag, who uses it, fill, edge
    (4.4, 2.3, "SparseCategoricalCrossentropy", "from_logits=True", "compile_model",
     PALE_GREEN, GREEN),
    (9.0, 2.3, "SparseCategoricalCrossentropy", "from_logits=False (the default)", "",
     "white", GREY),
    (4.4, 0.3, "CategoricalCrossentropy", "from_logits=True", "build_mlp_256",
     PALE_BLUE, BLUE),
    (9.0, 0.3, "CategoricalCrossentropy", "from_logits=False (the default)", "",
     "white", GREY),
]  # fmt: skip
MISTAKES = [
    (4.4, "from_logits=False here: scores are taken\nfor probabilities, learning sticks"),
    (9.0, "from_logits=True here: softmax twice,\nthe loss cannot fall below 1.461"),
]


@drawn
def loss_card() -> Figure:
    """Draw the four pairs of labels and outputs with their loss, and the two wrong mixtures."""
    figure, ax = plt.subplots(figsize=(9.6, 4.6), layout="constrained")
    for x, name, example in COLUMNS:
        ax.text(x, 4.6, name, ha="center", va="center", weight="bold")
        ax.text(x, 4.0, example, ha="center", va="center", size=9)
    for y, name, example in ROWS:
        ax.text(0.0, y + 0.38, name, ha="center", va="center", weight="bold")
        ax.text(0.0, y - 0.3, example, ha="center", va="center", size=9)
    for cell in CELLS:
        _cell(ax, *cell)
    for x, text in MISTAKES:
        box = {"boxstyle": "round,pad=0.4", "facecolor": PALE_ORANGE, "edgecolor": RED}
        ax.text(x, -1.7, text, ha="center", va="center", size=9, bbox=box)
    ax.text(0.0, -1.7, "the two mixtures\nthat go wrong", ha="center", va="center", color=RED)
    ax.set(xlim=(-1.9, 11.4), ylim=(-2.4, 5.0))
    ax.set_title("Labels choose the row, the last layer chooses the column")
    ax.axis("off")
    return described(
        figure,
        "A table of the losses. Integer labels take SparseCategoricalCrossentropy, one-hot rows "
        "CategoricalCrossentropy; behind a linear last layer with from_logits=True, behind a "
        "softmax without. compile_model needs the sparse one with from_logits=True, build_mlp_256 "
        "the other with from_logits=True. Two mixtures go wrong: logits without from_logits=True, "
        "where learning sticks, and softmax with it, where the loss cannot fall below 1.461.",
    )


def _cell(
    ax: Axes, x: float, y: float, loss: str, flag: str, user: str, fill: str, edge: str
) -> None:
    """Draw one loss in its box; `user` is the exercise that takes it."""
    shape = "round,pad=0.02,rounding_size=0.15"
    box = FancyBboxPatch((x - 2.1, y - 0.8), 4.2, 1.6, boxstyle=shape, facecolor=fill, ec=edge)
    ax.add_patch(box)
    ax.text(x, y + 0.4, loss, ha="center", va="center", size=9.5, family="monospace", color=INK)
    ax.text(x, y - 0.02, flag, ha="center", va="center", size=9, family="monospace", color=INK)
    ax.text(x, y - 0.5, user, ha="center", va="center", size=9, color=edge, weight="bold")
