"""Figures that can be played with: a still picture, and a script that puts one that moves there.

`moving.js` has them all. A notebook gets it with each figure, a page once; where no script runs,
the still picture stays.
"""

import json
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

Moving = tuple[str, Mapping[str, Any]]  # which of those in moving.js, and what it starts from


@cache
def script() -> str:
    """Return the script that makes every figure of a page move."""
    return Path(__file__).with_name("moving.js").read_text(encoding="utf-8")


def note_moving(figure: Figure, moving: Moving) -> None:
    """Note what a figure becomes where a script runs."""
    vars(figure)["_course_moving"] = moving


def wrapped(figure: Figure, picture: str) -> str:
    """Return the HTML of a figure's still picture, so that a script finds what to put there."""
    if not (moving := vars(figure).get("_course_moving")):
        return picture
    kind, values = moving
    data = escape(json.dumps(values, separators=(",", ":")))
    return f'<div class="moving" data-kind="{kind}" data-values="{data}">{picture}</div>'
