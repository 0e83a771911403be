"""Gradient descent on a bowl with two weights: the path for a small, a good, a large step."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, INK, MIST, RED, drawn

CURVATURE = np.array([1.0, 6.0])  # a valley: gentle along the first weight, steep along the other
START = np.array([-4.0, 1.6])
STEPS = 20
PATHS = [  # η, what becomes of it, colour
    (0.02, "too small: hardly moves", BLUE),
    (0.28, "good: reaches the bottom", GREEN),
    (0.35, "too large: ever further off", RED),
]


def cost(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return the height of the bowl."""
    height: np.ndarray = 0.5 * (CURVATURE[0] * u**2 + CURVATURE[1] * v**2)
    return height


def path(rate: float, steps: int = STEPS) -> np.ndarray:
    """Return the places (steps + 1, 2) that plain descent visits."""
    places = [START]
    for _ in range(steps):
        places.append(places[-1] - rate * CURVATURE * places[-1])
    return np.array(places)


@drawn
def descent_paths() -> Figure:
    """Draw the same 20 steps of descent with three learning rates, on the same valley."""
    figure, axes = plt.subplots(1, 3, figsize=(10.4, 3.5), sharey=True, layout="constrained")
    for ax, (rate, verdict, colour) in zip(axes, PATHS, strict=True):
        _bowl(ax)
        steps = path(rate)
        ax.plot(*steps.T, "o-", color=colour, markersize=3.5, linewidth=1.3, clip_on=True)
        ax.plot(*START, "o", color=INK, markersize=6, zorder=3)
        ax.set_title(f"η = {rate:g}, {verdict}", size=10)
        ax.text(
            0.97, 0.04, f"J: {cost(*START):.1f} → {_short(float(cost(*steps[-1])))}",
            transform=ax.transAxes, ha="right", size=9, color=colour,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 2},
        )  # fmt: skip
    axes[0].set_ylabel("weight $w_1$")
    return described(
        figure,
        "Twenty steps of descent in the same long valley with three learning rates, all from a "
        "cost of 15.7. With 0.02 the path has hardly moved and ends at 3.6. With 0.28 it zigzags "
        "across the steep direction and ends at the bottom, at 0.00002. With 0.35 each step lands "
        "further up the other side, and the cost ends at 348.",
    )


def _short(height: float) -> str:
    """Return a height with as many digits as a reader needs."""
    return f"{height:.1f}" if height > 0.1 else f"{height:.5f}"


def _bowl(ax: Axes) -> None:
    """Draw the lines of equal cost, and a cross at the lowest place."""
    u, v = np.meshgrid(np.linspace(-5, 5, 120), np.linspace(-2.9, 2.9, 120))
    levels = [0.3, 1.5, 4, 8, 13, 19, 26]
    ax.contour(u, v, cost(u, v), levels=levels, colors=GREY, linewidths=0.6)
    ax.contourf(u, v, cost(u, v), levels=[0, *levels], colors=[MIST] * 7, alpha=0.35)
    ax.plot(0, 0, "+", color=INK, markersize=10)
    ax.set(xlim=(-5, 5), ylim=(-2.9, 2.9), xlabel="weight $w_0$")
