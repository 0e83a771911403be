"""From a lesson's Markdown to HTML: formulas as MathML, code in colours, nothing from elsewhere."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

# What is wider than a phone is moved to and fro by itself; the keyboard must reach it.
SCROLLS = 'tabindex="0"'
LONG = 40  # characters of LaTeX: a formula in a line that may be wider than a phone
# A function's name keeps its distance, as in `ln 10`, unless a parenthesis follows.
_FUNCTION = re.compile(
    r"(<mi>(?:ln|log|exp|max|min|sin|cos|tanh)</mi>)(?!<mo[^>]*>(?:\(|&#x00028;))"
)
_COLOURS = HtmlFormatter(nowrap=True)


class LessonMarkup:
    """Renders the Markdown of a lesson that lies in `folder`, where its pictures are looked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.markdown = MarkdownIt("commonmark", {"html": False, "highlight": code_html})
        self.markdown.enable(["table", "strikethrough"])
        self.markdown.use(dollarmath_plugin, renderer=formula_html, double_inline=True)
        rules: dict[str, Any] = self.markdown.renderer.rules  # type: ignore[attr-defined]
        rules["table_open"] = lambda *_: f'<div class="scroll" {SCROLLS}><table>\n'
        rules["table_close"] = lambda *_: "</table></div>\n"
        rules["image"] = self._image

    def render(self, text: str) -> str:
        """Return Markdown as HTML."""
        return str(self.markdown.render(text))

    def line(self, text: str) -> str:
        """Return a line of Markdown as HTML, without a paragraph around it."""
        return str(self.markdown.renderInline(text))

    def _image(self, tokens: Sequence[Token], at: int, *_: object) -> str:
        """Return a stored picture as part of the page."""
        source, alt = str(tokens[at].attrs["src"]), tokens[at].content
        return picture_html((self.folder / source).read_bytes(), alt)


def picture_html(png: bytes, alt: str, width: int = 0) -> str:
    """Return a PNG as part of a page; on a phone it keeps a size at which its words are read."""
    data = base64.b64encode(png).decode()
    least = f' width="{width}" style="min-width:min(34rem,{width}px)"' if width else ""
    return f'<img src="data:image/png;base64,{data}" alt="{html.escape(alt)}"{least}>'


def formula_html(latex: str, options: Mapping[str, Any]) -> str:
    """Return a formula as MathML, which browsers draw and readers read aloud by themselves."""
    display = "block" if options["display_mode"] else "inline"
    spaced = _FUNCTION.sub(r'\1<mspace width="0.17em"/>', convert(latex, display=display))
    if display == "block":
        return f'<div class="formula" {SCROLLS}>{spaced}</div>'
    return f'<span class="long" {SCROLLS}>{spaced}</span>' if len(latex) > LONG else spaced


def code_html(code: str, language: str = "python", attributes: str = "") -> str:
    """Return a block of code; of a language that Pygments does not know, as it is."""
    try:
        inside = highlight(code, get_lexer_by_name(language or "text"), _COLOURS)
    except ClassNotFound:
        inside = html.escape(code)
    return f"<pre {SCROLLS}><code>{inside.rstrip()}</code></pre>\n"
