"""How words become parts of a sentence."""

from __future__ import annotations

import difflib
from collections.abc import Sequence


def capital(text: str) -> str:
    """Return a text that begins with a capital letter; a name in backticks stays as it is."""
    return text[:1].upper() + text[1:]


def joined(words: Sequence[str]) -> str:
    """Return words as they are read: `X, w and b`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def meant(word: str, known: Sequence[str]) -> str:
    """Return `did you mean …?` with the known word that an unknown one is like, or all of them."""
    near = difflib.get_close_matches(word, known, 1) or known or ["none"]
    guess = len(near) == 1 and near[0] in known
    return f"did you mean {near[0]}?" if guess else f"there are {', '.join(near)}"
