"""The activations one by one, and the sheet of all seven with their slopes."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.ch01_neuron.curves import JUMPS, KINDS, TABLE, curve
from course.plots.palette import BLUE, GREY, MIST, ORANGE, drawn

Curve = Callable[[np.ndarray, str], np.ndarray]
Points = tuple[np.ndarray, np.ndarray]

ANSWERS = {  # kind: the numbers it can answer
    "linear": "any number",
    "step": "0 or 1",
    "sigmoid": "between 0 and 1",
    "tanh": "between -1 and 1",
    "relu": "0 and above",
    "softplus": "above 0",
    "elu": "above -1",
}


@drawn
def activation(*kinds: str) -> Figure:
    """Draw one activation or several, each with its slope: a panel for each kind."""
    figure, axes = plt.subplots(
        1, len(kinds), figsize=(3.1 * len(kinds), 2.6), layout="constrained", squeeze=False
    )
    for ax, kind in zip(axes[0], kinds, strict=True):
        for what in ("slope", "value"):
            _line(ax, kind, what, curve(kind, what))
        _frame(ax, kind)
    axes[0, 0].legend(loc="upper left", handlelength=1.6)
    return described(figure, f"The curve and its slope. {' '.join(map(_told, kinds))}")


@drawn
def activation_sheet(activate: Curve, derivative: Curve) -> Figure:
    """Draw the seven activations with their slopes, by your own two functions.

    What is not written yet stays empty.
    """
    figure, axes = plt.subplots(2, 4, figsize=(9.6, 5), sharex=True, layout="constrained")
    missing = []
    for ax, kind in zip(axes.flat, KINDS, strict=False):
        for what, function in (("slope", derivative), ("value", activate)):
            if (points := _points(kind, function)) is None:
                missing.append(f"{kind} ({what})")
                _say_missing(ax, what)
            else:
                _line(ax, kind, what, points)
        _frame(ax, kind)
        ax.tick_params(labelbottom=True)
    _key(axes.flat[-1])
    figure.suptitle("Seven activations and their slopes, by your functions", x=0.01, ha="left")
    lack = f"Not written yet: {', '.join(missing)}." if missing else "All are written."
    return described(figure, f"Panels with the value and the slope of {', '.join(KINDS)}. {lack}")


def _points(kind: str, function: Curve) -> Points | None:
    """Return z and a function's heights there, None if it has no answer yet."""
    z = np.linspace(-4, 4, 401)
    try:
        return z, np.broadcast_to(np.asarray(function(z, kind), float), z.shape)
    except (NotImplementedError, ValueError):
        return None


def _line(ax: Axes, kind: str, what: str, points: Points) -> None:
    colour, line = (BLUE, "-") if what == "value" else (ORANGE, "--")
    style = "steps-pre" if (kind, what) in JUMPS else "default"
    ax.plot(*points, line, color=colour, linewidth=2, drawstyle=style, label=what)


def _say_missing(ax: Axes, what: str) -> None:
    place = 0.9 if what == "value" else 0.79
    ax.text(0.03, place, f"{what} not written yet", transform=ax.transAxes, color=GREY, size=8)


def _frame(ax: Axes, kind: str) -> None:
    ax.axhline(0, color=MIST, zorder=0)
    ax.axvline(0, color=MIST, zorder=0)
    ax.set(title=kind, ylim=(-1.4, 2.2), xlim=(-4, 4), xticks=[-4, -2, 0, 2, 4])
    ax.set_xlabel("z", labelpad=0)


def _told(kind: str) -> str:
    """Say in words what a kind answers at a few places, and how steep it is there."""
    first = 1 + 2 * KINDS.index(kind)
    rows = TABLE[np.isin(TABLE[:, 0], [-4, -2, 0, 2, 4])]
    values = ", ".join(f"{value:g}" for value in rows[:, first])
    slopes = ", ".join(f"{slope:g}" for slope in rows[:, first + 1])
    range_ = f"{kind} answers {ANSWERS[kind]}"
    return f"{range_}: at z = -4, -2, 0, 2, 4 about {values}, with the slopes {slopes}."


def _key(ax: Axes) -> None:
    """Fill the eighth panel: what the lines mean, and which numbers each kind can answer."""
    ax.axis("off")
    ax.plot([], [], color=BLUE, linewidth=2, label="value")
    ax.plot([], [], "--", color=ORANGE, linewidth=2, label="slope")
    ax.legend(loc="upper left", ncols=2, bbox_to_anchor=(-0.05, 1.08), handlelength=1.6)
    for line, (kind, answer) in enumerate(ANSWERS.items()):
        height = 0.8 - 0.115 * line
        ax.text(0.0, height, kind, transform=ax.transAxes, size=9, weight="bold")
        ax.text(0.42, height, answer, transform=ax.transAxes, size=9)
