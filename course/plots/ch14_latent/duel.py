"""Two adversaries: what a generator's loss looks like, and what it makes, step by step."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, ORANGE, drawn


@drawn
def generator_losses() -> Figure:
    """Draw the two losses that a generator can have, over what the discriminator says of it."""
    figure, ax = plt.subplots(figsize=(6.6, 3.2), layout="constrained")
    logit = np.linspace(-6, 6, 121)
    ax.plot(logit, np.log1p(np.exp(-logit)), label="−ln p: steep where D is not deceived")
    ax.plot(logit, -np.log1p(np.exp(logit)), label="ln(1 − p): flat there")
    ax.axvspan(-6, -3, color=GREY, alpha=0.15)
    ax.text(-5.9, -5.6, "where a bad generator\nsoon stands", size=9)
    ax.set(xlabel="logit of a generated row: left «made», right «real»", ylabel="loss of G")
    ax.legend(loc="upper right", fontsize=9)
    return described(
        figure,
        "Two curves over the logit of a generated row, from -6 to 6. Minus ln p falls from 6 to 0: "
        "on the left it is steep. ln(1 - p) falls from 0 to -6: on the left, where a bad "
        "generator soon stands, it is flat.",
    )


@drawn
def ring_panels(made: Mapping[str, ArrayLike], real: ArrayLike) -> Figure:
    """Draw generated points (N, 2), a panel for each name, over points of the ring."""
    figure, axes = plt.subplots(
        1, len(made), figsize=(2.4 * len(made), 2.7), layout="constrained", squeeze=False
    )
    told = []
    for ax, (name, points) in zip(axes.flat, made.items(), strict=True):
        ax.scatter(*np.asarray(real).T, s=3, color=ORANGE, alpha=0.5, linewidths=0)
        ax.scatter(*np.asarray(points).T, s=3, color=BLUE, alpha=0.5, linewidths=0)
        ax.set(xlim=(-3, 3), ylim=(-3, 3), aspect="equal", xticks=[], yticks=[])
        ax.set_title(name, fontsize=10)
        told.append(f"{name}, {_met(np.asarray(points))} of 8 heaps with points")
    return described(
        figure,
        "Points on a plane, orange the eight heaps of the ring and blue what a generator has made, "
        f"in {len(made)} panels: {'; '.join(told)}.",
    )


def _met(points: np.ndarray) -> int:
    """Return how many of the eight heaps have at least 2 % of the points within 0.3."""
    angles = np.arange(8) * np.pi / 4
    heaps = 2 * np.column_stack([np.cos(angles), np.sin(angles)])
    close = np.linalg.norm(points[:, np.newaxis] - heaps, axis=2) < 0.3
    return int(np.sum(close.mean(axis=0) >= 0.02))
