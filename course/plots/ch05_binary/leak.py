"""What a leak does to the number that is reported."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, INK, MIST, ORANGE, drawn


@drawn
def leak_bars(accuracies: Mapping[str, float], baseline: float) -> Figure:
    """Draw the test accuracy of each way to prepare the rows as a bar, and the majority line.

    The first way is the honest one.
    """
    figure, ax = plt.subplots(figsize=(7.6, 0.9 + 0.6 * len(accuracies)), layout="constrained")
    for place, accuracy in enumerate(accuracies.values()):
        ax.barh(place, accuracy, height=0.6, color=ORANGE if place else BLUE)
        ax.text(accuracy + 0.004, place, f"{accuracy:.3f}", va="center", color=INK)
    ax.axvline(baseline, color=GREY, linestyle="--", linewidth=1.2)
    ax.text(baseline - 0.004, -0.62, f"majority {baseline:.3f}", color=GREY, size=9, ha="right")
    ax.set(xlim=(0.5, 1.0), xlabel="accuracy on the test rows", ylim=(len(accuracies) - 0.5, -0.9))
    ax.set_yticks(range(len(accuracies)), list(accuracies))
    ax.grid(axis="x", color=MIST)
    ax.set_axisbelow(True)
    ax.set_title("The same network, the same test rows, prepared in different ways")
    ways = "; ".join(f"{name} {accuracy:.3f}" for name, accuracy in accuracies.items())
    return described(
        figure,
        f"Bars: accuracy on the test rows, by the way in which the rows were prepared: {ways}. "
        f"A dashed line marks the majority, {baseline:.3f}.",
    )
