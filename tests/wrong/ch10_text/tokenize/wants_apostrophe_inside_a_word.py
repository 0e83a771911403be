"""Breaks "a run of letters, digits and the apostrophe": an apostrophe at the begin or end of a word is lost ('tis, dogs')."""

import re


def tokenize(text: str, mode: str = "word") -> list[str]:
    text = text.lower()
    if mode == "word":
        return re.findall(r"[a-z0-9]+(?:'[a-z0-9]+)*", text)
    if mode == "char":
        return list(text)
    raise ValueError("mode must be 'word' or 'char'")
