"""K folds: which rows validate when, and how far off each fold's network is."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, INK, ORANGE, PALE_BLUE, drawn


@drawn
def fold_grid(folds: Sequence[tuple[np.ndarray, np.ndarray]]) -> Figure:
    """Draw a line of boxes for each fold: the rows that validate are dark."""
    n = sum(len(validation) for _, validation in folds)
    validates = np.zeros((len(folds), n))
    for line, (_, validation) in zip(validates, folds, strict=True):
        line[validation] = 1
    figure, ax = plt.subplots(figsize=(8.2, 0.45 * len(folds) + 1.1), layout="constrained")
    ax.pcolormesh(validates, cmap=ListedColormap([PALE_BLUE, BLUE]), edgecolors="white", lw=2)
    ax.invert_yaxis()
    ax.set(xticks=np.arange(n) + 0.5, yticks=np.arange(len(folds)) + 0.5, xlabel="row")
    ax.set_xticklabels([str(row) for row in range(n)], size=8)
    ax.set_yticklabels([f"fold {number}" for number in range(len(folds))])
    ax.tick_params(length=0)
    ax.set_title("dark: validates; pale: trains")
    told = "; ".join(
        f"fold {number}: {', '.join(str(row) for row in sorted(validation.tolist()))}"
        for number, (_, validation) in enumerate(folds)
    )
    return described(figure, f"{len(folds)} folds of {n} rows. Rows that validate in {told}.")


@drawn
def fold_errors(errors: Sequence[float], lines: dict[str, float]) -> Figure:
    """Draw a bar for the error of each fold, and a line for each of `lines`, by name."""
    mean = float(np.mean(errors))
    figure, ax = plt.subplots(figsize=(7, 3.6), layout="constrained")
    ax.bar(range(len(errors)), errors, color=BLUE, width=0.55)
    for place, error in enumerate(errors):
        ax.text(place, error / 2, f"{error:.3f}", ha="center", size=10, color="white")
    for (name, height), colour in zip(lines.items(), (GREY, ORANGE), strict=False):
        ax.axhline(height, color=colour, linestyle="--", linewidth=1.2)
        ax.text(len(errors) - 0.45, height, f"{name}\n{height:.3f}", va="center", size=9, color=INK)
    ax.set(xticks=range(len(errors)), ylabel="mean absolute error", ylim=(0, None))
    ax.set_xlim(-0.5, len(errors) - 0.5)
    ax.set_xticklabels([f"fold {number}" for number in range(len(errors))])
    ax.set_title(f"{len(errors)} folds, {mean:.3f} on average")
    told = ", ".join(f"{error:.3f}" for error in errors)
    others = "; ".join(f"{name} {height:.3f}" for name, height in lines.items())
    return described(
        figure, f"A bar for each fold: {told}, {mean:.3f} on average. Lines: {others}."
    )
