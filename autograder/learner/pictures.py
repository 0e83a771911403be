"""Pictures of what a check has seen: the learner's numbers beside those that were expected."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from autograder.atomic import write_atomic
from autograder.chapters import PICTURES, Chapter
from autograder.grading.failure import Picture
from autograder.grading.results import Outcome

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SEEN, WANTED = "#c2410c", "#475569"  # dark orange and slate: told apart in grey, too
FEW = 64  # numbers of a table that are written into its squares


def with_picture(outcomes: Sequence[Outcome]) -> Outcome | None:
    """Return the first outcome that has something to look at."""
    return next((outcome for outcome in outcomes if outcome.picture is not None), None)


def place_of(chapter: Chapter, outcome: Outcome) -> Path:
    """Return where the picture of an exercise is kept."""
    return chapter.exercises_folder / PICTURES / f"{outcome.exercise}.png"


def save_first(chapter: Chapter, outcomes: Sequence[Outcome]) -> Path | None:
    """Write the picture of the first check that failed and has one; return where it is."""
    outcome = with_picture(outcomes)
    if outcome is None:
        return None
    path = place_of(chapter, outcome)
    write_atomic(path, png(outcome.picture, outcome.line))
    return path


def png(picture: Picture, title: str = "") -> bytes:
    """Return a picture as a PNG file; its title is the line of the check that it belongs to."""
    target = io.BytesIO()
    figure = _figure(picture)
    figure.suptitle(textwrap.fill(title, 70), fontsize="medium")
    figure.savefig(target, format="png", dpi=110)
    return target.getvalue()


def _figure(picture: Picture) -> Figure:
    from matplotlib.figure import Figure  # half a second, and most checks pass

    if picture.seen.ndim == 2:
        figure = Figure(figsize=(8, 3.4), layout="constrained")
        _tables(figure, picture)
    else:
        figure = Figure(figsize=(6, 3.2), layout="constrained")
        _curves(figure.subplots(), picture)
    return figure


def _curves(axes: Axes, picture: Picture) -> None:
    marker = "o" if picture.seen.size <= 40 else ""
    if picture.wanted is not None:
        axes.plot(picture.wanted, color=WANTED, marker=marker, linewidth=4, alpha=0.5,
                  label="expected")  # fmt: skip
    axes.plot(picture.seen, color=SEEN, marker=marker, linestyle="--", label="yours")
    axes.set_xlabel("place in the array, counted from 0")
    axes.locator_params(axis="x", integer=True)
    axes.grid(alpha=0.3)
    axes.legend()


def _tables(figure: Figure, picture: Picture) -> None:
    tables = {"yours": picture.seen}
    if picture.wanted is not None:
        tables = {"expected": picture.wanted, "yours": picture.seen}
    numbers = np.concatenate([table.ravel() for table in tables.values()]).astype(float)
    finite = numbers[np.isfinite(numbers)]
    low, high = (finite.min(), finite.max()) if finite.size else (0.0, 1.0)
    panels = figure.subplots(1, len(tables), squeeze=False)[0]
    for axes, (title, table) in zip(panels, tables.items(), strict=True):
        image = axes.imshow(table.astype(float), vmin=low, vmax=high, cmap="cividis", aspect="auto")
        axes.set_title(title)
        axes.set_xticks(range(table.shape[1]) if table.shape[1] <= 12 else [])
        axes.set_yticks(range(table.shape[0]) if table.shape[0] <= 12 else [])
        if table.size <= FEW:
            _write_numbers(axes, table, (low + high) / 2)
    figure.colorbar(image, ax=list(panels))


def _write_numbers(axes: Axes, table: np.ndarray, middle: float) -> None:
    for (row, column), number in np.ndenumerate(table):
        colour = "white" if number < middle else "black"
        axes.text(column, row, f"{number:.3g}", ha="center", va="center", color=colour, fontsize=8)
