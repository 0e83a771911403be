"""The network of chapter 4, layer by layer: Flatten, 128, Dropout, 10."""

from dataclasses import dataclass
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, MIST, ORANGE, PALE_BLUE, RED, drawn


@dataclass(frozen=True)
class Column:
    """One column of the drawing; `dots` of its numbers are shown."""

    x: float
    name: str
    shape: str
    parameters: str
    dots: int
    colour: str


STAGES = [
    Column(2.6, "Flatten", "(N, 784)", "0", 13, GREY),
    Column(5.2, "Dense 128, ReLU", "(N, 128)", "784 × 128 + 128\n= 100,480", 9, BLUE),
    Column(7.8, "Dropout 0.2", "(N, 128)", "0", 9, ORANGE),
    Column(10.4, "Dense 10", "(N, 10)", "128 × 10 + 10\n= 1,290", 10, GREEN),
]
DROPPED = (2, 6)  # of the nine units that are drawn
TOP, BOTTOM = 3.0, -3.0
PIXELS = 7  # along each side of the picture, which has 28 × 28 in truth
WIDTH, HEIGHT = 1.9, 2.6  # its sides look equal in this figure


@drawn
def mnist_network() -> Figure:
    """Draw the network from image to logits, with the shape and the parameters of each layer."""
    figure, ax = plt.subplots(figsize=(9.6, 4.8), layout="constrained")
    _image(ax, 0.0)
    for before, after in pairwise(STAGES):
        _wires(ax, before, after)
    ax.annotate("", (2.35, 0), (1.05, 0), arrowprops={"arrowstyle": "-|>", "color": GREY})
    for stage in STAGES:
        _column(ax, stage)
    _captions(ax, 0.0, "Input", "(N, 28, 28)", "0")
    ax.text(-1.5, -3.75, "shape", color=GREY, ha="right", va="center", size=9)
    ax.text(-1.5, -4.6, "parameters", color=GREY, ha="right", va="center", size=9)
    ax.set(xlim=(-3.0, 11.6), ylim=(-5.1, 4.1))
    ax.set_title("From a picture to ten logits: 101,770 parameters, all in the two Dense layers")
    ax.axis("off")
    return described(
        figure,
        "From left to right: a picture (N, 28, 28); Flatten, (N, 784), no parameters; Dense 128 "
        "with relu, (N, 128), 100,480 parameters; Dropout 0.2, (N, 128), no parameters, with some "
        "units crossed out; Dense 10, (N, 10), 1,290 parameters, numbered 0 to 9.",
    )


def _heights(stage: Column) -> np.ndarray:
    return np.linspace(TOP, BOTTOM, stage.dots)


def _image(ax: Axes, x: float) -> None:
    """Draw the picture: a coarse 7 on a grid."""
    ink = {(1, column) for column in range(1, 6)} | {(2, 5), (3, 4), (4, 3), (5, 3)}
    wide, high = WIDTH / PIXELS, HEIGHT / PIXELS
    left, top = x - WIDTH / 2, HEIGHT / 2
    for row in range(PIXELS):
        for column in range(PIXELS):
            colour = "black" if (row, column) in ink else "white"
            corner = (left + wide * column, top - high * (row + 1))
            pixel = Rectangle(corner, wide, high, facecolor=colour, edgecolor=MIST, linewidth=0.8)
            ax.add_patch(pixel)
    ax.add_patch(Rectangle((left, -top), WIDTH, HEIGHT, fill=False, edgecolor=GREY))


def _wires(ax: Axes, before: Column, after: Column) -> None:
    """Connect two columns: each with each into a Dense layer, one to one into Dropout."""
    single = after.name.startswith("Dropout")
    for i, start in enumerate(_heights(before)):
        for j, end in enumerate(_heights(after)):
            silent = before.name.startswith("Dropout") and i in DROPPED
            if not silent and (i == j or not single):
                ax.plot([before.x, after.x], [start, end], color=MIST, linewidth=0.7, zorder=0)


def _column(ax: Axes, stage: Column) -> None:
    """Draw the units of one layer; three dots in the middle stand for those left out."""
    complete = stage.dots == 10
    for place, height in enumerate(_heights(stage)):
        if not complete and place == stage.dots // 2:
            ax.text(stage.x, height, "⋮", ha="center", va="center", size=14, color=stage.colour,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})  # fmt: skip
            continue
        if stage.name.startswith("Dropout") and place in DROPPED:
            ax.plot(stage.x, height, "x", color=RED, markersize=9, markeredgewidth=2)
            continue
        size = 5 if stage.name == "Flatten" else 10
        ax.plot(stage.x, height, "o", color=stage.colour, markerfacecolor=PALE_BLUE
                if stage.colour == BLUE else "white", markersize=size)  # fmt: skip
        if complete:
            ax.text(stage.x + 0.35, height, str(place), va="center", size=9, color=GREEN)
    _captions(ax, stage.x, stage.name, stage.shape, stage.parameters)


def _captions(ax: Axes, x: float, name: str, shape: str, parameters: str) -> None:
    """Write name, shape and parameters over and under a column."""
    ax.text(x, 3.65, name, ha="center", va="center", weight="bold")
    ax.text(x, -3.75, shape, ha="center", va="center", size=9)
    ax.text(x, -4.6, parameters, ha="center", va="center", size=9)
