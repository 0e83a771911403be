"""Softmax: from scores to shares of 1, and how a temperature changes them."""

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.palette import BLUE, GREEN, INK, ORANGE, drawn

Softmax = Callable[[np.ndarray], np.ndarray]

STEPS: list[
    tuple[str, list[float], list[str], str]
] = [  # title, heights, labels on the bars, colour
    ("scores z", [1, 2, 3], ["1", "2", "3"], BLUE),
    ("$e^z$: all positive", [2.718, 7.389, 20.086], ["2.718", "7.389", "20.086"], ORANGE),
    (
        "divided by their sum 30.193",
        [0.0900, 0.2447, 0.6652],
        ["0.0900", "0.2447", "0.6652"],
        GREEN,
    ),
]
WORDS = ["cat", "dog", "fox", "owl", "pig"]
SCORES = [2.0, 1.0, 0.5, 0.0, -1.0]
SHARES = {  # temperature: the shares of SCORES divided by it
    0.25: [0.9793, 0.0179, 0.0024, 0.0003, 0.0000],
    1.0: [0.5630, 0.2071, 0.1256, 0.0762, 0.0280],
    4.0: [0.2821, 0.2197, 0.1939, 0.1711, 0.1332],
}  # fmt: skip


@drawn
def softmax_steps() -> Figure:
    """Draw the softmax of 1, 2, 3 in three steps."""
    figure, axes = plt.subplots(1, 3, figsize=(9.2, 3), layout="constrained")
    for ax, (title, heights, labels, colour) in zip(axes, STEPS, strict=True):
        ax.bar(range(3), heights, color=colour, width=0.6)
        for place, (height, label) in enumerate(zip(heights, labels, strict=True)):
            ax.text(place, height + 0.02 * max(heights), label, ha="center", va="bottom", size=9)
        ax.set(title=title, xticks=range(3), ylim=(0, 1.15 * max(heights)), yticks=[])
        ax.set_xticklabels([f"class {number}" for number in range(3)])
        ax.spines["left"].set_visible(False)
    return figure


@drawn
def temperature_bars(
    softmax: Softmax | None = None, scores: Sequence[float] = tuple(SCORES)
) -> Figure:
    """Draw the shares of the same scores at three temperatures; give your own `softmax` to use it.

    Without it the shares come from a table.
    """
    figure, axes = plt.subplots(1, 3, figsize=(9.2, 3), sharey=True, layout="constrained")
    titles = ("T = 0.25: almost certain", "T = 1: plain softmax", "T = 4: almost equal")
    for ax, (temperature, table), title in zip(axes, SHARES.items(), titles, strict=True):
        divided = np.array(scores) / temperature
        shares = table if softmax is None else np.asarray(softmax(divided), float)
        ax.bar(range(len(shares)), shares, color=BLUE, width=0.65)
        for place, share in enumerate(shares):
            ax.text(place, share + 0.015, f"{share:.2f}", ha="center", size=9, color=INK)
        ax.set(title=title, xticks=range(len(shares)), ylim=(0, 1.1))
        names = [f"{w}\n{z:g}" for w, z in zip(WORDS, scores, strict=False)]
        ax.set_xticklabels(names, size=9)
    axes[0].set_ylabel("share")
    source = "a table" if softmax is None else "your softmax"
    figure.suptitle(f"The scores (below the words) divided by T, from {source}", x=0.01, ha="left")
    return figure
