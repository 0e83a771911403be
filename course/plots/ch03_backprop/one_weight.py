"""The cost of one weight: gradient descent on a bowl, and on a curve with two valleys."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, INK, ORANGE, RED, drawn

RATE, STEPS = 0.1, 40
STARTS = ((2.0, ORANGE, "start at 2"), (0.2, BLUE, "start at 0.2"))


def cost(w: np.ndarray) -> np.ndarray:
    """Return the height of the curve with two valleys."""
    heights: np.ndarray = w**4 / 4 - w**2 + w / 2 + 2
    return heights


def height(w: float) -> float:
    """Return the height at one weight."""
    return float(cost(np.array(w)))


def path(start: float, steps: int = STEPS, rate: float = RATE) -> np.ndarray:
    """Return the weights (steps + 1,) that plain descent visits on the curve with two valleys."""
    weights = [start]
    for _ in range(steps):
        w = weights[-1]
        weights.append(w - rate * (w**3 - 2 * w + 0.5))
    return np.array(weights)


@drawn
def one_weight() -> Figure:
    """Draw the cost over one weight: a bowl with its steps, and two starts in two valleys."""
    figure, (bowl, valleys) = plt.subplots(1, 2, figsize=(10, 3.9), layout="constrained")
    _bowl(bowl)
    _valleys(valleys)
    ends = [path(start)[-1] for start, *_ in STARTS]
    return described(
        figure,
        "Two curves of the cost over one weight. Left, the bowl J = w²: five steps with η = 0.2 "
        "lead from the initial weight 1 down to 0.08, each shorter than the one before, since the "
        "slope becomes gentler; the minimum is at 0. Right, a curve with two valleys and a hill "
        f"between them: descent from 2 ends at {ends[0]:.2f} in the shallower one, a local minimum "
        f"with cost {height(ends[0]):.2f}; from 0.2 it ends at {ends[1]:.2f} in the deeper one, "
        f"with cost {height(ends[1]):.2f}.",
        ("valley", {"rate": 0.2, "start": 1.0, "beside": True}),
    )


def _bowl(ax: Axes) -> None:
    """Draw w² with the steps from 1, the slope at the start, and the minimum."""
    w, steps = np.linspace(-0.45, 1.3, 100), 0.6 ** np.arange(6)
    ax.plot(w, w**2, color=GREY)
    ax.plot(steps, steps**2, "o-", color=BLUE, markersize=5, linewidth=1)
    near = np.array([0.72, 1.22])
    ax.plot(near, 1 + 2 * (near - 1), color=RED)
    ax.text(0.98, 1.02, "initial weight 1,\ngradient 2", ha="right", va="bottom", color=RED, size=9)
    ax.plot(0, 0, "o", color=GREEN, markersize=8, zorder=3)
    ax.text(0.0, -0.1, "minimum: gradient 0", ha="center", va="top", color=GREEN, size=9)
    for number, at in enumerate(steps[1:4], 1):
        ax.text(at + 0.05, at**2 - 0.05, f"step {number}", size=9, color=BLUE)
    ax.set(xlabel="weight w", ylabel="cost J", ylim=(-0.25, 1.75), title="A bowl: J = w², η = 0.2")


def _valleys(ax: Axes) -> None:
    """Draw the curve with two valleys, and the way down from two starts."""
    w = np.linspace(-2.25, 2.25, 200)
    ax.plot(w, cost(w), color=GREY)
    for start, colour, name in STARTS:
        weights = path(start)
        ax.plot(weights, cost(weights), "o-", color=colour, markersize=3.5, linewidth=1)
        ax.plot(start, height(start), "o", color=colour, markersize=8)
        ax.text(start - 0.12, height(start) + 0.1, name, size=9, color=colour, ha="right")
    for at, name in ((1.27, "a local minimum"), (-1.53, "the lowest place")):
        ax.text(at, height(at) - 0.12, name, ha="center", va="top", size=9, color=INK)
    ax.set(xlabel="weight w", ylim=(-0.2, 3.6), title="Two valleys: the start decides, η = 0.1")
