"""What order says, as measured: words counted, runs counted, and networks that read in order."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, ORANGE, drawn

# Accuracies on rows set aside, the last fifth of `load_letters` and the last sixth of
# `load_reviews("bundle")`; networks with the seeds 0, 1 and 2. Letters: exercise 10.7, 6 epochs.
# Sentences, 4 epochs on the first 7,584: ids of `build_vocabulary(texts[:7584], 5000)`, 1 for any
# other word. Conv1D is the network of 10.7 on rows of `pad_sequences(ids, 30)`, LSTM the same with
# LSTM(32) in place of convolution and maximum (that of 11.6), the bag that of 5.7 on 5,000 columns.
# Counted: what the lesson's first cell does, on runs.
LETTERS = {
    "bag of\nletters,\ncounted": [0.5],
    "pairs,\ncounted": [0.871],
    "pairs and\ntriples,\ncounted": [0.892],
    "Conv1D": [0.904, 0.904, 0.899],
}
SENTENCES = {
    "bag of\nwords,\ncounted": [0.821],
    "pairs,\ncounted": [0.761],
    "words and\npairs,\ncounted": [0.818],
    "bag of\nwords,\nnetwork": [0.8075, 0.8029, 0.8088],
    "Conv1D": [0.7798, 0.7785, 0.7805],
    "LSTM": [0.7805, 0.7983, 0.7996],
}


@drawn
def order_or_bag() -> Figure:
    """Draw what counting and networks reach, where order alone decides and where it does not."""
    wide = {"width_ratios": (len(LETTERS), len(SENTENCES))}
    figure, axes = plt.subplots(
        1, 2, figsize=(9.6, 3.9), sharey=True, layout="constrained", gridspec_kw=wide
    )
    told = []
    titles = ("letters: in order, or shuffled", "sentences: praise, or blame")
    for ax, title, bars in zip(axes, titles, (LETTERS, SENTENCES), strict=True):
        for place, (name, accuracies) in enumerate(bars.items()):
            mean = float(np.mean(accuracies))
            colour = BLUE if name in ("Conv1D", "LSTM") else GREEN if "network" in name else ORANGE
            ax.bar(place, mean, width=0.6, color=colour, alpha=0.55)
            ax.plot([place] * len(accuracies), accuracies, "o", color=colour, markersize=4)
            ax.text(place, max(accuracies) + 0.012, f"{mean:.3f}", ha="center", size=9)
            told.append(f"{title.partition(':')[0]}, {name}: {mean:.3f}".replace("\n", " "))
        ax.axhline(0.5, color=GREY, linewidth=1, linestyle=":")
        ax.set(title=title, ylim=(0.4, 1.0))
        ax.set_xticks(range(len(bars)), list(bars), size=8)
    axes[0].set_ylabel("accuracy")
    return described(figure, f"Bars of accuracies on rows set aside. {'; '.join(told)}.")
