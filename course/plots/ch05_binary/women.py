"""The table of chapter 5: what its columns hold, and the zeros that mean «not measured»."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, INK, MIST, ORANGE, RED, drawn

GAPS = (1, 2, 3, 4, 5)  # the columns in which a 0 was not measured


@drawn
def glucose_by_label(glucose: np.ndarray, y: np.ndarray, threshold: float | None = None) -> Figure:
    """Draw how often each glucose value occurs among women who stayed well and who fell ill."""
    figure, ax = plt.subplots(figsize=(7.6, 3.9), layout="constrained")
    known = glucose > 0
    bins = list(range(40, 205, 8))
    for label, colour, name in ((0, BLUE, "stayed well"), (1, ORANGE, "fell ill")):
        rows = known & (y == label)
        ax.hist(glucose[rows], bins, color=colour, alpha=0.65, label=f"{name} ({rows.sum()} women)")
    if threshold is not None:
        ax.axvline(threshold, color=INK, linestyle="--", linewidth=1.2)
        ax.text(threshold + 1.5, ax.get_ylim()[1] * 0.93, f"above {threshold:g}: «ill»", size=9)
    ax.set(xlabel="glucose, mg/dl", ylabel="women")
    ax.set_title("One column divides the women already, though not cleanly")
    ax.legend(loc="upper left")
    well, ill = (np.median(glucose[known & (y == label)]) for label in (0, 1))
    line = "" if threshold is None else f" A dashed line marks the threshold {threshold:g}."
    return described(
        figure,
        "Two histograms of glucose that overlap: half of the women who stayed well are above "
        f"{well:.0f} mg/dl, half of those who fell ill above {ill:.0f}.{line}",
    )


@drawn
def gap_histograms(X: np.ndarray, names: Sequence[str], filled: np.ndarray | None = None) -> Figure:
    """Draw the five columns with gaps: above as they come, below once the gaps are filled.

    Without `filled` the lower row is left out.
    """
    tables = [("as they come", X)] + ([("filled", filled)] if filled is not None else [])
    figure, axes = plt.subplots(
        len(tables), 5, figsize=(10.4, 2.5 * len(tables)), layout="constrained", squeeze=False
    )
    for row, (title, table) in zip(axes, tables, strict=True):
        for ax, c in zip(row, GAPS, strict=True):
            _column(ax, X[:, c], table[:, c])
            ax.set_title(f"{names[c]}, {title}", size=9)
    axes[0, 0].set_ylabel("women")
    figure.suptitle("A spike at 0 becomes a spike at the median: less wrong, but no knowledge")
    gaps = ", ".join(f"{names[c]} {np.sum(X[:, c] == 0)}" for c in GAPS)
    after = " Below, filled: the red bars have moved into the middle of each column."
    return described(
        figure,
        f"Histograms of five columns, their gaps in red. As they come, all gaps stand at 0: {gaps}."
        f"{after if filled is not None else ''}",
    )


def _column(ax: Axes, raw: np.ndarray, shown: np.ndarray) -> None:
    """Draw one column; where the raw entry is 0, the bars are red."""
    bins = np.linspace(0, raw.max(), 25).tolist()
    gap = raw == 0
    ax.hist([shown[gap], shown[~gap]], bins, stacked=True, color=[RED, GREY])
    ax.text(0.98, 0.86, f"{gap.sum()} gaps", color=RED, size=9, ha="right", transform=ax.transAxes)
    ax.set_yticks([])
    ax.grid(axis="x", color=MIST)
