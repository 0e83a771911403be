"""Softmax: from scores to shares of 1, and how a temperature changes them."""

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, INK, ORANGE, drawn

STEPS: list[
    tuple[str, list[float], list[str], str]
] = [  # title, heights, labels on the bars, colour
    ("scores z", [1, 2, 3], ["1", "2", "3"], BLUE),
    ("$e^z$: all positive", [2.718, 7.389, 20.086], ["2.718", "7.389", "20.086"], ORANGE),
    (
        "divided by their sum 30.193",
        [0.0900, 0.2447, 0.6652],
        ["0.0900", "0.2447", "0.6652"],
        GREEN,
    ),
]
WORDS = ["cat", "dog", "fox", "owl", "pig"]
SCORES = [2.0, 1.0, 0.5, 0.0, -1.0]
SHARES = {  # temperature, and what it does: the shares of SCORES divided by it
    (0.25, "almost certain"): [0.9793, 0.0179, 0.0024, 0.0003, 0.0000],
    (1.0, "plain softmax"): [0.5630, 0.2071, 0.1256, 0.0762, 0.0280],
    (4.0, "almost equal"): [0.2821, 0.2197, 0.1939, 0.1711, 0.1332],
}  # fmt: skip


@drawn
def softmax_steps() -> Figure:
    """Draw the softmax of 1, 2, 3 in three steps."""
    figure, axes = plt.subplots(1, 3, figsize=(9.2, 3), layout="constrained")
    for ax, (title, heights, labels, colour) in zip(axes, STEPS, strict=True):
        ax.bar(range(3), heights, color=colour, width=0.6)
        for place, (height, label) in enumerate(zip(heights, labels, strict=True)):
            ax.text(place, height + 0.02 * max(heights), label, ha="center", va="bottom", size=9)
        ax.set(title=title, xticks=range(3), ylim=(0, 1.15 * max(heights)), yticks=[])
        ax.set_xticklabels([f"class {number}" for number in range(3)])
        ax.spines["left"].set_visible(False)
    scores, powers, shares = (", ".join(labels) for _, _, labels, _ in STEPS)
    return described(
        figure,
        f"Three bar charts for three classes: the scores {scores}; their exponentials {powers}; "
        f"these divided by their sum, {shares}.",
    )


@drawn
def temperature_bars() -> Figure:
    """Draw the shares of the same scores at three temperatures, from a table."""
    figure, axes = plt.subplots(1, 3, figsize=(9.2, 3), sharey=True, layout="constrained")
    names = [f"{word}\n{score:g}" for word, score in zip(WORDS, SCORES, strict=True)]
    for ax, ((temperature, words), shares) in zip(axes, SHARES.items(), strict=True):
        ax.bar(range(len(shares)), shares, color=BLUE, width=0.65)
        for place, share in enumerate(shares):
            ax.text(place, share + 0.015, f"{share:.2f}", ha="center", size=9, color=INK)
        ax.set(title=f"T = {temperature:g}: {words}", xticks=range(len(shares)), ylim=(0, 1.1))
        ax.set_xticklabels(names, size=9)
    axes[0].set_ylabel("share")
    figure.suptitle("The scores (below the words) divided by T", x=0.01, ha="left")
    told = "; ".join(
        f"T = {temperature:g}, {words}: {', '.join(f'{share:.2f}' for share in shares)}"
        for (temperature, words), shares in SHARES.items()
    )
    scores = ", ".join(f"{word} {score:g}" for word, score in zip(WORDS, SCORES, strict=True))
    moving = ("temperature", {"names": WORDS, "scores": SCORES})
    return described(figure, f"Shares of five words with the scores {scores}. {told}.", moving)
