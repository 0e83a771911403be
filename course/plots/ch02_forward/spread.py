"""How large activations become on their way through ten layers, for three ways to start."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, MIST, RED, drawn

STARTS = [("normal", "N(0, 1)", RED), ("glorot", "Glorot\n(Xavier)", BLUE), ("he", "He", GREEN)]
LAYERS = (1, 5, 10)
BINS = np.arange(-4, 10.01, 0.25)  # powers of ten
# fmt: off
TABLE: dict[tuple[str, int], tuple[float, float, list[int]]] = {  # first power of ten, std, percent
    ("normal", 1): (-1, 5.9, [1, 1, 2, 4, 6, 11, 18, 25, 24, 8]),
    ("normal", 5): (2.5, 16000.0, [1, 1, 3, 5, 8, 13, 21, 25, 17, 5]),
    ("normal", 10): (6.75, 380000000.0, [1, 1, 2, 4, 8, 13, 20, 23, 15, 9, 2]),
    ("glorot", 1): (-2, 0.59, [1, 1, 2, 4, 6, 11, 18, 25, 24, 8]),
    ("glorot", 5): (-2.5, 0.16, [1, 1, 3, 5, 8, 13, 21, 25, 17, 5]),
    ("glorot", 10): (-3.25, 0.038, [1, 1, 2, 4, 8, 13, 20, 23, 15, 9, 2]),
    ("he", 1): (-1.75, 0.83, [1, 1, 2, 5, 8, 14, 21, 27, 18, 3]),
    ("he", 5): (-1.75, 0.93, [1, 1, 3, 5, 8, 13, 21, 25, 18, 5]),
    ("he", 10): (-1.75, 1.2, [1, 1, 2, 4, 8, 13, 20, 23, 15, 9, 2]),
}
# fmt: on


@drawn
def activation_spread() -> Figure:
    """Draw histograms of the activations above 0 in layers 1, 5 and 10 of ten relu layers.

    They come from a table: 500 rows of N(0, 1) were sent through ten layers of 100 nodes.
    """
    figure, axes = plt.subplots(
        3, 3, figsize=(9.2, 5), sharex=True, sharey=True, layout="constrained"
    )
    for row, (scheme, name, colour) in zip(axes, STARTS, strict=True):
        for ax, (heights, spread) in zip(row, _stored(scheme), strict=True):
            _panel(ax, heights, spread, colour)
        row[0].set_ylabel(name, rotation=0, ha="right", va="center")
    for ax, layer in zip(axes[0], LAYERS, strict=True):
        ax.set_title(f"layer {layer}")
    for ax in axes[-1]:
        ax.set_xlabel("activation")
    figure.suptitle("Ten relu layers of 100 nodes, three starts", x=0.01, ha="left")
    told = "; ".join(
        f"{' '.join(name.split())}: {', '.join(_words(TABLE[scheme, n][1]) for n in LAYERS)}"
        for scheme, name, _ in STARTS
    )
    start = "Histograms of activations in powers of ten, in layers 1, 5 and 10"
    return described(figure, f"{start}. Standard deviations there: {told}.")


def _panel(ax: Axes, heights: np.ndarray, spread: float, colour: str) -> None:
    """Draw one histogram over powers of ten, and its standard deviation in words."""
    ax.axvline(0, color=GREY, linewidth=0.8, linestyle=":", zorder=0)
    ax.bar(BINS[:-1], heights, width=0.25, align="edge", color=colour, edgecolor="white", lw=0.4)
    side, place = ("right", 0.98) if np.argmax(heights) < len(heights) / 2 else ("left", 0.02)
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    ax.text(place, 0.86, f"std {_words(spread)}", transform=ax.transAxes, ha=side, size=9, bbox=box)
    powers = [-3, 0, 3, 6, 9]
    labels = [f"$10^{{{power}}}$" if power else "1" for power in powers]
    ax.set_xticks(powers, labels)
    ax.set(xlim=(-4, 10), yticks=[], facecolor="white")
    ax.spines["left"].set_color(MIST)


def _words(spread: float) -> str:
    return f"{spread:.2g}" if spread < 100 else f"{float(f'{spread:.2g}'):,.0f}"


def _stored(scheme: str) -> list[tuple[np.ndarray, float]]:
    """Return the heights and the spread of each layer from the table."""
    found = []
    for layer in LAYERS:
        first, spread, percent = TABLE[scheme, layer]
        heights = np.zeros(len(BINS) - 1)
        start = round((first - BINS[0]) / 0.25)
        heights[start : start + len(percent)] = percent
        found.append((heights, spread))
    return found
