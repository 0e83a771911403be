"""Learning curves: loss and accuracy by epoch, on training and validation rows."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, MIST, ORANGE, drawn

MEASURED = {  # 784-256-256-10, He start, 3,600 training and 400 validation rows, 15 epochs
    "loss": [
        *(0.853, 0.319, 0.213, 0.145, 0.104, 0.0743, 0.0547, 0.0412),
        *(0.0354, 0.0281, 0.0206, 0.0105, 0.0075, 0.0061, 0.0055),
    ],
    "val_loss": [
        *(0.325, 0.224, 0.200, 0.194, 0.198, 0.200, 0.188, 0.176),
        *(0.186, 0.208, 0.222, 0.206, 0.215, 0.233, 0.245),
    ],
    "accuracy": [
        *(0.777, 0.913, 0.947, 0.962, 0.976, 0.983, 0.990, 0.995),
        *(0.993, 0.996, 0.996, 0.999, 1.0, 1.0, 1.0),
    ],
    "val_accuracy": [
        *(0.902, 0.935, 0.938, 0.942, 0.940, 0.945, 0.938, 0.945),
        *(0.945, 0.938, 0.942, 0.948, 0.942, 0.942, 0.940),
    ],
}


@drawn
def training_curves(history: Mapping[str, Sequence[float]] | None = None) -> Figure:
    """Draw loss and accuracy by epoch, from the dict that `model.fit(...).history` holds.

    Keys: loss and accuracy, with val_loss and val_accuracy where there are validation rows.
    Without an argument it draws a network that the course trained for too long.
    """
    history = MEASURED if history is None else history
    figure, axes = plt.subplots(1, 2, figsize=(9.2, 3.9), layout="constrained")
    for ax, name in zip(axes, ("loss", "accuracy"), strict=True):
        _curves(ax, history, name)
    axes[0].set_ylim(bottom=0)
    _mark_best(axes[0], history.get("val_loss", []))
    axes[1].set_ylim(top=1.005)
    return described(figure, _words(history))


def _words(history: Mapping[str, Sequence[float]]) -> str:
    """Say where each curve begins and ends, and where the validation loss is lowest."""
    names = ("loss", "val_loss", "accuracy", "val_accuracy")
    called = ("training loss", "validation loss", "training accuracy", "validation accuracy")
    found = [
        (name, history[key]) for key, name in zip(names, called, strict=True) if key in history
    ]
    ways = "; ".join(f"{name} from {line[0]:.3g} to {line[-1]:.3g}" for name, line in found)
    low = min(history.get("val_loss", [0.0]))
    lowest = f" The validation loss is lowest at {low:.3g}." if "val_loss" in history else ""
    return f"Learning curves over {len(found[0][1])} epochs: {ways}.{lowest}"


def _curves(ax: Axes, history: Mapping[str, Sequence[float]], name: str) -> None:
    """Draw one measure for both kinds of rows."""
    for key, label, colour, line in (
        (name, "training rows", BLUE, "o-"),
        (f"val_{name}", "validation rows", ORANGE, "s--"),
    ):
        values = history.get(key, [])
        if len(values):
            ax.plot(range(1, len(values) + 1), values, line, color=colour, label=label, ms=4)
    ax.set(title=name, xlabel="epoch")
    ax.grid(axis="y", color=MIST)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(loc="best")


def _mark_best(ax: Axes, losses: Sequence[float]) -> None:
    """Point to the epoch with the lowest validation loss."""
    if not len(losses):
        return
    best = min(range(len(losses)), key=lambda epoch: losses[epoch])
    ax.axvline(best + 1, color=GREY, linewidth=1, linestyle=":", zorder=0)
    ax.set_title(f"loss (validation: lowest after epoch {best + 1})")
