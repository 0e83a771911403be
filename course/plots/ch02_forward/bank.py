"""The bank example: two inputs, two hidden nodes, one output, number by number."""

from dataclasses import dataclass

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.network import blank, edge, node, places
from course.plots.palette import BLUE, GREEN, INK, MIST, ORANGE, RED, drawn

LAYERS = places([2, 2, 1], across=2.6, down=2.0)
NAMES = {"i": (1, 0), "j": (1, 1), "k": (2, 0)}  # layer and place of each node that computes
WEIGHTS = {"i": (1, 1), "j": (-1, 1), "k": (2, -1)}  # from the upper and from the lower node
COLOURS = {"i": BLUE, "j": ORANGE, "k": GREEN}


@dataclass(frozen=True)
class BankPanel:
    """What one panel shows: the numbers in the nodes, the nodes that are worked out, the sums."""

    title: str
    inputs: tuple[str, str]
    values: dict[str, str]
    bright: str  # the names of the nodes whose edges are shown in colour
    lines: tuple[str, ...]


STEPS = [
    BankPanel("1. node i", ("2", "3"), {"i": "5"}, "i", ("i = 2·1 + 3·1 = 5",)),
    BankPanel("2. node j", ("2", "3"), {"i": "5", "j": "1"}, "j", ("j = 2·(-1) + 3·1 = 1",)),
    BankPanel(
        "3. node k",
        ("2", "3"),
        {"i": "5", "j": "1", "k": "9"},
        "k",
        ("k = 5·2 + 1·(-1) = 9",),
    ),
]
KINDS = [
    BankPanel(
        "linear: the score -1 goes on",
        ("3", "2"),
        {"i": "5", "j": "-1", "k": "11"},
        "ijk",
        ("j = 3·(-1) + 2·1 = -1", "k = 5·2 + (-1)·(-1) = 11"),
    ),
    BankPanel(
        "relu: the score -1 becomes 0",
        ("3", "2"),
        {"i": "5", "j": "0", "k": "10"},
        "ijk",
        ("j = relu(-1) = 0", "k = 5·2 + 0·(-1) = 10"),
    ),
]


@drawn
def bank_steps() -> Figure:
    """Work out the bank example for 2 family members and 3 accounts, one node per panel."""
    figure, axes = plt.subplots(1, 3, figsize=(10.4, 2.5), layout="constrained")
    for ax, panel in zip(axes, STEPS, strict=True):
        _panel(ax, panel)
    return described(figure, _told("The bank's network, one node after the other", STEPS))


@drawn
def bank_activations() -> Figure:
    """Compare the outputs for 3 family members and 2 accounts without and with relu."""
    figure, axes = plt.subplots(1, 2, figsize=(8.6, 3.3), layout="constrained")
    for ax, panel in zip(axes, KINDS, strict=True):
        _panel(ax, panel)
    return described(figure, _told("The bank's network twice", KINDS))


def _told(start: str, panels: list[BankPanel]) -> str:
    """Say in words what the panels show."""
    members, accounts = panels[0].inputs
    sums = "; ".join(f"{panel.title}: {', '.join(panel.lines)}" for panel in panels)
    return f"{start}, for {members} family members and {accounts} accounts. {sums}."


def _panel(ax: Axes, panel: BankPanel) -> None:
    for name, (layer, row) in NAMES.items():
        colour = COLOURS[name] if name in panel.bright else MIST
        for source, weight in zip(LAYERS[layer - 1], WEIGHTS[name], strict=True):
            text = f"{weight}" if name in panel.bright else ""
            edge(ax, source, LAYERS[layer][row], colour, text, at=0.32)
        value = panel.values.get(name, "")
        node(ax, LAYERS[layer][row], "output" if name == "k" else "hidden", value, size=11)
        x, y = LAYERS[layer][row]
        ax.text(x, y + 0.5, name, ha="center", color=COLOURS[name], style="italic", size=11)
    words = ("family\nmembers", "accounts")
    for at, value, word in zip(LAYERS[0], panel.inputs, words, strict=True):
        node(ax, at, "input", value, size=11)
        ax.text(at[0] - 0.5, at[1], word, ha="right", va="center", size=9)
    for row, line in enumerate(panel.lines):
        colour = RED if "-1" in panel.values.values() and row == 0 and len(panel.lines) > 1 else INK
        ax.text(2.2, -1.95 - 0.5 * row, line, ha="center", color=colour)
    bottom = -2.3 - 0.5 * (len(panel.lines) - 1)
    blank(ax, (-1.75, 5.7), (bottom, 1.9))
    ax.set_title(panel.title)
