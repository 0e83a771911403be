"""How words become parts of a sentence."""

from __future__ import annotations

from collections.abc import Sequence


def capital(text: str) -> str:
    """Return a text that begins with a capital letter; a name in backticks stays as it is."""
    return text[:1].upper() + text[1:]


def joined(words: Sequence[str]) -> str:
    """Return words as they are read: `X, w and b`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
