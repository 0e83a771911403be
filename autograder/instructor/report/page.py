"""What both HTML pages share: one Jinja environment that escapes, and shows what hides."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

TEMPLATES = Path(__file__).with_name("templates")
# C0 and C1 controls but tab and line feed, and halves of surrogate pairs, which UTF-8 cannot hold.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Characters that change the reading direction of what follows them.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Return `text` with control characters as U+FFFD and direction changes spelt out."""
    text = _CONTROL.sub("\ufffd", text.replace("\r\n", "\n"))
    return _BIDI.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def prose(text: str) -> Markup:
    """Return `text` escaped, with `names in backticks` set as code."""
    return Markup(re.sub(r"`([^`\n]+)`", r"<code>\1</code>", str(escape(visible(text)))))


def breakable(text: str) -> Markup:
    """Return `text` escaped; where it is too long for its place, a line may end after a `_`."""
    return Markup(str(escape(visible(text))).replace("_", "_<wbr>"))


def points(value: float) -> str:
    """Return `value` with at most two decimals, and none that is not needed."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(part: float, whole: float) -> str:
    """Return the share of `part` in `whole` as a number from 0 to 100; nothing of nothing is 0."""
    return points(100 * min(max(part / whole, 0), 1)) if whole > 0 else "0"


def day(moment: str) -> str:
    """Return an ISO 8601 moment as every reader reads it alike: 30 November 2026, 14:05."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:  # an older result has none
        return ""
    return f"{found.day} {found:%B %Y, %H:%M}"


def _finalize(value: object) -> object:
    """Make every text that a template writes visible; our own markup passes as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the one Jinja environment of both pages: escaping is on, whatever the template."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        auto_reload=False,
        finalize=_finalize,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(breakable=breakable, percent=percent, points=points, prose=prose)
    return environment


def page(name: str) -> Template:
    """Return a compiled template of this room; Jinja compiles it once."""
    return environment().get_template(name)
