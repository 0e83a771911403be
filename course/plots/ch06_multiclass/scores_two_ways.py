"""The same three scores as a softmax and as three sigmoids."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, ORANGE, drawn

NAMES = ["river", "farm", "mountain"]
ROWS = {  # what a picture shows: the scores of the last layer
    "river and farm": [2.0, 1.5, -3.0],
    "nothing of the three": [-2.0, -2.5, -3.0],
}


@drawn
def softmax_or_sigmoids() -> Figure:
    """Draw, for two rows of scores, what softmax and what sigmoids make of them."""
    figure, axes = plt.subplots(1, 2, figsize=(8.6, 3.1), sharey=True, layout="constrained")
    told = []
    for ax, (title, scores) in zip(axes, ROWS.items(), strict=True):
        z = np.array(scores)
        shares, each = np.exp(z) / np.exp(z).sum(), 1 / (1 + np.exp(-z))
        for shift, heights, colour, label in (
            (-0.2, shares, ORANGE, "softmax: adds up to 1"),
            (0.2, each, BLUE, "sigmoids: each by itself"),
        ):
            ax.bar(np.arange(3) + shift, heights, 0.38, color=colour, label=label)
            for place, height in enumerate(heights):
                ax.text(place + shift, height + 0.02, f"{height:.2f}", ha="center", size=9)
            numbers = ", ".join(f"{height:.2f}" for height in heights)
            told.append(f"{title}, {label.partition(':')[0]}: {numbers}")
        ax.axhline(0.5, color=GREY, linewidth=1, linestyle=":")
        labels = [f"{name}\nscore {score:g}" for name, score in zip(NAMES, scores, strict=True)]
        ax.set(title=title, xticks=range(3), ylim=(0, 1.12))
        ax.set_xticklabels(labels, size=9)
    axes[0].set_ylabel("probability")
    axes[1].legend(loc="upper right")
    return described(figure, f"Bars for {', '.join(NAMES)}. {'; '.join(told)}.")
