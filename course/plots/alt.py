"""What a figure shows, in words: for whoever does not see it.

Each figure's function ends with `return described(figure, "…")`. The text says what a reader would
take from the picture, with its numbers; it does not repeat the lesson. `drawn` puts it beside the
picture in a notebook, and whoever makes a page asks `alt_of` for it.
"""

import base64
import io
from html import escape
from importlib import import_module
from typing import Any

from matplotlib.figure import Figure

from course.plots.moving import Moving, note_moving, script, wrapped


def described(figure: Figure, text: str, moving: Moving | None = None) -> Figure:
    """Return the figure with its alternative text, and with what it becomes where scripts run."""
    if moving:
        note_moving(figure, moving)
    figure.set_label(text)  # Matplotlib's own place for a figure's name; it draws it nowhere
    return figure


def alt_of(figure: Figure) -> str:
    """Return the figure's alternative text, "" if its function gives none."""
    return str(figure.get_label())


def png_of(figure: Figure) -> bytes:
    """Return the figure as a notebook shows it."""
    target = io.BytesIO()
    figure.savefig(target, format="png", bbox_inches="tight")
    return target.getvalue()


def shown(figure: Figure) -> dict[str, str]:
    """Return what a notebook shows of the figure, by MIME type.

    JupyterLab has no place for the text beside an `image/png`, so the picture comes as HTML.
    """
    alt, data = alt_of(figure), base64.b64encode(png_of(figure)).decode()
    picture = f'<img src="data:image/png;base64,{data}" alt="{escape(alt)}" style="max-width:100%">'
    html = wrapped(figure, picture)
    if html != picture:
        html += f"<script>{script()}</script>"
    return {"text/html": html, "text/plain": alt or repr(figure)}


def with_text(figure: Figure) -> Figure:
    """Let a notebook show the figure as a picture with its text; return the figure."""
    vars(figure)["_ipython_display_"] = lambda: _display(figure)  # IPython looks for this name
    return figure


def _display(figure: Figure) -> None:
    notebook: Any = import_module("IPython.display")  # only where IPython has asked
    notebook.display(shown(figure), raw=True)
