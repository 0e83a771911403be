"""Temperatures over years and days, what a window is, and forecasts beside what came."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, INK, MIST, ORANGE, RED, drawn

DAYS = 10  # that the lower part shows


@drawn
def temperatures(values: ArrayLike, hours: Any, first: int = 4000) -> Figure:
    """Draw hourly temperatures: all of them above, and ten days from row `first` on below."""
    seen, times = np.asarray(values, float), np.asarray(hours)
    figure, (above, below) = plt.subplots(2, 1, figsize=(8.8, 4.6), layout="constrained")
    above.plot(times, seen, color=BLUE, linewidth=0.6)
    above.axvspan(times[first], times[first + 24 * DAYS], color=MIST)
    above.set(ylabel="°C", title=f"{len(seen):,} hours")
    part = slice(first, first + 24 * DAYS)
    below.plot(times[part], seen[part], color=BLUE, linewidth=1.2)
    below.set(ylabel="°C", title=f"{DAYS} days of them")
    below.tick_params(axis="x", labelrotation=0, labelsize=8)
    return described(
        figure,
        f"Temperatures of {len(seen)} hours, from {seen.min():.0f} to {seen.max():.0f} degrees: "
        f"above all of them, a slow wave over each year with quick changes in it; below {DAYS} "
        "days, with a wave for each day, no two alike.",
    )


@drawn
def window_on_a_series(lookback: int = 8, step: int = 2, delay: int = 3) -> Figure:
    """Draw which rows of a series a window holds, and which one it is to foretell."""
    rows, start = 16, 2
    i = start + lookback
    figure, ax = plt.subplots(figsize=(8.6, 2.1), layout="constrained")
    for row in range(rows):
        inside = i - lookback <= row < i and (row - i + lookback) % step == 0
        target = row == i + delay - 1
        colour = BLUE if inside else ORANGE if target else MIST
        ax.add_patch(Rectangle((row, 0), 0.9, 0.9, facecolor=colour, alpha=0.75, edgecolor=GREY))
        ax.text(row + 0.45, 0.45, str(row), ha="center", va="center", size=9, color=INK)
    ax.annotate(
        "", (i - lookback, 1.25), (i, 1.25), arrowprops={"arrowstyle": "<->", "color": BLUE}
    )
    ax.text(i - lookback / 2, 1.4, f"lookback {lookback}, every {step}nd row", ha="center", size=9)
    ax.annotate("", (i, 1.25), (i + delay, 1.25), arrowprops={"arrowstyle": "<->", "color": ORANGE})
    ax.text(i + delay / 2, 1.4, f"delay {delay}", ha="center", size=9)
    ax.text(i, -0.5, f"i = {i}", ha="center", size=9, color=RED)
    ax.plot([i, i], [-0.25, 1.1], color=RED, linewidth=1.5)
    ax.set(xlim=(-0.2, rows), ylim=(-0.7, 1.8))
    ax.axis("off")
    taken = list(range(i - lookback, i, step))
    return described(
        figure,
        f"Rows 0 to {rows - 1} of a series. The window before row i = {i} holds the rows "
        f"{', '.join(map(str, taken))}; what it is to foretell is row {i + delay - 1}.",
    )


@drawn
def forecast_curves(truth: ArrayLike, guesses: Mapping[str, ArrayLike], hours: int = 240) -> Figure:
    """Draw what came, and what each guess had said, for some hours."""
    figure, ax = plt.subplots(figsize=(8.8, 3.6), layout="constrained")
    came = np.asarray(truth, float)[:hours]
    ax.plot(came, color=INK, linewidth=1.6, label="what came")
    told = []
    for (name, guess), colour in zip(guesses.items(), (ORANGE, BLUE, GREEN), strict=False):
        values = np.asarray(guess, float)[:hours]
        ax.plot(values, color=colour, linewidth=1.2, label=name)
        told.append(f"{name} is off by {np.abs(values - came).mean():.2f} on average")
    ax.set(xlabel="hours", ylabel="°C")
    ax.legend(loc="upper right", ncols=3, fontsize=9)
    return described(
        figure, f"The temperature of {hours} hours and what guesses had said. {'; '.join(told)}."
    )


# Mean absolute errors in °C on the last quarter of New York's year, windows of 48 hours with all
# five columns; networks: 16 units, Adam 0.003, 8 epochs, batches of 64, seeds 0, 1 and 2.
AHEAD: dict[int, dict[str, Sequence[float]]] = {
    12: {
        "last value": [3.48],
        "same hour, day before": [3.31],
        "Dense 16": [2.65, 2.57, 2.61],
        "SimpleRNN": [2.37, 2.43, 2.40],
        "LSTM": [2.56, 2.53, 2.63],
        "GRU": [2.37, 2.37, 2.39],
        "LSTM, dropout": [2.44, 2.51, 2.52],
        "two LSTMs": [2.86, 2.74, 2.50],
        "LSTM both ways": [2.75, 2.76, 2.66],
    },
    24: {
        "last value": [3.31],
        "Dense 16": [3.23, 3.48, 3.25],
        "LSTM": [3.05, 3.23, 3.04],
    },
}


@drawn
def forecast_contest() -> Figure:
    """Draw how far off guesses and networks are, twelve hours ahead and a day ahead."""
    figure, axes = plt.subplots(
        1, 2, figsize=(9.6, 4), sharex=True, width_ratios=[1.5, 1], layout="constrained"
    )
    told = []
    for ax, (hours, bars) in zip(axes, AHEAD.items(), strict=True):
        for place, (name, errors) in enumerate(bars.items()):
            mean, is_guess = float(np.mean(errors)), len(errors) == 1
            colour = ORANGE if is_guess else BLUE
            ax.barh(-place, mean, height=0.6, color=colour, alpha=0.55)
            ax.plot(errors, [-place] * len(errors), "o", color=colour, markersize=3)
            ax.text(max(errors) + 0.06, -place, f"{mean:.2f}", va="center", size=9)
            told.append(f"{hours} hours, {name}: {mean:.2f}")
        ax.set_yticks([-place for place in range(len(bars))], list(bars), size=9)
        ax.set(title=f"{hours} hours ahead", xlabel="mean absolute error, °C", xlim=(0, 4.1))
    return described(figure, f"Mean absolute errors in degrees. {'; '.join(told)}.")
