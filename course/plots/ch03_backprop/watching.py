"""Watching a network learn: its losses, its accuracy, and its first weights as images."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from course.plots.palette import BLUE, GREEN, GREY, INK, ORANGE, drawn

Params = Sequence[tuple[np.ndarray, np.ndarray]]
Rows = tuple[np.ndarray, np.ndarray]
SHOWN = 8  # hidden units whose weights are drawn


@drawn
def watch_training(
    runs: Mapping[int, tuple[Params, Sequence[float]]], train: Rows, other: Rows
) -> Figure:
    """Draw what a network of digits was like after some numbers of epochs.

    `runs` holds `train_mlp`'s answer for each number of epochs, all from one seed; `train` and
    `other` are (X, y), learned and new.
    """
    figure = plt.figure(figsize=(9.6, 5.6), layout="constrained")
    curves, images = figure.subfigures(2, 1, height_ratios=[1.25, 1], squeeze=False)[:, 0]
    left, right = curves.subplots(1, 2)
    epochs = sorted(runs)
    _losses(left, runs[epochs[-1]][1])
    _accuracies(right, {n: runs[n][0] for n in epochs}, train, other)
    _weights(images, {n: runs[n][0] for n in (epochs[0], epochs[-1])})
    return figure


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


def _accuracies(ax: Axes, params: Mapping[int, Params], train: Rows, other: Rows) -> None:
    """Draw the accuracy after some epochs, on rows learned and on new ones."""
    for rows, colour, name, side in ((train, ORANGE, "learned", 7), (other, GREEN, "new", -15)):
        shares = [accuracy(tensors, rows) for tensors in params.values()]
        ax.plot(list(params), shares, "o-", color=colour, markersize=4, label=f"{name} digits")
        ax.annotate(
            f"{shares[-1]:.3f}", (max(params), shares[-1]), (0, side), ha="center", color=colour,
            textcoords="offset points", size=9,
        )  # fmt: skip
    ax.axhline(0.1, color=GREY, linestyle=":")
    ax.text(max(params), 0.13, "guessing", ha="right", color=GREY)
    ax.set(xlabel="epoch", ylabel="share right", ylim=(0, 1.08), title="Accuracy")
    ax.locator_params(axis="x", integer=True)
    ax.legend(loc="center right")


def _weights(figure: SubFigure, params: Mapping[int, Params]) -> None:
    """Draw the weights into the first hidden units as 28 × 28 images, early and late."""
    axes = figure.subplots(len(params), SHOWN)
    figure.suptitle(
        "Weights into eight hidden units: ink on blue speaks for the unit, ink on red against it",
        size=11,
    )
    for row, (epochs, tensors) in zip(axes, params.items(), strict=True):
        W = np.asarray(tensors[0][0], float)
        reach = np.abs(W[:, :SHOWN]).max()
        for unit, ax in enumerate(row):
            ax.imshow(W[:, unit].reshape(28, 28), cmap="RdBu", vmin=-reach, vmax=reach)
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_visible(False)
        name = f"after {epochs}\nepoch{'s' if epochs > 1 else ''}"
        row[0].set_ylabel(name, rotation=0, ha="right", va="center", color=INK)
