"""Breaks "digits of other scripts are gone": in a pattern for str, \\d fits Arabic or Indian digits as well."""

import re


def tokenize(text: str, mode: str = "word") -> list[str]:
    text = text.lower()
    if mode == "char":
        return list(text)
    elif mode == "word":
        return re.findall(r"[a-z\d']+", text)
    raise ValueError("unknown mode: " + str(mode))
