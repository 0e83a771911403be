"""One look for all figures: colours that colour-blind readers can tell apart, little ink."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

import matplotlib.pyplot as plt
from cycler import cycler
from matplotlib.figure import Figure

from course.plots.alt import with_text

P = ParamSpec("P")

INK, GREY, MIST = "#333333", "#8c8c8c", "#e9e9e9"
BLUE, ORANGE, GREEN, RED = "#0072b2", "#e69f00", "#009e73", "#d55e00"  # Okabe and Ito
PALE_BLUE, PALE_ORANGE, PALE_GREEN = "#d6e8f4", "#fdf0d2", "#d3eee6"

STYLE: dict[Any, Any] = {
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.prop_cycle": cycler(color=[BLUE, ORANGE, GREEN, RED]),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "figure.dpi": 110,
    "figure.titlesize": 12,
    "font.size": 10,
    "legend.frameon": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


def drawn(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Let `draw` use the course's style; a notebook shows its figure once, with its text."""

    @wraps(draw)
    def styled(*args: P.args, **kwargs: P.kwargs) -> Figure:
        with plt.rc_context(STYLE):
            figure = draw(*args, **kwargs)
        plt.close(figure)
        return with_text(figure)

    return styled
