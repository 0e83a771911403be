"""What a network makes of labels that mean nothing."""

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.ch07_fundamentals.cure_trainings import RANDOM_LABELS
from course.plots.palette import BLUE, GREY, MIST, ORANGE, drawn


@drawn
def random_label_curves() -> Figure:
    """Draw the accuracy on shuffled labels over 20 epochs, for training and validation rows."""
    figure, ax = plt.subplots(figsize=(7.8, 3.9), layout="constrained")
    names = {"train": ("6,067 training rows", BLUE), "val": ("3,034 validation rows", ORANGE)}
    for key, (name, colour) in names.items():
        values = RANDOM_LABELS[key]
        ax.plot(range(1, len(values) + 1), values, color=colour, label=name)
    ax.axhline(0.5, color=GREY, linewidth=1, linestyle=":")
    ax.set(xlabel="epoch", ylabel="accuracy", ylim=(0.4, 1.03), xlim=(0.5, 20.5))
    ax.set_xticks(range(2, 21, 2))
    ax.grid(axis="y", color=MIST)
    ax.legend(loc="center right")
    ax.set_title("Shuffled labels: all learned by heart, and nothing understood")
    train, val = RANDOM_LABELS["train"], RANDOM_LABELS["val"]
    return described(
        figure,
        "Accuracy on shuffled labels over 20 epochs. On training rows it rises from "
        f"{train[0]:.2f} past {train[8]:.3f} in epoch 9 to {train[-1]:.3f}; on validation rows it "
        f"stays between {min(val):.2f} and {max(val):.2f}.",
    )
