"""Breaks "every character is a token, spaces and line ends too": in mode "char" white space is left out."""

import re


def tokenize(text: str, mode: str = "word") -> list[str]:
    if mode not in ("word", "char"):
        raise ValueError("mode must be word or char")
    text = text.lower()
    if mode == "word":
        return re.findall(r"[a-z0-9']+", text)
    return [character for character in text if not character.isspace()]
