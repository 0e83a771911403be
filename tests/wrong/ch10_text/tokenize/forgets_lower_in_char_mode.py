"""Breaks "the whole text is made small first": in mode "char" the capitals stay capitals."""

import re


def tokenize(text: str, mode: str = "word") -> list[str]:
    if mode == "word":
        return re.findall(r"[a-z0-9']+", text.lower())
    if mode == "char":
        return list(text)
    raise ValueError(f"mode must be 'word' or 'char', not {mode!r}")
