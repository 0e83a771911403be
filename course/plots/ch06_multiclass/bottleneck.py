"""What a narrow layer costs, as it was measured."""

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, INK, drawn

# `train_topics` on the first 6,000 bundled definitions, 5,000 words, 12 epochs, seed 0.
MEASURED = {2: 0.2475, 4: 0.3125, 8: 0.4917, 16: 0.55, 32: 0.565, 64: 0.565}
BASELINE = 0.099


@drawn
def bottleneck_curve() -> Figure:
    """Draw the accuracy over the units of the middle layer."""
    figure, ax = plt.subplots(figsize=(7, 3.4), layout="constrained")
    units, accuracies = list(MEASURED), list(MEASURED.values())
    ax.plot(units, accuracies, "o-", color=BLUE)
    for n, accuracy in MEASURED.items():
        ax.text(n, accuracy + 0.025, f"{accuracy:.3f}", ha="center", size=9, color=INK)
    ax.axhline(BASELINE, color=GREY, linestyle=":")
    ax.text(64, BASELINE + 0.012, "always «adj.all»", ha="right", size=9, color=GREY)
    ax.set_xscale("log", base=2)
    ax.set(xticks=units, ylim=(0, 0.7), xlabel="units of the middle layer", ylabel="test accuracy")
    ax.set_xticklabels([str(n) for n in units])
    ax.set_title("45 classes through a layer of 2, 4, 8 … units")
    told = ", ".join(f"{accuracy:.3f} with {n}" for n, accuracy in MEASURED.items())
    return described(
        figure,
        f"A rising line: the test accuracy over the units of the middle layer is {told}. "
        f"Always naming the commonest kind reaches {BASELINE:.3f}.",
    )
