"""Losses by the size of a network."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.ch07_fundamentals.cure_trainings import WIDTHS
from course.plots.palette import BLUE, GREEN, GREY, INK, MIST, ORANGE, drawn

KNOWS_NOTHING = float(np.log(2))


@drawn
def capacity_curves() -> Figure:
    """Draw the losses of networks of 1 to 256 units, after 10 epochs of the course's trainings."""
    figure, ax = plt.subplots(figsize=(7.8, 4.2), layout="constrained")
    widths = list(WIDTHS)
    for place, name, colour in ((0, "training rows", BLUE), (1, "validation rows", ORANGE)):
        values = [losses[place] for losses in WIDTHS.values()]
        ax.plot(widths, values, color=colour, marker="o", markersize=5, label=name)
    best = min(widths, key=lambda width: WIDTHS[width][1])
    ax.axvline(best, color=GREEN, linewidth=1, linestyle="--")
    ax.axhline(KNOWS_NOTHING, color=GREY, linewidth=1, linestyle=":")
    ax.text(256, KNOWS_NOTHING - 0.045, "knows nothing: 0.693", color=GREY, size=9, ha="right")
    ax.text(best * 0.93, 1.04, "too little", color=INK, ha="right")
    ax.text(best * 1.07, 1.04, "too much", color=INK, ha="left")
    ax.set_xscale("log", base=2)
    ax.set_xticks(widths, [str(width) for width in widths])
    ax.set(xlabel="units in each of two hidden layers", ylabel="cross-entropy after 10 epochs")
    ax.set_ylim(-0.03, 1.1)
    ax.grid(axis="y", color=MIST)
    ax.legend(loc="lower left")
    ax.set_title("The training loss only falls; the validation loss turns")
    said = "; ".join(f"{w} units: {a:.3f} and {b:.3f}" for w, (a, b) in WIDTHS.items())
    return described(
        figure,
        "Cross-entropy on training and on validation rows after 10 epochs, by the units of the "
        f"hidden layers. {said}. The validation loss is lowest with {best} units.",
    )
