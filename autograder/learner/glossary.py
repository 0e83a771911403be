"""The words of the course, each with what it means."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from autograder.chapters import read_text
from autograder.errors import UsageError

PLACE = "course/glossary.md"


def meaning(root: Path, word: str) -> tuple[str, str]:
    """Return a word as the course spells it, and what it means.

    Raises:
        UsageError: if the course does not explain it; the message names the nearest.
    """
    known = words(root)
    spelt = {name.lower(): name for name in known}
    asked = word.lower().strip()
    for form in (asked, asked.removesuffix("s"), asked.removesuffix("es")):
        if form in spelt:
            return spelt[form], known[spelt[form]]
    part = [name for low, name in spelt.items() if asked in low.split()]
    near = part or difflib.get_close_matches(asked, spelt, 3)
    offered = f"did you mean {' or '.join(near)}?" if near else f"all words are in {PLACE}"
    raise UsageError(f"the course does not explain {word!r}: {offered}")


def words(root: Path) -> dict[str, str]:
    """Return the meaning of each word, in their order."""
    text = read_text(root / PLACE).partition("\n# Symbols")[0]
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)[1:]
    return {name: said.strip() for name, said in zip(parts[::2], parts[1::2], strict=True)}
