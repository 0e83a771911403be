"""What order says, as measured: words counted, runs counted, and networks that read in order."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, ORANGE, drawn

# Accuracies on rows set aside, the last fifth of `load_letters` and the last sixth of
# `load_reviews`; networks with the seeds 0, 1 and 2: exercise 10.7 on letters for 6 epochs, on
# sentences (5,000 ids, padded to 30) for 4; the bag is that of 5.7, for 4 epochs. Counted: what the
# lesson's first cell does, on runs.
LETTERS = {
    "bag of letters,\ncounted": [0.5],
    "pairs,\ncounted": [0.871],
    "pairs and triples,\ncounted": [0.892],
    "Conv1D": [0.904, 0.904, 0.899],
}
SENTENCES = {
    "bag of words,\ncounted": [0.821],
    "pairs,\ncounted": [0.761],
    "words and pairs,\ncounted": [0.818],
    "bag of words,\nnetwork": [0.805, 0.805, 0.801],
    "Conv1D": [0.787, 0.782, 0.783],
}


@drawn
def order_or_bag() -> Figure:
    """Draw what counting and networks reach, where order alone decides and where it does not."""
    figure, axes = plt.subplots(1, 2, figsize=(9.6, 3.9), sharey=True, layout="constrained")
    told = []
    titles = ("letters: in order, or shuffled", "sentences: praise, or blame")
    for ax, title, bars in zip(axes, titles, (LETTERS, SENTENCES), strict=True):
        for place, (name, accuracies) in enumerate(bars.items()):
            mean = float(np.mean(accuracies))
            colour = BLUE if name == "Conv1D" else GREEN if "network" in name else ORANGE
            ax.bar(place, mean, width=0.6, color=colour, alpha=0.55)
            ax.plot([place] * len(accuracies), accuracies, "o", color=colour, markersize=4)
            ax.text(place, max(accuracies) + 0.012, f"{mean:.3f}", ha="center", size=9)
            told.append(f"{title.partition(':')[0]}, {name}: {mean:.3f}".replace("\n", " "))
        ax.axhline(0.5, color=GREY, linewidth=1, linestyle=":")
        ax.set(title=title, ylim=(0.4, 1.0))
        ax.set_xticks(range(len(bars)), list(bars), size=8)
    axes[0].set_ylabel("accuracy")
    return described(figure, f"Bars of accuracies on rows set aside. {'; '.join(told)}.")
