"""Which letter comes next, at several temperatures."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import BLUE, drawn


@drawn
def next_letters(rows: ArrayLike, temperatures: Sequence[float], letters: str) -> Figure:
    """Draw the shares of the next letter, one row of bars for each temperature."""
    shares = np.asarray(rows, float)
    order = np.argsort(-shares[len(shares) // 2])[:14]
    figure, axes = plt.subplots(1, len(shares), figsize=(9.4, 2.6), layout="constrained")
    told = []
    for ax, row, temperature in zip(np.atleast_1d(axes), shares, temperatures, strict=True):
        ax.bar(np.arange(len(order)), row[order], color=BLUE)
        names = [letters[k] if letters[k] != " " else "␣" for k in order]
        ax.set_xticks(np.arange(len(order)), names, fontsize=8)
        ax.set(ylim=(0, 1), title=f"T = {temperature:g}")
        best = int(row.argmax())
        told.append(f"at {temperature:g} the likeliest, «{letters[best]}», has {row[best]:.2f}")
    return described(
        figure,
        "Bars for the letters that may come next, at several temperatures: "
        f"{'; '.join(told)}. The colder, the steeper.",
    )
