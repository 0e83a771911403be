"""How a lesson's text and the hints are printed: rendered on a terminal, else as written."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.markdown import Markdown
from rich.markup import escape
from rich.padding import Padding

from autograder.learner.hints import Unfolded


def prose(text: str, rendered: bool) -> RenderableType:
    """Return a text in Markdown as it is printed."""
    return Markdown(text) if rendered else escape(text)


def hint_parts(found: Unfolded, rendered: bool) -> Iterator[RenderableType]:
    """Yield the hints, the newest last."""
    for title, text in found.hints:
        yield f"\n[bold]{title}[/]"
        part = prose(text, rendered)
        yield Padding(part, (0, 0, 0, 2)) if rendered else part
