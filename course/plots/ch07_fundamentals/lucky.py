"""The best of many that know nothing."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import GREEN, GREY, ORANGE, drawn


@drawn
def luck_of_the_best(validation: np.ndarray, new: float) -> Figure:
    """Draw the accuracies of many guessers as a histogram, the best of them, and it on new rows."""
    figure, ax = plt.subplots(figsize=(7.6, 3.5), layout="constrained")
    best = float(validation.max())
    edges = np.arange(validation.min() - 0.005, best + 0.015, 0.01)
    ax.hist(validation, edges.tolist(), color=GREY, alpha=0.6)
    top = ax.get_ylim()[1]
    for value, colour, text in (
        (best, ORANGE, f"the best one: {best:.2f}"),
        (new, GREEN, f"the same on\nnew rows: {new:.2f}"),
    ):
        ax.axvline(value, 0, 0.79, color=colour, linewidth=2)
        ax.text(value, top * 1.02, text, color=colour, ha="center", va="bottom", size=9)
    ax.set(xlabel="accuracy on the rows by which it was chosen", ylabel="guessers")
    ax.set_ylim(0, top * 1.25)
    ax.set_title(f"{len(validation):,} coins were tossed, and one was lucky")
    return described(
        figure,
        f"A histogram of {len(validation):,} accuracies around 0.50, shaped like a bell. The best "
        f"one is marked at {best:.2f}, and the same guesser on new rows at {new:.2f}.",
    )
