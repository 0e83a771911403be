"""A step of an LSTM as a drawing, and the three doors of its memory."""

import itertools

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, INK, PALE_BLUE, PALE_ORANGE, drawn

GATES = [(1.2, "f", "forget"), (2.9, "i", "input"), (4.2, "g", "candidate"), (6.4, "o", "output")]


def _box(ax: Axes, x: float, y: float, text: str, colour: str) -> None:
    ax.add_patch(FancyBboxPatch((x - 0.42, y - 0.24), 0.84, 0.48, boxstyle="round,pad=0.03",
                                facecolor=colour, edgecolor=GREY))  # fmt: skip
    ax.text(x, y, text, ha="center", va="center", size=9, color=INK)


def _sign(ax: Axes, x: float, y: float, text: str) -> None:
    ax.add_patch(Circle((x, y), 0.22, facecolor="white", edgecolor=INK))
    ax.text(x, y, text, ha="center", va="center", color=INK)


def _line(ax: Axes, *points: tuple[float, float], colour: str = GREY) -> None:
    for start, end in itertools.pairwise(points):
        ax.annotate(
            "", end, start, arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.5}
        )


@drawn
def lstm_gates() -> Figure:
    """Draw what happens in one step of an LSTM: the memory above, the gates below."""
    figure, ax = plt.subplots(figsize=(8.8, 4.1), layout="constrained")
    _line(ax, (-0.4, 3.2), (0.98, 3.2), colour=GREEN)
    _line(ax, (1.42, 3.2), (3.33, 3.2), colour=GREEN)
    _line(ax, (3.77, 3.2), (8.2, 3.2), colour=GREEN)
    _sign(ax, 1.2, 3.2, "×")
    _sign(ax, 3.55, 3.2, "+")
    _sign(ax, 3.55, 2.3, "×")
    _sign(ax, 6.4, 1.9, "×")
    for x, name, long in GATES:
        kind = "tanh" if name == "g" else "σ"
        _box(ax, x, 1.1, f"{name} = {kind}", PALE_ORANGE if name == "g" else PALE_BLUE)
        ax.text(x, 0.62, long, ha="center", size=9, color=GREY)
        _line(ax, (x, 0.2), (x, 0.5))
    _line(ax, (1.2, 1.38), (1.2, 2.96))
    _line(ax, (2.9, 1.38), (3.38, 2.14))
    _line(ax, (4.2, 1.38), (3.72, 2.14))
    _line(ax, (3.55, 2.53), (3.55, 2.96))
    _line(ax, (6.4, 1.38), (6.4, 1.66))
    _box(ax, 6.4, 2.65, "tanh", PALE_ORANGE)
    _line(ax, (6.4, 3.18), (6.4, 2.94), colour=GREEN)
    _line(ax, (6.4, 2.38), (6.4, 2.14))
    _line(ax, (6.63, 1.9), (8.2, 1.9), colour=BLUE)
    ax.plot([-0.4, 6.4], [0.2, 0.2], color=GREY, linewidth=1.5)
    ax.text(-0.5, 3.2, "memory c", ha="right", va="center", color=INK)
    ax.text(-0.5, 0.2, "x and\nstate h", ha="right", va="center", color=INK)
    ax.text(8.3, 3.2, "c, new", va="center", color=INK)
    ax.text(8.3, 1.9, "h, new", va="center", color=INK)
    ax.set(xlim=(-1.5, 9.1), ylim=(-0.1, 3.7))
    ax.axis("off")
    ax.set_title("One step of an LSTM")
    return described(
        figure,
        "One step of an LSTM. Along the top runs the memory: it is multiplied by the forget gate, "
        "then the input gate times the candidate is added, and it goes on to the next step. Below, "
        "the four gates are computed from x and the state h: forget, input and output with a "
        "sigmoid, the candidate with tanh. The new memory, through tanh and times the output gate, "
        "is the new state.",
    )
