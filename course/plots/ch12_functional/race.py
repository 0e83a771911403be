"""Four optimizers in the same valley."""

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, MIST, ORANGE, RED, drawn

CURVATURE, START = np.array([1.0, 20.0]), np.array([-4.0, 1.6])
COLOURS = {"SGD": BLUE, "momentum": ORANGE, "RMSprop": GREEN, "Adam": RED}
Step = Callable[[np.ndarray, int], np.ndarray]


def cost(w: np.ndarray) -> float:
    """Return the height of the valley at a place."""
    return float(0.5 * np.sum(CURVATURE * w**2))


def paths(rate: float, steps: int) -> dict[str, np.ndarray]:
    """Return the places that each optimizer comes to, (steps + 1, 2), as Keras computes them."""
    return {name: _path(name, rate, steps) for name in COLOURS}


def _path(name: str, rate: float, steps: int) -> np.ndarray:
    w, m, v = START, np.zeros(2), np.zeros(2)
    places = np.tile(START, (steps + 1, 1))
    for t in range(1, steps + 1):
        g = CURVATURE * w
        if name == "SGD":
            w = w - rate * g
        elif name == "momentum":
            m = 0.9 * m - rate * g
            w = w + m
        elif name == "RMSprop":
            v = 0.9 * v + 0.1 * g**2
            w = w - rate * g / np.sqrt(v + 1e-7)
        else:
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
            w = w - rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + 1e-7)
        places[t] = w
    return places


def height(where: Sequence[float] | np.ndarray) -> str:
    """Return the height at a place in words."""
    value = cost(np.asarray(where))
    return f"{value:.3g}" if value < 1e3 else "out of the valley"


@drawn
def optimizer_race(rate: float = 0.089, steps: int = 40) -> Figure:
    """Let a reader send four optimizers down one valley, with one learning rate."""
    figure, ax = plt.subplots(figsize=(8.4, 3.8), layout="constrained")
    u, v = np.meshgrid(np.linspace(-5, 5, 120), np.linspace(-2, 2, 80))
    heights = 0.5 * (CURVATURE[0] * u**2 + CURVATURE[1] * v**2)
    ax.contour(u, v, heights, levels=[0.3, 1, 3, 8, 16, 28, 45], colors=MIST)
    told = []
    for name, path in paths(rate, steps).items():
        near = path[np.abs(path).max(axis=1) < 50]
        ax.plot(*near.T, color=COLOURS[name], marker=".", markersize=3, label=name)
        told.append(f"{name} {height(path[-1])}")
    ax.plot(*START, "o", color="black")
    ax.set(xlim=(-5, 5), ylim=(-2, 2), xlabel="first weight", ylabel="second weight")
    ax.set_title(f"{steps} steps with learning rate {rate:g}, from the same place")
    ax.legend(loc="upper right", fontsize=9)
    text = (
        "A long valley from above, twenty times as steep across as along, and the ways of four "
        f"optimizers from one place. The height behind {steps} steps: {', '.join(told)}; it was "
        f"{height(START)} at the start."
    )
    values = {
        "curvature": CURVATURE.tolist(),
        "start": START.tolist(),
        "rate": rate,
        "steps": steps,
    }
    return described(figure, text, ("race", values))
