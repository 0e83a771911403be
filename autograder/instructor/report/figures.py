"""The figures of the class report, as SVG to stand inline in its page.

Matplotlib is used through its objects alone (pyplot keeps global state). It never sees a text of
others: a label is drawn as a token like `@3@`, and the escaped text takes the token's place
afterwards. So no name is read as mathematics, and none needs a glyph that Matplotlib's font lacks.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import Any

import matplotlib
from markupsafe import Markup, escape
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from autograder.instructor.report.page import points, visible

# Stand-ins for colours that the page's style sheet decides: light and dark share one figure.
INK, ACCENT, CELL, ON_CELL = "#010203", "#040506", "#070809", "#0a0b0c"
_PAGE_COLOURS = {
    INK: "currentColor",
    ACCENT: "var(--accent)",
    CELL: "var(--cell)",
    ON_CELL: "var(--on-cell)",
}

_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "autograder",  # equal classes give equal bytes
    "svg.fonttype": "none",  # text stays text: readable aloud, searchable, in the page's font
    "text.parse_math": False,
    "font.size": 9,
}
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
_SETTINGS_LOCK = Lock()  # Matplotlib's settings are global, and grading may run in threads

_WIDTH = 7.2  # inches, of every figure
_BINS = 10
_NAME_COLUMNS, _MISCONCEPTION_COLUMNS = 26, 48  # of text, before a label is cut
_MOST_NUMBERED_ROWS = 80  # of a heat map; beyond, numbers in the cells only cost time


def score_histogram(scores: Sequence[float], maximum: float, median: float) -> Markup:
    """Return the distribution of `scores` in ten equal classes from 0 to `maximum`."""
    step = maximum / _BINS
    counts = [0] * _BINS
    for score in scores:
        counts[min(int(score / step), _BINS - 1)] += 1
    ticks = [i * step for i in range(0, _BINS + 1, 2)]

    def draw(axes: Axes) -> None:
        axes.bar([(i + 0.5) * step for i in range(_BINS)], counts, 0.9 * step, color=ACCENT)
        axes.axvline(median, color=INK, linewidth=1, linestyle=(0, (3, 2)))
        top = axes.get_xaxis_transform()
        axes.text(median, 1.03, f"median {points(median)}", transform=top, color=INK, ha="center")
        axes.set_xlim(0, maximum)
        axes.set_xticks(ticks, [points(tick) for tick in ticks])
        axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
        axes.set_xlabel("points", color=INK)
        axes.set_ylabel("students", color=INK)

    return _figure("Distribution of the scores", draw, [], 1.5, left=0.6, top=0.3, bottom=0.5)


def misconception_bars(names: Sequence[str], counts: Sequence[int]) -> Markup:
    """Return one bar per misconception, the first on top."""
    labels = [_shortened(name, _MISCONCEPTION_COLUMNS) for name in names]

    def draw(axes: Axes) -> None:
        rows = range(len(labels))
        axes.barh(rows, counts, 0.66, color=ACCENT)
        for row, count in enumerate(counts):
            axes.text(count, row, f"\N{NO-BREAK SPACE}{count}", color=INK, va="center_baseline")
        axes.set_yticks(rows, _tokens(rows))
        axes.set_ylim(len(labels) - 0.5, -0.5)
        axes.set_xlim(0, max(counts))
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)

    title = "Misconceptions by frequency"
    return _figure(title, draw, labels, 0.26 * len(labels), left=_margin(labels))


def heat_map(
    students: Sequence[str],
    exercises: Sequence[str],
    shares: Sequence[Sequence[float | None]],
    texts: Sequence[Sequence[str]],
) -> Markup:
    """Return students × exercises, each cell as deep as its share of the points (None: unknown)."""
    rows, columns = (
        [_shortened(n, _NAME_COLUMNS) for n in names] for names in (students, exercises)
    )
    is_numbered = len(rows) <= _MOST_NUMBERED_ROWS

    def draw(axes: Axes) -> None:
        for row, cells in enumerate(zip(shares, texts, strict=True)):
            for column, (share, text) in enumerate(zip(*cells, strict=True)):
                _draw_cell(axes, row, column, share, text if is_numbered else "")
        _name_cells(axes, len(rows), len(columns))

    title, height, top = "Scores by student and exercise", 0.25 * len(rows), 0.55 * _margin(columns)
    margins = {"left": _margin(rows), "top": top, "right": 1.0}
    return _figure(title, draw, [*rows, *columns], height, **margins)


def _name_cells(axes: Axes, rows: int, columns: int) -> None:
    """Set the names of rows and columns, the latter on top."""
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    axes.set_yticks([row + 0.5 for row in range(rows)], _tokens(range(rows)))
    axes.xaxis.tick_top()
    tokens = _tokens(range(rows, rows + columns))
    centres = [column + 0.5 for column in range(columns)]
    axes.set_xticks(centres, tokens, rotation=32, ha="left", rotation_mode="anchor")
    axes.spines["bottom"].set_visible(False)


def _draw_cell(axes: Axes, row: int, column: int, share: float | None, text: str) -> None:
    depth = 0.06 + 0.84 * (share or 0)
    colour = "none" if share is None else CELL
    axes.add_patch(
        Rectangle((column + 0.02, row + 0.05), 0.96, 0.9, color=colour, alpha=depth, lw=0)
    )
    if text:
        ink = ON_CELL if depth > 0.78 else INK
        axes.text(column + 0.5, row + 0.5, text, color=ink, ha="center", va="center_baseline")


def _figure(
    title: str,
    draw: Callable[[Axes], None],
    labels: Sequence[str],
    height: float,
    *,
    left: float,
    top: float = 0.05,
    right: float = 0.3,
    bottom: float = 0.05,
) -> Markup:
    """Return what `draw` draws on axes of `height` inches; the margins are inches too."""
    total = top + height + bottom
    box = (left / _WIDTH, bottom / total, (_WIDTH - left - right) / _WIDTH, height / total)
    with _SETTINGS_LOCK, matplotlib.rc_context(_SETTINGS):
        figure = Figure(figsize=(_WIDTH, total))
        axes = figure.add_axes(box, facecolor="none")
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines["bottom"].set_color(INK)
        axes.tick_params(length=0, colors=INK)
        draw(axes)
        text = io.StringIO()
        figure.savefig(text, format="svg", transparent=True, metadata=_NO_METADATA)
    return _inline(text.getvalue(), labels, title)


def _inline(document: str, labels: Sequence[str], title: str) -> Markup:
    """Return an SVG document as an element for our pages, its tokens replaced by the labels."""
    svg = re.sub(r"<!--.*?-->", "", document, flags=re.DOTALL)
    svg = re.sub(r' xmlns(:\w+)?="[^"]*"| (width|height)="[\d.]+pt"', "", svg[svg.index("<svg") :])
    for stand_in, colour in _PAGE_COLOURS.items():
        svg = svg.replace(stand_in, colour)
    # Ids must be unique in the page, where several figures stand.
    key = hashlib.sha256(svg.encode()).hexdigest()[:8]
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>f{key}-", svg)
    svg = svg.replace("<svg", f'<svg role="img" aria-label="{title}"', 1)
    # In one pass, so that a label which looks like a token stays what it is.
    return Markup(re.sub("@([0-9]+)@", lambda token: str(escape(labels[int(token[1])])), svg))


def _tokens(indices: Iterable[int]) -> list[str]:
    return [f"@{index}@" for index in indices]


def _shortened(text: str, columns: int) -> str:
    """Return `text` visible, on one line of so many columns; wide characters take two."""
    text = " ".join(visible(text).split())
    kept = ""
    for character in text:
        if _columns(kept + character) > columns:
            return f"{kept}…"
        kept += character
    return text


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _margin(labels: Sequence[str]) -> float:
    """Return the inches that the longest label needs."""
    return 0.2 + 0.078 * max(map(_columns, labels))
