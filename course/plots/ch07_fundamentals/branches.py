"""The four branches of machine learning, by what a machine is compared with."""

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from course.plots.alt import described
from course.plots.palette import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE_BLUE,
    PALE_GREEN,
    PALE_ORANGE,
    drawn,
)

CARDS = [  # name, what it is compared with, what is known, examples, fill, edge
    (
        "supervised",
        "an answer that people gave",
        "picture of a digit  →  «7»",
        "digits, diabetes, house prices",
        PALE_BLUE,
        BLUE,
    ),
    (
        "self-supervised",
        "an answer taken from the input",
        "«the cat sat on the»  →  «mat»",
        "the next word, a hidden patch,\nwhat the weather was an hour later",
        PALE_GREEN,
        GREEN,
    ),
    (
        "unsupervised",
        "nothing: it looks for order",
        "10,000 customers  →  5 groups",
        "groups, fewer columns,\nwhat is unlike all others",
        "white",
        GREY,
    ),
    (
        "reinforcement",
        "a reward that comes later",
        "position, move  →  won or lost",
        "games, robots that walk,\nlanguage models that people rate",
        PALE_ORANGE,
        ORANGE,
    ),
]


@drawn
def branch_cards() -> Figure:
    """Draw a card for each branch: what is known, and what the answers are compared with."""
    figure, ax = plt.subplots(figsize=(9.4, 4.6), layout="constrained")
    for number, card in enumerate(CARDS):
        _card(ax, 4.9 * (number % 2), -2.5 * (number // 2), card)
    ax.set(xlim=(-0.1, 9.7), ylim=(-2.6, 2.4))
    ax.set_title("What is an answer compared with?")
    ax.axis("off")
    return described(
        figure,
        "Four cards. Supervised: answers that people gave, as a picture of a digit and «7»; "
        "digits, diabetes, house prices. Self-supervised: answers taken from the "
        "input, as «the cat sat on the» and «mat»; the next word, a hidden patch. Unsupervised: "
        "compared with nothing, as 10,000 customers in 5 groups. Reinforcement: a reward that "
        "comes later, as a position and a move that won or lost; games, robots that walk.",
    )


def _card(ax: Axes, x: float, y: float, card: tuple[str, str, str, str, str, str]) -> None:
    """Draw one card with its lower left corner at x, y."""
    name, compared, known, examples, fill, edge = card
    shape = "round,pad=0.02,rounding_size=0.12"
    ax.add_patch(FancyBboxPatch((x, y), 4.6, 2.2, boxstyle=shape, facecolor=fill, edgecolor=edge))
    ax.text(x + 0.2, y + 1.9, name, size=11.5, weight="bold", color=INK, va="center")
    ax.text(x + 0.2, y + 1.5, compared, size=9.5, va="center")
    ax.text(x + 0.2, y + 1.05, known, size=9, family="monospace", va="center")
    ax.text(x + 0.2, y + 0.4, examples, size=9, color="#555555", va="center")
