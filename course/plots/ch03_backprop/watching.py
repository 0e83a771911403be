"""Watching a network learn: its losses, its accuracy, and its first weights as images."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, INK, ORANGE, drawn

Params = Sequence[tuple[np.ndarray, np.ndarray]]
Rows = tuple[np.ndarray, np.ndarray]
SHOWN = 8  # hidden units whose weights are drawn


@drawn
def watch_training(
    runs: Mapping[int, tuple[Params, Sequence[float]]], train: Rows, other: Rows
) -> Figure:
    """Draw what a network of digits was like after some numbers of epochs.

    `runs` holds `train_mlp`'s answer for each number of epochs, 0 among them, all from one seed;
    `train` and `other` are (X, y), learned and new.
    """
    figure = plt.figure(figsize=(9.6, 6.6), layout="constrained")
    curves, images = figure.subfigures(2, 1, height_ratios=[1, 1.15], squeeze=False)[:, 0]
    left, right = curves.subplots(1, 2)
    last = max(runs)
    losses, params = runs[last][1], {n: runs[n][0] for n in sorted(runs)}
    _losses(left, losses)
    learned, new = ([accuracy(each, rows) for each in params.values()] for rows in (train, other))
    _accuracies(right, list(params), learned, new)
    before, after = (np.asarray(params[n][0][0], float) for n in (0, last))
    _weights(images, {"at the start": before, f"after {last}\nepochs": after,
                      "what was\nlearned": after - before})  # fmt: skip
    return described(
        figure,
        f"The loss falls from {losses[0]:.2f} in the first epoch to {losses[-1]:.2f} in epoch "
        f"{last}. The accuracy rises from {new[0]:.2f} before training to {learned[-1]:.3f} on "
        f"digits that were learned and to {new[-1]:.3f} on new ones. Below, the weights into eight "
        f"hidden units as pictures: noise at the start, and after {last} epochs still mostly "
        "noise; the difference of the two shows strokes and blobs in the middle, and nothing at "
        "the border.",
    )


def accuracy(params: Params, rows: Rows) -> float:
    """Return the share of rows whose highest logit is that of the label."""
    A = Z = np.asarray(rows[0], float)
    for W, b in params:
        Z = A @ W + b
        A = np.maximum(Z, 0.0)
    return float(np.mean(np.argmax(Z, axis=1) == rows[1]))


def _losses(ax: Axes, losses: Sequence[float]) -> None:
    """Draw the loss of every epoch, and where guessing stands."""
    ax.plot(range(1, len(losses) + 1), losses, "o-", color=BLUE, markersize=4)
    ax.axhline(np.log(10), color=GREY, linestyle=":")
    ax.text(len(losses), np.log(10) - 0.06, "guessing: ln 10", ha="right", va="top", color=GREY)
    ax.set(xlabel="epoch", ylabel="mean loss", ylim=(0, 2.5), title="Loss")
    ax.locator_params(axis="x", integer=True)


def _accuracies(
    ax: Axes, epochs: Sequence[int], learned: Sequence[float], new: Sequence[float]
) -> None:
    """Draw the accuracy after some epochs, on rows learned and on new ones."""
    for shares, colour, name, side in ((learned, ORANGE, "learned", 7), (new, GREEN, "new", -15)):
        ax.plot(epochs, shares, "o-", color=colour, markersize=4, label=f"{name} digits")
        ax.annotate(
            f"{shares[-1]:.3f}", (epochs[-1], shares[-1]), (0, side), ha="center", color=colour,
            textcoords="offset points", size=9,
        )  # fmt: skip
    ax.axhline(0.1, color=GREY, linestyle=":")
    ax.text(epochs[-1], 0.13, "guessing", ha="right", color=GREY)
    ax.set(xlabel="epoch", ylabel="share right", ylim=(0, 1.08), title="Accuracy")
    ax.locator_params(axis="x", integer=True)
    ax.legend(loc="center right")


def _weights(figure: SubFigure, tables: Mapping[str, np.ndarray]) -> None:
    """Draw the weights into the first hidden units as 28 × 28 images, one row for each table."""
    axes = figure.subplots(len(tables), SHOWN)
    figure.suptitle(
        "Weights into eight hidden units: ink on blue speaks for the unit, ink on red against it",
        size=11,
    )
    for row, (name, W) in zip(axes, tables.items(), strict=True):
        reach = float(np.percentile(np.abs(W[:, :SHOWN]), 99.5)) or 1.0
        for unit, ax in enumerate(row):
            ax.imshow(W[:, unit].reshape(28, 28), cmap="RdBu", vmin=-reach, vmax=reach)
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_visible(False)
        row[0].set_ylabel(name, rotation=0, ha="right", va="center", color=INK)
