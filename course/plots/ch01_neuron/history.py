"""Figures on where deep learning comes from."""

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from course.plots.alt import described
from course.plots.palette import (
    BLUE,
    GREEN,
    GREY,
    INK,
    MIST,
    ORANGE,
    PALE_BLUE,
    PALE_GREEN,
    PALE_ORANGE,
    drawn,
)

DISCS = [  # radius, fill, edge, name
    (3.0, PALE_BLUE, BLUE, "Artificial\nintelligence"),
    (2.1, PALE_ORANGE, ORANGE, "Machine\nlearning"),
    (1.2, PALE_GREEN, GREEN, "Deep\nlearning"),
]
MEANINGS = [
    "machines do what\ntakes people thought,\nby whatever means",
    "the rules come from\nexamples, nobody\nwrites them down",
    "many layers of\nneurons, learned\ntogether",
]

WINTERS = [(1974, 1980), (1987, 1993)]

EVENTS = [  # year, height of the label above (or below) the line, text
    (1943, 1, "McCulloch and Pitts:\na neuron as arithmetic"),
    (1958, -1, "Rosenblatt:\nthe perceptron learns"),
    (1969, 1, "Minsky and Papert:\nwhat it cannot learn"),
    (1986, -1, "Rumelhart, Hinton, Williams:\nbackpropagation"),
    (1998, 1, "LeCun and others:\nLeNet-5 reads digits"),
    (2012, -1, "AlexNet wins\non ImageNet"),
    (2017, 1, "The Transformer"),
    (2022, -2.1, "ChatGPT"),
]


@drawn
def ai_discs() -> Figure:
    """Draw deep learning inside machine learning inside artificial intelligence."""
    figure, ax = plt.subplots(figsize=(7.2, 4.4), layout="constrained")
    for (radius, fill, edge, name), meaning in zip(DISCS, MEANINGS, strict=True):
        ax.add_patch(Circle((0, radius), radius, facecolor=fill, edgecolor=edge, linewidth=1.5))
        height = 2 * radius - (1.05 if radius < 2 else 0.52)
        ax.text(0, height, name, ha="center", va="center", weight="bold", linespacing=1.1)
        ax.plot([0.95, 3.4], [height, height], color=edge, linewidth=1)
        ax.text(3.55, height, meaning, va="center", color=INK)
    ax.set(xlim=(-3.2, 6.5), ylim=(-0.1, 6.1), aspect="equal")
    ax.set_title("Each field is a part of the one round it")
    ax.axis("off")
    inner = "; ".join(
        f"{' '.join(name.split()).lower()}: {' '.join(meaning.split())}"
        for (_, _, _, name), meaning in zip(DISCS, MEANINGS, strict=True)
    )
    return described(figure, f"Three discs, each inside the one before it. From outside: {inner}.")


@drawn
def timeline() -> Figure:
    """Draw eight dates from the first artificial neuron to today, and the two AI winters."""
    figure, ax = plt.subplots(figsize=(9, 3.4), layout="constrained")
    ax.axhline(0, color=GREY, linewidth=2, zorder=1)
    for start, end in WINTERS:
        ax.axvspan(start, end, ymin=0.44, ymax=0.56, color=MIST, zorder=0)
        ax.text((start + end) / 2, -0.32, "AI winter", ha="center", va="top", color=GREY, size=8)
    for year, height, text in EVENTS:
        _event(ax, year, height, text)
    ax.set(xlim=(1936, 2030), ylim=(-3, 2.4))
    ax.set_title("Eighty years of artificial neurons: two pauses, then data and hardware")
    ax.axis("off")
    events = "; ".join(f"{year}, {' '.join(text.split())}" for year, _, text in EVENTS)
    winters = " and ".join(f"{start} to {end}" for start, end in WINTERS)
    return described(figure, f"A line of years. {events}. AI winters are marked from {winters}.")


def _event(ax: Axes, year: int, height: float, text: str) -> None:
    """Draw one date: a dot on the line, a stem, a label beyond it."""
    ax.plot([year, year], [0, height], color=BLUE, linewidth=1, zorder=1)
    ax.plot(year, 0, "o", color=BLUE, zorder=2)
    side = "bottom" if height > 0 else "top"
    ax.text(year, height, f"{year}\n{text}", ha="center", va=side, size=8.5, linespacing=1.3)
