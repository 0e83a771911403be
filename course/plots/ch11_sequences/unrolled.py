"""A recurrent unit, drawn once for each step that it takes."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, INK, ORANGE, PALE_BLUE, drawn


@drawn
def unrolled_network(
    inputs: Sequence[float] = (1, 0, -1), wx: float = 0.5, wh: float = 0.8, b: float = 0.1
) -> Figure:
    """Let a reader step through a unit with one input and one state, unrolled."""
    figure, ax = plt.subplots(figsize=(8.4, 3.2), layout="constrained")
    state, told = 0.0, []
    for step, x in enumerate(inputs):
        before, state = state, float(np.tanh(wx * x + wh * state + b))
        place = 2.6 * step
        box = FancyBboxPatch((place, 0.6), 1.3, 0.8, boxstyle="round,pad=0.05", facecolor=PALE_BLUE)
        ax.add_patch(box)
        ax.text(place + 0.65, 1.0, "tanh", ha="center", va="center", color=INK)
        _arrow(ax, (place + 0.65, -0.1), (place + 0.65, 0.5), ORANGE)
        ax.text(place + 0.65, -0.4, f"x = {x:g}", ha="center", color=INK)
        _arrow(ax, (place + 0.65, 1.5), (place + 0.65, 2.1), BLUE)
        ax.text(place + 0.65, 2.2, f"{state:.3f}", ha="center", color=INK)
        _arrow(ax, (place - 1.15, 1.0), (place - 0.1, 1.0), GREEN)
        ax.text(
            place - 0.62, 1.12, f"{before:.3f}" if step else "0", ha="center", size=9, color=INK
        )
        told.append(f"{state:.3f}")
    ax.text(-1.3, 2.2, "state", ha="right", color=GREY)
    ax.text(-1.3, -0.4, "input", ha="right", color=GREY)
    ax.set(xlim=(-2.1, 2.6 * len(inputs)), ylim=(-0.7, 2.6))
    ax.axis("off")
    ax.set_title(f"The same unit at every step: weights {wx:g} and {wh:g}, bias {b:g}")
    text = (
        "A recurrent unit drawn once for each of its steps, from left to right. From below comes "
        f"the input, {', '.join(f'{x:g}' for x in inputs)}; from the left the state of the step "
        f"before; upwards and to the right goes the new state: {', '.join(told)}."
    )
    values = {"inputs": list(inputs), "wx": wx, "wh": wh, "b": b}
    return described(figure, text, ("unrolled", values))


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 2})
