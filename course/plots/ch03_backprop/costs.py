"""The cost of one output: the parabola with its slope, and its three sizes for many outputs."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, INK, ORANGE, RED, drawn

TARGETS = np.array([10.0, 4.0, 7.0, 1.0])  # four targets, all answered with the same number
PROBABILITIES = [
    (0.01, "0.01: 4.61"),
    (0.1, "0.1, a guess among ten: 2.30"),
    (0.5, "0.5: 0.69"),
    (1.0, "1: 0"),
]


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
    return described(
        figure,
        f"The cost over the output is a parabola with its lowest point, 0, at the target "
        f"{target:g}. At the output {output:g} the cost is {cost:g}, and the line that touches the "
        f"curve there has the slope {slope:g}: a larger output would cost less.",
    )


@drawn
def minus_log() -> Figure:
    """Draw the cost of a row over the probability that its right class got."""
    figure, ax = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
    p = np.linspace(0.005, 1, 400)
    ax.plot(p, -np.log(p), color=BLUE, linewidth=2)
    for at, words in PROBABILITIES:
        ax.plot(at, -np.log(at), "o", color=RED, markersize=6)
        ax.text(at + 0.02, -np.log(at) + 0.15, words, size=9, color=RED)
    ax.set(xlim=(0, 1.12), ylim=(0, 5.4), xlabel="probability of the right class, p")
    ax.set_ylabel("cost of the row, -ln p")
    ax.set_title("Near 1 a doubt costs little; near 0 the cost has no end")
    return described(
        figure,
        "The cost minus ln p over the probability p of the right class: it falls steeply from "
        "beyond 5 near p = 0 through 4.61 at 0.01, 2.30 at 0.1 and 0.69 at 0.5 to 0 at p = 1.",
    )


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
    return described(
        figure,
        "Sum, half sum and mean of four squared errors over one common output: three parabolas, "
        "the sum the steepest, the mean the flattest, all of them lowest at 5.5, the mean of the "
        "four targets 1, 4, 7 and 10.",
    )


def _lowest(ax: Axes, where: float) -> None:
    """Mark the output at which all three are lowest."""
    ax.axvline(where, color=GREY, linestyle=":", linewidth=1)
    ax.text(where + 0.12, 176, f"lowest at the mean of the targets, {where:g}", color=GREY, size=9)
