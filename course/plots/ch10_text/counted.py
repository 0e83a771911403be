"""How often words occur, and how long sentences are."""

from collections import Counter
from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, INK, ORANGE, PALE_BLUE, RED, drawn

NAMED = (1, 10, 100, 1000)  # ranks whose words are written into the figure


@drawn
def zipf_line(tokens: Sequence[str]) -> Figure:
    """Draw how often each word of a text occurs, the most frequent one first, and Zipf's line."""
    counts = Counter(tokens).most_common()
    ranks = np.arange(1, len(counts) + 1)
    figure, ax = plt.subplots(figsize=(7.6, 4), layout="constrained")
    ax.loglog(ranks, [count for _, count in counts], ".", color=BLUE, markersize=4)
    level = float(np.median([rank * count for rank, (_, count) in enumerate(counts[:1000], 1)]))
    ax.loglog(ranks, level / ranks, color=ORANGE, linewidth=1.5)
    ax.text(2.6, 0.9 * level / 2, "ten times the rank, a tenth of the count", color=INK, size=9)
    told = []
    for rank in (each for each in NAMED if each <= len(counts)):
        word, count = counts[rank - 1]
        ax.annotate(
            f"«{word}»\n{count:,}",
            (rank, count),
            xytext=(-6, -34),
            textcoords="offset points",
            ha="right",
            size=9,
            color=INK,
            arrowprops={"arrowstyle": "-", "color": GREY},
        )
        told.append(f"rank {rank}, {word}, {count} times")
    once = sum(1 for _, count in counts if count == 1)
    ax.set(xlabel="rank of the word", ylabel="how often it occurs", xlim=(0.4, 2 * len(counts)))
    ax.set_title(f"{len(tokens):,} tokens, {len(counts):,} different words, {once:,} of them once")
    return described(
        figure,
        "The words of a text on two logarithmic axes, rank against count: nearly a straight line "
        f"that falls by ten times for every ten times the rank. {'; '.join(told)}. {once} of "
        f"{len(counts)} words occur once.",
    )


@drawn
def sentence_lengths(sequences: Sequence[Sequence[int]], maxlen: int) -> Figure:
    """Draw how long lists of ids are, and how many of them are longer than `maxlen`."""
    lengths = np.array([len(sequence) for sequence in sequences])
    figure, ax = plt.subplots(figsize=(7.2, 2.9), layout="constrained")
    bins = np.arange(lengths.min(), lengths.max() + 2) - 0.5
    ax.hist(lengths, bins=bins.tolist(), color=PALE_BLUE, edgecolor=BLUE, linewidth=0.6)
    ax.axvline(maxlen + 0.5, color=RED, linewidth=2)
    share = float(np.mean(lengths > maxlen))
    ax.text(maxlen + 1, 0.88 * ax.get_ylim()[1], f"cut: {share:.1%}", color=RED, size=9)
    ax.set(xlabel="words in a sentence", ylabel="sentences")
    ax.set_title(f"{len(lengths):,} sentences; the median has {np.median(lengths):.0f} words")
    return described(
        figure,
        f"How many sentences have how many words: from {lengths.min()} to {lengths.max()}, most "
        f"around {np.median(lengths):.0f}. A red line at {maxlen}: {share:.1%} of them are longer.",
    )
