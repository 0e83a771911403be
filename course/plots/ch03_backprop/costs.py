"""The cost of one output: the parabola with its slope, and its three sizes for many outputs."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.palette import BLUE, GREEN, GREY, INK, ORANGE, RED, drawn

TARGETS = np.array([10.0, 4.0, 7.0, 1.0])  # four targets, all answered with the same number


@drawn
def cost_parabola(target: float = 10.0, output: float = 9.0) -> Figure:
    """Draw half the squared error over the output, and the tangent at one output."""
    figure, ax = plt.subplots(figsize=(6.4, 3.8), layout="constrained")
    o = np.linspace(target - 3.2, target + 3.2, 200)
    cost, slope = (output - target) ** 2 / 2, output - target
    near = np.array([output - 1.9, output + 1.5])
    ax.plot(o, (o - target) ** 2 / 2, color=BLUE, linewidth=2)
    ax.plot(near, cost + slope * (near - output), color=RED, linewidth=1.5)
    ax.plot(output, cost, "o", color=RED, markersize=8, zorder=3)
    ax.plot(target, 0, "o", color=GREEN, markersize=8, zorder=3)
    text = f"output {output:g}:\nJ = {cost:g}, slope {slope:+g},\ndownhill to the right"
    style = {"arrowstyle": "->", "color": GREY}
    ax.annotate(text, (output, cost), (target - 3.2, 0.25), size=9, color=RED, arrowprops=style)
    ax.annotate(
        f"target {target:g}: J = 0, slope 0", (target, 0), (target + 0.1, 1.9), size=9,
        color=GREEN, arrowprops=style,
    )  # fmt: skip
    ax.set(xlabel="output o", ylabel="cost J = ½ (t - o)²", ylim=(-0.6, 5.4))
    ax.set_title(f"The cost of one output, with target {target:g}, and its slope")
    return figure


@drawn
def three_costs() -> Figure:
    """Draw sum, half sum and mean of four squared errors: one lowest place, three heights."""
    figure, ax = plt.subplots(figsize=(6.8, 3.8), layout="constrained")
    o = np.linspace(0, 11, 200)
    total = np.sum((TARGETS[:, None] - o) ** 2, axis=0)
    for name, curve, colour in (
        ("sum", total, ORANGE),
        ("half_sum", total / 2, BLUE),
        ("mean", total / len(TARGETS), GREEN),
    ):
        ax.plot(o, curve, color=colour, linewidth=2)
        ax.text(11.1, curve[-1], name, color=colour, va="center")
    _lowest(ax, float(TARGETS.mean()))
    for target in TARGETS:
        ax.plot(target, 0, "s", color=INK, markersize=6, clip_on=False, zorder=3)
    ax.set(xlim=(0, 12.4), ylim=(0, 190), xlabel="one output o for the four targets (squares)")
    ax.set_ylabel("cost J")
    ax.set_title("Three costs, the same lowest place: only the size of the slope differs")
    return figure


def _lowest(ax: Axes, where: float) -> None:
    """Mark the output at which all three are lowest."""
    ax.axvline(where, color=GREY, linestyle=":", linewidth=1)
    ax.text(where + 0.12, 176, f"lowest at the mean of the targets, {where:g}", color=GREY, size=9)
