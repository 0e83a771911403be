"""What dropout does to a layer: other units in every training step, all of them afterwards."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import RED, drawn

Dropout = Callable[[np.ndarray, float, np.random.Generator, bool], np.ndarray]

ROWS, COLUMNS = 8, 16  # 128 units


@drawn
def dropout_passes(dropout: Dropout, rate: float = 0.2, seed: int = 0) -> Figure:
    """Send one layer's 128 outputs through your `inverted_dropout`: three times in training.

    The fourth panel is the answer when not training.
    """
    chance = np.random.default_rng(seed)
    outputs = np.random.default_rng(4).uniform(0.2, 1.0, (ROWS, COLUMNS))
    figure, axes = plt.subplots(2, 2, figsize=(8.4, 5.2), layout="constrained")
    counts = []
    for number, ax in enumerate(axes.flat, start=1):
        training = number < 4
        answer = np.asarray(dropout(outputs.copy(), rate, chance, training), dtype=float)
        moment = f"training step {number}" if training else "not training"
        _units(ax, answer, moment, outputs)
        counts.append(int(np.sum(answer == 0)))
    figure.suptitle(
        f"128 units, rate {rate:g}: red crosses are dropped (mean before: {outputs.mean():.3f})",
        x=0.01, ha="left",
    )  # fmt: skip
    return described(
        figure,
        f"The outputs of 128 units as four tables of greys. In three training steps {counts[0]}, "
        f"{counts[1]} and {counts[2]} of them are crossed out, other ones each time; when not "
        f"training, {counts[3]}.",
    )


def _units(ax: Axes, answer: np.ndarray, moment: str, before: np.ndarray) -> None:
    """Draw the outputs as a table of greys; a cross marks each unit that was set to 0."""
    ax.imshow(answer, cmap="Blues", vmin=0, vmax=1.4)
    dropped = answer == 0
    rows, columns = np.nonzero(dropped)
    ax.plot(columns, rows, "x", color=RED, markersize=7, markeredgewidth=1.8)
    ax.set(xticks=[], yticks=[])
    kept = ~dropped & (before != 0)
    growth = float(np.median(answer[kept] / before[kept])) if kept.any() else 0.0
    ax.set_title(
        f"{moment}: {int(dropped.sum())} dropped,\nothers × {growth:.3g}, mean {answer.mean():.3f}",
        size=9.5,
    )
