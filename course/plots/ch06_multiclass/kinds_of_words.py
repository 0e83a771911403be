"""How many definitions there are of each kind of word."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import BLUE, ORANGE, drawn


@drawn
def kind_counts(y: ArrayLike, kinds: list[str]) -> Figure:
    """Draw a bar for each class, the largest first; y (N,) integers, kinds their names."""
    counts = np.bincount(np.asarray(y), minlength=len(kinds))
    order = np.argsort(-counts, kind="stable")
    figure, ax = plt.subplots(figsize=(9, 3.6), layout="constrained")
    rare = counts[order] < 20
    ax.bar(range(len(order)), counts[order], color=[ORANGE if few else BLUE for few in rare])
    ax.set(xticks=range(len(order)), ylabel="definitions", xlim=(-0.7, len(order) - 0.3))
    ax.set_xticklabels([kinds[label] for label in order], rotation=90, size=7)
    first, last, largest = kinds[order[0]], kinds[order[-1]], counts[order[0]]
    ax.set_title(
        f"{counts.sum():,} definitions, {len(order)} kinds: {largest} of {first}, "
        f"{counts[order[-1]]} of {last}"
    )
    return described(
        figure,
        f"A bar for each of {len(order)} kinds of words, falling steeply: {largest} definitions of "
        f"{first}, {counts[order[len(order) // 2]]} of the kind in the middle, "
        f"{counts[order[-1]]} of {last}. {int(rare.sum())} kinds have fewer than 20.",
    )
