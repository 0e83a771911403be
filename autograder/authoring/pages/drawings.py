"""A lesson's figures as pictures for its page, each with an alternative text."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from matplotlib.figure import Figure
from PIL import Image  # Matplotlib needs it, too

from course import plots

DENSITY = 160  # dots per inch: sharp on a phone, too
COLOURS = 256  # of a picture: its bytes are fewer than half, and the eye sees no difference
PIXELS = 96  # of a page, to an inch


@dataclass(frozen=True)
class Drawn:
    """A figure as PNG, with the pixels of the page that it is wide and what it shows in words."""

    png: bytes
    width: int
    alt: str
    figure: Figure


def drawn(figure: Figure, code: str) -> Drawn:
    """Return the picture of a figure that the cell `code` has made."""
    target = io.BytesIO()
    figure.savefig(target, format="png", dpi=DENSITY, bbox_inches="tight")
    with Image.open(target) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    few.save(packed, format="png", optimize=True)
    return Drawn(
        packed.getvalue(), round(few.width * PIXELS / DENSITY), alt_text(figure, code), figure
    )


def alt_text(figure: Figure, code: str) -> str:
    """Return what the figure's function says that it shows; else its purpose and its titles.

    Matplotlib keeps a figure's name as its label and draws it nowhere: the text stands there.
    """
    if label := str(figure.get_label()):
        return label
    axes = [ax.get_title(loc=place) for ax in figure.axes for place in ("left", "center")]
    titles = [title for title in (figure.get_suptitle(), *axes) if title]
    return " ".join([*_purposes(code), *(f"{title.rstrip('.')}." for title in titles)]) or "Figure"


def _purposes(code: str) -> list[str]:
    """Return the first line of each docstring of the functions of `course.plots` in a cell."""
    functions = [getattr(plots, name, None) for name in re.findall(r"plots\.(\w+)\(", code)]
    documented = [each.__doc__ for each in functions if each and each.__name__ != "attempt"]
    return [text.strip().partition("\n")[0] for text in documented if text]
