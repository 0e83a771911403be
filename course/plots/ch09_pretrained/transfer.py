"""What features of others are worth: measured, and the two ways to use them."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, INK, ORANGE, PALE_BLUE, PALE_ORANGE, drawn

# Digits 5 to 9, images to learn from -> accuracies on the bundled test rows, seeds 0, 1 and 2, 30
# epochs. Features: 9.6 on those of the bundled base (digits 0 to 4); scratch: the same network, all
# of it trained from random weights.
MEASURED = {
    50: {"features": [0.847, 0.844, 0.808], "scratch": [0.766, 0.789, 0.752]},
    150: {"features": [0.904, 0.911, 0.908], "scratch": [0.879, 0.878, 0.886]},
    500: {"features": [0.952, 0.956, 0.951], "scratch": [0.961, 0.952, 0.953]},
    2000: {"features": [0.968, 0.974, 0.977], "scratch": [0.973, 0.971, 0.974]},
}
COLOURS = {"features": BLUE, "scratch": ORANGE}


@drawn
def features_or_scratch() -> Figure:
    """Draw both ways' accuracies over the number of images."""
    figure, ax = plt.subplots(figsize=(7, 3.6), layout="constrained")
    told = []
    for name in COLOURS:
        means = [float(np.mean(each[name])) for each in MEASURED.values()]
        ax.plot(list(MEASURED), means, "-", color=COLOURS[name], label=name)
        for n, each in MEASURED.items():
            ax.plot([n] * 3, each[name], "o", color=COLOURS[name], markersize=4)
        numbers = ", ".join(f"{mean:.3f} of {n}" for n, mean in zip(MEASURED, means, strict=True))
        told.append(f"{name}: {numbers}")
    ax.set_xscale("log")
    ax.set(xticks=list(MEASURED), xlabel="images of the digits 5 to 9", ylabel="test accuracy")
    ax.set_xticklabels([f"{n:,}" for n in MEASURED])
    ax.minorticks_off()
    ax.legend(loc="lower right")
    ax.set_title("A head on features of the digits 0 to 4, or all of it from scratch")
    return described(figure, f"Two rising lines of test accuracies, {'; '.join(told)} images.")


def _box(ax: Axes, x: float, text: str, *, frozen: bool) -> None:
    colour, edge = (PALE_BLUE, BLUE) if frozen else (PALE_ORANGE, ORANGE)
    style = "round,pad=0.02,rounding_size=0.06"
    ax.add_patch(
        FancyBboxPatch((x, 0.25), 1.25, 0.5, boxstyle=style, facecolor=colour, edgecolor=edge)
    )
    ax.text(x + 0.62, 0.5, text, ha="center", va="center", size=9, color=INK)


@drawn
def two_ways() -> Figure:
    """Draw the two ways to use a base: extract its features once, or build on it and train."""
    figure, axes = plt.subplots(2, 1, figsize=(8.6, 3.2), layout="constrained")
    rows = (
        (
            "Extract: the base works once",
            [("images", True), ("base, once", True), ("features", True), ("new head", False)],
        ),
        (
            "Build on it: in every step, then a few top layers may move, slowly",
            [("images", True), ("low layers", True), ("top layers", False), ("new head", False)],
        ),
    )
    for ax, (title, boxes) in zip(axes, rows, strict=True):
        for place, (text, frozen) in enumerate(boxes):
            _box(ax, 1.9 * place, text, frozen=frozen)
            if place:
                arrow = {"arrowstyle": "-|>", "color": GREY}
                ax.annotate(
                    "", (1.9 * place - 0.05, 0.5), (1.9 * place - 0.6, 0.5), arrowprops=arrow
                )
        ax.set(xlim=(-0.1, 7.2), ylim=(0.15, 0.85))
        ax.axis("off")
        ax.set_title(title, size=10)
    return described(
        figure,
        "Two rows of boxes; blue ones are frozen, orange ones are trained. Above: images, the "
        "base, which works once, features, and a new head that is trained. Below: images, the "
        "low layers of the base, frozen, its top layers, which may be trained, and a new head.",
    )
