"""Sentences as rows of zeros and ones."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import GREY, INK, drawn


@drawn
def multi_hot_image(X: np.ndarray, rows: int = 40, columns: int = 250) -> Figure:
    """Draw the first rows and columns of a multi-hot table: a dark dot for each 1."""
    part = X[:rows, :columns]
    n, word = np.nonzero(part)
    figure, ax = plt.subplots(figsize=(9.6, 3.6), layout="constrained")
    ax.plot(word, n, "s", color=INK, markersize=2.2)
    ax.set(xlabel="number of the word: frequent ones on the left", ylabel="sentence")
    ax.set(xlim=(-2, columns), ylim=(rows, -1))
    share = float(np.mean(X > 0))
    ax.text(1.0, 1.02, f"{share:.2%} of the whole table is 1", color=GREY, size=9, ha="right",
            transform=ax.transAxes)  # fmt: skip
    ax.set_title("Sentences as rows: where a word occurs stands a 1")
    return described(
        figure,
        f"A grid of {len(part)} sentences by {part.shape[1]} words, with a dark square for each 1. "
        f"The squares are few, {share:.2%} of the whole table, and stand closest together on the "
        "left, where the frequent words are: some columns there are nearly full.",
    )
