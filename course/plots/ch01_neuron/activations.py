"""The activation sheet: seven functions with their slopes."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.ch01_neuron.curves import KINDS, TABLE
from course.plots.palette import BLUE, GREY, MIST, ORANGE, drawn

Curve = Callable[[np.ndarray, str], np.ndarray]

ANSWERS = [  # kind, the numbers it can answer
    ("linear", "any number"),
    ("step", "0 or 1"),
    ("sigmoid", "between 0 and 1"),
    ("tanh", "between -1 and 1"),
    ("relu", "0 and above"),
    ("softplus", "above 0"),
    ("elu", "above -1"),
]
JUMPS = {("step", "value"), ("relu", "slope")}


@drawn
def activation_sheet(activate: Curve | None = None, derivative: Curve | None = None) -> Figure:
    """Draw the seven activations with their slopes.

    Without arguments the curves come from a coarse table. Give your own `activate` and
    `activation_derivative` and the sheet draws those; what is not written yet stays empty.
    """
    figure, axes = plt.subplots(2, 4, figsize=(9.6, 5), sharex=True, layout="constrained")
    for ax, kind in zip(axes.flat, KINDS, strict=False):
        _curve(ax, kind, "slope", derivative)
        _curve(ax, kind, "value", activate)
        ax.axhline(0, color=MIST, zorder=0)
        ax.axvline(0, color=MIST, zorder=0)
        ax.set(title=kind, ylim=(-1.4, 2.2), xlim=(-4, 4), xticks=[-4, -2, 0, 2, 4])
        ax.tick_params(labelbottom=True)
        ax.set_xlabel("z", labelpad=0)
    _key(axes.flat[-1])
    source = "your functions" if activate or derivative else "a table with a point every 0.5"
    figure.suptitle(f"Seven activations and their slopes, from {source}", x=0.01, ha="left")
    return figure


def _curve(ax: Axes, kind: str, what: str, function: Curve | None) -> None:
    """Draw one curve, or say in the panel that its function has no answer yet."""
    colour, line, place = (BLUE, "-", 0.9) if what == "value" else (ORANGE, "--", 0.79)
    try:
        z, heights = _points(kind, what, function)
    except (NotImplementedError, ValueError):
        message = f"{what} not written yet"
        ax.text(0.03, place, message, transform=ax.transAxes, color=GREY, size=8)
        return
    style = "steps-pre" if (kind, what) in JUMPS else "default"
    ax.plot(z, heights, line, color=colour, linewidth=2, drawstyle=style)


def _points(kind: str, what: str, function: Curve | None) -> tuple[np.ndarray, np.ndarray]:
    """Return z and the heights there, from the function or else from the table."""
    if function is None:
        column = 1 + 2 * KINDS.index(kind) + (what == "slope")
        return TABLE[:, 0], TABLE[:, column]
    z = np.linspace(-4, 4, 401)
    return z, np.broadcast_to(np.asarray(function(z, kind), float), z.shape)


def _key(ax: Axes) -> None:
    """Fill the eighth panel: what the lines mean, and which numbers each kind can answer."""
    ax.axis("off")
    ax.plot([], [], color=BLUE, linewidth=2, label="value")
    ax.plot([], [], "--", color=ORANGE, linewidth=2, label="slope")
    ax.legend(loc="upper left", ncols=2, bbox_to_anchor=(-0.05, 1.08), handlelength=1.6)
    for line, (kind, answer) in enumerate(ANSWERS):
        height = 0.8 - 0.115 * line
        ax.text(0.0, height, kind, transform=ax.transAxes, size=9, weight="bold")
        ax.text(0.42, height, answer, transform=ax.transAxes, size=9)
