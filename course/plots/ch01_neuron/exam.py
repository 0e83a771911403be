"""The exam: the same marks under two weightings, and the bar that the bias sets."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, ORANGE, PALE_GREEN, RED, drawn

MARKS = [("physics", 30, BLUE), ("chemistry", 70, ORANGE), ("maths", 50, GREEN)]
EXAMS = [
    ("first exam: all weights 0.33", [0.33, 0.33, 0.33], [9.9, 23.1, 16.5], "49.5: fails"),
    ("second exam: 0.2, 0.5, 0.3", [0.2, 0.5, 0.3], [6.0, 35.0, 15.0], "56: passes"),
]


@drawn
def exam_bars() -> Figure:
    """Stack weight × mark for both exams beside the pass line at 50."""
    figure, ax = plt.subplots(figsize=(7.2, 4.4), layout="constrained")
    for place, (_, weights, parts, verdict) in enumerate(EXAMS):
        floor = 0.0
        for (subject, mark, colour), weight, part in zip(MARKS, weights, parts, strict=True):
            ax.bar(place, part, 0.62, bottom=floor, color=colour, alpha=0.6, edgecolor="white")
            label = f"{subject}  {weight:g} × {mark} = {part:g}"
            ax.text(place, floor + 0.42 * part, label, ha="center", va="center", size=9)
            floor += part
        ax.text(place, floor + 2.4, verdict, ha="center", weight="bold")
    ax.axhline(50, color=RED, linewidth=1.5, linestyle="--")
    ax.text(1.62, 50.8, "pass line 50", color=RED, ha="right", size=9)
    ax.set_xticks([0, 1], [name for name, *_ in EXAMS])
    ax.set(xlim=(-0.5, 1.62), ylim=(0, 64), ylabel="score")
    ax.set_title("Same marks, other weights, other verdict")
    return described(figure, f"Two stacked bars beside a pass line at 50. {_verdicts()}.")


@drawn
def bias_bar(
    scores: Sequence[float] = (49.5, 56.0), biases: Sequence[float] = (-40.0, -50.0, -60.0)
) -> Figure:
    """Mark which scores get over the bar that each bias sets at -b."""
    figure, axes = plt.subplots(
        len(biases), 1, figsize=(7.2, 0.6 + 0.95 * len(biases)), sharex=True, layout="constrained",
        squeeze=False,
    )  # fmt: skip
    for ax, bias in zip(axes[:, 0], biases, strict=True):
        ax.axvspan(-bias, 100, color=PALE_GREEN, linewidth=0)
        ax.axvline(-bias, color=RED, linewidth=2)
        for score in scores:
            _score(ax, score, bias)
        ax.text(98, 0, "answers 1", ha="right", va="center", color=GREEN)
        ax.text(22, 0, "answers 0", ha="left", va="center", color=GREY)
        ax.set(xlim=(20, 100), ylim=(-0.8, 1.2), yticks=[], ylabel=f"b = {bias:g}")
        ax.yaxis.label.set(rotation=0, ha="right", va="center")
        ax.spines["left"].set_visible(False)
    axes[-1, 0].set_xlabel("weighted sum before the bias is added")
    axes[0, 0].set_title("The bias moves the bar (numbers over the dots: z = sum + b)")
    rows = "; ".join(f"b = {bias:g}: {_answers(scores, bias)}" for bias in biases)
    subjects, marks, _ = zip(*MARKS, strict=True)
    start = {"subjects": subjects, "marks": marks, "weights": EXAMS[1][1], "bias": -50}
    text = f"The weighted sums on a line, with the bar that b sets. {rows}."
    return described(figure, text, ("exam", start))


def _verdicts() -> str:
    """Say in words what each stacked bar is made of."""
    return ". ".join(
        f"{name[0].upper()}{name[1:]}: {' + '.join(f'{part:g}' for part in parts)} = {verdict}"
        for name, _, parts, verdict in EXAMS
    )


def _answers(scores: Sequence[float], bias: float) -> str:
    """Say in words which score gets over the bar that a bias sets."""
    return ", ".join(
        f"{score:g} has z = {score + bias:g} and answers {int(score + bias > 0)}"
        for score in scores
    )


def _score(ax: Axes, score: float, bias: float) -> None:
    """Draw one exam: a full dot over the bar, a hollow one below it or on it."""
    over = score > -bias
    ax.plot(score, 0, "o", color=GREEN, fillstyle="full" if over else "none", markersize=9)
    side = "left" if over else "right"
    ax.text(score + (-0.6 if over else 0.3), 0.5, f"{score + bias:+g}", ha=side, size=9)
